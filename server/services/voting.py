"""Several sign a step: their votes are counted as they come, and what came out is decided once.

Whoever counts holds the fan-out, so of two who vote at the same moment the later sees the earlier.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.votes import Desk, Opinion, Poll, asking, closed, cut_short, settled, voting
from server.services import in_turn
from server.services.withdrawing import under_way

if TYPE_CHECKING:
    from collections.abc import Iterable

    from server.domain.ids import FanOutId, Token, VersionId
    from server.domain.moves import Branch, FanOut
    from server.domain.ports import Ballot, HeldCase, HeldFanOut
    from server.domain.values import Value, Values
    from server.domain.votes import Outcome, Policy
    from server.domain.work import WorkItem
    from server.services.county import County
    from server.services.recording import Record
    from server.services.running import Run


def policy_of(run: Run, version: VersionId, element: str) -> Policy | None:
    """By what a step of many is counted; None where nothing is."""
    step = run.tools.engine.model(version).steps.get(element)
    return step.sign.policy if step and step.sign else None


def desk_of(county: County, body: str, role: str) -> Desk:
    """A desk as policies know it."""
    functions = (name for name, whose in county.functions.items() if whose == body)
    return Desk(role=role, functions=frozenset(functions))


# --- who is asked -----------------------------------------------------------------------------


def open_poll(run: Run, held: HeldCase, wait: FanOut, fan_out: FanOutId) -> None:
    """Begins to count the votes of a step that just began."""
    policy = policy_of(run, held.version, wait.element)
    if policy is not None:
        run.record.poll(fan_out, _asked(run, policy, wait.branches))


def join_poll(run: Run, parent: HeldCase, fan: HeldFanOut, branches: Iterable[Branch]) -> None:
    """More are asked."""
    policy = policy_of(run, parent.version, fan.element)
    if policy is not None:
        run.unit.polls.count(fan.id, _asked(run, policy, branches))


def leave_poll(run: Run, parent: HeldCase, fan: HeldFanOut, held: HeldCase) -> None:
    """One who has not voted is asked no more."""
    policy = policy_of(run, parent.version, fan.element)
    if policy is None:
        return
    offered = run.unit.work.open_of(held.id)
    work = offered[0] if offered else in_turn.read(held.saved)
    desk = desk_of(run.county, work.body, work.role)
    run.unit.polls.count(fan.id, -asking(policy, desk))


def _asked(run: Run, policy: Policy, branches: Iterable[Branch]) -> Poll:
    works = (branch.work for branch in branches)
    desks = (desk_of(run.county, work.body, work.role) for work in works if work)
    return sum((asking(policy, desk) for desk in desks), Poll())


# --- what they say ----------------------------------------------------------------------------


def cast(run: Run, fan: HeldFanOut, held: HeldCase, item: WorkItem) -> None:
    """Counts what one signer said."""
    policy = policy_of(run, held.version, fan.element)
    if policy is not None:
        desk = desk_of(run.county, item.body, item.role)
        run.unit.polls.count(fan.id, voting(policy, desk, policy.opinion(held.data)))


def is_settled(run: Run, fan: HeldFanOut, policy: Policy) -> bool:
    """Whether nobody left can change what comes out."""
    return settled(policy, run.unit.polls.find(fan.id)) is not None


def decide(run: Run, parent: HeldCase, fan: HeldFanOut) -> Value:
    """Says what came out of a step that is over; what the diagram gets of it."""
    run.learn(parent)
    policy = policy_of(run, parent.version, fan.element)
    if policy is None:
        return None
    poll = run.unit.polls.find(fan.id)
    outcome = settled(policy, poll) or closed(policy, poll)
    return _decided(_Vote(run.record, run.county, parent, fan, policy), outcome)


def decide_now(
    record: Record, county: County, held: HeldCase, token: Token, policy: Policy
) -> Value:
    """Says what comes out of a step that an event on it interrupts, by those who have answered."""
    record.write()
    record.unit.flush()
    fan = under_way(record.unit, record.unit.waits.fan_outs(held.id)[token])
    outcome = cut_short(policy, record.unit.polls.find(fan.id))
    return _decided(_Vote(record, county, held, fan, policy), outcome, is_cut_short=True)


@dataclass(frozen=True, slots=True)
class _Vote:
    """A vote that ends now."""

    record: Record
    county: County
    parent: HeldCase
    fan: HeldFanOut
    policy: Policy

    def votes(self) -> list[dict[str, Value]]:
        """Who said what, in the order of the members."""
        ballots = self.record.unit.polls.ballots(self.fan.id)
        return [self._vote(ballot) for ballot in ballots]

    def _vote(self, ballot: Ballot) -> dict[str, Value]:
        desk = desk_of(self.county, ballot.body, ballot.role)
        opinion = self.policy.opinion(ballot.answer)
        return {
            "body": ballot.body,
            "role": ballot.role,
            "name": ballot.name[0],
            "name_en": ballot.name[1],
            "opinion": opinion.value,
            "weight": self.policy.weight(desk),
            "vetoed": opinion is Opinion.REFUSE and self.policy.may_veto(desk),
        }


def _decided(vote: _Vote, outcome: Outcome, *, is_cut_short: bool = False) -> Values:
    poll, votes = outcome.poll, vote.votes()
    result = {
        "passed": outcome.passed,
        "agree": poll.agreed,
        "refuse": poll.refused,
        "abstain": poll.abstained,
        "weights": poll.asked,
        "quorum_met": outcome.quorum_met,
        "vetoed_by": [each["body"] for each in votes if each["vetoed"]],
        "by": votes,
    }
    decided = f.VoteDecided(
        fan_out=vote.fan.id,
        element=vote.fan.element,
        passed=outcome.passed,
        asked=poll.asked,
        agreed=poll.agreed,
        refused=poll.refused,
        abstained=poll.abstained,
        quorum_met=outcome.quorum_met,
        vetoed=poll.vetoes > 0,
        cut_short=is_cut_short,
        digest=vote.record.content(vote.parent.root, result),
    )
    vote.record.of_case(vote.parent, decided)
    return result
