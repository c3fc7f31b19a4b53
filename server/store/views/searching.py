"""Matters by their words, newest first, and only those that the actor may see.

First the newest matters of the actor are looked through: words that many have are found there at
once. Words that few have are looked up, and what is found is held against the parts of the actor.
Whatever the words, a look reads a bounded number of rows, and says where the next one goes on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from server.domain.access import Claim
from server.domain.searching import grams_of, terms_of
from server.store.views.cursors import TOP
from server.store.views.desks import CLAIM, claims_of, of_process, process_of, within
from server.store.views.narrowing import plain
from server.store.wire import Wire

FEW = 500
"""More matters than this have words in common with everybody: they are not asked for one by one."""
COMMON = 50
"""As many among the newest say that many have the words."""
NEWEST = 5_000
WINDOW = 200
WINDOWS = 5
"""In one look: so many matters of the actor are looked through before the rest is left to the next."""

LIKE = "words LIKE ALL (%(likes)s::text[])"
OF_FOUND = """ AND w.case_id = ANY (ARRAY(
  SELECT unnest(%(found)s::uuid[]) UNION ALL
  SELECT id FROM cases WHERE root = ANY (%(found)s::uuid[]) AND parent IS NOT NULL))"""
"""Work of the matters found, or of their branches."""
PROBED = f"""SELECT root FROM (
  SELECT root, words FROM particulars WHERE root < %(mark)s ORDER BY root DESC LIMIT {NEWEST}) s
WHERE {LIKE} ORDER BY root DESC LIMIT %(limit)s"""  # noqa: S608  # texts of ours
"""The newest matters with all these words, among the newest of all."""
FOUND = f"""SELECT root FROM particulars
WHERE grams(words) @> %(grams)s::text[] AND {LIKE} AND root < %(mark)s
ORDER BY root DESC LIMIT {FEW + 1}"""  # noqa: S608  # texts of ours
"""Those with words that few have; more than so many are told by one more."""
OF_PROCESS = of_process(process_of("p.root"))
SEEN = f"""WITH {CLAIM} SELECT DISTINCT p.root FROM claim d JOIN parts p ON p.who = d.who
WHERE p.root = ANY (%(roots)s::uuid[]){OF_PROCESS}"""  # noqa: S608  # texts of ours
WALKED = f"""WITH {CLAIM}, mine AS MATERIALIZED (
  SELECT DISTINCT p.root FROM claim d CROSS JOIN LATERAL (
    SELECT p.root FROM parts p WHERE p.who = d.who AND p.root < %(mark)s{OF_PROCESS}
    ORDER BY p.root DESC LIMIT {WINDOW}) p
  ORDER BY p.root DESC LIMIT {WINDOW})
SELECT mine.root, {LIKE} AS is_found FROM mine JOIN particulars s ON s.root = mine.root
ORDER BY mine.root DESC"""  # noqa: S608  # texts of ours


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What one look found, newest first, and where the next goes on; None when all was seen."""

    roots: list[UUID]
    after: UUID | None


def values_for(search: str, after: UUID | None = None) -> dict[str, Any]:
    """What the statements name."""
    terms = terms_of(search)
    likes = [f"%{plain(term)}%" for term in terms]
    return {"grams": list(grams_of(terms)), "likes": likes, "mark": after or TOP.id}


def few_with(wire: Wire, values: dict[str, Any]) -> list[UUID] | None:
    """The matters with these words, newest first; None where too many have them."""
    if len(wire.all(PROBED, values | {"limit": COMMON})) == COMMON:
        return None
    found = [row.root for row in wire.ask(FOUND, values, anew=True)]
    return found if len(found) <= FEW else None


def look(
    wire: Wire, who: Sequence[Claim] | None, search: str, after: UUID | None, limit: int
) -> Look:
    """Look for words in the matters of these parts, or in all; after a matter in that order."""
    values = values_for(search, after) | claims_of(who or ())
    if who is None:
        return _everywhere(wire, values, limit)
    in_part = any(claim.process for claim in who)
    walked = within(WALKED, in_part=in_part)
    roots, mark = _window(wire, walked, values)
    if mark is None or len(roots) > limit:
        return _first(roots, limit, mark)
    few = few_with(wire, values)
    if few is not None:
        held = wire.all(within(SEEN, in_part=in_part), values | {"roots": few})
        seen = {row.root for row in held}
        return _first([root for root in few if root in seen], limit, None)
    for _ in range(WINDOWS - 1):
        more, mark = _window(wire, walked, values | {"mark": mark})
        roots += more
        if mark is None or len(roots) > limit:
            break
    return _first(roots, limit, mark)


def _everywhere(wire: Wire, values: dict[str, Any], limit: int) -> Look:
    newest = [row.root for row in wire.all(PROBED, values | {"limit": limit + 1})]
    if len(newest) <= limit:
        newest = [row.root for row in wire.ask(FOUND, values, anew=True)]
    return _first(newest, limit, None)


def _window(wire: Wire, walked: str, values: dict[str, Any]) -> tuple[list[UUID], UUID | None]:
    """What is found among the next newest matters of the actor, and where to go on; None at the end."""
    rows = wire.all(walked, values)
    found = [row.root for row in rows if row.is_found]
    return found, rows[-1].root if len(rows) == WINDOW else None


def _first(roots: list[UUID], limit: int, after: UUID | None) -> Look:
    """The first so many; what was found beyond them is found again by the next look."""
    more = len(roots) > limit
    return Look(roots=roots[:limit], after=roots[limit - 1] if more else after)
