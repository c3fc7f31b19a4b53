"""The tables are the journal, applied: one small function per fact.

A fact whose words lie in the contents leaves the particulars to the book of its noun
(``put_body``, ``put_sources``); what is in the fact itself is applied here and nowhere else.
"""

from collections.abc import Callable
from typing import Any

from server.domain import facts as f
from server.domain.journal import Entry
from server.store.gathered import Gathered
from server.store.projecting import (
    asides,
    candidates,
    cases,
    county,
    events,
    hooks,
    incidents,
    people,
    waiting,
    work,
)

Projection = Callable[[Gathered, Entry, Any], None]


def _nowhere(_gathered: Gathered, _entry: Entry, _fact: f.Fact) -> None:
    """The fact changes no table: the journal alone tells it."""


PROJECTING: dict[type[f.Fact], Projection] = {
    f.CaseStarted: cases.started,
    f.PathTaken: _nowhere,
    f.DataWritten: _nowhere,
    f.DecisionTaken: _nowhere,
    f.MessageThrown: _nowhere,
    f.CaseFinished: cases.finished,
    f.CaseWithdrawn: cases.withdrawn,
    f.CaseInspected: _nowhere,
    f.PersonalDataShown: _nowhere,
    f.CaseSuspended: cases.suspended,
    f.CaseResumed: cases.resumed,
    f.WorkPaused: _nowhere,
    f.WorkGoesOn: work.goes_on,
    f.CaseTerminated: cases.terminated,
    f.VoidProposed: cases.void_proposed,
    f.VoidDropped: cases.decided,
    f.ProposalMade: cases.proposed,
    f.ProposalDropped: cases.decided,
    f.ProposalAgreed: cases.decided,
    f.CaseJumped: _nowhere,
    f.CaseReopened: cases.reopened,
    f.CaseVoided: cases.voided,
    f.IncidentOpened: incidents.opened,
    f.IncidentClosed: incidents.closed,
    f.DataCorrected: incidents.corrected,
    f.SkipProposed: incidents.skip_proposed,
    f.SkipWithdrawn: incidents.skip_over,
    f.SkipAgreed: incidents.skip_over,
    f.WorkOffered: work.offered,
    f.WorkClaimed: work.claimed,
    f.WorkGivenBack: work.given_back,
    f.WorkDispatched: work.given,
    f.WorkHandedOver: work.given,
    f.WorkRecalled: work.recalled,
    f.WorkUrged: work.urged,
    f.WorkHandedOn: work.handed_on,
    f.WorkHandedBack: work.handed_back,
    f.AsideOpened: asides.opened,
    f.AsideReached: asides.reached,
    f.AsideRead: asides.was_read,
    f.AsideAnswered: asides.answered,
    f.AsideWithdrawn: asides.withdrawn,
    f.WorkCompleted: work.completed,
    f.WorkSubmitted: work.submitted,
    f.SubmissionEnded: work.submission_ended,
    f.WorkWithdrawn: work.withdrawn,
    f.WorkReturned: work.returned,
    f.WorkOpened: work.opened,
    f.WorkTakenBack: _nowhere,
    f.WorkEscalated: work.escalated,
    f.DeadlineMoved: work.deadline_moved,
    f.ExtensionAsked: work.extension_asked,
    f.WorkExtended: work.extended,
    f.ExtensionDropped: work.extension_dropped,
    f.ClockStopped: work.clock_stopped,
    f.ClockCarried: work.clock_carried,
    f.ClockStood: work.clock_stood,
    f.ClockWentOn: work.clock_went_on,
    f.UrgeAnswered: work.urge_answered,
    f.CandidateDecided: candidates.decided,
    f.DocumentAttached: work.document_attached,
    f.DocumentRemoved: work.document_removed,
    f.FanOutOpened: waiting.fan_out_opened,
    f.FanOutClosed: waiting.fan_out_closed,
    f.MembersAdded: waiting.members_added,
    f.MemberTaken: waiting.member_taken,
    f.VoteDecided: waiting.vote_decided,
    f.TimerSet: waiting.timer_set,
    f.TimerFired: waiting.timer_over,
    f.TimerDropped: waiting.timer_over,
    f.TimerMoved: waiting.timer_moved,
    f.ListeningBegan: waiting.listening_began,
    f.ListeningEnded: waiting.listening_ended,
    f.MessageSent: _nowhere,
    f.MessageKept: events.message_kept,
    f.MessageGiven: events.message_over,
    f.MessageExpired: events.message_over,
    f.MessageHeard: _nowhere,
    f.MessageHeldBack: events.message_over,
    f.StartAwaited: events.start_awaited,
    f.StartFired: events.start_fired,
    f.ProcessDeployed: county.process_deployed,
    f.DecisionsDeployed: county.decisions_deployed,
    f.CountyPaperLoaded: county.paper_loaded,
    f.BodyRegistered: _nowhere,
    f.PostRegistered: _nowhere,
    f.PersonRegistered: _nowhere,
    f.PostGranted: county.post_granted,
    f.ChangesProposed: county.changes_proposed,
    f.ChangesAgreed: county.changes_agreed,
    f.ChangesRefused: county.changes_refused,
    f.ChangesWithdrawn: county.changes_refused,
    f.ChangesTookEffect: county.changes_took_effect,
    f.ChangesFailed: county.changes_failed,
    f.LeavingArranged: county.leaving_arranged,
    f.LeavingCarriedOut: county.leaving_carried_out,
    f.PasswordSet: _nowhere,
    f.AccountLocked: county.account_locked,
    f.TokenIssued: _nowhere,
    f.SubstitutionMade: people.substitution_made,
    f.MailChosen: people.mail_chosen,
    f.HookRegistered: _nowhere,
    f.HookKeyMade: hooks.key_made,
    f.HookStopped: hooks.stopped,
    f.FeedMade: people.feed_made,
    f.FeedRevoked: people.feed_revoked,
    f.SubstitutionEnded: people.substitution_ended,
    f.ActedFor: work.acted_for,
    f.VacancyFound: people.vacancy_found,
    f.VacancyFilled: people.vacancy_filled,
    f.ListExported: _nowhere,
    f.CertificateRegistered: _nowhere,
    f.CertificateEnding: people.certificate_ending,
}
"""What each fact does to the tables; a house test proves that none is missing."""


def project(gathered: Gathered, entry: Entry, facts: tuple[f.Fact, ...]) -> None:
    """Apply the facts of an entry, in their order."""
    for fact in facts:
        PROJECTING[type(fact)](gathered, entry, fact)
