"""Which duties are kept apart, and from what that was done."""

from __future__ import annotations

from server.domain.ids import BodyId, PersonId
from server.domain.separation import (
    BY_ROLE,
    DUTIES,
    FOUR_EYES,
    SEPARATIONS,
    Done,
    Duty,
    apart_from,
    clash,
    duty_named,
)
from tests.builders import a_step, an_id

ME, BODY = PersonId(an_id()), BodyId("zjj")


def done(duty: str = "", element: str = "mend", body: str = "zjj") -> Done:
    return Done(element=element, name="维修", duty=duty, body=BodyId(body), persons=frozenset({ME}))


def test_every_duty_has_names_and_stands_in_some_separation() -> None:
    assert set(DUTIES) == set(Duty)
    assert {one for each in SEPARATIONS for one in (each.first, each.second)} == set(Duty)
    assert set(BY_ROLE.values()) <= set(Duty)


def test_every_separation_and_every_act_of_two_says_its_source_in_both_languages() -> None:
    assert all(all(one.source) for one in SEPARATIONS)
    assert all(all((*one.act, *one.apart, *one.source)) for one in FOUR_EYES)


def test_what_is_kept_apart_is_so_both_ways() -> None:
    for one in Duty:
        assert all(one in apart_from(other) for other in apart_from(one))
    assert apart_from(None) == {}


def test_a_word_that_is_no_duty_is_none() -> None:
    assert duty_named("review") is Duty.REVIEW
    assert duty_named("cook") is None


def test_what_a_diagram_keeps_apart_clashes_without_a_source() -> None:
    found = clash(a_step("check", distinct_from=("mend",)), BODY, ME, [done()])

    assert found is not None
    assert found.separation is None


def test_what_others_did_keeps_nobody_from_anything() -> None:
    step = a_step("check", duty=Duty.REVIEW)

    assert clash(step, BODY, PersonId(an_id()), [done("handle")]) is None
    assert clash(step, BODY, ME, []) is None


def test_of_bodies_it_is_the_body_that_counts_and_not_the_person() -> None:
    step = a_step("rate", duty=Duty.RATE)

    assert clash(step, BODY, PersonId(an_id()), [done("dispatch")]) is not None
    assert clash(step, BodyId("slj"), ME, [done("dispatch")]) is None


def test_what_a_diagram_keeps_apart_stays_so_where_only_bodies_are_kept_apart() -> None:
    step = a_step("rate", duty=Duty.RATE, distinct_from=("mend",))

    found = clash(step, BodyId("slj"), ME, [done("dispatch")])

    assert found is not None
    assert found.separation is None
    assert clash(step, BodyId("slj"), PersonId(an_id()), [done("dispatch")]) is None
