"""The signing of steps that several sign, for pages: every round, who said what, what is still needed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.ids import FanOutId
from server.domain.outcomes import outcome_of, rule_of
from server.domain.reading import Signer, Signing, Tallied
from server.domain.votes import still_needed
from server.services.auditing import check_sight
from server.services.matters import read_answers, read_matter
from server.services.voting import desk_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from server.domain.ids import CaseId
    from server.domain.people import Actor
    from server.domain.ports import Unit
    from server.domain.values import Values
    from server.domain.votes import Poll
    from server.domain.work import WorkItem
    from server.services.matters import Told
    from server.services.signing_rounds import Round
    from server.services.tools import Tools


def signings(tools: Tools, actor: Actor, case_id: CaseId) -> tuple[Signing, ...]:
    """All rounds of signing in the matter that a case belongs to; refused with ``NoSuchCase``."""
    root = check_sight(tools, actor, case_id)
    with tools.unit() as unit:
        told = read_matter(tools, actor, unit, root)
        return signings_of(unit, told, read_answers(unit, told).contents)


def signings_of(unit: Unit, told: Told, contents: Mapping[str, Values]) -> tuple[Signing, ...]:
    """All rounds of signing in a matter: those under way first, then the latest."""
    polls = unit.polls.of_matter(told.root) if told.rounds else {}
    items = {item.case: item for item in told.items if item.amends is None}
    found = [
        _Reading(told, contents, one, items).signing(polls.get(FanOutId(one.opened.fan_out)))
        for one in reversed(told.rounds)
    ]
    return tuple(sorted(found, key=lambda signing: not signing.is_open))


def signing_of(unit: Unit, told: Told, branch: CaseId) -> Signing | None:
    """The round of signing that a branch is part of."""
    if not any(branch in one.branches for one in told.rounds):
        return None
    found = signings_of(unit, told, read_answers(unit, told).contents)
    return next(one for one in found if any(branch == each.branch for each in one.signers))


@dataclass(frozen=True, slots=True)
class _Reading:
    """One round, with all that is needed to tell it."""

    told: Told
    contents: Mapping[str, Values]
    round: Round
    items: Mapping[CaseId, WorkItem]

    def signing(self, poll: Poll | None) -> Signing:
        """The round as pages show it."""
        one = self.round
        zh, en = self.told.names.element(one.opened.element, one.opened.name)
        rule, outcome = rule_of(one.sign), outcome_of(one.decided) if one.decided else ("", "")
        return Signing(
            fan_out=FanOutId(one.opened.fan_out),
            element=one.opened.element,
            step=zh,
            step_en=en,
            round=one.number,
            rule=rule[0],
            rule_en=rule[1],
            is_open=one.is_open,
            passed=one.decided.passed if one.decided else None,
            outcome=outcome[0],
            outcome_en=outcome[1],
            is_secret=one.is_secret,
            tallied=None if poll is None else self._tallied(poll),
            signers=tuple(map(self._signer, one.branches)),
        )

    def _tallied(self, poll: Poll) -> Tallied:
        policy = self.round.sign.policy
        if self.round.is_secret or policy is None:
            return Tallied(asked=poll.asked, given=poll.given)
        return Tallied(
            asked=poll.asked,
            given=poll.given,
            agreed=poll.agreed,
            refused=poll.refused,
            abstained=poll.abstained,
            needed=still_needed(policy, poll) if self.round.is_open else None,
        )

    def _signer(self, branch: CaseId) -> Signer:
        item = self.items.get(branch)
        done, at = next(self._done(branch), (None, None))
        zh, en = self.told.names.body(item.body if item else self._asked(branch))
        policy = self.round.sign.policy
        desk = desk_of(self.told.county, item.body, item.role) if item else None
        return Signer(
            branch=branch,
            body=zh,
            body_en=en,
            name=item.holder_name if item else "",
            name_en=item.holder_name_en if item else "",
            state=self._state(branch, is_offered=item is not None),
            opinion=self._opinion(done),
            weight=policy.weight(desk) if policy and desk else 1,
            is_chair=bool(policy and desk and policy.is_chair(desk)),
            may_veto=bool(policy and desk and policy.may_veto(desk)),
            at=at,
            member=self.told.members.get(branch),
        )

    def _asked(self, branch: CaseId) -> str:
        """Whose turn it will be."""
        began = self.told.stories[branch].began
        return began.body if began else ""

    def _done(self, branch: CaseId) -> Iterator[tuple[f.WorkCompleted, datetime]]:
        for entry in reversed(self.told.journals[branch]):
            for fact in entry.facts:
                if isinstance(fact, f.WorkCompleted) and fact.item == self.items[branch].id:
                    yield fact, entry.at

    def _opinion(self, done: f.WorkCompleted | None) -> str:
        policy = self.round.sign.policy
        if done is None or policy is None or self.round.is_secret:
            return ""
        answer = self.contents.get(done.digest)
        return "" if answer is None else policy.opinion(answer).value

    def _state(self, branch: CaseId, *, is_offered: bool) -> str:
        status = self.told.stories[branch].status
        if status == "finished":
            return "signed"
        if status == "withdrawn":
            return "taken" if branch in self.round.taken else "released"
        return "asked" if is_offered else "later"
