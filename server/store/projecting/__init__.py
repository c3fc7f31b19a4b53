"""The tables are the journal, applied: one small function per fact.

A fact whose words lie in the contents leaves the particulars to the book of its noun
(``put_body``, ``put_sources``); what is in the fact itself is applied here and nowhere else.
"""

from collections.abc import Callable
from typing import Any

from server.domain import facts as f
from server.domain.journal import Entry
from server.store.gathered import Gathered
from server.store.projecting import cases, county, events, incidents, waiting, work

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
    f.IncidentOpened: incidents.opened,
    f.IncidentClosed: incidents.closed,
    f.DataCorrected: incidents.corrected,
    f.SkipProposed: incidents.skip_proposed,
    f.SkipWithdrawn: incidents.skip_over,
    f.SkipAgreed: incidents.skip_over,
    f.WorkOffered: work.offered,
    f.WorkClaimed: work.claimed,
    f.WorkGivenBack: work.given_back,
    f.WorkCompleted: work.completed,
    f.WorkWithdrawn: work.withdrawn,
    f.WorkEscalated: work.escalated,
    f.DocumentAttached: work.document_attached,
    f.DocumentRemoved: work.document_removed,
    f.FanOutOpened: waiting.fan_out_opened,
    f.FanOutClosed: waiting.fan_out_closed,
    f.MembersAdded: waiting.members_added,
    f.MemberTaken: waiting.member_taken,
    f.TimerSet: waiting.timer_set,
    f.TimerFired: waiting.timer_over,
    f.TimerDropped: waiting.timer_over,
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
    f.CountyPaperLoaded: _nowhere,
    f.BodyRegistered: _nowhere,
    f.PostRegistered: _nowhere,
    f.PersonRegistered: _nowhere,
    f.PostGranted: county.post_granted,
    f.PasswordSet: _nowhere,
    f.AccountLocked: county.account_locked,
    f.TokenIssued: _nowhere,
}
"""What each fact does to the tables; a house test proves that none is missing."""


def project(gathered: Gathered, entry: Entry, facts: tuple[f.Fact, ...]) -> None:
    """Apply the facts of an entry, in their order."""
    for fact in facts:
        PROJECTING[type(fact)](gathered, entry, fact)
