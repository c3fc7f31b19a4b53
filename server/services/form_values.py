"""What the form of a piece of work shows: the data of its case, one's draft over it, lists to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.facts import DocumentRemoved
from server.domain.restoring import resumed
from server.services.lists import lists_for

if TYPE_CHECKING:
    from datetime import datetime

    from server.domain.values import Value, Values
    from server.services.matters import Told
    from server.services.tasks import Work


def form_values(work: Work, form: bytes | None, language: str, now: datetime) -> Values:
    """What the form shows; what an amendment corrects may be chosen as the matter's own body did."""
    if form is None:
        return {}
    body = work.held.body if work.item.amends is None else work.told.file.body
    shown = known(work)
    county = work.told.county.offering(now, decided(work), shown)
    return {**shown, **lists_for(form, county, body, language)}


def known(work: Work) -> Values:
    """The data of the case with the draft over it, as far as the reader is shown them."""
    told, known = work.told, decided(work)
    if work.given_in:
        return told.mask.values(known)
    typed = _typed(told, work.draft[0]) if work.draft else {}
    return told.mask.values({**known, **resumed(typed, known, told.mask.fields)})


def decided(work: Work) -> Values:
    """The data of the case, with the answer over it that waits to be signed; no draft."""
    return {**work.held.outer, **work.held.data, **work.given_in}


def _typed(told: Told, typed: Values) -> Values:
    """What was typed, without the files that were taken away since."""
    gone = frozenset(
        f"doc:{fact.document}"
        for entries in told.journals.values()
        for entry in entries
        for fact in entry.facts
        if isinstance(fact, DocumentRemoved)
    )
    return {name: _without(value, gone) for name, value in typed.items()}


def _without(value: Value, gone: frozenset[str]) -> Value:
    """A value without the files that it names, however deep."""
    if isinstance(value, dict):
        return {name: _without(each, gone) for name, each in value.items()}
    if isinstance(value, list):
        kept = (_without(each, gone) for each in value)
        return [each for each in kept if each is not None]
    return None if isinstance(value, str) and value in gone else value
