"""Work that is due as its diagram says, at the real store."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.services.asking import Asking, work

if TYPE_CHECKING:
    from tests.web.house import House

MOMENT = datetime(2026, 5, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("sequential", [False, True])
def test_work_of_many_is_due_as_the_diagram_says(house: House, sequential: bool) -> None:  # noqa: FBT001  # both ways
    step = work(sequential=sequential, due="2026-05-01T09:00:00+08:00")
    asking = Asking(house, step, "zjj", "slj")

    asking.do("M")

    [item] = asking.items("M")
    assert (item.clock, item.due) == (None, MOMENT)


def test_a_clock_of_the_county_counts_more(house: House) -> None:
    step = work(sequential=True, due="2026-05-01T09:00:00+08:00", clock="T43/routine")

    [item] = Asking(house, step, "zjj").items("M")

    assert item.clock == "T43/routine"
    assert item.due not in {None, MOMENT}
