"""Whatever a clock is given, in whatever order and mixture, leads to what reckoning from its beginning leads to.

Extensions, a clock that stands still, a case that does, new calendars: over the real services and tables,
held against the day-by-day count, the ladder and the lamp by the calendar in force at the end.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from server.domain.acts import Act
from server.domain.county import Paper
from server.domain.county_time import day_of
from server.domain.errors import Refusal
from server.domain.ids import ItemId
from server.domain.people import SYSTEM
from server.domain.reading import InboxQuery
from server.domain.reckoning import day_by_day
from server.domain.recount import reached
from server.domain.respite import Pause, Respite
from server.services import acting, acting_on_cases, founding, peopling, timekeeping, working
from server.services.acts.scene import Given
from server.services.recounting import recount
from server.services.stopping import go_on_by_time
from tests.places import COUNTY
from tests.web.house import NINE_ON_MONDAY, PASSWORD
from tests.web.test_clocks import clocked

if TYPE_CHECKING:
    from collections.abc import Callable

    from server.domain.people import Actor
    from server.domain.reading import InboxRow
    from server.domain.work import WorkItem
    from server.services.county import County
    from tests.web.house import House

CLOCKS = {
    "T20/opinion": ("案情复杂", "zjj.head", "补充材料，不超过三个工作日"),
    "T44/simple": ("情况复杂，需多方配合", "cmd.head", "经批准的整改方案"),
}
"""Days of work: on what ground more time is asked for, who grants it, on what ground it stands still."""
YEAR = (COUNTY / "calendar-2026.toml").read_text(encoding="utf-8")
DAY_OFF = '\n[[holiday]]\nname = "县庆"\nname_en = "County Day"\nfirst = {0}\nlast = {0}\n'
WORKING_DAYS = [
    day for day in (date(2026, 3, 10) + timedelta(days=n) for n in range(24)) if day.weekday() < 5
]
LADDER = "SELECT rung, due, coalesce(taken_until = 'infinity', false) AS stands FROM rungs WHERE item = %s"
MOVES = st.lists(
    st.tuples(
        st.sampled_from(["extend", "stop", "run", "suspend", "resume", "day off", "later"]),
        st.integers(0, 60),
        st.sampled_from(WORKING_DAYS),
    ),
    min_size=1,
    max_size=9,
)


@dataclass
class Told:
    """What a clock was given, as whoever gave it would tell."""

    extended: int = 0
    own: list[Pause] = field(default_factory=list)
    around: list[Pause] = field(default_factory=list)

    @property
    def respite(self) -> Respite:
        return Respite(extended=self.extended, pauses=(*self.own, *self.around))


class Game:
    """One piece of work with a clock, and whoever gives it something."""

    def __init__(self, house: House, clock: str) -> None:
        self.house, self.clock, self.told = house, clock, Told()
        self.off: set[date] = set()
        self.load()
        house.clock.moment = NINE_ON_MONDAY
        self.handler, self.head = house.actor("zjj.handler"), house.actor("zjj.head")
        before = self.open_items()
        clocked(house, clock)
        [self.item] = self.open_items() - before
        self.ground, approver, self.stop_ground = CLOCKS[clock]
        self.approver = house.actor(approver)
        working.claim(house.tools, self.handler, self.item)

    @property
    def now(self) -> datetime:
        return self.house.clock.moment

    @property
    def work(self) -> WorkItem:
        with self.house.tools.unit() as unit:
            found = unit.work.find(self.item)
        assert found is not None
        return found

    @property
    def county(self) -> County:
        with self.house.tools.unit() as unit:
            return self.house.tools.shelf.county(unit)

    def open_items(self) -> set[ItemId]:
        """What lies on the desk, of earlier games too."""
        with self.house.tools.unit() as unit:
            page = unit.views.inbox(self.handler, InboxQuery(limit=100), self.now)
        return {row.item for row in page.rows}

    def row(self) -> InboxRow:
        with self.house.tools.unit() as unit:
            found = unit.views.row(self.handler, self.item, self.now)
        assert found is not None
        return found

    def load(self) -> None:
        """The calendar with its days off takes effect, and all that is open is reckoned anew."""
        text = YEAR + "".join(DAY_OFF.format(day) for day in sorted(self.off))
        paper = Paper(kind="calendar", name="2026", text=text)
        founding.load_papers(self.house.tools, SYSTEM, [paper])
        self.house.clock.moment += timedelta(seconds=11)
        for _ in range(6):
            recount(self.house.tools, "calendar", "2026")

    def act(self, actor: Actor, act: Act, given: Given) -> None:
        acting.act(self.house.tools, actor, self.item, act, given)

    @property
    def moves(self) -> dict[str, Callable[[], None]]:
        """What may be given to it, by the names of the game."""
        return {
            "extend": self.extend,
            "stop": self.stop,
            "run": self.run,
            "suspend": self.suspend,
            "resume": self.resume,
        }

    def play(self, move: str, hours: int, day: date) -> None:
        """Something is given to the clock where the house allows it; then time passes."""
        moves: dict[str, Callable[[], None]] = {
            **self.moves,
            "day off": partial(self.take_off, day),
        }
        with suppress(Refusal):
            if move in moves:
                moves[move]()
        self.house.clock.moment += timedelta(hours=hours)
        self.keep_time()

    def extend(self) -> None:
        asked = Given(way=self.ground, reason="需会商")
        self.act(self.handler, Act.ASK_EXTENSION, asked)
        self.act(self.approver, Act.AGREE_EXTENSION, Given())
        extension = self.county.extension(self.clock)
        assert extension is not None
        self.told.extended += extension.by

    def stop(self) -> None:
        self.act(self.head, Act.STOP_CLOCK, Given(way=self.stop_ground, reason="等材料"))
        with self.house.tools.unit() as unit:
            [*_, last] = unit.respites.pauses([self.item])[self.item]
        self.told.own.append(Pause(begin=self.now, until=last.until))

    def run(self) -> None:
        self.act(self.head, Act.RUN_CLOCK, Given(reason="已齐"))
        self.over(self.told.own)

    def suspend(self) -> None:
        given = Given(way=self.stop_ground, reason="等材料")
        acting_on_cases.act(self.house.tools, self.head, self.work.root, Act.SUSPEND, given)
        self.told.around.append(Pause(begin=self.now))

    def resume(self) -> None:
        given = Given(reason="已齐")
        acting_on_cases.act(self.house.tools, self.head, self.work.root, Act.RESUME, given)
        self.over(self.told.around)

    def take_off(self, day: date) -> None:
        """Only days to come: what was told on a day is not untold."""
        if day > day_of(self.now):
            self.off.add(day)
            self.load()

    def over(self, pauses: list[Pause]) -> None:
        pauses[-1] = Pause(begin=pauses[-1].begin, end=self.now)

    def keep_time(self) -> None:
        """Clocks whose day has come run by themselves, and ladders are climbed."""
        if self.told.own and self.told.own[-1].end is None:
            until = self.told.own[-1].until
            if until is not None and until <= self.now:
                go_on_by_time(self.house.tools, self.item)
                if self.work.stopped_at is None:
                    self.over(self.told.own)
        for rung, due, stands in self.ladder():
            if due <= self.now and not stands:
                timekeeping.climb(self.house.tools, self.item, rung)

    def ladder(self) -> list[tuple[str, datetime, bool]]:
        """The rungs that wait to be climbed."""
        with self.house.database.engine.connect() as connection:
            rows = connection.exec_driver_sql(LADDER, (self.item,)).all()
        return [(row.rung, row.due, row.stands) for row in rows]

    def check(self) -> None:
        """The tables stand where reckoning from the beginning leads, by the calendar in force."""
        item, county, row = self.work, self.county, self.row()
        assert item.since is not None
        assert item.due is not None
        respite = self.told.respite
        whole = county.clocks.reckon(self.clock, item.since, county.calendar, respite=respite)
        counted = day_by_day(
            county.clocks, self.clock, item.since, county.calendar, respite=respite
        )
        assert (item.due, item.provisional) == (whole.due, whole.provisional)
        assert item.due == counted.due
        lamp = county.deadline(whole.due, self.now, provisional=whole.provisional)
        stopped, still = item.stopped_at is not None, item.stands_still
        assert row.deadline == lamp.while_stopped(stopped).while_still(still)
        self.check_ladder(item, county.rungs(self.clock, item.since, whole.due, respite))

    def check_ladder(self, item: WorkItem, rungs: tuple[tuple[str, datetime], ...]) -> None:
        """What lies ahead of where the clock is waits at its moment; what lies behind was climbed."""
        standing = [pause.begin for pause in self.told.respite.pauses if pause.end is None]
        so_far = min(standing, default=self.now)
        ahead = {rung: at for rung, at in rungs if at > so_far}
        waiting = {rung: due for rung, due, _ in self.ladder()}
        assert waiting == ahead
        assert item.rung == reached(rungs, so_far)


@pytest.fixture
def county(house: House) -> House:
    """A house in which those who decide on clocks have passwords."""
    peopling.set_passwords(house.tools, SYSTEM, dict.fromkeys(("zjj.head", "cmd.head"), PASSWORD))
    return house


@pytest.mark.parametrize(
    ("clock", "moves"),
    [
        ("T20/opinion", ("stop", "run", "extend")),
        ("T44/simple", ("stop", "run", "extend", "suspend", "resume")),
    ],
)
def test_what_is_given_by_chance_can_be_given(
    county: House, clock: str, moves: tuple[str, ...]
) -> None:
    """No refusal is passed over here. By the clock of an opinion no whole case may stand still."""
    game = Game(county, clock)
    for move in moves:
        game.moves[move]()
        county.clock.moment += timedelta(hours=5)
        game.keep_time()
        game.check()


@pytest.mark.parametrize("clock", CLOCKS)
@settings(
    max_examples=8,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@example(moves=[("day off", 40, date(2026, 3, 19))])
@given(moves=MOVES)
def test_what_is_given_in_any_order_is_reckoned_as_from_scratch(
    county: House, clock: str, moves: list[tuple[str, int, date]]
) -> None:
    game = Game(county, clock)
    for move in moves:
        game.play(*move)
        game.check()
