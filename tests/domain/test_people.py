"""Posts held for a time, and what an actor brings along."""

from __future__ import annotations

from datetime import date

import pytest

from server.domain.people import SYSTEM
from tests.builders import a_holding, a_seat, an_actor


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (date(2026, 2, 28), False),
        (date(2026, 3, 1), True),
        (date(2026, 3, 31), True),
        (date(2026, 4, 1), False),
    ],
)
def test_a_post_is_held_from_its_first_day_to_its_last(day: date, holds: bool) -> None:  # noqa: FBT001
    held = a_holding(valid_from=date(2026, 3, 1), valid_to=date(2026, 3, 31))

    assert held.holds_on(day) is holds


def test_a_post_without_an_end_is_held_for_good() -> None:
    assert a_holding(valid_from=date(2026, 3, 1)).holds_on(date(2099, 1, 1))


def test_only_clocks_and_workers_are_the_system() -> None:
    assert SYSTEM.is_system
    assert not an_actor().is_system


def test_the_desks_are_every_role_of_every_seat_once_and_in_order() -> None:
    actor = an_actor(a_seat("zjj", "b", "a"), a_seat("cgj", "a"), a_seat("zjj", "a"))

    assert actor.desks == (("cgj", "a"), ("zjj", "a"), ("zjj", "b"))


def test_a_role_counts_from_whatever_seat() -> None:
    actor = an_actor(a_seat("zjj", "dept_clerk"), a_seat("cgj", "dept_head"))

    assert actor.has_role("dept_head")
    assert not actor.has_role("admin")
