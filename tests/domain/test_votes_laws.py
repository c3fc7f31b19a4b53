"""What holds of every vote: order, more agreement, a veto, an early end, heavier weights."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

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
    closed,
    cut_short,
    settled,
    still_needed,
)

if TYPE_CHECKING:
    from random import Random

from tests.domain.test_votes import AGREE, HEAD, LAWYER, MEMBER, REFUSE, Vote, counted

places = st.builds(Place, role=st.sampled_from(["", "head", "lawyer"]))
policies = st.builds(
    Policy,
    passes=st.fractions(0, 1, max_denominator=7),
    of=st.sampled_from(Base),
    tie=st.sampled_from(Tie),
    quorum=st.fractions(0, 1, max_denominator=7),
    field=st.just("opinion"),
    agree=st.just(("yes",)),
    early=st.booleans(),
    on_timeout=st.sampled_from(Silence),
    chair=st.none() | st.just(Place(role="head")),
    vetoes=st.just(()) | st.just((Place(role="lawyer"),)),
    weights=st.lists(
        st.builds(Weight, weight=st.integers(1, 4), role=st.sampled_from(["", "head", "lawyer"])),
        max_size=3,
    ).map(tuple),
)
ballots = st.lists(
    st.tuples(st.sampled_from([MEMBER, HEAD, LAWYER]), st.sampled_from(Opinion)), max_size=8
)
desks = st.lists(st.sampled_from([MEMBER, HEAD, LAWYER]), max_size=5)


@given(policies, ballots, st.randoms())
def test_the_order_of_votes_does_not_matter(
    policy: Policy, votes: list[Vote], chance: Random
) -> None:
    mixed = list(votes)
    chance.shuffle(mixed)

    assert counted(policy, mixed) == counted(policy, votes)


@given(policies, ballots, desks, st.data())
def test_more_agreement_never_turns_passed_into_failed(
    policy: Policy, votes: list[Vote], silent: list[Desk], data: st.DataObject
) -> None:
    if not closed(policy, counted(policy, votes, silent)).passed:
        return
    ways = st.sampled_from([*range(len(votes)), *(-1 - at for at in range(len(silent)))])
    at = data.draw(ways) if votes or silent else 0
    if at >= 0:
        better = [(desk, AGREE if at == each else said) for each, (desk, said) in enumerate(votes)]
        assert closed(policy, counted(policy, better, silent)).passed
    else:
        more = [*votes, (silent[at], AGREE)]
        left = [desk for each, desk in enumerate(silent) if each != at % len(silent)]
        assert closed(policy, counted(policy, more, left)).passed


@given(policies, ballots, desks)
def test_a_veto_always_fails(policy: Policy, votes: list[Vote], silent: list[Desk]) -> None:
    policy = replace(policy, vetoes=(Place(role="lawyer"),))
    poll = counted(policy, [*votes, (LAWYER, REFUSE)], silent)

    assert not closed(policy, poll).passed
    assert not cut_short(policy, poll).passed
    assert not policy.early or settled(policy, poll) == Outcome(
        passed=False, quorum_met=closed(policy, poll).quorum_met, poll=poll
    )


@given(policies, ballots, desks, st.data())
def test_what_is_decided_early_is_what_comes_out_whoever_else_answers(
    policy: Policy, votes: list[Vote], silent: list[Desk], data: st.DataObject
) -> None:
    early = settled(policy, counted(policy, votes, silent))
    if early is None:
        return
    answering = data.draw(st.lists(st.booleans(), min_size=len(silent), max_size=len(silent)))
    late = [
        (desk, data.draw(st.sampled_from(Opinion)))
        for desk, answers in zip(silent, answering, strict=True)
        if answers
    ]
    never = [desk for desk, answers in zip(silent, answering, strict=True) if not answers]

    assert closed(policy, counted(policy, [*votes, *late], never)).passed is early.passed


@given(policies, ballots, desks)
def test_when_all_have_answered_it_is_decided(
    policy: Policy, votes: list[Vote], silent: list[Desk]
) -> None:
    poll = counted(policy, votes)

    assert settled(policy, poll) == closed(policy, poll)
    assert (
        not silent or settled(replace(policy, early=False), counted(policy, votes, silent)) is None
    )


@given(policies, ballots, desks, st.integers(2, 9))
def test_weights_scale(policy: Policy, votes: list[Vote], silent: list[Desk], by: int) -> None:
    heavier = replace(
        policy,
        weights=(
            *(replace(one, weight=one.weight * by) for one in policy.weights),
            Weight(weight=by),
        ),
    )

    before, after = counted(policy, votes, silent), counted(heavier, votes, silent)

    assert closed(heavier, after).passed is closed(policy, before).passed
    assert (settled(heavier, after) is None) is (settled(policy, before) is None)


@given(policies, ballots, desks)
def test_just_what_is_needed_is_enough(
    policy: Policy, votes: list[Vote], silent: list[Desk]
) -> None:
    poll = counted(policy, votes, silent)
    needed = still_needed(policy, poll)

    if needed is None:
        assert not closed(policy, poll + Poll(agreed=poll.left)).passed
    else:
        assert closed(policy, poll + Poll(agreed=needed)).passed
        assert not needed or not closed(policy, poll + Poll(agreed=needed - 1)).passed
