"""The registers as administrators keep them: lists, former words, proposals."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from server.domain.certificates import CertificateState, light_of
from server.domain.county_time import start_of
from server.domain.ids import BodyId, PersonId, ProposalId
from server.domain.people import Holding, Person
from server.domain.reading.proposals import ProposalRow as Proposed
from server.domain.reading.registers import OpenWork, RegisterPage, RegisterQuery, RegisterRow
from server.domain.registers import STAGES, ProposalStage, Register
from server.domain.values import Values
from server.store.base import Base, Digest, Id, Name
from server.store.certificates import CertificateRow
from server.store.due import TAKEN, take_due
from server.store.gathered import Gathered
from server.store.holders import HOLDINGS, holding
from server.store.hook_rows import HookRow
from server.store.people_rows import BodyRow, HoldingRow, PersonRow, PostRow
from server.store.values import dump
from server.store.wire import Wire


class FormerRow(Base):
    """How an entry of a register was called, until (and with) a day."""

    __tablename__ = "former_entries"
    register: Mapped[Name]
    key: Mapped[Name]
    until: Mapped[date] = mapped_column(primary_key=True)
    entry: Mapped[Any] = mapped_column(JSONB)


class ProposalRow(Base):
    """Changes of the registers that one administrator proposed."""

    __tablename__ = "proposals"
    id: Mapped[Id]
    at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    due: Mapped[datetime | None]
    """When they are made that two agreed on for a day to come; NULL when nothing waits."""
    taken_until: Mapped[datetime | None]
    effective: Mapped[date | None]
    count: Mapped[int]
    person: Mapped[UUID]
    decided_by: Mapped[UUID | None]
    digest: Mapped[Digest]
    reason: Mapped[bytes | None]
    state: Mapped[str]

    __table_args__ = (
        Index("ix_proposals_state", "state", "id"),
        Index("ix_proposals_due", "due", postgresql_where=text("due IS NOT NULL")),
    )


HOLD = "SELECT pg_advisory_xact_lock(hashtext('registers'))"
PERSONS = "SELECT id, login, name, name_en FROM persons ORDER BY login"
EVERY_HOLDING = f"{HOLDINGS} ORDER BY h.post, h.valid_from"
KEEP = """INSERT INTO former_entries (register, key, until, entry)
VALUES (%(register)s, %(key)s, %(until)s, %(entry)s::jsonb) ON CONFLICT DO NOTHING"""
PAGES = {
    Register.BODIES: """SELECT b.id AS key, b.name, b.name_en, b.kind,
  coalesce(a.name, '') AS within, coalesce(a.name_en, '') AS within_en, '{}'::text[] AS roles,
  '{}'::text[] AS held, '{}'::text[] AS held_en, b.valid_from, b.valid_to,
  NOT coalesce(b.valid_to >= %(day)s, true) AS is_over
FROM bodies b LEFT JOIN bodies a ON a.id = b.parent
WHERE b.id > %(after)s AND (%(within)s = '' OR b.parent = %(within)s)
  AND (%(ended)s OR coalesce(b.valid_to >= %(day)s, true))
  AND (b.id || ' ' || b.name || ' ' || b.name_en || ' ' || b.short_name) ILIKE %(search)s
ORDER BY b.id LIMIT %(limit)s""",
    Register.POSTS: """SELECT o.id AS key, o.title AS name, o.title_en AS name_en, '' AS kind,
  b.name AS within, b.name_en AS within_en, o.roles, o.valid_from, o.valid_to, t.held, t.held_en,
  NOT coalesce(o.valid_to >= %(day)s, true) AS is_over
FROM posts o JOIN bodies b ON b.id = o.body
  CROSS JOIN LATERAL (
    SELECT coalesce(array_agg(p.name ORDER BY h.valid_from), '{}') AS held,
      coalesce(array_agg(p.name_en ORDER BY h.valid_from), '{}') AS held_en
    FROM holdings h JOIN persons p ON p.id = h.person WHERE h.post = o.id AND h.valid_from <= %(day)s AND coalesce(h.valid_to >= %(day)s, true)) t
WHERE o.id > %(after)s AND (%(within)s = '' OR o.body = %(within)s)
  AND (%(ended)s OR coalesce(o.valid_to >= %(day)s, true))
  AND (o.id || ' ' || o.title || ' ' || o.title_en || ' ' || b.name || ' '
    || array_to_string(t.held, ' ')) ILIKE %(search)s
ORDER BY o.id LIMIT %(limit)s""",
    Register.PERSONS: """SELECT p.login AS key, p.name, p.name_en, '' AS kind, '' AS within,
  '' AS within_en, '{}'::text[] AS roles, NULL::date AS valid_from, NULL::date AS valid_to,
  t.held, t.held_en, t.held = '{}' AS is_over
FROM persons p CROSS JOIN LATERAL (
    SELECT coalesce(array_agg(b.short_name || o.title ORDER BY o.id), '{}') AS held,
      coalesce(array_agg(o.title_en || ', ' || b.name_en ORDER BY o.id), '{}') AS held_en
    FROM holdings h JOIN posts o ON o.id = h.post JOIN bodies b ON b.id = o.body
    WHERE h.person = p.id AND h.valid_from <= %(day)s AND coalesce(h.valid_to >= %(day)s, true)) t
WHERE p.login > %(after)s AND (%(ended)s OR t.held <> '{}' OR NOT EXISTS (
    SELECT FROM holdings h WHERE h.person = p.id AND h.valid_to IS NOT NULL))
  AND (p.login || ' ' || p.name || ' ' || p.name_en || ' ' || array_to_string(t.held, ' '))
    ILIKE %(search)s
ORDER BY p.login LIMIT %(limit)s""",
    Register.CERTIFICATES: """SELECT c.number AS key, p.name, p.name_en, c.kind, c.issuer AS within,
  '' AS within_en, '{}'::text[] AS roles, t.held, t.held_en, c.valid_from, c.valid_to, c.state,
  least(c.valid_to, c.reviewed_until) AS last_day,
  c.state = 'revoked' OR c.valid_to < %(day)s AS is_over
FROM certificates c JOIN persons p ON p.id = c.person CROSS JOIN LATERAL (
    SELECT coalesce(array_agg(b.short_name || o.title ORDER BY o.id), '{}') AS held,
      coalesce(array_agg(o.title_en || ', ' || b.name_en ORDER BY o.id), '{}') AS held_en
    FROM holdings h JOIN posts o ON o.id = h.post JOIN bodies b ON b.id = o.body
    WHERE h.person = p.id AND h.valid_from <= %(day)s AND coalesce(h.valid_to >= %(day)s, true)) t
WHERE c.number > %(after)s AND (%(within)s = '' OR p.login = %(within)s)
  AND (%(ended)s OR c.state <> 'revoked' AND c.valid_to >= %(day)s)
  AND (c.number || ' ' || p.name || ' ' || p.name_en || ' ' || array_to_string(t.held, ' '))
    ILIKE %(search)s
ORDER BY c.number LIMIT %(limit)s""",
    Register.HOOKS: """SELECT h.id AS key, h.name, h.name AS name_en, h.state AS kind,
  h.address AS within, '' AS within_en, '{}'::text[] AS roles, '{}'::text[] AS held,
  '{}'::text[] AS held_en, NULL::date AS valid_from, NULL::date AS valid_to,
  h.state = 'off' AS is_over
FROM hooks h WHERE h.id > %(after)s AND (%(ended)s OR h.state = 'on')
  AND %(within)s = '' AND (h.id || ' ' || h.name || ' ' || h.address) ILIKE %(search)s
ORDER BY h.id LIMIT %(limit)s""",
}
"""A county has thousands of entries at most, so a search reads them all; the order is by key."""
OPEN_WORK = """SELECT d.body, d.role, t.count, t.numbers
FROM unnest(%(bodies)s::text[], %(roles)s::text[]) AS d (body, role) CROSS JOIN LATERAL (
  SELECT count(*) AS count, (array_agg(DISTINCT r.number))[:3] AS numbers
  FROM work_items w JOIN cases c ON c.id = w.case_id JOIN cases r ON r.id = c.root
  WHERE w.state = 'open' AND w.body = d.body AND w.role = d.role) t
WHERE t.count > 0 ORDER BY d.body, d.role"""
PROPOSAL = """SELECT x.id, x.at, x.person, x.digest, x.count, x.state, x.decided_at, x.reason, x.effective,
  p.name AS who, p.name_en AS who_en, coalesce(d.name, '') AS decided_by,
  coalesce(d.name_en, '') AS decided_by_en
FROM proposals x JOIN persons p ON p.id = x.person LEFT JOIN persons d ON d.id = x.decided_by"""
FIND = f"{PROPOSAL} WHERE x.id = %(proposal)s"
LISTED = f"""{PROPOSAL} WHERE x.state = ANY(%(states)s)
  AND (%(after)s::uuid IS NULL OR x.id < %(after)s) ORDER BY x.id DESC LIMIT %(limit)s"""
AHEAD = f"""{PROPOSAL} WHERE x.state = 'waiting' AND x.due <= coalesce(%(moment)s::timestamptz, 'infinity')
ORDER BY x.due, x.id"""
NEXT_DUE = f"{AHEAD} LIMIT 1"
TAKE_DUE = take_due("proposals", "id")


class SqlRegisterBook:
    """The registers as administrators keep them."""

    def __init__(self, wire: Wire, gathered: Gathered) -> None:
        """Read through the wire, after what is gathered was written."""
        self._wire = wire
        self._gathered = gathered

    def hold(self) -> None:
        """Let nobody else change the registers until this transaction is over."""
        self._wire.ask(HOLD, {})

    def persons(self) -> tuple[Person, ...]:
        """All persons."""
        self._gathered.settle(PersonRow)
        rows = self._wire.all(PERSONS, {})
        return tuple(
            Person(id=PersonId(row.id), login=row.login, name=row.name, name_en=row.name_en)
            for row in rows
        )

    def holdings(self) -> tuple[Holding, ...]:
        """Who holds, held and will hold which post."""
        self._gathered.settle(PersonRow, HoldingRow)
        return tuple(map(holding, self._wire.all(EVERY_HOLDING, {})))

    def keep_former(self, register: Register, key: str, until: date, entry: Values) -> None:
        """Keep how an entry was until (and with) a day; what was kept for that day stays."""
        kept = {"register": register.value, "key": key, "until": until, "entry": dump(dict(entry))}
        self._wire.ask(KEEP, kept)

    def page(self, query: RegisterQuery, day: date) -> RegisterPage:
        """A page of a register, by key."""
        self._gathered.settle(BodyRow, PostRow, PersonRow, HoldingRow, CertificateRow, HookRow)
        escaped = query.search.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        asked = {
            "day": day,
            "after": query.after,
            "within": query.within,
            "ended": query.ended,
            "search": f"%{escaped}%",
            "limit": query.limit + 1,
        }
        rows = self._wire.all(PAGES[query.register], asked)
        shown = tuple(_row(row, day) for row in rows[: query.limit])
        return RegisterPage(rows=shown, next=shown[-1].key if len(rows) > query.limit else None)

    def open_work(
        self, desks: Iterable[tuple[BodyId, str]]
    ) -> Mapping[tuple[BodyId, str], OpenWork]:
        """What lies open on each of these desks, with the numbers of a few cases."""
        asked = tuple(desks)
        given = {"bodies": [body for body, _ in asked], "roles": [role for _, role in asked]}
        return {
            (BodyId(row.body), row.role): OpenWork(count=row.count, numbers=tuple(row.numbers))
            for row in self._wire.all(OPEN_WORK, given)
        }

    def proposal(self, proposal: ProposalId) -> Proposed | None:
        """A proposal, whatever became of it."""
        self._gathered.settle(ProposalRow)
        row = self._wire.one(FIND, {"proposal": proposal})
        return None if row is None else _proposed(row)

    def proposals(
        self, stage: ProposalStage, *, after: ProposalId | None, limit: int
    ) -> tuple[Proposed, ...]:
        """Proposals of a stage; newest first."""
        self._gathered.settle(ProposalRow)
        asked = {"states": list(STAGES[stage]), "after": after, "limit": limit}
        return tuple(_proposed(row) for row in self._wire.all(LISTED, asked))

    def ahead(self, until: date | None = None) -> tuple[Proposed, ...]:
        """Those that wait for their day, until (and with) this day, in their order; None: all."""
        self._gathered.settle(ProposalRow)
        rows = self._wire.all(AHEAD, {"moment": until and start_of(until)})
        return tuple(_proposed(row) for row in rows)

    def take_due(self, now: datetime) -> bool:
        """Whether there are any whose day has come; they are left to a job for half a minute."""
        wanted = {"now": now, "until": now + TAKEN, "limit": None}
        return bool(self._wire.all(TAKE_DUE, wanted))

    def next_due(self, now: datetime) -> Proposed | None:
        """The first of those whose day has come."""
        self._gathered.settle(ProposalRow)
        row = self._wire.one(NEXT_DUE, {"moment": now})
        return None if row is None else _proposed(row)


def _row(row: Any, day: date) -> RegisterRow:
    kept = row._asdict()
    held = tuple(zip(kept.pop("held"), kept.pop("held_en"), strict=True))
    state = kept.pop("state", None)
    last = kept.pop("last_day", None)
    light = light_of(CertificateState(state), row.valid_from, last, day) if state and last else ""
    return RegisterRow(**kept | {"roles": tuple(row.roles), "held": held, "light": light})


def _proposed(row: Any) -> Proposed:
    kept = row._asdict()
    reason = None if row.reason is None else row.reason.hex()
    return Proposed(**kept | {"digest": row.digest.hex(), "reason": reason})
