"""Fan-outs: branches are cases of their own, with their own row, lock and journal (D3).

The parent's engine sees one waiting place. Counting, quorum, the order of outputs and withdrawing
what is no longer wanted happen here.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.errors import NoSuchProcess
from server.domain.ids import BodyId, CaseId, FanOutId
from server.domain.journal import Head
from server.domain.moves import BranchKind, EndKind, Fail, Gather, Start, Work
from server.domain.values import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from server.domain.ids import ItemId, ProcessKey, Token, VersionId
    from server.domain.moves import Branch, Ending, FanOut
    from server.domain.ports import HeldCase, HeldFanOut, HeldTimer
    from server.domain.values import Value, Values
    from server.services.running import Run


# --- opening ----------------------------------------------------------------------------------


def open_fan_out(run: Run, held: HeldCase, wait: FanOut) -> None:
    """Opens a fan-out: a case for every branch, all begun at once, or the first when sequential."""
    fan_out = FanOutId(run.tools.ids.new())
    opened = f.FanOutOpened(
        fan_out=fan_out,
        token=wait.token,
        element=wait.element,
        name=wait.name,
        kind=wait.kind.value,
        total=len(wait.branches),
        sequential=wait.sequential,
        called=wait.called,
    )
    run.record.of_case(held, opened)
    for position, branch in enumerate(wait.branches):
        child = _child(run, held, wait, fan_out, branch)
        _tell_start(run, child)
        if wait.sequential and position:
            _keep_for_later(run, child, branch)
        else:
            _begin(run, child, branch.values, branch.work)


def _child(run: Run, held: HeldCase, wait: FanOut, fan_out: FanOutId, branch: Branch) -> HeldCase:
    child = replace(
        held,
        id=CaseId(run.tools.ids.new()),
        parent=held.id,
        fan_out=fan_out,
        index=branch.index,
        scope=wait.element if wait.kind is BranchKind.PROCESS else None,
        body=BodyId(branch.work.body) if branch.work else held.body,
        revision=0,
        saved=b"",
        data=plain(branch.values),
        outer={**held.outer, **held.data},
        head=Head(),
    )
    return _called(run, child, wait.called) if wait.called else child


def _called(run: Run, child: HeldCase, key: ProcessKey) -> HeldCase:
    """The branch as an instance of another process, which sees only what it is given."""
    version = run.unit.processes.newest(key)
    if version is None:
        raise NoSuchProcess(key=key)
    return replace(child, version=version.id, process=key, outer={})


def _tell_start(run: Run, child: HeldCase) -> None:
    started = f.CaseStarted(
        process=child.process,
        version=child.version,
        number=child.number,
        root=child.root,
        body=child.body,
        parent=child.parent,
        fan_out=child.fan_out,
        index=child.index,
        scope=child.scope,
    )
    run.record.of_case(child, started)


def _begin(run: Run, child: HeldCase, values: Values, work: Work | None) -> None:
    if work is None:
        run.then(child, Start(values=values, scope=child.scope))
    else:
        run.offer(run.keep(child, saved=b"", data=plain(values)), work)


def _keep_for_later(run: Run, child: HeldCase, branch: Branch) -> None:
    """Keeps a sequential branch until its turn; its work is offered, and clocked, only then."""
    work = branch.work
    kept = b""
    if work is not None:
        kept = json.dumps(
            [
                work.token,
                work.element,
                work.name,
                work.lane,
                work.body,
                work.role,
                work.form,
                work.clock,
            ]
        ).encode()
    run.keep(child, saved=kept, data=plain(branch.values))


def _begin_next(run: Run, fan: HeldFanOut, before: HeldCase) -> None:
    child = run.unit.cases.next_branch(fan.id, before.index)
    if fan.kind != BranchKind.WORK:
        run.then(child, Start(values=child.data, scope=child.scope))
        return
    token, element, name, lane, body, role, form, clock = json.loads(child.saved)
    due = run.county.due(clock, run.record.moment) if clock else None
    work = Work(
        token=token, element=element, name=name, lane=lane, body=body, role=role, form=form,
        clock=clock, due=due,
    )  # fmt: skip
    _begin(run, child, child.data, work)


# --- ending -----------------------------------------------------------------------------------


def fan_out_of_plain_work(held: HeldCase) -> FanOutId | None:
    """The fan-out of a branch that is one piece of work without a process of its own."""
    return held.fan_out if held.scope is None and not held.saved else None


def end(run: Run, held: HeldCase, ending: Ending) -> None:
    """A case came to its end; a branch then counts for its fan-out."""
    finished = f.CaseFinished(kind=ending.kind.value, element=ending.element, code=ending.code)
    run.record.of_case(held, finished)
    run.over(held.id)
    if held.fan_out is not None:
        failed = ending.code if ending.kind is EndKind.ERROR else None
        _branch_over(run, held, held.fan_out, output=plain(ending.output), failed=failed)


def end_plain_work(run: Run, held: HeldCase, fan_out: FanOutId, element: str, data: Values) -> None:
    """The one piece of work of a branch is done, and so is the branch."""
    kept = run.keep(held, saved=b"", data=plain(data))
    run.record.of_case(kept, f.CaseFinished(kind=EndKind.FINISHED.value, element=element))
    _branch_over(run, kept, fan_out, output=None, failed=None)


def _branch_over(
    run: Run, child: HeldCase, fan_out: FanOutId, *, output: Value, failed: str | None
) -> None:
    run.settle()
    fan = run.unit.waits.count_branch(fan_out, completed=failed is None)
    if failed is not None:
        _close(run, fan, Fail(token=fan.token, code=failed))
        return
    sight = _sight(run, child, fan, output)
    given = run.tools.engine.output_of(
        sight.version, fan.element, values=sight.values, outer=sight.outer, world=run.world(child)
    )
    run.unit.cases.give(child.id, plain(given))
    if _is_over(run, child, fan, sight):
        run.unit.flush()
        _close(run, fan, None)
    elif fan.sequential:
        _begin_next(run, fan, child)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sight:
    """What the expressions of a fan-out see of one branch, and by which version they are read."""

    version: VersionId
    values: Values
    outer: Values


def _sight(run: Run, child: HeldCase, fan: HeldFanOut, output: Value) -> _Sight:
    """A called process knows nothing of its caller, so what it gave is read by the caller's diagram."""
    if fan.called is None:
        run.learn(child)
        return _Sight(version=child.version, values=child.data, outer=child.outer)
    parent = run.look(fan.case)
    run.learn(parent)
    outer = {**parent.outer, **parent.data}
    return _Sight(version=parent.version, values=output, outer=outer)


def _is_over(run: Run, child: HeldCase, fan: HeldFanOut, sight: _Sight) -> bool:
    if fan.tally.completed + fan.tally.terminated >= fan.tally.total:
        return True
    return run.tools.engine.is_enough(
        sight.version,
        fan.element,
        fan.tally,
        values=sight.values,
        outer=sight.outer,
        world=run.world(child),
    )


def _close(run: Run, fan: HeldFanOut, instead: Fail | None) -> None:
    """Ends a fan-out from below: withdraws what still runs and moves the parent on."""
    withdrawn = _withdraw_branches(run, fan.id, "enough")
    parent = run.hold(fan.case)
    closed = f.FanOutClosed(fan_out=fan.id, completed=fan.tally.completed, withdrawn=withdrawn)
    run.record.of_case(parent, closed)
    gathered = Gather(token=fan.token, outputs=tuple(run.unit.cases.outputs(fan.id)))
    run.then(parent, instead or gathered)


# --- withdrawing ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Waiting:
    """What waits at the places of one case; any other place listens for a message."""

    work: Mapping[Token, ItemId]
    timers: Mapping[Token, HeldTimer]
    fan_outs: Mapping[Token, FanOutId]


def _waiting(run: Run, held: HeldCase) -> _Waiting:
    return _Waiting(
        work=run.unit.work.open_tokens(held.id),
        timers=run.unit.waits.timers(held.id),
        fan_outs=run.unit.waits.fan_outs(held.id),
    )


def close_tokens(run: Run, held: HeldCase, tokens: frozenset[Token]) -> None:
    """Ends what waited at these places: work, timers, messages, whole fan-outs."""
    run.settle()
    _close_places(run, held, _waiting(run, held), tokens)


def _close_places(run: Run, held: HeldCase, waiting: _Waiting, tokens: Iterable[Token]) -> None:
    for token in sorted(tokens):
        if token in waiting.work:
            fact: f.Fact = _withdrawn(run, waiting.work[token])
        elif token in waiting.timers:
            fact = _dropped(run, held, waiting.timers[token])
        elif token in waiting.fan_outs:
            fan_out = waiting.fan_outs[token]
            count = _withdraw_branches(run, fan_out, "interrupted")
            completed = len(run.unit.cases.outputs(fan_out)) - count
            fact = f.FanOutClosed(fan_out=fan_out, completed=completed, withdrawn=count)
        else:
            fact = f.ListeningEnded(token=token)
        run.record.of_case(held, fact)


def _dropped(run: Run, held: HeldCase, timer: HeldTimer) -> f.TimerDropped:
    """The moment is no longer waited for; nor does it matter that the step after it failed."""
    if timer.is_put_off:
        run.record.of_case(held, f.IncidentClosed(incident=timer.id))
    return f.TimerDropped(timer=timer.id)


def _withdrawn(run: Run, item: ItemId) -> f.WorkWithdrawn:
    """The work is no longer asked for; whoever had signed for it will be told."""
    held = run.unit.work.find(item)
    name, holder = (held.name, held.holder) if held else ("", None)
    return f.WorkWithdrawn(item=item, reason="interrupted", name=name, person=holder)


def _withdraw_branches(run: Run, fan_out: FanOutId, reason: str) -> int:
    branches = run.unit.cases.open_branches(fan_out)
    for branch in branches:
        _withdraw(run, branch, reason)
    return len(branches)


def _withdraw(run: Run, held: HeldCase, reason: str) -> None:
    waiting = _waiting(run, held)
    listening = run.unit.waits.listening(held.id)
    places = {*waiting.work, *waiting.timers, *waiting.fan_outs, *listening}
    _close_places(run, held, waiting, places)
    run.over(held.id)
    run.keep(held, saved=b"", data=dict(held.data))
    run.record.of_case(held, f.CaseWithdrawn(reason=reason))
