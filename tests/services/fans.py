"""Fan-outs over departments, for tests of branching."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from server.domain import facts as f
from server.domain.ids import ProcessKey, Token
from server.domain.moves import Branch, BranchKind, FanOut
from server.domain.replay import fold
from tests.builders import work_for

if TYPE_CHECKING:
    from server.domain.ids import CaseId
    from server.domain.moves import Push
    from tests.fakes import Stage

CALLED = ProcessKey("called")


def fan(kind: BranchKind, members: int = 3, **changed: Any) -> FanOut:
    """A fan-out over departments; work is offered where the kind is work."""
    branches = tuple(
        Branch(
            index=index,
            values={"department": index},
            work=work_for(f"w{index}", **changed) if kind is BranchKind.WORK else None,
        )
        for index in range(members)
    )
    return FanOut(token=Token("fan"), element="each", name="各部门", kind=kind, branches=branches)


def in_turn(wait: FanOut) -> FanOut:
    return FanOut(
        token=wait.token,
        element=wait.element,
        name=wait.name,
        kind=wait.kind,
        branches=wait.branches,
        sequential=True,
    )


def called(members: int = 1) -> FanOut:
    wait = fan(BranchKind.CALL, members)
    return FanOut(
        token=wait.token,
        element="call",
        name="调用",
        kind=wait.kind,
        branches=wait.branches,
        called=CALLED,
    )


def closed(stage: Stage, case: CaseId) -> f.FanOutClosed:
    [fact] = [fact for fact in stage.facts(case) if isinstance(fact, f.FanOutClosed)]
    return fact


def last_push(stage: Stage) -> Push:
    return stage.engine.pushed[-1].push


def agree(stage: Stage) -> None:
    """The tables say of every case what its journal says."""
    unit = stage.tools.unit()
    for case in stage.state.cases:
        assert unit.views.standing(case) == fold(stage.facts(case)).standing
