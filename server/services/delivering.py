"""Deliver messages and signals between cases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from server.domain import facts as f
from server.domain.errors import StepFailed
from server.domain.ids import CaseId, Token
from server.domain.moves import Deliver
from server.domain.people import SYSTEM
from server.services.recording import Record
from server.services.repeating import again, once
from server.services.running import Run

if TYPE_CHECKING:
    from collections.abc import Mapping

    from server.domain.values import Values
    from server.services.tools import Tools


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A message or signal on its way to whoever listens for it."""

    case: UUID
    """Whose contents hold its values."""
    kind: str
    name: str
    key: str
    digest: str
    by: UUID | None = None
    """The case that threw it; a signal was heard there at once, in the step that threw it."""

    @classmethod
    def read(cls, job: Mapping[str, str]) -> Sent:
        """What a job in the queue carries."""
        return cls(
            case=UUID(job["case"]),
            kind=job["kind"],
            name=job["name"],
            key=job["key"],
            digest=job["digest"],
            by=UUID(job["by"]),
        )


def deliver(tools: Tools, sent: Sent, request_key: str | None = None) -> int:
    """Hands a message to one listener, a signal to all; gives how many hear it now.

    Under the same request key nobody hears it twice, so a delivery that was cut short is repeated.
    A listener whose next step fails keeps no other from hearing a signal; refused with its
    ``StepFailed`` when all the others have heard.
    """
    with tools.unit() as unit:
        listeners = unit.waits.listeners(sent.kind, sent.name, sent.key)
        values = unit.journal.contents(CaseId(sent.case)).get(sent.digest, {})
    if sent.kind != "signal":
        return sum(_hand_over(tools, *place, values, request_key) for place in listeners[:1])
    count, failures = 0, []
    for case, token in (place for place in listeners if place[0] != sent.by):
        key = request_key and f"{request_key}/{case}/{token}"
        try:
            count += _hand_over(tools, case, token, values, key)
        except StepFailed as failure:
            failures.append(failure)
    if failures:
        raise failures[0]
    return count


@again
def _hand_over(
    tools: Tools, case: CaseId, token: Token, values: Values, request_key: str | None
) -> bool:
    """Moves a listener on; False when it no longer listens, or this was delivered before."""
    with tools.unit() as unit:
        request = once(unit, SYSTEM, request_key, ("deliver",))
        held = unit.cases.hold(case)
        if request.answer is not None or token not in unit.waits.listening(case):
            return False
        record = Record(tools, unit, SYSTEM)
        record.of_case(held, f.ListeningEnded(token=token))
        Run(record, tools.shelf.county(unit)).push(held, Deliver(token=token, values=values))
        record.write()
        request.keep({})
        unit.commit()
    return True
