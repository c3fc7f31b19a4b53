"""On what grounds a case may stand still, and which of its clocks do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.domain import facts as f
from server.domain.clock import ClockTable, Count, FixedDate
from server.domain.errors import CaseSuspended
from server.domain.periods import Unit
from server.domain.respite import Ground
from server.domain.standstill import Standstill, grounds, lists
from tests.builders import NOON, an_id
from tests.domain.test_clock import clock as a_clock

TEST = Ground(zh="检测", en="testing")
REVIEW = Ground(zh="行政复议", en="administrative review")


def test_only_grounds_that_running_clocks_list_are_grounds() -> None:
    counted = ("span", Count(amount=3, unit=Unit.WD))
    fixed = ("day", FixedDate(month=10, day=31))
    table = ClockTable(
        clocks=(
            replace(a_clock(counted, fixed, name="T12"), suspend=(TEST, REVIEW)),
            replace(a_clock(counted, name="T17"), suspend=(REVIEW,)),
            a_clock(counted, name="T18"),
        )
    )

    assert grounds(table, ["T17", "T12/day", None, "T18", "T99"]) == (REVIEW,)
    assert grounds(table, ["T17", "T12"]) == (REVIEW, TEST)
    assert lists(table, "T12", "检测")
    assert not lists(table, "T12/day", "检测")  # a fixed day doesn't move
    assert not lists(table, "T17", "检测")
    assert not lists(table, None, "检测")


def test_who_stands_in_may_decide_what_moves_nothing() -> None:
    still = Standstill(
        ground="检测", ground_en="testing", since=NOON, by="陈某", by_en="", until=None
    )
    in_place = f.ActedFor(person=an_id(), absent=an_id(), post="cmd.head")
    moved = f.WorkClaimed(item=an_id(), person=an_id())

    still.check([in_place])
    with pytest.raises(CaseSuspended):
        still.check([in_place, moved])
