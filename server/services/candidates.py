"""Late work that may be circulated (通报候选), for the office that supervises its clock.

Whoever leads the office looks; its head decides by the acts on the work (``acts/candidates.py``).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from server.domain.access import led_bodies
from server.domain.errors import NotAllowed
from server.domain.masking import masked
from server.services.exporting import AT_ONCE, pages_of, tell
from server.services.repeating import again

if TYPE_CHECKING:
    from collections.abc import Iterable

    from server.domain.ids import BodyId
    from server.domain.people import Actor
    from server.domain.ports import Unit
    from server.domain.reading import CandidatePage, CandidateQuery, CandidateRow
    from server.services.county import County
    from server.services.tools import Tools


def supervises(tools: Tools, actor: Actor) -> bool:
    """Whether the actor leads an office that supervises a clock."""
    led = led_bodies(actor)
    if not led:
        return False
    with tools.unit() as unit:
        return not tools.shelf.county(unit).supervisors.isdisjoint(led)


def listed(tools: Tools, actor: Actor, query: CandidateQuery) -> CandidatePage:
    """A page of the list; refused with ``NotAllowed`` to whom no supervising office is led by."""
    with tools.unit() as unit:
        county = tools.shelf.county(unit)
        page = _page(tools, unit, county, actor, query)
    names = ((body.id, body.name, body.name_en or body.name) for body in county.bodies)
    return replace(page, bodies=tuple(names))


@again
def exported(
    tools: Tools, actor: Actor, query: CandidateQuery
) -> tuple[tuple[CandidateRow, ...], bool]:
    """The rows that the list shows for a query, from the first on, and whether there were more.

    What is taken away is work of others, so it leaves a fact in one's own journal.
    """
    with tools.unit() as unit:
        county = tools.shelf.county(unit)
        whole = replace(query, limit=AT_ONCE)
        pages = pages_of(lambda at: _page(tools, unit, county, actor, replace(whole, cursor=at)))
        rows = tuple(row for page in pages for row in page.rows)
        tell(tools, actor, unit, "candidates", urlencode(query.said), len(rows))
    return rows, pages[-1].next is not None


def _page(  # of which county, for whom
    tools: Tools, unit: Unit, county: County, actor: Actor, query: CandidateQuery
) -> CandidatePage:
    offices = county.supervisors & frozenset(led_bodies(actor))
    if not offices:
        raise NotAllowed
    page = unit.views.candidates(sorted(offices), query, tools.clock.now())
    return replace(page, rows=tuple(_told(county, page.rows, offices & actor.headed)))


def _told(
    county: County, rows: Iterable[CandidateRow], headed: frozenset[BodyId]
) -> Iterable[CandidateRow]:
    for row in rows:
        said = row.decision and replace(row.decision, reason=masked(row.decision.reason))
        yield replace(
            row,
            law=_law(county, row.clock),
            text=masked(row.text),
            decision=said,
            may_decide=row.office in headed,
        )


def _law(county: County, clock: str) -> str:
    name = clock.partition("/")[0]
    return next((each.source for each in county.clocks.clocks if each.id == name), "")
