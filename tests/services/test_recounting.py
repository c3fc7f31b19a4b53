"""A new paper of the county moves every open deadline that rests on it, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from server.domain import facts as f
from server.domain.county import Paper as CountyPaper
from server.domain.errors import NotAllowed
from server.domain.ids import ItemId, TimerId, Token
from server.domain.moves import Alarm, Complete
from server.domain.people import SYSTEM
from server.domain.recount import Paper
from server.services import recounting
from server.services.county_tables import county_of
from server.services.founding import load_papers
from server.services.recounting import progress, recount, recount_timer, recount_work
from server.services.timekeeping import sweep
from server.services.working import claim
from tests.builders import an_admin, an_id, work_for
from tests.fakes import Stage
from tests.fakes.stage import ended

if TYPE_CHECKING:
    from server.domain.ids import CaseId

LATE_IN_THE_YEAR = datetime(2026, 12, 29, 4, tzinfo=UTC)
YEAR_2027 = """
year = 2027
papers = ["国办发明电〔2026〕9号"]

[[holiday]]
name = "元旦"
name_en = "New Year"
first = 2027-01-01
last = 2027-01-03
"""
NEXT_YEAR = CountyPaper(kind="calendar", name="2027", text=YEAR_2027)
TRUE_PAPER = Paper(kind="calendar", name="2027", digest="d")


@pytest.fixture
def stage() -> Stage:
    stage = Stage.with_process()
    stage.clock.moment = LATE_IN_THE_YEAR
    return stage


def offered(stage: Stage, clock: str = "T03") -> ItemId:
    """Work whose clock begins now."""
    with stage.tools.unit() as unit:
        due = county_of(unit).due(clock, stage.clock.moment)
    return stage.offered(stage.person(), work_for(clock=clock, due=due))


def waiting(stage: Stage) -> tuple[CaseId, TimerId]:
    """A timer of a clock, as ``due("T03")`` in a diagram sets it."""
    with stage.tools.unit() as unit:
        due = county_of(unit).due("T03", stage.clock.moment)
    case = stage.start(
        stage.person(), Alarm(token=Token("later"), element="later", name="等", due=due)
    )
    timer = list(stage.state.timers)[-1]
    kept = stage.state.timers[timer]
    stage.state.timers[timer] = replace(kept, clock="T03", since=stage.clock.moment)
    return case, timer


def in_force(stage: Stage, paper: CountyPaper = NEXT_YEAR) -> None:
    """The paper takes effect, and all that follows from it is done."""
    load_papers(stage.tools, SYSTEM, [paper])
    stage.clock.pass_by(timedelta(seconds=11))
    carried_out(stage)


def carried_out(stage: Stage) -> None:
    """Every job of the walk."""
    sweep(stage.tools)
    while jobs := [job for job in stage.state.jobs if job.name.startswith("recount")]:
        for job in jobs:
            stage.state.jobs.remove(job)
            given = dict(job.arguments)
            if job.name == "recount":
                recount(stage.tools, **given)
                continue
            one = given.pop("id")
            if job.name == "recount_work":
                recount_work(stage.tools, ItemId(UUID(one)), Paper(**given))
            else:
                recount_timer(stage.tools, TimerId(UUID(one)), Paper(**given))


def moves(stage: Stage, item: ItemId) -> list[f.DeadlineMoved]:
    facts = stage.facts(stage.state.items[item].case)
    return [fact for fact in facts if isinstance(fact, f.DeadlineMoved)]


def test_a_new_calendar_moves_a_deadline_and_makes_it_certain(stage: Stage) -> None:
    item = offered(stage)
    before = stage.state.items[item]
    assert before.provisional

    in_force(stage)

    after = stage.state.items[item]
    assert (before.due, after.due) == (
        datetime(2027, 1, 7, 10, tzinfo=UTC),
        datetime(2027, 1, 8, 10, tzinfo=UTC),
    )
    assert not after.provisional
    [moved] = moves(stage, item)
    assert (moved.was, moved.due, moved.paper) == (before.due, after.due, "calendar/2027")
    assert len(moved.digest) == 64


def test_the_ladder_moves_with_it(stage: Stage) -> None:
    item = offered(stage)

    in_force(stage)

    assert stage.state.rungs[item, "red"] == stage.state.items[item].due


def test_walking_again_changes_nothing(stage: Stage) -> None:
    item = offered(stage)
    in_force(stage)

    recount_work(stage.tools, item, TRUE_PAPER)
    in_force(stage, CountyPaper(kind="calendar", name="2027", text=YEAR_2027 + "\n"))

    assert len(moves(stage, item)) == 1


def test_a_deadline_that_only_becomes_certain_is_told_to_nobody(stage: Stage) -> None:
    item = offered(stage, "T10")
    due = stage.state.items[item].due

    in_force(stage)

    [moved] = moves(stage, item)
    assert (moved.was, moved.due, moved.provisional) == (due, due, False)
    assert stage.state.notices == []


def test_the_holder_is_told_of_a_later_deadline(stage: Stage) -> None:
    clerk = stage.person()
    item = offered(stage)
    claim(stage.tools, clerk, item)

    in_force(stage)

    [told] = stage.state.notices
    assert (told.kind, told.person) == ("DeadlineMoved/later", clerk.person)


def test_an_earlier_deadline_is_told_to_the_desk(stage: Stage) -> None:
    in_force(stage)
    item = offered(stage)
    stage.state.notices.clear()

    in_force(stage, CountyPaper(kind="calendar", name="2027", text="year = 2027\n"))

    [told] = stage.state.notices
    assert (told.kind, told.body) == ("DeadlineMoved/earlier", stage.state.items[item].body)


def test_what_an_earlier_deadline_has_left_behind_is_climbed_now(stage: Stage) -> None:
    in_force(stage)
    item = offered(stage)
    old = stage.state.rungs[item, "red"]
    del stage.state.rungs[item, "hint"]
    stage.clock.moment = old - timedelta(hours=1)

    in_force(stage, CountyPaper(kind="calendar", name="2027", text="year = 2027\n"))

    assert stage.state.rungs[item, "red"] < stage.clock.moment
    assert (item, "hint") not in stage.state.rungs
    assert moves(stage, item)[-1].rung == "red"


def test_a_timer_of_a_clock_moves_too(stage: Stage) -> None:
    case, timer = waiting(stage)

    in_force(stage)

    assert stage.state.timers[timer].due == datetime(2027, 1, 8, 10, tzinfo=UTC)
    assert "TimerMoved" in stage.kinds(case)
    recount_timer(stage.tools, timer, TRUE_PAPER)
    assert stage.kinds(case).count("TimerMoved") == 1


def test_a_case_that_somebody_holds_is_left_to_a_job_of_its_own(stage: Stage) -> None:
    item, (_, timer) = offered(stage), waiting(stage)
    for case in stage.state.cases:
        stage.state.busy[case] = True

    in_force(stage)

    assert len(moves(stage, item)) == 1
    assert stage.state.timers[timer].due == datetime(2027, 1, 8, 10, tzinfo=UTC)
    assert stage.state.recounts["calendar", "2027"].moved == 0


def test_a_walk_goes_on_batch_by_batch(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recounting, "A_BATCH", 1)
    items = [offered(stage) for _ in range(3)]
    commits = stage.database.commits

    in_force(stage)

    assert all(moves(stage, item) for item in items)
    assert stage.database.commits - commits == 1 + 1 + 4, "paper, sweep, batches"
    [row] = progress(stage.tools, an_admin())
    assert (row.seen, row.moved) == (3, 3)
    assert row.ended_at == stage.clock.moment


def test_other_work_is_left_alone(stage: Stage) -> None:
    stage.offered(stage.person())
    plan = stage.offered(
        stage.person(), work_for(clock="T44/plan", due=LATE_IN_THE_YEAR + timedelta(days=9))
    )
    done = offered(stage)
    stage.engine.on(Complete, "t1", ended())
    stage.done(stage.person(), done)

    in_force(stage)

    assert not moves(stage, plan)
    assert not moves(stage, done)


def test_a_clock_that_the_table_has_no_more_keeps_its_deadline(stage: Stage) -> None:
    item = offered(stage)

    in_force(stage, CountyPaper(kind="clocks", name="", text=""))

    assert not moves(stage, item)


def test_office_hours_move_deadlines_of_hours(stage: Stage) -> None:
    item = offered(stage, "T41")
    text = stage.state.papers["county", ""].replace("14:30", "14:00")
    assert text != stage.state.papers["county", ""]

    in_force(stage, CountyPaper(kind="county", name="", text=text))

    [moved] = moves(stage, item)
    assert moved.paper == "county"


def test_a_catalogue_moves_nothing(stage: Stage) -> None:
    offered(stage)
    catalogue = stage.state.papers["catalogue", ""]

    in_force(stage, CountyPaper(kind="catalogue", name="", text=catalogue + "\n"))

    assert not stage.state.recounts


def test_what_is_gone_by_then_is_nothing_to_do(stage: Stage) -> None:
    commits = stage.database.commits

    recount(stage.tools, "calendar", "2027")
    recount_work(stage.tools, ItemId(an_id()), TRUE_PAPER)
    recount_timer(stage.tools, TimerId(an_id()), TRUE_PAPER)

    assert stage.database.commits == commits


def test_only_administrators_see_how_far_it_is(stage: Stage) -> None:
    with pytest.raises(NotAllowed):
        progress(stage.tools, stage.person())


def test_what_has_no_clock_is_left_alone(stage: Stage) -> None:
    item = stage.offered(stage.person())
    case = stage.start(
        stage.person(),
        Alarm(token=Token("later"), element="later", name="等", due=LATE_IN_THE_YEAR),
    )
    timer = list(stage.state.timers)[-1]

    recount_work(stage.tools, item, TRUE_PAPER)
    recount_timer(stage.tools, timer, TRUE_PAPER)

    assert not moves(stage, item)
    assert "TimerMoved" not in stage.kinds(case)
