"""Why a step has to be done again: the return by which it was offered, for the task page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.kept import typed
from server.domain.reading import Returned

if TYPE_CHECKING:
    from server.domain.ports import Unit
    from server.domain.work import WorkItem
    from server.services.matters import Told


def returned_to(unit: Unit, told: Told, item: WorkItem) -> Returned | None:
    """Who returned work to this step, and why; None where the flow has come here."""
    found = (
        (entry, fact)
        for entries in told.journals.values()
        for entry in entries
        if entry.at == item.offered_at
        for fact in entry.facts
        if isinstance(fact, f.WorkReturned) and fact.element == item.element
    )
    entry, fact = next(found, (None, None))
    if entry is None or fact is None:
        return None
    by, by_en = told.person(fact.person)
    said = unit.journal.content(told.root, fact.digest)
    return Returned(
        by=by,
        by_en=by_en,
        at=entry.at,
        reason=told.mask.text(typed(said, "reason")),
        straight=fact.straight,
    )
