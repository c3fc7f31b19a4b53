"""A piece of work: who may take it, and what stands against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from server.domain import facts as f
from server.domain import work
from server.domain.errors import (
    AlreadyClaimed,
    AlreadyCompleted,
    NoSuchWork,
    NotClaimed,
    WorkGone,
)
from server.domain.ids import PersonId
from server.domain.people import SYSTEM
from server.domain.work import WorkState
from tests.builders import NOON, a_nobody, a_seat, a_work_item, an_actor, an_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from server.domain.people import Actor
    from server.domain.work import WorkItem

ME = PersonId(an_id())
CLERK = an_actor(person=ME)
SOMEBODY = PersonId(an_id())


def finish(item: WorkItem, actor: Actor) -> object:
    return work.complete(item, actor, digest="", choice=None)


def test_work_on_their_desk_can_be_claimed() -> None:
    item = a_work_item()

    assert work.claim(item, CLERK) == f.WorkClaimed(item=item.id, person=ME)


def test_claiming_twice_is_no_harm_and_no_fact() -> None:
    assert work.claim(a_work_item(holder=ME), CLERK) is None


def test_a_claimed_item_cannot_be_claimed_by_another() -> None:
    item = a_work_item(holder=SOMEBODY, holder_name="李某", claimed_at=NOON)

    with pytest.raises(AlreadyClaimed) as refused:
        work.claim(item, CLERK)
    assert refused.value.sentence("zh").startswith("李某 已于 2026-03-02 12:00 签收")


def test_the_holder_gives_work_back() -> None:
    item = a_work_item(holder=ME)

    assert work.give_back(item, CLERK) == f.WorkGivenBack(item=item.id, person=ME)


@pytest.mark.parametrize("holder", [None, SOMEBODY])
def test_who_does_not_hold_work_cannot_give_it_back(holder: PersonId | None) -> None:
    with pytest.raises(NotClaimed):
        work.give_back(a_work_item(holder=holder), CLERK)


@pytest.mark.parametrize("holder", [None, ME])
def test_work_is_done_by_its_holder_or_unclaimed(holder: PersonId | None) -> None:
    item = a_work_item(holder=holder)

    done = work.complete(item, CLERK, digest="ab", choice="to_end")

    assert done == f.WorkCompleted(
        item=item.id, person=ME, post="zjj.seat", digest="ab", choice="to_end"
    )


def test_work_that_somebody_else_holds_cannot_be_done() -> None:
    with pytest.raises(AlreadyClaimed):
        finish(a_work_item(holder=SOMEBODY), CLERK)


@pytest.mark.parametrize("act", [work.claim, work.give_back, finish, work.check_doer])
@pytest.mark.parametrize(
    "actor",
    [a_nobody(), an_actor(a_seat("zjj", "dept_head")), an_actor(a_seat("cgj")), SYSTEM],
    ids=["no seat", "another role", "another body", "the system"],
)
def test_work_of_others_looks_like_none(
    act: Callable[[WorkItem, Actor], object], actor: Actor
) -> None:
    with pytest.raises(NoSuchWork):
        act(a_work_item(), actor)


@pytest.mark.parametrize("act", [work.claim, work.give_back, finish, work.check_doer])
def test_done_work_tells_who_did_it_and_when(act: Callable[[WorkItem, Actor], object]) -> None:
    item = a_work_item(state=WorkState.DONE, holder_name="李某", holder_name_en="Li", done_at=NOON)

    with pytest.raises(AlreadyCompleted) as refused:
        act(item, CLERK)
    assert refused.value.values == {"name": ("李某", "Li"), "at": NOON}


@pytest.mark.parametrize("act", [work.claim, work.give_back, finish, work.check_doer])
def test_withdrawn_work_is_gone(act: Callable[[WorkItem, Actor], object]) -> None:
    with pytest.raises(WorkGone):
        act(a_work_item(state=WorkState.WITHDRAWN), CLERK)


def test_work_is_taken_by_the_post_that_it_is_for() -> None:
    actor = an_actor(a_seat("cgj", "dept_clerk"), a_seat("zjj", "dept_clerk", "dept_head"))

    assert work.seat_for(a_work_item(), actor) == "zjj.seat"


def test_without_such_a_post_there_is_no_such_work() -> None:
    with pytest.raises(NoSuchWork):
        work.seat_for(a_work_item(), a_nobody())
