"""What a fact says in a list of happenings, in Chinese and English.

Facts that only the machine cares about (a timer set, a path taken) say nothing to people.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from server.domain import facts as f
from server.domain.telling import asides, cases, clocks, course, members, work
from server.domain.telling.said import Names, Said, always

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["SAYING", "Names", "Said", "say"]


def say(fact: f.Fact, names: Names) -> Said | None:
    """The fact in words; None when it says nothing to people."""
    told = SAYING.get(type(fact))
    return told(fact, names) if told else None


SAYING: dict[type[f.Fact], Callable[[Any, Names], Said | None]] = {
    f.CaseStarted: cases.started,
    f.WorkOffered: work.offered,
    f.WorkClaimed: work.claimed,
    f.WorkGivenBack: work.given_back,
    f.WorkDispatched: work.dispatched,
    f.WorkHandedOver: work.handed_over,
    f.WorkHandedOn: work.handed_on,
    f.WorkHandedBack: work.handed_back,
    f.WorkRecalled: work.recalled,
    f.WorkUrged: work.urged,
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
    f.WorkTakenBack: work.taken_back,
    f.WorkEscalated: work.escalated,
    f.DeadlineMoved: clocks.deadline_moved,
    f.TimerMoved: clocks.timer_moved,
    f.ExtensionAsked: clocks.extension_asked,
    f.WorkExtended: clocks.extended,
    f.ExtensionDropped: clocks.extension_dropped,
    f.ClockStopped: clocks.stopped,
    f.ClockWentOn: clocks.went_on,
    f.UrgeAnswered: clocks.urge_answered,
    f.CandidateDecided: clocks.candidate_decided,
    f.DecisionTaken: cases.decided,
    f.FanOutOpened: members.fan_out_opened,
    f.FanOutClosed: members.fan_out_closed,
    f.MembersAdded: members.members_added,
    f.MemberTaken: members.member_taken,
    f.VoteDecided: members.vote_decided,
    f.MessageHeard: cases.message_heard,
    f.TimerFired: cases.timer_fired,
    f.CaseFinished: cases.finished,
    f.CaseWithdrawn: cases.case_withdrawn,
    f.CaseInspected: cases.inspected,
    f.PersonalDataShown: cases.personal_data_shown,
    f.CaseSuspended: course.suspended,
    f.CaseResumed: course.resumed,
    f.WorkGoesOn: course.goes_on,
    f.CaseTerminated: course.terminated,
    f.ProposalMade: course.proposed,
    f.ProposalDropped: course.dropped,
    f.CaseJumped: course.jumped,
    f.CaseReopened: course.reopened,
    f.VoidProposed: course.void_proposed,
    f.VoidDropped: course.void_dropped,
    f.CaseVoided: course.voided,
    f.IncidentOpened: cases.incident,
    f.DataCorrected: cases.corrected,
    f.SkipProposed: always(
        "提议跳过未能执行的步骤，待第二人同意",
        "proposed to pass over the failed step; a second person has to agree",
    ),
    f.SkipWithdrawn: always("撤回跳过提议", "took back the proposal to pass over"),
    f.SkipAgreed: always(
        "经两人同意，跳过未能执行的步骤",
        "agreed as the second person: the failed step was passed over",
    ),
    f.DocumentAttached: work.attached,
}
