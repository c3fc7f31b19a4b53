"""Pushes that fail by the diagram's fault: an incident is opened for each, and goes with its cause.

The push itself has left nothing behind: its transaction was undone, so the case stands as before.
What failed is written down in an act of its own (``reporting.py``), with all that is needed to carry
it out again. The same failure at the same place is one incident, however often it is tried.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.access import may
from server.domain.errors import BusyNow, DatabaseAway, NoSuchCase, Refusal, StepFailed
from server.domain.ids import CaseId, SubjectId, VersionId

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from uuid import UUID

    from server.domain.ids import PersonId, Token
    from server.domain.ports import HeldCase, HeldIncident, HeldStart
    from server.domain.values import Values
    from server.services.recording import Record

FIRE = "fire"
DELIVER = "deliver"
COMPLETE = "complete"
BEGIN = "begin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A push that failed, as it has to be known to carry it out again."""

    subject: UUID
    """The case that was pushed, or the process whose case did not begin."""
    token: Token
    push: str
    element: str
    """Where the push was laid on, for failures that don't say where they are."""
    values: Values = field(default_factory=dict)
    choice: str | None = None
    sent: Mapping[str, str] = field(default_factory=dict)
    """What is known of the message, beside its values."""
    person: PersonId | None = None
    start: HeldStart | None = None
    """The start event that a case did not begin by; None where a case was pushed."""


class PushFailed(Exception):  # says what happened, like the refusals of the domain
    """A push that failed, and by what."""

    def __init__(self, failed: Failed, failure: Refusal) -> None:
        super().__init__(str(failure))
        self.failed = failed
        self.failure = failure


@contextmanager
def noting(failed: Failed, kind: type[Refusal] = Refusal) -> Iterator[None]:
    """Says what push it was that fails; what only stands in the way for a moment goes up as it is."""
    try:
        yield
    except (BusyNow, DatabaseAway):
        raise
    except kind as failure:
        raise PushFailed(failed, failure) from failure


@contextmanager
def refusing() -> Iterator[None]:
    """Lets a push that fails be what it fails by: for whoever asked for it and reads the answer."""
    try:
        yield
    except PushFailed as failed:
        raise failed.failure from failed


@contextmanager
def failing_in(record: Record, case: CaseId, version: VersionId) -> Iterator[None]:
    """Names the step that fails, the case and by which diagram, for whoever acts."""
    try:
        yield
    except StepFailed as failure:
        failure.case, failure.version = case, version
        failure.call(_names_of(record, version, failure.element))
        if may(record.actor, "administer"):
            failure.tell_administrator()
        raise


def close(record: Record, held: HeldCase, tokens: Collection[Token | None]) -> None:
    """Closes what failed at these places of a case: they were moved on, or wait no longer."""
    if held.is_stuck:
        for incident in record.unit.incidents.of_subject(SubjectId(held.id)):
            if incident.token in tokens:
                record.of_case(held, f.IncidentClosed(incident=incident.id))


def tell(record: Record, incident: HeldIncident, held: HeldCase | None, fact: f.Fact) -> None:
    """Says in the journal where an incident stands what becomes of it."""
    if held is None:
        record.of_subject(incident.subject, fact)
    else:
        record.of_case(held, fact)


def opened(
    record: Record, pushed: PushFailed, place: HeldCase | HeldStart, root: UUID
) -> f.IncidentOpened:
    """What is written of a push that failed; its causes and values lie in the contents of the root."""
    failed, failure = pushed.failed, pushed.failure
    causes, element, read = _told(failure)
    inside, version = _inside(record, failed, place, failure)
    content = {
        "cause": causes[0],
        "cause_en": causes[1],
        "read": read,
        "given": failed.values,
        "choice": failed.choice,
        "sent": failed.sent,
    }
    return f.IncidentOpened(
        incident=record.tools.ids.new(),
        element=element or failed.element,
        push=failed.push,
        token=failed.token,
        inside=inside,
        version=version,
        digest=record.content(root, content),
        person=failed.person,
        name=name_of(record, version, element or failed.element),
        process=place.process if failed.start else "",
    )


def is_same(before: HeldIncident, opened: f.IncidentOpened) -> bool:
    """Whether a push failed as it did before."""
    return (before.element, before.digest) == (opened.element, opened.digest)


def _told(failure: Refusal) -> tuple[tuple[str, str], str, Values]:
    if isinstance(failure, StepFailed):
        return failure.causes, failure.element, failure.read
    return (failure.sentence("zh"), failure.sentence("en")), "", {}


def _inside(
    record: Record, failed: Failed, place: HeldCase | HeldStart, failure: Refusal
) -> tuple[UUID, VersionId]:
    """Where it failed; a case that was only born in the act that failed is not there any more."""
    if not isinstance(failure, StepFailed) or failure.case is None or failure.version is None:
        return failed.subject, place.version
    try:
        inside: UUID = record.unit.cases.find(CaseId(failure.case)).id
    except NoSuchCase:
        inside = failed.subject
    return inside, VersionId(failure.version)


def name_of(record: Record, version: VersionId, element: str) -> str:
    """What the diagram calls an element, in Chinese; empty where it has no name."""
    return _names_of(record, version, element)[0]


def _names_of(record: Record, version: VersionId, element: str) -> tuple[str, str]:
    """What the diagram calls an element, in Chinese and English."""
    sources = record.tools.shelf.sources(record.unit, version)
    return record.tools.engine.learn(version, sources).names.get(element, ("", ""))
