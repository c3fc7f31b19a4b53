"""How much is due on each day of a calendar, on a real database."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from server.domain import facts as f
from server.domain.county_time import start_of
from server.domain.reading import InboxQuery
from server.store.views.figures import CAP
from tests.store.test_substitutions import away, officer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from server.domain.people import Actor
    from tests.store.stage import Stage

DAYS = [date(2026, 3, 2) + timedelta(days=n) for n in range(4)]


def due(stage: Stage, actor: Actor, *, mine: bool = False) -> Mapping[date, int]:
    with stage.unit() as unit:
        return unit.views.due_on(actor, DAYS, stage.now, mine=mine)


def listed(stage: Stage, actor: Actor, day: date, *, mine: bool = False) -> int:
    query = InboxQuery(due_from=day, due_until=day, holder="me" if mine else "", limit=2 * CAP)
    with stage.unit() as unit:
        return len(unit.views.inbox(actor, query, stage.now).rows)


def test_a_day_has_what_the_list_narrowed_to_it_has(stage: Stage) -> None:
    instant = timedelta(microseconds=1)
    first, last = start_of(DAYS[1]), start_of(DAYS[2])
    for moment in (first - instant, first, last - instant, last):
        stage.claim(stage.work(due=moment), stage.head)
        stage.work(due=moment)
    stage.work()
    stage.work(due=first, body="buguan", role="township_officer")

    assert list(due(stage, stage.head).values()) == [2, 4, 2, 0]
    assert list(due(stage, stage.head, mine=True).values()) == [1, 2, 1, 0]
    for mine in (False, True):
        told = due(stage, stage.head, mine=mine)
        assert told == {day: listed(stage, stage.head, day, mine=mine) for day in DAYS}


@pytest.mark.parametrize(("process", "count"), [("whistle", 1), ("other", 0)])
def test_who_stands_in_for_one_process_sees_the_days_of_that_process(
    stage: Stage, process: str, count: int
) -> None:
    stage.work(due=start_of(DAYS[0]), role="dept_head")
    away(stage, processes=(process,))
    deputy = officer(stage)

    assert due(stage, deputy)[DAYS[0]] == count == listed(stage, deputy, DAYS[0])


def test_counting_stops_one_beyond_the_cap_on_each_day(stage: Stage) -> None:
    case = stage.case()
    for place in range(CAP + 1):
        stage.work(case, due=start_of(DAYS[0]) + timedelta(seconds=place))
    stage.work(case, due=start_of(DAYS[3]))

    assert list(due(stage, stage.head).values()) == [CAP, 0, 0, 1]


@pytest.mark.parametrize(("process", "climbs"), [("whistle", False), ("other", True)])
def test_late_work_of_a_desk_that_one_stands_in_for_is_ones_own_and_not_brought_before_one(
    stage: Stage, process: str, *, climbs: bool
) -> None:
    away(stage, processes=(process,))
    away(stage, post="zjj.officer", processes=())
    case = stage.case()
    item = stage.work(case, role="dept_head")
    stage.happen(case, f.WorkEscalated(item=item, rung="red", body="zjj", role="dept_officer"))

    with stage.unit() as unit:
        rows = unit.views.inbox(officer(stage), InboxQuery(view="climbed"), stage.now).rows
        count = unit.views.inbox_counts(officer(stage), stage.now).climbed
    assert [row.item for row in rows] == ([item] if climbs else [])
    assert count == int(climbs)
