"""The groups of notices by which a person chooses what also comes by mail."""

from __future__ import annotations

GROUPS: dict[str, tuple[str, ...]] = {
    "given": (
        "WorkOffered",
        "WorkDispatched",
        "WorkHandedOver",
        "WorkHandedOn",
        "WorkHandedBack",
        "WorkRecalled",
        "WorkReturned",
        "WorkTakenBack",
        "WorkWithdrawn",
        "WorkPaused",
        "WorkGoesOn",
        "SubmissionEnded",
    ),
    "due": (
        "WorkUrged",
        "UrgeAnswered",
        "CandidateDecided",
        "WorkEscalated",
        "DeadlineMoved",
        "ClockStopped",
        "ClockWentOn",
        "ExtensionAsked",
        "ExtensionDropped",
        "WorkExtended",
    ),
    "asked": ("AsideOpened", "AsideReached", "AsideRead", "AsideAnswered", "AsideWithdrawn"),
    "own": (
        "CaseFinished",
        "CaseSuspended",
        "CaseResumed",
        "CaseTerminated",
        "CaseVoided",
        "CaseJumped",
        "CaseReopened",
    ),
    "standing_in": ("SubstitutionMade", "SubstitutionEnded"),
    "house": (
        "CertificateRegistered",
        "CertificateEnding",
        "HookStopped",
        "IncidentOpened",
        "SkipProposed",
        "VacancyFound",
        "VoidProposed",
        "ProposalMade",
        "ProposalAgreed",
        "ProposalDropped",
        "ChangesProposed",
        "ChangesAgreed",
        "ChangesRefused",
        "ChangesWithdrawn",
        "ChangesTookEffect",
        "ChangesFailed",
    ),
}
"""By name, the facts whose notices belong to it: a test proves that none is missing."""
_GROUP_OF = {kind: group for group, kinds in GROUPS.items() for kind in kinds}


def group_of(kind: str) -> str:
    """The group of a kind of notice, whatever its detail: ``WorkEscalated/red`` is ``due``."""
    return _GROUP_OF[kind.partition("/")[0]]
