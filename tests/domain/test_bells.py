"""Who hears which bells, by a seal that nobody can change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from server.domain.bells import bells, ears, opened, sealed
from server.domain.facts import TokenIssued, WorkOffered
from server.domain.ids import BodyId, NoticeId, PersonId
from server.domain.notice import Notice
from tests.builders import NOON, a_seat, an_actor

SECRET = "k" * 32
UNTIL = datetime(2026, 3, 9, 9, 30, tzinfo=UTC)
NOW = UNTIL - timedelta(minutes=10)


def told(**to: object) -> Notice:
    return Notice(id=NoticeId(UUID(int=1)), kind="WorkUrged", case=None, at=NOON, **to)  # type: ignore[arg-type]


def test_a_desk_hears_of_its_work_and_nobody_of_other_facts() -> None:
    offered = WorkOffered(
        item=UUID(int=1), token="t", element="E", name="核实", body="zjj", role="handler"
    )

    assert list(
        bells([offered, TokenIssued(person=UUID(int=3), token=UUID(int=2), expires=NOON)], [])
    ) == ["zjj/handler"]


def test_who_is_told_something_hears_it() -> None:
    person = PersonId(UUID(int=7))
    notices = [told(person=person), told(body=BodyId("zjj"), role="head"), told(role="admin")]

    assert list(bells([], notices)) == [person.hex, "zjj/head", "/admin"]


def test_a_person_hears_for_themselves_for_their_desks_and_roles() -> None:
    actor = an_actor(a_seat("zjj", "handler"))
    assert actor.person is not None

    assert ears(actor) == {actor.person.hex, "zjj/handler", "/handler"}


def test_a_seal_is_opened_until_it_is_over() -> None:
    token = sealed(SECRET, {"zjj/handler"}, UNTIL)

    assert opened(SECRET, token, NOW) == (frozenset({"zjj/handler"}), UNTIL)
    assert opened(SECRET, token, UNTIL) is None


@pytest.mark.parametrize("changed", ["", ".", "x.y", "é.é"])
def test_what_is_no_seal_opens_nothing(changed: str) -> None:
    assert opened(SECRET, changed, NOW) is None


def test_a_seal_of_another_house_or_another_list_opens_nothing() -> None:
    mine, other = (sealed(SECRET, {each}, UNTIL) for each in ("a/b", "c/d"))
    mixed = f"{other.partition('.')[0]}.{mine.partition('.')[2]}"

    assert opened("x" * 32, mine, NOW) is None
    assert opened(SECRET, mixed, NOW) is None
