"""What the whistle asks of us: the check before it goes out, and the record when it is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING, TypeVar

from server.domain.errors import ParameterWrong
from server.domain.ids import BodyId
from server.services.operations.given import (
    context_in,
    number_in,
    rows_in,
    text_in,
    texts_in,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from server.domain.ports import CaseFile
    from server.domain.values import Value, Values
    from server.services.operations import Scene

DUPLICATE_METRES = 500
DUPLICATE_DAYS = 7
MOST_COMPARED = 500
"""How many whistles of the last days are compared; a county raises far fewer."""
EARTH_METRES = 6_371_000
AXES = {"longitude": 180, "latitude": 90}
"""Degrees to either side."""


def precheck(scene: Scene, values: Values) -> Values:
    """Checks a whistle before it goes out: whose it is to act on, and whether it was raised already.

    Gives ``onOwnList`` (the township could act itself), ``suggestedLead`` with its name and
    ``suggestedSupport`` from the catalogue, and ``duplicates``: running whistles of the last seven
    days about the same matter within 500 m, as options of a form.
    """
    codes = texts_in(values, "itemCodes")
    township = BodyId(text_in(values, "township"))
    place = _place(context_in(values, "location"))
    catalogue = scene.county.catalogue
    own = catalogue.own_list(codes, township)
    responsible = [body for body in catalogue.responsible(codes, township) if body != township]
    names = {body.id: body.name for body in scene.county.bodies}
    lead = responsible[0] if responsible else None
    return {
        "onOwnList": bool(own),
        "ownItems": [item.name for item in own],
        "suggestedLead": lead,
        "suggestedLeadName": names.get(lead) if lead else None,
        "suggestedSupport": list(responsible[1:]),
        "duplicates": [
            {"label": f"{other.number} {other.title}", "value": other.number}
            for other in _duplicates(scene, values, frozenset(codes), place)
        ],
    }


def _duplicates(
    scene: Scene, values: Values, codes: frozenset[str], place: _Place | None
) -> list[CaseFile]:
    since = scene.moment - timedelta(days=DUPLICATE_DAYS)
    others = scene.unit.cases.recent(scene.case.process, since, MOST_COMPARED)
    return [
        other
        for other in others
        if other.id != scene.case.root
        and _same_matter(other.data, values, codes)
        and _near(_place_of(other), place)
    ]


def _same_matter(theirs: Values, ours: Values, codes: frozenset[str]) -> bool:
    known = theirs.get("itemCodes")
    shared = isinstance(known, list) and any(code in known for code in codes)
    return shared or theirs.get("subject") == ours.get("subject")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a whistle was raised."""

    village: Value
    longitude: float | None
    latitude: float | None


def _place(location: Mapping[str, Value] | None) -> _Place | None:
    if location is None:
        return None
    longitude, latitude = (
        number_in(location, axis, f"location.{axis}", most) for axis, most in AXES.items()
    )
    return _Place(location.get("village"), longitude, latitude)


def _place_of(other: CaseFile) -> _Place | None:
    """Where another whistle was raised; what is written there amiss is no fault of this one."""
    try:
        return _place(context_in(other.data, "location"))
    except ParameterWrong:
        return None


def _near(one: _Place | None, other: _Place | None) -> bool:
    """Whether two places are within 500 m; without coordinates, whether they are in one village."""
    if one is None or other is None:
        return False
    axes = (one.longitude, one.latitude, other.longitude, other.latitude)
    points = [axis for axis in axes if axis is not None]
    if len(points) < len(axes):
        return bool(one.village == other.village)
    return _metres(*points) <= DUPLICATE_METRES


def _metres(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Great-circle distance by the haversine formula."""
    lon1, lat1, lon2, lat2 = (radians(angle) for angle in (lon1, lat1, lon2, lat2))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_METRES * asin(sqrt(min(half, 1)))  # rounding may lead beyond


def close(scene: Scene, values: Values) -> Values:
    """Makes the record of a finished whistle: one record of each matter (一事一记).

    Gives the moment, the outcome, and the three rates over the departments, each from 0 to 1:
    how many reported, how many solved it, how many satisfied the township (score 4 or 5).
    """
    results, ratings = rows_in(values, "results"), rows_in(values, "ratings")
    scores = [
        number_in(rating, "score", f"{place}.score") or 0 for place, rating in ratings.items()
    ]
    return {
        "closedAt": scene.moment.isoformat(),
        "outcome": values.get("outcome"),
        "responseRate": _share(results.values(), lambda result: bool(result.get("arriveAt"))),
        "handledRate": _share(ratings.values(), lambda rating: rating.get("handled") == SOLVED),
        "satisfiedRate": _share(scores, lambda score: score >= SATISFIED),
    }


SOLVED = "solved"
SATISFIED = 4
T = TypeVar("T")


def _share(of: Collection[T], holds: Callable[[T], bool]) -> float | None:
    return round(sum(map(holds, of)) / len(of), 4) if of else None
