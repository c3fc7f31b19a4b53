"""Who holds which posts, asked by post, by body and by desk."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from server.domain.ids import BodyId, PersonId, PostId, ProcessKey
from server.domain.people import Holding
from server.domain.reading import DeskHolder, StandIn
from server.store.gathered import Gathered
from server.store.people_rows import HoldingRow, PersonRow
from server.store.wire import Wire

ON_DAY = "{0}.valid_from <= %(day)s AND coalesce({0}.valid_to >= %(day)s, true)"
POST_ON_DAY = "coalesce(o.valid_from <= %(day)s, true) AND coalesce(o.valid_to >= %(day)s, true)"

HELD = f"""LEFT JOIN (LATERAL (
    SELECT h.post, h.valid_from AS since, NULL::uuid AS absent, h.valid_to AS until,
      NULL::text[] AS processes, h.seconded_from
    FROM holdings h WHERE h.person = p.id AND {ON_DAY.format("h")}
    UNION ALL
    SELECT t.post, t.valid_from, t.absent, t.valid_to, t.processes, NULL
    FROM substitutions t JOIN holdings h ON h.post = t.post AND h.person = t.absent
    WHERE t.substitute = p.id AND t.ended_at IS NULL AND {ON_DAY.format("t")}
      AND {ON_DAY.format("h")}) h
  JOIN posts o ON o.id = h.post JOIN bodies b ON b.id = o.body LEFT JOIN persons a ON a.id = h.absent
  LEFT JOIN bodies l ON l.id = h.seconded_from)
  ON {POST_ON_DAY}"""  # noqa: S608  # texts of ours
"""One's own posts, and those of whoever one stands in for as long as they hold them: no chains."""
SERVES = "(coalesce({0}.processes, '{{}}') = '{{}}' OR %(process)s::text = ANY({0}.processes))"
"""Whether what gives somebody a seat gives it for matters of a process; one's own counts for all."""

HOLDINGS = """SELECT p.login, h.post, h.valid_from, h.valid_to, h.seconded_from
FROM holdings h JOIN persons p ON p.id = h.person"""
HOLDINGS_OF = f"{HOLDINGS} WHERE h.person = %(person)s ORDER BY h.valid_from, h.post"
COLLEAGUES = f"""SELECT DISTINCT ON (b.id, p.login) p.login, p.name, p.name_en, b.name AS body,
  b.name_en AS body_en, o.title, o.title_en
FROM holdings h JOIN persons p ON p.id = h.person JOIN posts o ON o.id = h.post
  JOIN bodies b ON b.id = o.body
WHERE o.body = ANY(%(bodies)s) AND {ON_DAY.format("h")} ORDER BY b.id, p.login, o.id"""  # noqa: S608  # texts of ours
HOLDERS = f"""SELECT d.body AS at, d.role, p.name, p.name_en, o.title, o.title_en,
  coalesce(a.name, '') AS absent, coalesce(a.name_en, '') AS absent_en
FROM unnest(%(bodies)s::text[], %(roles)s::text[]) AS d (body, role)
  JOIN posts o ON o.body = d.body AND d.role = ANY(o.roles) AND {POST_ON_DAY}
  JOIN holdings h ON h.post = o.id AND {ON_DAY.format("h")}
  CROSS JOIN LATERAL (SELECT h.person, NULL::uuid AS absent
    UNION ALL SELECT t.substitute, t.absent FROM substitutions t
    WHERE t.absent = h.person AND t.post = h.post AND t.ended_at IS NULL
      AND {ON_DAY.format("t")} AND {SERVES.format("t")}) w
  JOIN persons p ON p.id = w.person LEFT JOIN persons a ON a.id = w.absent
ORDER BY d.body, d.role, o.id, w.absent IS NOT NULL, p.login"""  # noqa: S608  # texts of ours
BODIES_WITH = f"""SELECT DISTINCT o.body FROM posts o JOIN holdings h ON h.post = o.id
WHERE o.roles && %(roles)s::text[] AND {POST_ON_DAY} AND {ON_DAY.format("h")}
ORDER BY o.body"""  # noqa: S608  # texts of ours


def holding(row: Any) -> Holding:
    """Who holds which post, of a row that ``HOLDINGS`` gave."""
    return Holding(
        login=row.login,
        post=PostId(row.post),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        seconded_from=BodyId(row.seconded_from) if row.seconded_from else None,
    )


class SqlHolders:
    """The part of the book of people that tells who holds what."""

    def __init__(self, wire: Wire, gathered: Gathered) -> None:
        """Read through the wire, after what is gathered was written."""
        self._wire = wire
        self._gathered = gathered

    def holdings_of(self, person: PersonId) -> tuple[Holding, ...]:
        """Every post that a person holds, held or will hold, the earliest first."""
        self._gathered.settle(PersonRow, HoldingRow)
        return tuple(map(holding, self._wire.all(HOLDINGS_OF, {"person": person})))

    def colleagues(self, bodies: Iterable[BodyId], day: date) -> tuple[StandIn, ...]:
        """Who holds a post of these bodies on a day, body by body, with the first post there."""
        rows = self._wire.all(COLLEAGUES, {"bodies": list(bodies), "day": day})
        return tuple(StandIn(**row._asdict()) for row in rows)

    def holders(
        self, desks: Iterable[tuple[BodyId, str]], day: date, process: ProcessKey
    ) -> tuple[DeskHolder, ...]:
        """Who has a process's work of these desks on a day: holders of the posts first, then who stands in."""
        asked = list(desks)
        values = {
            "bodies": [body for body, _ in asked],
            "roles": [role for _, role in asked],
            "day": day,
            "process": process,
        }
        return tuple(DeskHolder(**row._asdict()) for row in self._wire.all(HOLDERS, values))

    def bodies_with(self, roles: Iterable[str], day: date) -> tuple[BodyId, ...]:
        """The bodies where somebody holds a post with one of these roles on a day, by id."""
        rows = self._wire.all(BODIES_WITH, {"roles": list(roles), "day": day})
        return tuple(BodyId(row.body) for row in rows)
