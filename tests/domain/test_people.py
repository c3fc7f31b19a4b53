"""Posts held for a time, and what an actor brings along."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from server.domain.ids import PostId, ProcessKey
from server.domain.people import SYSTEM
from tests.builders import a_holding, a_seat, an_actor
from tests.stand_ins import a_behalf

if TYPE_CHECKING:
    from server.domain.people import Seat


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


def standing_in(*processes: str) -> Seat:
    behalf = a_behalf(processes=frozenset(map(ProcessKey, processes)))
    return replace(a_seat("zjj", "a"), post=PostId("zjj.other"), behalf_of=behalf)


def test_whoever_stands_in_has_the_desks_of_the_post() -> None:
    actor = an_actor(a_seat("cgj", "b"), standing_in())

    assert actor.desks == (("cgj", "b"), ("zjj", "a"))
    assert actor.desks_in_part == ()
    assert actor.has_role("a")


def test_standing_in_for_some_processes_gives_their_work_and_no_function() -> None:
    actor = an_actor(a_seat("cgj", "b"), standing_in("whistle"))

    assert actor.desks == (("cgj", "b"),)
    assert actor.desks_in_part == (("zjj", "a", "whistle"),)
    assert not actor.has_role("a")


def test_a_desk_of_ones_own_needs_no_part_of_it() -> None:
    assert an_actor(a_seat("zjj", "a"), standing_in("whistle")).desks_in_part == ()


def test_a_seat_of_ones_own_and_one_stood_in_for_are_told_apart() -> None:
    own, other = a_seat("zjj", "a"), standing_in()
    assert other.behalf_of is not None

    assert own.key == "zjj.seat"
    assert other.key == f"zjj.other:{other.behalf_of.person.hex}"


def test_a_person_acts_by_one_seat_and_by_all_again() -> None:
    actor = an_actor(a_seat("zjj", "a"), a_seat("cgj", "b"))

    one = actor.by("cgj.seat")

    assert (one.desks, len(one.aside)) == ((("cgj", "b"),), 1)
    assert set(one.by(None).seats) == set(actor.seats)
    assert one.by("zjj.seat").desks == (("zjj", "a"),)


def test_a_seat_that_is_no_longer_theirs_is_not_taken() -> None:
    actor = an_actor(a_seat("zjj", "a"))

    assert actor.by("cgj.seat") == actor
