"""What is due in a month, day by day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from server.services import months
from server.services.months import due_month
from tests.builders import NOON, work_for
from tests.fakes import Stage

MARCH = date(2026, 3, 1)


def test_a_month_has_all_its_days_with_what_is_due() -> None:
    stage = Stage.with_process()
    clerk = stage.person()
    item = stage.offered(clerk, work_for(clock="T41", due=NOON + timedelta(days=2)))
    stage.offered(clerk)

    month = due_month(stage.tools, clerk, MARCH)

    assert list(month.days) == [MARCH + timedelta(days=n) for n in range(31)]
    due = {day: [row.item for row in each.rows] for day, each in month.days.items() if each.rows}
    assert due == {date(2026, 3, 4): [item]}
    assert month.is_known
    assert month.is_whole
    assert all(each.is_whole for each in month.days.values())
    assert [each.count for each in month.days.values()] == [
        len(each.rows) for each in month.days.values()
    ]
    assert not month.days[MARCH].is_working, "a Sunday"


@pytest.mark.parametrize(
    ("most", "whole", "listed"),
    [(1, (), [1, 0, 0]), (2, (), [2, 0, 0]), (3, (4,), [2, 1, 0]), (5, (4, 5), [2, 2, 1])],
)
def test_of_days_that_the_list_does_not_hold_whole_it_is_counted_how_much_they_bring(
    monkeypatch: pytest.MonkeyPatch, most: int, whole: tuple[int, ...], listed: list[int]
) -> None:
    monkeypatch.setattr(months, "MOST", most)
    stage = Stage.with_process()
    clerk = stage.person()
    for after in (2, 2, 3, 3, 4, 4):
        stage.offered(clerk, work_for(clock="T41", due=NOON + timedelta(days=after)))

    month = due_month(stage.tools, clerk, MARCH)

    days = [month.days[date(2026, 3, day)] for day in (4, 5, 6)]
    assert [len(each.rows) for each in days] == listed
    assert [each.count for each in days] == [2, 2, 2]
    assert tuple(each.day.day for each in days if each.is_whole) == whole
    assert not month.is_whole


def test_a_year_without_a_calendar_is_not_known() -> None:
    stage = Stage.with_process()

    assert not due_month(stage.tools, stage.person(), date(2027, 1, 1), mine=True).is_known
