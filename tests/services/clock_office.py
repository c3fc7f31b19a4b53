"""A department whose work has a clock that may be extended and stand still, and whoever decides on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from server.domain.acts import Act
from server.domain.county import Paper
from server.domain.county_time import COUNTY_TIME
from server.domain.moves import Complete
from server.domain.people import SYSTEM
from server.services import acting, working
from server.services.acts.scene import Given
from server.services.founding import load_papers
from server.services.working import Answer
from tests.builders import NOON, a_seat, work_for
from tests.fakes.stage import Stage, ended
from tests.services.test_recounting import carried_out

if TYPE_CHECKING:
    from datetime import date

    from server.domain import facts as f
    from server.domain.ids import ItemId
    from server.domain.people import Actor
    from server.domain.work import WorkItem

FINISH = "T44/simple"
"""Five working days; the command centre extends it by five more; a plan stops it."""
REVIEW = "T20/opinion"
"""Five working days; the head extends it by three; a supplement stops it once, for three at most."""
COMPLEX = "情况复杂，需多方配合"
PLAN = "经批准的整改方案"
SUPPLEMENT = "补充材料，不超过三个工作日"
CASE_COMPLEX = "案情复杂"
WHY = Given(reason="尚缺材料")
DAY_OFF = """
[[holiday]]
name = "县庆"
name_en = "County Day"
first = {day}
last = {day}
"""


def at(day: int, hour: int = 18) -> datetime:
    """A moment of March 2026 in the county; the 2nd, when all begins, is a Monday."""
    return datetime(2026, 3, day, hour, tzinfo=COUNTY_TIME)


@dataclass(frozen=True)
class ClockOffice:
    """A department with work that its clerk has signed for."""

    stage: Stage
    head: Actor
    clerk: Actor
    overseer: Actor
    centre: Actor
    """Heads the command centre."""
    item: ItemId

    def act(
        self, actor: Actor, act: Act, given: Given | None = None, key: str | None = None
    ) -> None:
        acting.act(self.stage.tools, actor, self.item, act, given or Given(), key)

    def ask(self, ground: str = COMPLEX) -> None:
        self.act(self.clerk, Act.ASK_EXTENSION, Given(way=ground, reason="需多部门会商"))

    def stop(self, ground: str = PLAN, until: date | None = None) -> None:
        self.act(self.head, Act.STOP_CLOCK, Given(way=ground, reason="等方案", until=until))

    def finish(self) -> None:
        """The clerk does the work, and its case is over."""
        self.stage.engine.on(Complete, "t1", ended())
        answer = Answer(values={"note": "好"})
        working.complete(self.stage.tools, self.clerk, self.item, answer)

    def later(self, **far: int) -> None:
        self.stage.clock.pass_by(timedelta(**far))

    def off(self, day: date) -> None:
        """That day is off by a new paper, and all that follows from it is done."""
        text = self.stage.state.papers["calendar", "2026"] + DAY_OFF.format(day=day)
        load_papers(self.stage.tools, SYSTEM, [Paper(kind="calendar", name="2026", text=text)])
        self.stage.clock.pass_by(timedelta(seconds=11))
        carried_out(self.stage)

    def offered(self, actor: Actor) -> set[Act]:
        return {offer.act for offer in acting.offers(self.stage.tools, actor, self.item)}

    @property
    def work(self) -> WorkItem:
        return self.stage.state.items[self.item]

    @property
    def due(self) -> datetime | None:
        return self.work.due

    @property
    def red(self) -> datetime:
        return self.stage.state.rungs[self.item, "red"]

    @property
    def last(self) -> f.Fact:
        return self.stage.facts(self.work.case)[-1]

    def told(self) -> list[tuple[str, object]]:
        return [(one.kind, one.person or one.role) for one in self.stage.state.notices]


def a_clock_office(clock: str = FINISH) -> ClockOffice:
    """Work with this clock, offered and signed for at noon of 2 March."""
    stage = Stage.with_process()
    clerk = stage.person(login="chen")
    head = stage.person(a_seat("zjj", "dept_head"), login="wang")
    overseer = stage.person(a_seat("sfj", "supervisor"), login="sun")
    centre = stage.person(a_seat("cmd", "cmd_head"), login="zhao")
    due = stage.tools.shelf.county(stage.tools.unit()).due(clock, NOON)
    item = stage.offered(clerk, work_for(clock=clock, due=due))
    working.claim(stage.tools, clerk, item)
    return ClockOffice(stage, head, clerk, overseer, centre, item)
