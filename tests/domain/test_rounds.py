"""Rounds of a step: how they are counted, and what is told of work that goes back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.domain import facts as f
from server.domain.concerning import concerns
from server.domain.errors import AlreadyReturned
from server.domain.ids import ItemId
from server.domain.notice import Concern, words_of
from server.domain.rounds import OFTEN, Where, give_up, rounds_of
from server.domain.telling import Names, say
from server.domain.work import Membership, WorkItem, WorkState
from tests.builders import a_work_item, an_actor, an_id
from tests.domain.test_notice import ROOT

OFFERED = f.WorkOffered(
    item=an_id(), token="t", element="B", name="审核", body="zjj", role="dept_handler"
)
NAMES = Names(
    bodies={}, elements={"A": ("起草", "Draft"), "B": ("审核", "Check")}, flows={},
    items={OFFERED.item: OFFERED},
)  # fmt: skip


def item(element: str, index: int | None = None) -> WorkItem:
    member = None if index is None else Membership(index=index, count=2)
    return replace(a_work_item(), id=ItemId(an_id()), element=element, member=member)


def test_each_offering_of_a_step_is_a_round() -> None:
    items = [item("A"), item("B"), item("A"), item("A")]

    assert list(rounds_of(items).values()) == [1, 1, 2, 3]


def test_members_of_a_step_of_many_count_for_themselves() -> None:
    items = [item("M", 1), item("M", 2), item("M", 1)]

    assert list(rounds_of(items).values()) == [1, 1, 2]


@pytest.mark.parametrize(("rounds", "often"), [(OFTEN - 1, False), (OFTEN, True)])
def test_giving_up_says_whether_it_is_often(rounds: int, *, often: bool) -> None:
    where = Where(element="A", name="起草", rounds=rounds)
    fact = give_up(item("B"), an_actor(), where, told=None, straight=False, digest="d")

    assert (fact.element, fact.name, fact.often) == ("A", "起草", often)


def test_who_had_done_the_earlier_step_is_told_and_supervisors_when_it_is_often() -> None:
    doer = an_id()
    fact = f.WorkReturned(
        item=an_id(), person=an_id(), post="p", element="A", digest="d", doer=doer, name="起草"
    )

    assert concerns(replace(fact, doer=None), ROOT) == ()
    assert concerns(replace(fact, often=True), ROOT) == (
        Concern(kind="WorkReturned", person=doer, name="起草"),
        Concern(kind="WorkReturned/often", role="supervisor", name="起草"),
    )
    assert words_of("WorkReturned/often", "起草", "Draft")[0] == "“起草”多次被退回，请关注"


def test_who_was_told_of_a_return_is_told_that_it_was_taken_back() -> None:
    doer = an_id()
    fact = f.WorkTakenBack(item=an_id(), person=an_id(), doer=doer, name="起草")

    assert concerns(replace(fact, doer=None), ROOT) == ()
    assert concerns(fact, ROOT) == (Concern(kind="WorkTakenBack", person=doer, name="起草"),)


def test_the_history_tells_of_returning_opening_and_taking_back() -> None:
    who = an_id()
    told: list[f.Fact] = [
        f.WorkReturned(item=OFFERED.item, person=who, post="p", element="A", digest="d"),
        f.WorkOpened(item=OFFERED.item, person=who),
        f.WorkTakenBack(item=OFFERED.item, person=who),
    ]

    said = [say(fact, NAMES) for fact in told]
    assert [(one.zh, one.en) for one in said if one] == [
        ("审核 退回“起草”", "Check: returned to Draft"),
        ("审核 已阅", "Check: was looked at"),
        ("撤回 审核，重新办理", "Check: taken back, to be done again"),
    ]


def test_returned_work_is_over() -> None:
    over = replace(item("B"), state=WorkState.RETURNED, holder_name="陈")
    where = Where(element="A", name="起草", rounds=1)

    with pytest.raises(AlreadyReturned, match="returned this work"):
        give_up(over, an_actor(), where, told=None, straight=False, digest="d")


def test_an_amendment_is_a_round_of_its_step_whoever_returned_it() -> None:
    amendment = replace(item("A", 2), amends=ItemId(an_id()))

    assert list(rounds_of([item("A"), amendment]).values()) == [1, 2]


def test_who_gets_an_amendment_or_its_work_again_is_told() -> None:
    to = an_id()
    again = replace(OFFERED, to=to)

    assert concerns(OFFERED, ROOT) == ()
    assert [one.kind for one in concerns(again, ROOT)] == ["WorkOffered/again"]
    [told] = concerns(replace(again, amends=an_id()), ROOT)
    assert (told.kind, told.person, told.item) == ("WorkOffered/amends", to, OFFERED.item)


def test_the_history_says_that_it_comes_straight_back_and_what_is_corrected() -> None:
    back = f.WorkReturned(
        item=OFFERED.item, person=an_id(), post="p", element="A", digest="d", straight=True
    )
    said = [say(fact, NAMES) for fact in (back, replace(OFFERED, amends=an_id()))]

    assert [(one.zh, one.en) for one in said if one] == [
        ("审核 退回“起草”，改后直送", "Check: returned to Draft, to come straight back"),
        ("改正：审核 送 zjj", "to be corrected: Check goes to zjj"),
    ]
