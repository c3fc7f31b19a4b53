"""Which facts concern whom.

Work that the flow offers needs no notice: the inbox is where it is told. A notice tells what nobody would look
for: a clock that climbs, work that vanished, a case that came to its end.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from server.domain import concerning_asides as asides
from server.domain import concerning_certificates as certificates
from server.domain import concerning_clocks as clocks
from server.domain import concerning_course as course
from server.domain import concerning_hooks as hooks
from server.domain import concerning_registers as registers
from server.domain import facts as f
from server.domain.notice import Concern, Stakes
from server.domain.submission import End

if TYPE_CHECKING:
    from collections.abc import Callable


def concerns(fact: f.Fact, stakes: Stakes) -> tuple[Concern, ...]:
    """Whom this fact concerns; nobody is a valid answer."""
    return CONCERNING[type(fact)](fact, stakes)


def _nobody(_fact: f.Fact, _stakes: Stakes) -> tuple[Concern, ...]:
    return ()


def _finished(fact: f.CaseFinished, stakes: Stakes) -> tuple[Concern, ...]:
    if stakes.starter is None or not stakes.is_root:
        return ()
    return (Concern(kind=f"CaseFinished/{fact.kind}", person=stakes.starter),)


_WHY = {"terminated": "/terminated", "voided": "/voided", "jumped": "/jumped"}
"""Why work is withdrawn, where two persons or the head of a body had it so."""


def _withdrawn_work(fact: f.WorkWithdrawn, _stakes: Stakes) -> tuple[Concern, ...]:
    if fact.person is None:
        return ()
    kind = "WorkWithdrawn" + _WHY.get(fact.reason, "")
    return (Concern(kind=kind, person=fact.person, item=fact.item, name=fact.name),)


def _offered(fact: f.WorkOffered, _stakes: Stakes) -> tuple[Concern, ...]:
    """Who has it to correct, or has it again; what the flow offers is told by the inbox alone."""
    if fact.to is None:
        return ()
    kind = "WorkOffered/amends" if fact.amends else "WorkOffered/again"
    return (Concern(kind=kind, person=fact.to, item=fact.item, name=fact.name),)


def _returned(fact: f.WorkReturned, _stakes: Stakes) -> tuple[Concern, ...]:
    """Who had done the earlier step; and the supervisors, when it was returned to again and again."""
    told = []
    if fact.doer is not None:
        told.append(Concern(kind="WorkReturned", person=fact.doer, name=fact.name))
    if fact.often:
        told.append(Concern(kind="WorkReturned/often", role="supervisor", name=fact.name))
    return tuple(told)


def _taken_back(fact: f.WorkTakenBack, _stakes: Stakes) -> tuple[Concern, ...]:
    """Who had been told to do an earlier step again."""
    if fact.doer is None:
        return ()
    return (Concern(kind="WorkTakenBack", person=fact.doer, name=fact.name),)


def _to_starter(fact: f.Fact, stakes: Stakes) -> tuple[Concern, ...]:
    if stakes.starter is None:
        return ()
    return (Concern(kind=type(fact).__name__, person=stakes.starter),)


def _to_holder(
    fact: f.WorkPaused | f.WorkGoesOn | f.ClockStopped | f.ClockWentOn | f.SubmissionEnded,
    _stakes: Stakes,
) -> tuple[Concern, ...]:
    """Whoever has the work; its desk where nobody has."""
    told = Concern(kind=type(fact).__name__, person=fact.person, item=fact.item, name=fact.name)
    return (told if fact.person else replace(told, body=fact.body, role=fact.role),)


def _submission_ended(fact: f.SubmissionEnded, stakes: Stakes) -> tuple[Concern, ...]:
    """To whom the work comes back that they had given in, unless they took it back themselves."""
    if fact.reason in {End.AGREED, End.WORK_OVER} or fact.person == stakes.doer:
        return ()
    return _to_holder(fact, stakes)


def _given(fact: f.WorkDispatched | f.WorkHandedOver, stakes: Stakes) -> tuple[Concern, ...]:
    """Who has it now, and who has it no more; whoever gave it knows."""
    kind = type(fact).__name__
    given = Concern(kind=kind, person=fact.to, item=fact.item, name=fact.name)
    lost = Concern(kind=f"{kind}/lost", person=fact.had, item=fact.item, name=fact.name)
    return tuple(one for one in (given, lost) if one.person not in {None, stakes.doer})


def _recalled(fact: f.WorkRecalled, _stakes: Stakes) -> tuple[Concern, ...]:
    return (Concern(kind="WorkRecalled", person=fact.lost, item=fact.item, name=fact.name),)


def _urged(fact: f.WorkUrged, _stakes: Stakes) -> tuple[Concern, ...]:
    """Whoever has it, and the head of the body."""
    holder = (
        {"body": fact.body, "role": fact.role} if fact.person is None else {"person": fact.person}
    )
    head = {"body": fact.body, "role": fact.head}
    whom = [holder] if holder == head else [holder, head]
    return tuple(Concern(kind="WorkUrged", item=fact.item, name=fact.name, **each) for each in whom)


def _failed(fact: f.IncidentOpened | f.SkipProposed, _stakes: Stakes) -> tuple[Concern, ...]:
    """Entries written before elements were named in them tell of a step without a name."""
    told = Concern(
        kind=type(fact).__name__,
        role="admin",
        name=fact.name or fact.element,
        version=fact.version,
        element=fact.element,
    )
    return (told,)


def _substituted(fact: f.SubstitutionMade, _stakes: Stakes) -> tuple[Concern, ...]:
    days = f"{fact.valid_from:%Y-%m-%d} – {fact.valid_to:%Y-%m-%d}"
    return (
        Concern(kind="SubstitutionMade/absent", person=fact.absent, name=days),
        Concern(kind="SubstitutionMade", person=fact.substitute, name=days),
    )


def _vacancy(fact: f.VacancyFound, _stakes: Stakes) -> tuple[Concern, ...]:
    return (Concern(kind="VacancyFound", role="admin", name=fact.name),)


def _substitution_over(fact: f.SubstitutionEnded, _stakes: Stakes) -> tuple[Concern, ...]:
    return (
        Concern(kind="SubstitutionEnded/absent", person=fact.absent),
        Concern(kind="SubstitutionEnded", person=fact.substitute),
    )


def _handed_on(fact: f.WorkHandedOn, _stakes: Stakes) -> tuple[Concern, ...]:
    if fact.to is None:
        return ()
    return (Concern(kind="WorkHandedOn", person=fact.to, item=fact.item, name=fact.name),)


CONCERNING: dict[type[f.Fact], Callable[[Any, Stakes], tuple[Concern, ...]]] = {
    f.CaseStarted: _nobody,
    f.PathTaken: _nobody,
    f.DataWritten: _nobody,
    f.DecisionTaken: _nobody,
    f.MessageThrown: _nobody,
    f.CaseFinished: _finished,
    f.CaseWithdrawn: _nobody,
    f.CaseInspected: _nobody,
    f.PersonalDataShown: _nobody,
    f.CaseSuspended: _to_starter,
    f.CaseResumed: _to_starter,
    f.WorkPaused: _to_holder,
    f.WorkGoesOn: _to_holder,
    f.CaseTerminated: _to_starter,
    f.VoidProposed: course.void_proposed,
    f.VoidDropped: _nobody,
    f.ProposalMade: course.proposed,
    f.ProposalDropped: course.decided,
    f.ProposalAgreed: course.decided,
    f.CaseJumped: _to_starter,
    f.CaseReopened: _to_starter,
    f.CaseVoided: _to_starter,
    f.IncidentOpened: _failed,
    f.IncidentClosed: _nobody,
    f.DataCorrected: _nobody,
    f.SkipProposed: _failed,
    f.SkipWithdrawn: _nobody,
    f.SkipAgreed: _nobody,
    f.WorkOffered: _offered,
    f.WorkClaimed: _nobody,
    f.WorkGivenBack: _nobody,
    f.WorkDispatched: _given,
    f.WorkHandedOver: _given,
    f.WorkRecalled: _recalled,
    f.WorkUrged: _urged,
    f.WorkHandedOn: _handed_on,
    f.WorkHandedBack: clocks.to_desk,
    f.AsideOpened: asides.told,
    f.AsideReached: asides.reached,
    f.AsideRead: asides.over,
    f.AsideAnswered: asides.over,
    f.AsideWithdrawn: asides.told,
    f.WorkCompleted: _nobody,
    f.WorkSubmitted: _nobody,
    f.SubmissionEnded: _submission_ended,
    f.WorkWithdrawn: _withdrawn_work,
    f.WorkReturned: _returned,
    f.WorkOpened: _nobody,
    f.WorkTakenBack: _taken_back,
    f.WorkEscalated: clocks.escalated,
    f.DeadlineMoved: clocks.deadline_moved,
    f.ExtensionAsked: clocks.to_desk,
    f.WorkExtended: clocks.to_asker,
    f.ExtensionDropped: clocks.to_asker,
    f.ClockStopped: _to_holder,
    f.ClockCarried: _nobody,
    f.ClockStood: _nobody,
    f.ClockWentOn: _to_holder,
    f.UrgeAnswered: clocks.to_desk,
    f.CandidateDecided: clocks.candidate_decided,
    f.DocumentAttached: _nobody,
    f.DocumentRemoved: _nobody,
    f.FanOutOpened: _nobody,
    f.FanOutClosed: _nobody,
    f.MembersAdded: _nobody,
    f.MemberTaken: _nobody,
    f.VoteDecided: _nobody,
    f.TimerSet: _nobody,
    f.TimerFired: _nobody,
    f.TimerDropped: _nobody,
    f.TimerMoved: _nobody,
    f.ListeningBegan: _nobody,
    f.ListeningEnded: _nobody,
    f.MessageSent: _nobody,
    f.MessageKept: _nobody,
    f.MessageGiven: _nobody,
    f.MessageExpired: _nobody,
    f.MessageHeard: _nobody,
    f.MessageHeldBack: _nobody,
    f.StartAwaited: _nobody,
    f.StartFired: _nobody,
    f.ProcessDeployed: _nobody,
    f.DecisionsDeployed: _nobody,
    f.CountyPaperLoaded: _nobody,
    f.BodyRegistered: _nobody,
    f.PostRegistered: _nobody,
    f.PersonRegistered: _nobody,
    f.PostGranted: _nobody,
    f.ChangesProposed: registers.proposed,
    f.ChangesAgreed: registers.agreed,
    f.ChangesRefused: registers.refused,
    f.ChangesWithdrawn: registers.withdrawn,
    f.ChangesTookEffect: registers.took_effect,
    f.ChangesFailed: registers.failed,
    f.LeavingArranged: _nobody,
    f.LeavingCarriedOut: _nobody,
    f.PasswordSet: _nobody,
    f.AccountLocked: _nobody,
    f.TokenIssued: _nobody,
    f.ListExported: _nobody,
    f.SubstitutionMade: _substituted,
    f.SubstitutionEnded: _substitution_over,
    f.ActedFor: _nobody,
    f.MailChosen: _nobody,
    f.HookRegistered: _nobody,
    f.HookKeyMade: _nobody,
    f.HookStopped: hooks.stopped,
    f.FeedMade: _nobody,
    f.FeedRevoked: _nobody,
    f.VacancyFound: _vacancy,
    f.VacancyFilled: _nobody,
    f.CertificateRegistered: certificates.registered,
    f.CertificateEnding: certificates.ending,
}
"""Whom each fact concerns; a house test proves that none is missing."""
