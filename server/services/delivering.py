"""Deliver messages and signals between cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.ids import CaseId, Token
from server.domain.moves import Deliver
from server.domain.people import SYSTEM
from server.services.recording import Record
from server.services.repeating import again
from server.services.running import Run

if TYPE_CHECKING:
    from uuid import UUID

    from server.domain.values import Values
    from server.services.tools import Tools


def deliver(tools: Tools, sender: UUID, *, kind: str, name: str, key: str, digest: str) -> int:
    """Hands a message to one listener, a signal to all; gives how many heard it."""
    with tools.unit() as unit:
        listeners = unit.waits.listeners(kind, name, key)
        values = unit.journal.contents(CaseId(sender)).get(digest, {})
    heard = listeners if kind == "signal" else listeners[:1]
    return sum(_hand_over(tools, case, token, values) for case, token in heard)


@again
def _hand_over(tools: Tools, case: CaseId, token: Token, values: Values) -> bool:
    """Moves a listener on; False when it no longer listens."""
    with tools.unit() as unit:
        held = unit.cases.hold(case)
        if token not in unit.waits.listening(case):
            return False
        record = Record(tools, unit, SYSTEM)
        record.of_case(held, f.ListeningEnded(token=token))
        Run(record, tools.shelf.county(unit)).push(held, Deliver(token=token, values=values))
        record.write()
        unit.commit()
    return True
