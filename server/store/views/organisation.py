"""The tree of bodies with their posts and who holds them."""

from collections import defaultdict
from datetime import date
from typing import Any

from server.domain.ids import BodyId
from server.domain.reading import BodyNode, PostRow
from server.store.wire import Wire

BODIES = """SELECT id, name, name_en, kind, coalesce(located_in, parent) AS above FROM bodies
WHERE coalesce(valid_from <= %(day)s, true) AND coalesce(valid_to >= %(day)s, true) ORDER BY id"""
POSTS = """SELECT o.body, o.title, o.title_en, o.roles, coalesce(p.name, '') AS holder,
  coalesce(p.name_en, '') AS holder_en, h.valid_from
FROM posts o LEFT JOIN (holdings h JOIN persons p ON p.id = h.person)
  ON h.post = o.id AND h.valid_from <= %(day)s AND coalesce(h.valid_to >= %(day)s, true)
WHERE coalesce(o.valid_from <= %(day)s, true) AND coalesce(o.valid_to >= %(day)s, true)
ORDER BY o.body, o.id, h.valid_from"""


def organisation(wire: Wire, day: date) -> tuple[BodyNode, ...]:
    """The tree of bodies: each under the one it works in, or else under the one it belongs to."""
    posts: dict[str, list[PostRow]] = defaultdict(list)
    for row in wire.all(POSTS, {"day": day}):
        posts[row.body].append(_post(row))
    rows = wire.all(BODIES, {"day": day})
    known = {row.id for row in rows}
    below: dict[str | None, list[Any]] = defaultdict(list)
    for row in rows:
        below[row.above if row.above in known else None].append(row)

    def node(row: Any) -> BodyNode:
        return BodyNode(
            id=BodyId(row.id),
            name=row.name,
            name_en=row.name_en,
            kind=row.kind,
            posts=tuple(posts[row.id]),
            children=tuple(node(child) for child in below[row.id]),
        )

    return tuple(node(row) for row in below[None])


def _post(row: Any) -> PostRow:
    return PostRow(
        title=row.title,
        title_en=row.title_en,
        roles=tuple(row.roles),
        holder=row.holder,
        holder_en=row.holder_en,
        since=row.valid_from,
    )
