"""Who may stand in for whom, when, and who may say so."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.errors import (
    AnswerWrong,
    NotAllowed,
    PostNotHeld,
    StandsInForSelf,
    SubstituteOverlaps,
)
from server.domain.facts import SubstitutionMade
from server.domain.ids import BodyId, PersonId, PostId, ProcessKey, SubstitutionId
from server.domain.substitution import Substitution, check_maker, in_place_of, make
from tests.builders import a_holding, a_seat, an_actor, an_id
from tests.stand_ins import a_behalf

TODAY = date(2026, 3, 3)
ABSENT, OTHER = PersonId(an_id()), PersonId(an_id())


def one(**changed: Any) -> Substitution:
    usual = Substitution(
        id=SubstitutionId(an_id()),
        absent=ABSENT,
        post=PostId("zjj.clerk"),
        substitute=OTHER,
        valid_from=TODAY,
        valid_to=date(2026, 3, 6),
        processes=frozenset(),
    )
    return replace(usual, **changed)


def made(wanted: Substitution, *others: Substitution) -> SubstitutionMade:
    known = [(other, ("陈某", "A. Chen")) for other in others]
    return make(wanted, today=TODAY, held=[a_holding()], others=known, reason="00")


def test_it_says_who_stands_in_for_whom_and_when() -> None:
    wanted = one(processes=frozenset({ProcessKey("b"), ProcessKey("a")}))

    fact = made(wanted)

    assert (fact.absent, fact.substitute, fact.post) == (ABSENT, OTHER, "zjj.clerk")
    assert fact.processes == ("a", "b")


def test_nobody_stands_in_for_themselves() -> None:
    with pytest.raises(StandsInForSelf):
        made(one(substitute=ABSENT))


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        (date(2026, 3, 6), date(2026, 3, 5)),
        (date(2026, 2, 1), date(2026, 3, 2)),
        (TODAY, TODAY + timedelta(days=366)),
    ],
    ids=["backwards", "over", "too long"],
)
def test_days_that_make_no_sense_are_refused(begin: date, end: date) -> None:
    with pytest.raises(AnswerWrong) as refused:
        made(one(valid_from=begin, valid_to=end))

    assert [fault.field for fault in refused.value.faults] == ["valid_to"]


@pytest.mark.parametrize(
    "held",
    [
        a_holding(post="zjj.head"),
        a_holding(valid_from=date(2026, 3, 7)),
        a_holding(valid_to=date(2026, 3, 2)),
    ],
    ids=["another post", "later", "before"],
)
def test_only_for_somebody_who_holds_the_post_then(held: Any) -> None:
    with pytest.raises(PostNotHeld):
        make(one(), today=TODAY, held=[held], others=[], reason="00")


def test_a_holding_that_ends_meanwhile_is_stood_in_for_as_long_as_it_lasts() -> None:
    held = a_holding(valid_to=date(2026, 3, 4))

    assert make(one(), today=TODAY, held=[held], others=[], reason="00")


A, B = frozenset({ProcessKey("a")}), frozenset({ProcessKey("b")})


@pytest.mark.parametrize(
    "other",
    [one(), one(valid_from=date(2026, 3, 6), valid_to=date(2026, 3, 9)), one(processes=A)],
    ids=["the same days", "one day", "some of it"],
)
def test_two_at_once_for_the_same_are_refused(other: Substitution) -> None:
    with pytest.raises(SubstituteOverlaps, match="Chen"):
        made(one(), other)


@pytest.mark.parametrize(
    ("wanted", "other"),
    [
        (one(), one(valid_from=date(2026, 3, 7), valid_to=date(2026, 3, 9))),
        (one(), one(post=PostId("zjj.head"))),
        (one(), one(absent=OTHER)),
        (one(processes=A), one(processes=B)),
    ],
    ids=["other days", "another post", "somebody else", "other processes"],
)
def test_beside_what_it_does_not_meet(wanted: Substitution, other: Substitution) -> None:
    assert made(wanted, other)


DAYS = st.dates(min_value=TODAY, max_value=TODAY + timedelta(days=20))
SOME = st.sets(st.sampled_from("abc").map(ProcessKey)).map(frozenset)
ANY = st.builds(
    lambda days, some: one(valid_from=min(days), valid_to=max(days), processes=some),
    st.tuples(DAYS, DAYS),
    SOME,
)


@given(ANY, ANY, DAYS, st.sampled_from("abc"))
def test_two_that_do_not_meet_never_count_for_the_same_matter(
    one_of: Substitution, other: Substitution, day: date, process: str
) -> None:
    def counts(it: Substitution) -> bool:
        return it.valid_from <= day <= it.valid_to and (not it.processes or process in it.processes)

    assert one_of.meets(other) == other.meets(one_of)
    assert one_of.meets(other) or not (counts(one_of) and counts(other))


def test_the_holder_the_head_of_the_body_and_administrators_may_say_so() -> None:
    body = BodyId("zjj")
    check_maker(an_actor(person=ABSENT), ABSENT, body, "dept_head", is_admin=False)
    check_maker(an_actor(a_seat("zjj", "dept_head")), ABSENT, body, "dept_head", is_admin=False)
    check_maker(an_actor(), ABSENT, body, "dept_head", is_admin=True)


@pytest.mark.parametrize(
    "seat",
    [
        a_seat("zjj", "dept_clerk"),
        a_seat("cgj", "dept_head"),
        replace(a_seat("zjj", "dept_head"), behalf_of=a_behalf()),
    ],
    ids=["a colleague", "another head", "on the head's behalf"],
)
def test_others_may_not(seat: Any) -> None:
    with pytest.raises(NotAllowed):
        check_maker(an_actor(seat), ABSENT, BodyId("zjj"), "dept_head", is_admin=False)


def test_who_stood_in_is_named_with_whom_they_stood_in_for() -> None:
    assert in_place_of(("陈某", "A. Chen"), ("", "")) == ("陈某", "A. Chen")
    assert in_place_of(("陈某", "A. Chen"), ("李某", "B. Li")) == (
        "陈某（代李某）",
        "A. Chen (for B. Li)",
    )
