"""What the whistle asks of us: the check before it goes out, and the record when it is over."""

from __future__ import annotations

from datetime import timedelta
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING

from server.domain.ids import BodyId

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from server.domain.ports import CaseFile
    from server.domain.values import Value, Values
    from server.services.operations import Scene

DUPLICATE_METRES = 500
DUPLICATE_DAYS = 7
MOST_COMPARED = 500
"""How many whistles of the last days are compared; a county raises far fewer."""
EARTH_METRES = 6_371_000


def precheck(scene: Scene, values: Values) -> Values:
    """Checks a whistle before it goes out: whose it is to act on, and whether it was raised already.

    Gives ``onOwnList`` (the township could act itself), ``suggestedLead`` with its name and
    ``suggestedSupport`` from the catalogue, and ``duplicates``: running whistles of the last seven
    days about the same matter within 500 m, as options of a form.
    """
    codes = tuple(str(code) for code in values.get("itemCodes") or ())
    township = BodyId(str(values.get("township")))
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
            for other in _duplicates(scene, values, frozenset(codes))
        ],
    }


def _duplicates(scene: Scene, values: Values, codes: frozenset[str]) -> list[CaseFile]:
    since = scene.moment - timedelta(days=DUPLICATE_DAYS)
    others = scene.unit.cases.recent(scene.case.process, since, MOST_COMPARED)
    return [
        other
        for other in others
        if other.id != scene.case.root
        and _same_matter(other.data, values, codes)
        and _near(other.data.get("location"), values.get("location"))
    ]


def _same_matter(theirs: Values, ours: Values, codes: frozenset[str]) -> bool:
    shared = codes & frozenset(str(code) for code in theirs.get("itemCodes") or ())
    return bool(shared) or theirs.get("subject") == ours.get("subject")


def _near(one: Value, other: Value) -> bool:
    """Whether two places are within 500 m; without coordinates, whether they are in one village."""
    if not isinstance(one, dict) or not isinstance(other, dict):
        return False
    axes = [place.get(axis) for place in (one, other) for axis in ("longitude", "latitude")]
    points = [float(part) for part in axes if part is not None]
    if len(points) < len(axes):
        return bool(one.get("village") == other.get("village"))
    return _metres(*points) <= DUPLICATE_METRES


def _metres(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Great-circle distance by the haversine formula."""
    lon1, lat1, lon2, lat2 = (radians(angle) for angle in (lon1, lat1, lon2, lat2))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_METRES * asin(sqrt(half))


def close(scene: Scene, values: Values) -> Values:
    """Makes the record of a finished whistle: one record of each matter (一事一记).

    Gives the moment, the outcome, and the three rates over the departments, each from 0 to 1:
    how many reported, how many solved it, how many satisfied the township (score 4 or 5).
    """
    results = [result for result in values.get("results") or () if isinstance(result, dict)]
    ratings = [rating for rating in values.get("ratings") or () if isinstance(rating, dict)]
    return {
        "closedAt": scene.moment.isoformat(),
        "outcome": values.get("outcome"),
        "responseRate": _share(results, lambda result: bool(result.get("arriveAt"))),
        "handledRate": _share(ratings, lambda rating: rating.get("handled") == SOLVED),
        "satisfiedRate": _share(ratings, lambda rating: _score(rating) >= SATISFIED),
    }


SOLVED = "solved"
SATISFIED = 4


def _score(rating: Values) -> int:
    return int(str(rating.get("score") or 0))


def _share(of: Sequence[Values], holds: Callable[[Values], bool]) -> float | None:
    return round(sum(map(holds, of)) / len(of), 4) if of else None
