"""A piece of work: who may take it, and what stands against it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from server.domain import facts as f
from server.domain import work
from server.domain.errors import (
    AlreadyClaimed,
    AlreadyCompleted,
    GivenToAnother,
    NoSuchWork,
    NotClaimed,
    WorkGone,
)
from server.domain.ids import PersonId, ProcessKey
from server.domain.people import SYSTEM
from server.domain.work import WorkState
from tests.builders import NOON, a_nobody, a_seat, a_work_item, an_actor, an_id
from tests.stand_ins import a_behalf

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
    assert work.claim(a_work_item(holder=ME, claimed_at=NOON), CLERK) is None


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
        finish(a_work_item(holder=SOMEBODY, claimed_at=NOON), CLERK)


def test_work_that_was_given_to_somebody_else_cannot_be_done() -> None:
    with pytest.raises(GivenToAnother, match="李某"):
        finish(a_work_item(holder=SOMEBODY, holder_name="李某"), CLERK)


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

    assert work.seat_for(a_work_item(), actor).post == "zjj.seat"


def test_without_such_a_post_there_is_no_such_work() -> None:
    with pytest.raises(NoSuchWork):
        work.seat_for(a_work_item(), a_nobody())


# --- standing in ------------------------------------------------------------------------------


def a_stand_in(**changed: Any) -> Actor:
    """Stands in for the clerk who is away, and is nobody else in the department."""
    return an_actor(replace(a_seat(), behalf_of=a_behalf(**changed)), login="bo")


def the_absent(actor: Actor) -> PersonId:
    behalf = actor.seats[-1].behalf_of
    assert behalf is not None
    return behalf.person


def test_a_stand_in_does_the_work_for_the_absent_one() -> None:
    actor = a_stand_in()

    [acted] = work.acted_for(a_work_item(), actor)

    assert (acted.person, acted.absent, acted.post) == (actor.person, the_absent(actor), "zjj.seat")
    assert work.answerable(a_work_item(), actor) == {actor.person, the_absent(actor)}


def test_by_a_seat_of_ones_own_nobody_is_acted_for() -> None:
    assert work.acted_for(a_work_item(), an_actor()) == ()


def test_the_system_acts_for_nobody() -> None:
    assert work.acted_by(replace(a_seat(), behalf_of=a_behalf()), SYSTEM) == ()


def test_ones_own_seat_goes_before_one_stood_in_for() -> None:
    actor = an_actor(a_seat(), replace(a_seat(), behalf_of=a_behalf()))

    assert work.acted_for(a_work_item(), actor) == ()


def test_what_the_absent_one_signed_for_is_done_by_the_stand_in() -> None:
    stand_in = an_actor(a_seat(), replace(a_seat(), behalf_of=a_behalf()))
    item = a_work_item(holder=the_absent(stand_in), claimed_at=NOON)

    assert work.check_doer(item, stand_in) == stand_in.person
    assert [acted.absent for acted in work.acted_for(item, stand_in)] == [the_absent(stand_in)]
    assert work.claim(item, stand_in) is None
    assert work.give_back(item, stand_in)


def test_what_the_stand_in_signed_for_is_done_by_the_absent_one() -> None:
    clerk = an_actor()
    item = a_work_item(holder=PersonId(an_id()), behalf=clerk.person)

    assert work.is_held_by(item, clerk)
    assert work.check_doer(item, clerk) == clerk.person


def test_what_somebody_else_holds_is_not_the_stand_ins() -> None:
    item = a_work_item(holder=PersonId(an_id()), claimed_at=NOON)

    with pytest.raises(AlreadyClaimed):
        work.check_doer(item, a_stand_in())


def test_a_stand_in_for_one_process_has_nothing_of_another() -> None:
    actor = a_stand_in(processes=frozenset({ProcessKey("repair")}))

    assert work.is_theirs(a_work_item(process=ProcessKey("repair")), actor)
    assert not work.is_theirs(a_work_item(process=ProcessKey("whistle")), actor)
