"""A department whose case may stand still, be ended and be void, and whoever may have it so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.domain.acts import Act
from server.domain.moves import BranchKind, Wait
from server.services import acting_on_cases
from server.services.acts.scene import Given
from tests.builders import NOON, a_seat, work_for
from tests.fakes.stage import Stage
from tests.services.fans import agree, fan

if TYPE_CHECKING:
    from datetime import date

    from server.domain import facts as f
    from server.domain.ids import CaseId
    from server.domain.people import Actor

PLAN = "经批准的整改方案"
CLOCK = "T44/simple"
WHY = Given(reason=" 无需再办 ")
TO_VOID = Given(reason="重复立案", text="会议纪要〔2026〕3号")


@dataclass(frozen=True)
class CaseOffice:
    """A department with a case, whoever heads it, oversees it, administers."""

    stage: Stage
    head: Actor
    clerk: Actor
    overseer: Actor
    admin: Actor
    other_admin: Actor
    case: CaseId

    def act(
        self, actor: Actor, act: Act, given: Given | None = None, key: str | None = None
    ) -> None:
        acting_on_cases.act(self.stage.tools, actor, self.case, act, given or Given(), key)
        agree(self.stage)

    def suspend(self, until: date | None = None) -> None:
        self.act(self.head, Act.SUSPEND, Given(way=PLAN, reason="等方案", until=until))

    @property
    def status(self) -> str:
        return self.stage.state.cases[self.case].status

    @property
    def told(self) -> list[str]:
        return [type(fact).__name__ for fact in self.facts]

    @property
    def facts(self) -> tuple[f.Fact, ...]:
        return tuple(self.stage.facts(self.case))


def a_case_office(*waits: Wait) -> CaseOffice:
    """A case with one piece of work whose clock may stand still, or that waits so."""
    stage = Stage.with_process()
    clerk = stage.person(login="chen")
    head = stage.person(a_seat("zjj", "dept_head"), login="wang")
    overseer = stage.person(a_seat("sfj", "supervisor"), login="sun")
    admin = stage.person(a_seat("gov", "admin"), login="admin")
    other = stage.person(a_seat("gov", "admin"), login="other")
    clocked = work_for(
        clock=CLOCK, due=stage.tools.shelf.county(stage.tools.unit()).due(CLOCK, NOON)
    )
    case = stage.start(clerk, *(waits or (clocked,)))
    return CaseOffice(stage, head, clerk, overseer, admin, other, case)


def many() -> Wait:
    """Three departments at once, each with work whose clock may stand still."""
    return fan(BranchKind.WORK, clock=CLOCK, due=NOON)
