"""Pushes that fail by the diagram's fault: an incident is opened for each, and goes with its cause.

The push itself has left nothing behind: its transaction was undone, so the case stands as before.
What failed is written down in an act of its own, with all that is needed to carry it out again. The
same failure at the same place is one incident, however often it is tried.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.errors import NoSuchCase, Refusal, StepFailed
from server.domain.ids import CaseId, VersionId
from server.domain.people import SYSTEM
from server.services.messages import Heard
from server.services.recording import Record
from server.services.repeating import again, once

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from server.domain.ids import PersonId, Token
    from server.domain.ports import HeldCase, HeldIncident, Unit
    from server.domain.values import Values
    from server.services.tools import Tools

FIRE = "fire"
DELIVER = "deliver"
COMPLETE = "complete"

_WAITING: Mapping[str, Callable[[Unit, CaseId], Collection[Token]]] = {
    FIRE: lambda unit, case: unit.waits.timers(case),
    DELIVER: lambda unit, case: unit.waits.listening(case),
    COMPLETE: lambda unit, case: unit.work.open_tokens(case),
}
"""What waits at the places of a case, by the push that would move it on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A push that failed, as it has to be known to carry it out again."""

    case: CaseId
    token: Token
    push: str
    element: str = ""
    """Where the push was laid on, for failures that don't say where they are."""
    values: Values = field(default_factory=dict)
    choice: str | None = None
    sent: Mapping[str, str] = field(default_factory=dict)
    """What is known of the message, beside its values."""
    person: PersonId | None = None


@contextmanager
def failing_in(case: CaseId, version: VersionId) -> Iterator[None]:
    """Names the case in which a step fails, and by which diagram."""
    try:
        yield
    except StepFailed as failure:
        failure.case, failure.version = case, version
        raise


@again
def report(tools: Tools, failed: Failed, failure: Refusal, request_key: str | None = None) -> None:
    """Opens an incident, unless it is open already or the place waits no longer."""
    with tools.unit() as unit:
        request = once(unit, SYSTEM, request_key, ("deliver",))
        held = unit.cases.hold(failed.case)
        if failed.token not in _WAITING[failed.push](unit, held.id):
            return
        record = Record(tools, unit, SYSTEM)
        before = _at(unit, held, failed.token)
        opened = _opened(record, held, failed, failure)
        if before is None or not _is_same(before, opened):
            close(record, held, {failed.token})
            record.of_case(held, opened)
            _put_off(unit, failed)
            record.write()
        request.keep(Heard().answer)
        unit.commit()


def close(record: Record, held: HeldCase, tokens: Collection[Token | None]) -> None:
    """Closes what failed at these places of a case: they were moved on, or wait no longer."""
    if held.is_stuck:
        for incident in record.unit.incidents.of_case(held.id):
            if incident.token in tokens:
                record.of_case(held, f.IncidentClosed(incident=incident.id))


def _at(unit: Unit, held: HeldCase, token: Token) -> HeldIncident | None:
    there = unit.incidents.of_case(held.id) if held.is_stuck else ()
    return next((incident for incident in there if incident.token == token), None)


def _opened(record: Record, held: HeldCase, failed: Failed, failure: Refusal) -> f.IncidentOpened:
    causes, element, read = _told(failure)
    inside, version = _place(record.unit, held, failure)
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
        digest=record.content(held.root, content),
        person=failed.person,
    )


def _told(failure: Refusal) -> tuple[tuple[str, str], str, Values]:
    if isinstance(failure, StepFailed):
        return failure.causes, failure.element, failure.read
    return (failure.sentence("zh"), failure.sentence("en")), "", {}


def _place(unit: Unit, held: HeldCase, failure: Refusal) -> tuple[CaseId, VersionId]:
    """Where it failed; a case that was only born in the act that failed is not there any more."""
    if not isinstance(failure, StepFailed) or failure.case is None or failure.version is None:
        return held.id, held.version
    try:
        inside = unit.cases.find(CaseId(failure.case)).id
    except NoSuchCase:
        inside = held.id
    return inside, VersionId(failure.version)


def _is_same(before: HeldIncident, opened: f.IncidentOpened) -> bool:
    return (before.element, before.digest) == (opened.element, opened.digest)


def _put_off(unit: Unit, failed: Failed) -> None:
    """A timer doesn't fire by itself any more; other places are put off by their incident."""
    if failed.push == FIRE:
        unit.waits.put_off(unit.waits.timers(failed.case)[failed.token].id)
