"""Folding facts into the picture of a case at any moment.

The same facts that the tables are made of, so a fold of a whole journal must equal the tables.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, get_args

from server.domain import facts as f
from server.domain.acts import Act
from server.domain.facts.county import CountyFact
from server.domain.story import Story

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from uuid import UUID


def fold(facts: Iterable[f.Fact], story: Story | None = None) -> Story:
    """The story after these facts; given a story, it goes on from there."""
    story = story or Story()
    for fact in facts:
        TELLING[type(fact)](story, fact)
    return story


# --- one small function per fact --------------------------------------------------------------


def _started(story: Story, fact: f.CaseStarted) -> None:
    story.status = "running"
    story.began = fact


def _path(story: Story, fact: f.PathTaken) -> None:
    for element in fact.elements:
        story.passed[element] = story.passed.get(element, 0) + 1


def _finished(story: Story, _fact: f.CaseFinished) -> None:
    story.status = "finished"


def _withdrawn(story: Story, _fact: f.CaseWithdrawn) -> None:
    story.status = "withdrawn"


def _suspended(story: Story, _fact: f.CaseSuspended) -> None:
    story.status = "suspended"


def _resumed(story: Story, _fact: f.CaseResumed) -> None:
    story.status = "running"


def _terminated(story: Story, _fact: f.CaseTerminated) -> None:
    story.status = "terminated"


def _proposed(story: Story, fact: f.ProposalMade | f.VoidProposed) -> None:
    act = fact.act if isinstance(fact, f.ProposalMade) else Act.VOID
    story.proposed = act, fact.person


def _decided(story: Story, _fact: f.ProposalDropped | f.ProposalAgreed | f.VoidDropped) -> None:
    story.proposed = None


def _reopened(story: Story, _fact: f.CaseReopened) -> None:
    story.status = "running"


def _voided(story: Story, _fact: f.CaseVoided) -> None:
    story.status, story.proposed = "voided", None


def _incident_opened(story: Story, fact: f.IncidentOpened) -> None:
    story.incidents[fact.incident] = None
    story.failed[fact.incident] = fact.element


def _incident_closed(story: Story, fact: f.IncidentClosed) -> None:
    story.incidents.pop(fact.incident, None)
    story.failed.pop(fact.incident, None)


def _skip_proposed(story: Story, fact: f.SkipProposed) -> None:
    story.incidents[fact.incident] = fact.person


def _skip_over(story: Story, fact: f.SkipWithdrawn | f.SkipAgreed) -> None:
    story.incidents[fact.incident] = None


def _offered(story: Story, fact: f.WorkOffered) -> None:
    story.offered[fact.item] = fact
    story.open_work[fact.item] = fact.to


def _claimed(story: Story, fact: f.WorkClaimed) -> None:
    story.open_work[fact.item] = fact.person


def _given_back(story: Story, fact: f.WorkGivenBack) -> None:
    story.open_work[fact.item] = None


def _given(
    story: Story, fact: f.WorkDispatched | f.WorkHandedOver | f.WorkRecalled | f.WorkHandedOn
) -> None:
    story.open_work[fact.item] = fact.to


def _handed_back(story: Story, fact: f.WorkHandedBack) -> None:
    if (offered := story.offered.get(fact.item)) is not None:
        story.offered[fact.item] = replace(offered, body=fact.body, role=fact.role)
    story.open_work[fact.item] = None


def _work_over(story: Story, fact: f.WorkCompleted | f.WorkWithdrawn | f.WorkReturned) -> None:
    story.open_work.pop(fact.item, None)
    story.rungs.pop(fact.item, None)


def _aside_opened(story: Story, fact: f.AsideOpened | f.AsideReached) -> None:
    if isinstance(fact, f.AsideReached) or not fact.later:
        story.asides[fact.aside] = fact.item


def _submission(story: Story, fact: f.WorkSubmitted | f.SubmissionEnded) -> None:
    change = story.submitted.add if isinstance(fact, f.WorkSubmitted) else story.submitted.discard
    change(fact.item)


def _aside_over(story: Story, fact: f.AsideRead | f.AsideAnswered | f.AsideWithdrawn) -> None:
    story.asides.pop(fact.aside, None)


def _escalated(story: Story, fact: f.WorkEscalated) -> None:
    story.rungs[fact.item] = fact.rung


def _deadline_moved(story: Story, fact: f.DeadlineMoved | f.WorkExtended | f.ClockWentOn) -> None:
    _climbed_to(story, fact.item, fact.rung)


def _climbed_to(story: Story, item: UUID, rung: str | None) -> None:
    story.rungs.pop(item, None)
    if rung is not None:
        story.rungs[item] = rung


def _goes_on(story: Story, fact: f.WorkGoesOn) -> None:
    if fact.due is not None:
        _climbed_to(story, fact.item, fact.rung)


def _fan_out_opened(story: Story, fact: f.FanOutOpened) -> None:
    story.fan_outs[fact.fan_out] = fact.element


def _fan_out_closed(story: Story, fact: f.FanOutClosed) -> None:
    story.fan_outs.pop(fact.fan_out, None)


def _timer_set(story: Story, fact: f.TimerSet) -> None:
    story.timers[fact.timer] = fact.element


def _timer_over(story: Story, fact: f.TimerFired | f.TimerDropped) -> None:
    story.timers.pop(fact.timer, None)


def _listening(story: Story, fact: f.ListeningBegan) -> None:
    story.listening[fact.token] = fact.element


def _heard(story: Story, fact: f.ListeningEnded) -> None:
    story.listening.pop(fact.token, None)


def _no_part(story: Story, fact: f.Fact) -> None:
    """The fact changes nothing in how a case stands."""


TELLING: dict[type[f.Fact], Callable[[Story, Any], None]] = {
    f.CaseStarted: _started,
    f.PathTaken: _path,
    f.DataWritten: _no_part,
    f.DecisionTaken: _no_part,
    f.MessageThrown: _no_part,
    f.CaseFinished: _finished,
    f.CaseWithdrawn: _withdrawn,
    f.CaseInspected: _no_part,
    f.PersonalDataShown: _no_part,
    f.CaseSuspended: _suspended,
    f.CaseResumed: _resumed,
    f.WorkPaused: _no_part,
    f.WorkGoesOn: _goes_on,
    f.CaseTerminated: _terminated,
    f.VoidProposed: _proposed,
    f.VoidDropped: _decided,
    f.ProposalMade: _proposed,
    f.ProposalDropped: _decided,
    f.ProposalAgreed: _decided,
    f.CaseJumped: _no_part,
    f.CaseReopened: _reopened,
    f.CaseVoided: _voided,
    f.IncidentOpened: _incident_opened,
    f.IncidentClosed: _incident_closed,
    f.DataCorrected: _no_part,
    f.SkipProposed: _skip_proposed,
    f.SkipWithdrawn: _skip_over,
    f.SkipAgreed: _skip_over,
    f.WorkOffered: _offered,
    f.WorkClaimed: _claimed,
    f.WorkGivenBack: _given_back,
    f.WorkDispatched: _given,
    f.WorkHandedOver: _given,
    f.WorkRecalled: _given,
    f.WorkUrged: _no_part,
    f.WorkHandedOn: _given,
    f.WorkHandedBack: _handed_back,
    f.AsideOpened: _aside_opened,
    f.AsideReached: _aside_opened,
    f.AsideRead: _aside_over,
    f.AsideAnswered: _aside_over,
    f.AsideWithdrawn: _aside_over,
    f.WorkCompleted: _work_over,
    f.WorkSubmitted: _submission,
    f.SubmissionEnded: _submission,
    f.WorkWithdrawn: _work_over,
    f.WorkReturned: _work_over,
    f.WorkOpened: _no_part,
    f.WorkTakenBack: _no_part,
    f.WorkEscalated: _escalated,
    f.DeadlineMoved: _deadline_moved,
    f.ExtensionAsked: _no_part,
    f.WorkExtended: _deadline_moved,
    f.ExtensionDropped: _no_part,
    f.ClockStopped: _no_part,
    f.ClockCarried: _no_part,
    f.ClockStood: _no_part,
    f.ClockWentOn: _deadline_moved,
    f.UrgeAnswered: _no_part,
    f.CandidateDecided: _no_part,
    f.DocumentAttached: _no_part,
    f.DocumentRemoved: _no_part,
    f.FanOutOpened: _fan_out_opened,
    f.FanOutClosed: _fan_out_closed,
    f.MembersAdded: _no_part,
    f.MemberTaken: _no_part,
    f.VoteDecided: _no_part,
    f.TimerSet: _timer_set,
    f.TimerFired: _timer_over,
    f.TimerDropped: _timer_over,
    f.TimerMoved: _no_part,
    f.ListeningBegan: _listening,
    f.ListeningEnded: _heard,
    f.MessageSent: _no_part,
    f.MessageKept: _no_part,
    f.MessageGiven: _no_part,
    f.MessageExpired: _no_part,
    f.MessageHeard: _no_part,
    f.MessageHeldBack: _no_part,
    f.StartAwaited: _no_part,
    f.StartFired: _no_part,
    **dict.fromkeys(get_args(CountyFact), _no_part),
    f.SubstitutionMade: _no_part,
    f.MailChosen: _no_part,
    f.HookRegistered: _no_part,
    f.HookKeyMade: _no_part,
    f.HookStopped: _no_part,
    f.FeedMade: _no_part,
    f.FeedRevoked: _no_part,
    f.SubstitutionEnded: _no_part,
    f.ActedFor: _no_part,
    f.VacancyFound: _no_part,
    f.VacancyFilled: _no_part,
    f.CertificateRegistered: _no_part,
    f.CertificateEnding: _no_part,
}
"""What each fact does to the story; a house test proves that none is missing."""
