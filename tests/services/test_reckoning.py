"""Why a piece of work is due when it is, for whoever may know."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from server.domain.errors import NoClockCounts, NoSuchWork
from server.domain.ladder import Rung
from server.services.county_tables import county_of
from server.services.reckoning import clock_of
from tests.builders import NOON, a_nobody, a_seat, an_id, work_for
from tests.fakes import Stage

if TYPE_CHECKING:
    from server.domain.ids import ItemId
    from server.domain.people import Actor


@pytest.fixture
def stage() -> Stage:
    return Stage.with_process()


def due_by(stage: Stage, clock: str, since: datetime = NOON) -> datetime:
    with stage.tools.unit() as unit:
        return county_of(unit).due(clock, since)


def clocked(
    stage: Stage,
    clerk: Actor,
    clock: str = "T03",
    since: datetime = NOON,
    due: datetime | None = None,
) -> ItemId:
    """A piece of work with a clock, as the engine would offer it."""
    until = due or due_by(stage, clock, since)
    return stage.offered(clerk, work_for(clock=clock, clock_start=since, due=until))


def test_its_days_lead_from_the_event_to_the_due_moment(stage: Stage) -> None:
    clerk = stage.person()
    item = clocked(stage, clerk, since=NOON - timedelta(days=3))

    shown = clock_of(stage.tools, clerk, item)

    assert shown.told.start == NOON - timedelta(days=3)
    assert shown.is_in_force
    assert [each.number for each in shown.told.days if each.number] == [1, 2, 3, 4, 5, 6, 7]
    assert shown.told.clock.source == "市政办发〔2022〕40号（一）三"


def test_work_whose_clock_counts_from_its_offer_begins_there(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk, work_for(clock="T03", due=due_by(stage, "T03")))

    assert clock_of(stage.tools, clerk, item).told.start == NOON


def test_it_tells_who_hears_when(stage: Stage) -> None:
    clerk = stage.person()

    shown = clock_of(stage.tools, clerk, clocked(stage, clerk))

    assert [each.rung for each in shown.rungs] == list(Rung)
    red = shown.rungs[2]
    assert (red.at, red.body, red.role) == (shown.due, "示例县司法局", "dept_head")


def test_an_end_that_the_tables_do_not_lead_to_is_told_apart(stage: Stage) -> None:
    clerk = stage.person()
    item = clocked(stage, clerk, due=NOON + timedelta(days=2))

    shown = clock_of(stage.tools, clerk, item)

    assert not shown.is_in_force
    assert shown.due == NOON + timedelta(days=2)


def test_a_plan_names_its_end_itself(stage: Stage) -> None:
    clerk = stage.person()
    item = clocked(stage, clerk, clock="T44/plan", due=NOON + timedelta(days=9))

    shown = clock_of(stage.tools, clerk, item)

    assert shown.is_in_force


def test_work_that_lasts_into_a_year_without_a_calendar_is_provisional(stage: Stage) -> None:
    clerk = stage.person()
    item = clocked(stage, clerk, since=datetime(2026, 12, 29, 4, tzinfo=UTC))

    assert clock_of(stage.tools, clerk, item).told.provisional
    assert stage.state.items[item].provisional


def test_who_may_see_the_case_may_see_its_clocks(stage: Stage) -> None:
    item = clocked(stage, stage.person())
    supervisor = stage.person(a_seat("sfj", "supervisor"), login="wu")

    assert clock_of(stage.tools, supervisor, item).name == "T03"
    assert "CaseInspected" in stage.kinds(stage.state.items[item].root)


def test_to_others_it_looks_as_if_there_were_no_work(stage: Stage) -> None:
    item = clocked(stage, stage.person())

    with pytest.raises(NoSuchWork):
        clock_of(stage.tools, a_nobody(), item)


def test_where_there_is_no_work_there_is_no_clock(stage: Stage) -> None:
    with pytest.raises(NoSuchWork):
        clock_of(stage.tools, stage.person(), an_id())  # type: ignore[arg-type]


def test_work_without_a_clock_has_nothing_to_reckon(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)

    with pytest.raises(NoClockCounts):
        clock_of(stage.tools, clerk, item)
