"""The tree of bodies with their posts and who holds them."""

from collections import defaultdict
from datetime import date
from typing import Any

from server.domain.certificates import CertificateState, light_of
from server.domain.ids import BodyId
from server.domain.reading import BodyNode, PostRow
from server.store.wire import Wire

FORMER = """LEFT JOIN LATERAL (
  SELECT x.entry FROM former_entries x
  WHERE x.register = '{register}' AND x.key = {key} AND x.until >= %(day)s
  ORDER BY x.until LIMIT 1) {name} ON true"""
"""How an entry was called that day, if it has been called otherwise since."""


def _former(register: str, key: str, name: str) -> str:
    return FORMER.format(register=register, key=key, name=name)


BODIES = f"""SELECT b.id, coalesce(f.entry->>'name', b.name) AS name,
  coalesce(f.entry->>'name_en', b.name_en) AS name_en, coalesce(f.entry->>'kind', b.kind) AS kind,
  CASE WHEN f.entry IS NULL THEN coalesce(b.located_in, b.parent)
    ELSE coalesce(nullif(f.entry->>'located_in', ''), nullif(f.entry->>'parent', '')) END AS above,
  b.valid_to AS until
FROM bodies b {_former("bodies", "b.id", "f")}
WHERE coalesce(b.valid_from <= %(day)s, true) AND coalesce(b.valid_to >= %(day)s, true)
ORDER BY b.id"""  # noqa: S608  # texts of ours
POSTS = f"""SELECT coalesce(f.entry->>'body', o.body) AS body,
  coalesce(f.entry->>'title', o.title) AS title,
  coalesce(f.entry->>'title_en', o.title_en) AS title_en,
  coalesce(string_to_array(f.entry->>'roles', ';'), o.roles) AS roles,
  coalesce(g.entry->>'name', p.name, '') AS holder,
  coalesce(g.entry->>'name_en', p.name_en, '') AS holder_en, h.valid_from, h.valid_to AS until,
  coalesce(l.name, '') AS lender, coalesce(l.name_en, '') AS lender_en,
  c.state, c.valid_from AS certified_from, c.last_day AS certified_to
FROM posts o {_former("posts", "o.id", "f")} LEFT JOIN (holdings h JOIN persons p ON p.id = h.person
    LEFT JOIN bodies l ON l.id = h.seconded_from)
  ON h.post = o.id AND h.valid_from <= %(day)s AND coalesce(h.valid_to >= %(day)s, true)
  {_former("persons", "p.login", "g")}
  LEFT JOIN LATERAL (SELECT c.state, c.valid_from, c.last_day
    FROM (SELECT *, least(valid_to, reviewed_until) AS last_day FROM certificates) c
    WHERE c.person = p.id AND c.kind = 'enforcement'
    ORDER BY (c.state = 'valid' AND %(day)s BETWEEN c.valid_from AND c.last_day) DESC,
      c.last_day DESC
    LIMIT 1) c ON true
WHERE coalesce(o.valid_from <= %(day)s, true) AND coalesce(o.valid_to >= %(day)s, true)
ORDER BY body, o.id, h.valid_from"""  # noqa: S608  # texts of ours


def organisation(wire: Wire, day: date) -> tuple[BodyNode, ...]:
    """The tree of bodies: each under the one it works in, or else under the one it belongs to."""
    posts: dict[str, list[PostRow]] = defaultdict(list)
    for row in wire.all(POSTS, {"day": day}):
        posts[row.body].append(_post(row, day))
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
            until=row.until,
        )

    return tuple(node(row) for row in below[None])


def _post(row: Any, day: date) -> PostRow:
    light = ""
    if row.state is not None:
        state = CertificateState(row.state)
        light = light_of(state, row.certified_from, row.certified_to, day)
    return PostRow(
        title=row.title,
        title_en=row.title_en,
        roles=tuple(row.roles),
        holder=row.holder,
        holder_en=row.holder_en,
        since=row.valid_from,
        until=row.until,
        lender=row.lender,
        lender_en=row.lender_en,
        light=light,
        certified_to=row.certified_to,
    )
