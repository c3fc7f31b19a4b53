"""The lists that a form lets choose from: bodies, items of the catalogue.

Only the lists that a form names are made.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from server.domain.ids import BodyId
from server.services.translating import spoken_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from server.domain.values import Values
    from server.services.county import County

_REPORTING_KINDS = frozenset({"department", "vertical_branch", "task_force"})
"""Kinds of bodies that can be whistled to."""


def lists_for(form: bytes, county: County, body: BodyId, language: str = "zh") -> Values:
    """The lists that this form names, as seen from this body, labelled in this language."""
    return {name: LISTS[name](county, body, language) for name in wanted(form)}


def all_lists(county: County, language: str = "zh") -> Values:
    """Every list, as the whole county sees it: for reading answers back."""
    return {name: make(county, BodyId(""), language) for name, make in LISTS.items()}


def meanings_of(county: County, language: str) -> dict[str, str]:
    """What the ids mean that answers hold: bodies, items of the catalogue."""
    meanings = {item.code: spoken_name(item, language) for item in county.catalogue.items}
    meanings.update((body.id, spoken_name(body, language)) for body in county.bodies)
    return meanings


@lru_cache(maxsize=256)
def wanted(form: bytes) -> tuple[str, ...]:
    """The lists that a form names, as its ``valuesKey`` or inside an expression or a text."""
    return tuple(name for name in LISTS if re.search(rf"\b{name}\b".encode(), form))


def takes_files(form: bytes) -> bool:
    """Whether a form lets choose from the files that were sent for it."""
    return b'"filepicker"' in form


def _bodies(county: County, _body: BodyId, language: str) -> list[dict[str, str]]:
    return [
        {"label": spoken_name(known, language), "value": known.id}
        for known in county.bodies
        if known.kind in _REPORTING_KINDS
    ]


def _items(county: County, body: BodyId, language: str) -> list[dict[str, str]]:
    return [
        {"label": spoken_name(item, language), "value": item.code}
        for item in county.catalogue.choosable(body)
    ]


LISTS: dict[str, Callable[[County, BodyId, str], list[dict[str, str]]]] = {
    "bodies": _bodies,
    "items": _items,
}
"""Every list that a form may name."""
