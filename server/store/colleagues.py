"""Who sits at a desk, and who of them could take its work."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from server.domain.ids import BodyId, PersonId, ProcessKey
from server.domain.people import Colleague
from server.store.holders import HELD, SERVES, SqlHolders
from server.store.people_rows import HoldingRow, PersonRow, PostRow

MOST_IN_HAND = 99
AT_DESK = f"""SELECT * FROM (
  SELECT DISTINCT ON (p.id) p.id, p.name, p.name_en, o.title, o.title_en,
    (SELECT count(*) FROM (SELECT FROM work_items w
      WHERE w.holder = p.id AND w.state = 'open' LIMIT {MOST_IN_HAND}) held) AS in_hand
  FROM persons p {HELD}
  WHERE o.body = %(body)s AND %(role)s = ANY(o.roles) AND {SERVES.format("h")}
  ORDER BY p.id, o.id) found
ORDER BY in_hand, name, id"""  # noqa: S608  # texts of ours


SEATED = f"""SELECT DISTINCT ON (p.id) p.id, p.name, p.name_en, o.title, o.title_en, 0 AS in_hand
FROM persons p {HELD}
WHERE o.id IS NOT NULL AND {SERVES.format("h")} AND (o.body = %(body)s OR p.id = ANY(%(persons)s))
ORDER BY p.id, o.body <> %(body)s, o.id"""  # noqa: S608  # texts of ours


OCCUPIED = """SELECT DISTINCT d.body, d.role
FROM unnest(%(bodies)s::text[], %(roles)s::text[]) AS d (body, role)
  JOIN posts o ON o.body = d.body AND d.role = ANY(o.roles)
    AND coalesce(o.valid_from <= %(day)s, true) AND coalesce(o.valid_to >= %(day)s, true)
  JOIN holdings h ON h.post = o.id AND h.valid_from <= %(day)s
    AND coalesce(h.valid_to >= %(day)s, true)"""


class SqlColleagues(SqlHolders):
    """The part of the book of people that is about desks."""

    def at_desk(
        self, body: BodyId, role: str, day: date, process: ProcessKey | None
    ) -> tuple[Colleague, ...]:
        """Who may take a process's work of a role of a body that day, those with least in hand first."""
        self._gathered.settle(PersonRow, PostRow, HoldingRow)
        wanted = {"body": body, "role": role, "day": day, "process": process}
        rows = self._wire.all(AT_DESK, wanted)
        return tuple(_colleague(row) for row in rows)

    def in_body(
        self,
        body: BodyId,
        day: date,
        process: ProcessKey | None,
        others: Iterable[PersonId] = (),
    ) -> tuple[Colleague, ...]:
        """Who holds a post of a body that day, for a process; and these others, if they hold any."""
        return self._seated(day, process, body, others)

    def seated(
        self, persons: Iterable[PersonId], day: date, process: ProcessKey | None
    ) -> tuple[Colleague, ...]:
        """Those of these persons who hold any post that day, for a process."""
        return self._seated(day, process, persons=persons)

    def occupied(
        self, desks: Iterable[tuple[BodyId, str]], day: date
    ) -> frozenset[tuple[BodyId, str]]:
        """Those of these desks at which somebody sits that day."""
        self._gathered.settle(PersonRow, PostRow, HoldingRow)
        pairs = list(desks)
        wanted = {"bodies": [body for body, _ in pairs], "roles": [role for _, role in pairs]}
        rows = self._wire.all(OCCUPIED, {**wanted, "day": day})
        return frozenset((BodyId(row.body), str(row.role)) for row in rows)

    def _seated(
        self,
        day: date,
        process: ProcessKey | None,
        body: str = "",
        persons: Iterable[PersonId] = (),
    ) -> tuple[Colleague, ...]:
        self._gathered.settle(PersonRow, PostRow, HoldingRow)
        wanted = {"body": body, "persons": list(persons), "day": day, "process": process}
        return tuple(_colleague(row) for row in self._wire.all(SEATED, wanted))


def _colleague(row: Any) -> Colleague:
    return Colleague(
        person=PersonId(row.id),
        name=row.name,
        name_en=row.name_en,
        title=row.title,
        title_en=row.title_en,
        in_hand=row.in_hand,
    )
