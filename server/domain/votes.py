"""Several sign one step: by which rule, how the vote stands, and when it is decided.

A poll is a sum of weights, so the order of votes can't matter and a vote costs the same whatever came
before it. The rule is data, read and counted here; no expression that a designer types decides.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from server.domain.values import Value, Values


class Opinion(StrEnum):
    """What a signer says."""

    AGREE = "agree"
    REFUSE = "refuse"
    ABSTAIN = "abstain"


class Base(StrEnum):
    """Of which weights a share of agreement is asked."""

    ALL = "all"
    """Of everybody who was asked."""
    GIVEN = "given"
    """Of those who answered, abstentions too."""
    SIDES = "sides"
    """Of those who agreed or refused."""


class Tie(StrEnum):
    """What becomes of agreement that just reaches its share."""

    PASSES = "passes"
    FAILS = "fails"
    CHAIR = "chair"
    """It passes if the chair agreed."""


class Silence(StrEnum):
    """How those count who have not answered when the vote is cut short."""

    ABSENT = "absent"
    AGREE = "agree"
    REFUSE = "refuse"
    ABSTAIN = "abstain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where a signature is asked for: a role, in a body with these functions."""

    role: str
    functions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Desks by their role, by a function of their body, or by both."""

    role: str = ""
    function: str = ""

    def has(self, desk: Desk) -> bool:
        """Whether a desk is one of these."""
        return self.role in {"", desk.role} and (
            not self.function or self.function in desk.functions
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """What a signature from one of these desks counts."""

    weight: int
    role: str = ""
    function: str = ""

    @property
    def place(self) -> Place:
        """The desks."""
        return Place(role=self.role, function=self.function)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """When enough have signed, and what came out."""

    passes: Fraction
    """The share of agreement that is wanted."""
    of: Base = Base.ALL
    tie: Tie = Tie.PASSES
    quorum: Fraction = Fraction(0)
    """The share of everybody asked who must have answered."""
    field: str = ""
    """The field of the form that says it (``vote.opinion``); empty: to sign is to agree."""
    agree: tuple[str, ...] = ()
    refuse: tuple[str, ...] = ()
    abstain: tuple[str, ...] = ()
    result: str = ""
    """The variable that gets the outcome; empty: none."""
    early: bool = True
    """Whether it is over once nobody left can change it, or only when all have answered."""
    secret: bool = False
    """Whether nobody sees who said what before it is over."""
    on_timeout: Silence = Silence.ABSENT
    chair: Place | None = None
    vetoes: tuple[Place, ...] = ()
    """Whose refusal alone decides (一票否决)."""
    weights: tuple[Weight, ...] = ()
    """The first that fits counts; any other signature counts 1."""

    def weight(self, desk: Desk) -> int:
        """What a signature from this desk counts."""
        return next((one.weight for one in self.weights if one.place.has(desk)), 1)

    def may_veto(self, desk: Desk) -> bool:
        """Whether a refusal from this desk alone decides."""
        return any(place.has(desk) for place in self.vetoes)

    def is_chair(self, desk: Desk) -> bool:
        """Whether this desk breaks a tie."""
        return self.chair is not None and self.chair.has(desk)

    def opinion(self, answer: Values) -> Opinion:
        """What an answer says; what says nothing abstains."""
        if not self.field:
            return Opinion.AGREE
        said: Value = answer
        for name in self.field.split("."):
            said = said.get(name) if isinstance(said, dict) else None
        kinds = (Opinion.AGREE, self.agree), (Opinion.REFUSE, self.refuse)
        return next((kind for kind, values in kinds if said in values), Opinion.ABSTAIN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """How a vote stands, in weights; who vetoes and who breaks a tie in heads."""

    asked: int = 0
    agreed: int = 0
    refused: int = 0
    abstained: int = 0
    vetoes: int = 0
    vetoes_left: int = 0
    """Who could still veto."""
    chair: int = 0
    """For 1, against -1, or neither."""
    chairs_left: int = 0

    def __add__(self, other: Poll) -> Poll:
        """Both together."""
        return Poll(**{each: getattr(self, each) + getattr(other, each) for each in COUNTS})

    def __neg__(self) -> Poll:
        """What takes it away again."""
        return Poll(**{each: -getattr(self, each) for each in COUNTS})

    @property
    def given(self) -> int:
        """The weight of those who answered."""
        return self.agreed + self.refused + self.abstained

    @property
    def left(self) -> int:
        """The weight of those who have not."""
        return self.asked - self.given


COUNTS = tuple(each.name for each in fields(Poll))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came out."""

    passed: bool
    quorum_met: bool
    poll: Poll
    """What was counted."""


def asking(policy: Policy, desk: Desk) -> Poll:
    """What one more who is asked adds."""
    return Poll(
        asked=policy.weight(desk),
        vetoes_left=int(policy.may_veto(desk)),
        chairs_left=int(policy.is_chair(desk)),
    )


def voting(policy: Policy, desk: Desk, opinion: Opinion) -> Poll:
    """What one vote adds, of somebody who was asked."""
    weight, refuses = policy.weight(desk), opinion is Opinion.REFUSE
    may_veto, is_chair = policy.may_veto(desk), policy.is_chair(desk)
    return Poll(
        agreed=weight if opinion is Opinion.AGREE else 0,
        refused=weight if refuses else 0,
        abstained=weight if opinion is Opinion.ABSTAIN else 0,
        vetoes=int(may_veto and refuses),
        vetoes_left=-int(may_veto),
        chair=is_chair * ((opinion is Opinion.AGREE) - refuses),
        chairs_left=-int(is_chair),
    )


def closed(policy: Policy, poll: Poll) -> Outcome:
    """What comes out if nobody answers any more."""
    quorum_met = poll.given >= policy.quorum * poll.asked
    passed = quorum_met and not poll.vetoes and _is_enough(policy, poll)
    return Outcome(passed=passed, quorum_met=quorum_met, poll=poll)


def _is_enough(policy: Policy, poll: Poll) -> bool:
    bases = {
        Base.ALL: poll.asked,
        Base.GIVEN: poll.given,
        Base.SIDES: poll.agreed + poll.refused,
    }
    wanted = policy.passes * bases[policy.of]
    if poll.agreed and poll.agreed == wanted:
        return policy.tie is Tie.PASSES or (policy.tie is Tie.CHAIR and poll.chair > 0)
    return poll.agreed > wanted


def cut_short(policy: Policy, poll: Poll) -> Outcome:
    """What comes out when time is up: those who said nothing count as the policy has it."""
    if policy.on_timeout is Silence.ABSENT:
        return closed(policy, poll)
    # Silence is no veto, for a veto has to be spoken.
    return closed(policy, _all_say(replace(poll, vetoes_left=0), Opinion(policy.on_timeout)))


def settled(policy: Policy, poll: Poll) -> Outcome | None:
    """What came out, as soon as nobody left can change it; None while they can.

    What passes early has its quorum, so that it passes even if nobody else ever answers.
    """
    now = closed(policy, poll)
    if not poll.left:
        return now
    if not policy.early:
        return None
    if not closed(policy, _all_say(poll, Opinion.AGREE)).passed:
        return replace(now, passed=False)
    if now.quorum_met and closed(policy, _all_say(poll, Opinion.REFUSE)).passed:
        return replace(now, passed=True)
    return None


def _all_say(poll: Poll, opinion: Opinion) -> Poll:
    """The poll after everybody left has said the same."""
    left, refuses = poll.left, opinion is Opinion.REFUSE
    says = Poll(
        agreed=left if opinion is Opinion.AGREE else 0,
        refused=left if refuses else 0,
        abstained=left if opinion is Opinion.ABSTAIN else 0,
        vetoes=poll.vetoes_left if refuses else 0,
        chair=poll.chairs_left * ((opinion is Opinion.AGREE) - refuses),
    )
    return poll + says


def still_needed(policy: Policy, poll: Poll) -> int | None:
    """How much more agreement makes it pass; None when it can't pass any more."""

    def passes(more: int) -> int:
        return int(closed(policy, poll + Poll(agreed=more)).passed)

    needed = bisect_left(range(poll.left + 1), 1, key=passes)
    return needed if needed <= poll.left else None
