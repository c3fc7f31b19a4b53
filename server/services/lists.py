"""The lists that a form lets choose from: bodies, items of the catalogue.

A form names its list by ``valuesKey``; only named lists are made.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from server.domain.ids import BodyId
    from server.domain.values import Value, Values
    from server.services.county import County

_REPORTING_KINDS = frozenset({"department", "vertical_branch"})
"""Kinds of bodies that can be whistled to."""


def lists_for(form: bytes, county: County, body: BodyId) -> Values:
    """The lists that this form asks for, as seen from this body."""
    return {name: LISTS[name](county, body) for name in wanted(form) if name in LISTS}


@lru_cache(maxsize=256)
def wanted(form: bytes) -> frozenset[str]:
    """The ``valuesKey`` names of a form, at any depth."""
    return frozenset(_keys(json.loads(form)))


def _keys(part: Value) -> list[str]:
    if isinstance(part, list):
        return [key for member in part for key in _keys(member)]
    if not isinstance(part, dict):
        return []
    own = [str(part["valuesKey"])] if "valuesKey" in part else []
    return own + _keys(part.get("components", []))


def _departments(county: County, _body: BodyId) -> list[dict[str, str]]:
    return [
        {"label": known.name, "value": known.id}
        for known in county.bodies
        if known.kind in _REPORTING_KINDS
    ]


def _items(county: County, body: BodyId) -> list[dict[str, str]]:
    return [
        {"label": item.name, "value": item.code} for item in county.catalogue.whistle_items(body)
    ]


LISTS: dict[str, Callable[[County, BodyId], list[dict[str, str]]]] = {
    "departments": _departments,
    "items": _items,
}
"""Every list that a form may name."""
