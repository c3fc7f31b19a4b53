"""Votes: counted in any order to the same outcome, never worse for more agreement."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from server.domain.countersigning import countersign
from server.domain.votes import (
    Base,
    Desk,
    Opinion,
    Outcome,
    Place,
    Policy,
    Poll,
    Silence,
    Tie,
    Weight,
    asking,
    closed,
    cut_short,
    settled,
    still_needed,
    voting,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

AGREE, REFUSE, ABSTAIN = Opinion
Vote = tuple[Desk, Opinion]
HALF, TWO_THIRDS = Fraction(1, 2), Fraction(2, 3)
MEMBER, HEAD, LAWYER = Desk(role="member"), Desk(role="head"), Desk(role="lawyer")
SIMPLE = Policy(passes=HALF)


def asked(policy: Policy, desks: Iterable[Desk]) -> Poll:
    return sum((asking(policy, desk) for desk in desks), Poll())


def counted(policy: Policy, votes: Iterable[Vote], silent: Iterable[Desk] = ()) -> Poll:
    votes = list(votes)
    poll = asked(policy, [*(desk for desk, _ in votes), *silent])
    return sum((voting(policy, *vote) for vote in votes), poll)


def said(*opinions: Opinion, desk: Desk = MEMBER) -> list[Vote]:
    return [(desk, opinion) for opinion in opinions]


# --- what comes out ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("of", "opinions", "silent", "passed"),
    [
        (Base.ALL, (AGREE, AGREE), 2, True),
        (Base.ALL, (AGREE, AGREE), 3, False),
        (Base.GIVEN, (AGREE, AGREE, REFUSE), 9, True),
        (Base.GIVEN, (AGREE, REFUSE, ABSTAIN), 0, False),
        (Base.SIDES, (AGREE, REFUSE, ABSTAIN), 0, True),
        (Base.SIDES, (ABSTAIN, ABSTAIN), 0, False),
    ],
)
def test_a_share_is_asked_of_what_the_policy_says(
    of: Base, opinions: tuple[Opinion, ...], silent: int, *, passed: bool
) -> None:
    policy = replace(SIMPLE, of=of)

    assert closed(policy, counted(policy, said(*opinions), [MEMBER] * silent)).passed is passed


@pytest.mark.parametrize(
    ("tie", "chair", "passed"),
    [
        (Tie.PASSES, REFUSE, True),
        (Tie.FAILS, AGREE, False),
        (Tie.CHAIR, AGREE, True),
        (Tie.CHAIR, REFUSE, False),
        (Tie.CHAIR, ABSTAIN, False),
    ],
)
def test_a_tie_is_broken_as_the_policy_says(tie: Tie, chair: Opinion, *, passed: bool) -> None:
    policy = Policy(passes=HALF, of=Base.SIDES, tie=tie, chair=Place(role="head"))
    others = {AGREE: (AGREE, REFUSE, REFUSE), REFUSE: (AGREE, AGREE, REFUSE)}
    votes = said(*others.get(chair, (AGREE, REFUSE))) + said(chair, desk=HEAD)

    assert closed(policy, counted(policy, votes)).passed is passed


def test_without_its_quorum_nothing_passes() -> None:
    policy = replace(SIMPLE, of=Base.GIVEN, quorum=TWO_THIRDS)
    some = counted(policy, said(AGREE), [MEMBER, MEMBER])
    enough = counted(policy, said(AGREE, ABSTAIN), [MEMBER])

    assert closed(policy, some) == Outcome(passed=False, quorum_met=False, poll=some)
    assert closed(policy, enough).quorum_met


def test_one_veto_is_enough() -> None:
    policy = replace(SIMPLE, vetoes=(Place(role="lawyer"),))
    votes = said(AGREE, AGREE, AGREE)

    assert closed(policy, counted(policy, votes + said(ABSTAIN, desk=LAWYER))).passed
    assert not closed(policy, counted(policy, votes + said(REFUSE, desk=LAWYER))).passed


def test_the_first_weight_that_fits_counts() -> None:
    leader = Desk(role="head", functions=frozenset({"county_leader"}))
    policy = replace(
        SIMPLE,
        weights=(Weight(weight=3, function="county_leader"), Weight(weight=2, role="head")),
    )

    assert [policy.weight(desk) for desk in (leader, HEAD, MEMBER)] == [3, 2, 1]


def test_an_answer_says_it_by_the_field_of_the_policy() -> None:
    policy = replace(SIMPLE, field="vote.opinion", agree=("yes",), refuse=("no",))
    answers = [{"vote": {"opinion": each}} for each in ("yes", "no", "rather not")]

    assert [policy.opinion(answer) for answer in answers] == [AGREE, REFUSE, ABSTAIN]
    assert policy.opinion({"vote": "yes"}) is ABSTAIN
    assert SIMPLE.opinion({}) is AGREE


@pytest.mark.parametrize(
    ("silence", "passed", "quorum_met"),
    [
        (Silence.ABSENT, False, False),
        (Silence.AGREE, True, True),
        (Silence.REFUSE, False, True),
        (Silence.ABSTAIN, False, True),
    ],
)
def test_cut_short_silence_counts_as_the_policy_says(
    silence: Silence, *, passed: bool, quorum_met: bool
) -> None:
    policy = replace(SIMPLE, quorum=TWO_THIRDS, on_timeout=silence)
    outcome = cut_short(policy, counted(policy, said(AGREE), [MEMBER] * 4))

    assert (outcome.passed, outcome.quorum_met) == (passed, quorum_met)


def test_silence_is_no_veto() -> None:
    policy = replace(SIMPLE, vetoes=(Place(role="lawyer"),), on_timeout=Silence.REFUSE)

    assert cut_short(policy, counted(policy, said(AGREE, AGREE), [LAWYER])).passed


# --- when it is decided -----------------------------------------------------------------------


def test_the_first_answer_decides_where_any_is_enough() -> None:
    sign = countersign("any", {})
    assert sign is not None
    assert sign.policy is not None

    assert settled(sign.policy, asked(sign.policy, [MEMBER] * 3)) is None
    outcome = settled(sign.policy, counted(sign.policy, said(AGREE), [MEMBER] * 2))
    assert outcome is not None
    assert outcome.passed


def test_who_could_still_veto_is_waited_for() -> None:
    policy = replace(SIMPLE, vetoes=(Place(role="lawyer"),))

    assert settled(policy, counted(policy, said(AGREE, AGREE, AGREE), [LAWYER])) is None


def test_a_late_policy_waits_for_everybody() -> None:
    policy = replace(SIMPLE, early=False)

    assert settled(policy, counted(policy, said(REFUSE, REFUSE), [MEMBER])) is None
    assert settled(policy, counted(policy, said(REFUSE, REFUSE, AGREE))) is not None


def test_who_is_taken_out_is_as_if_never_asked() -> None:
    poll = counted(SIMPLE, said(AGREE), [MEMBER] * 2)

    assert settled(SIMPLE, poll) is None
    assert poll + -asking(SIMPLE, MEMBER) == counted(SIMPLE, said(AGREE), [MEMBER])


@pytest.mark.parametrize(
    ("policy", "votes", "silent", "needed"),
    [
        (Policy(passes=TWO_THIRDS), said(AGREE, AGREE), 4, 2),
        (Policy(passes=HALF, tie=Tie.FAILS), said(AGREE, REFUSE), 2, 2),
        (Policy(passes=TWO_THIRDS), said(REFUSE, REFUSE, REFUSE), 2, None),
        (Policy(passes=HALF, of=Base.GIVEN, quorum=TWO_THIRDS), said(AGREE), 5, 3),
    ],
)
def test_how_much_is_still_needed_is_told(
    policy: Policy, votes: list[Vote], silent: int, needed: int | None
) -> None:
    assert still_needed(policy, counted(policy, votes, [MEMBER] * silent)) == needed
