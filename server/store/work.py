"""Pieces of work, what was typed for them so far, and the files attached to them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from server.domain.errors import NoSuchWork
from server.domain.ids import BodyId, CaseId, ItemId, PersonId, Token
from server.domain.ports import HeldCase
from server.domain.values import Values
from server.domain.work import WorkItem, WorkState
from server.store.base import REPLACES, Base, Id, Packed
from server.store.cases import CASE, FAMILY, FROM_CASE, held_case, lock_of_case
from server.store.documents import SqlDocuments
from server.store.membership import FROM_MEMBER, MEMBER, membership
from server.store.values import packed, unpacked

OPEN = "state = 'open'"
BY_DUE = text("coalesce(due, 'infinity'::timestamptz)")
"""The order of every list of work: what is due first, then what has no clock."""


class WorkItemRow(Base):
    """A piece of work; the indexes of the inbox hold the open ones only."""

    __tablename__ = "work_items"
    id: Mapped[Id]
    offered_at: Mapped[datetime]
    due: Mapped[datetime | None]
    claimed_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), index=True)
    holder: Mapped[UUID | None]
    state: Mapped[str]
    body: Mapped[str]
    role: Mapped[str]
    token: Mapped[str]
    element: Mapped[str]
    name: Mapped[str]
    form: Mapped[str | None]
    clock: Mapped[str | None]
    rung: Mapped[str | None]

    __table_args__ = (
        Index("ix_work_items_desk", "body", "role", BY_DUE, "id", postgresql_where=text(OPEN)),
        Index(
            "ix_work_items_unclaimed",
            *("body", "role", BY_DUE, "id"),
            postgresql_where=text(f"{OPEN} AND holder IS NULL"),
        ),
        Index(
            "ix_work_items_mine",
            *("holder", BY_DUE, "id"),
            postgresql_where=text(f"{OPEN} AND holder IS NOT NULL"),
        ),
        Index("ix_work_items_done", "holder", "done_at", postgresql_where=text("state = 'done'")),
    )


class EscalationRow(Base):
    """Whom a late piece of work was brought before; they may see the case from then on."""

    __tablename__ = "escalations"
    item: Mapped[Id] = mapped_column(ForeignKey("work_items.id"))
    rung: Mapped[str] = mapped_column(primary_key=True)
    body: Mapped[str]
    role: Mapped[str]

    __table_args__ = ({"info": REPLACES},)


class DraftRow(Base):
    """What somebody typed for a piece of work so far."""

    __tablename__ = "drafts"
    item: Mapped[Id] = mapped_column(ForeignKey("work_items.id"))
    person: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    typed: Mapped[Packed]


ITEM = """w.id, w.case_id, c.root, w.token, w.element, w.name, w.body, w.role, w.form, w.clock, w.state,
  w.offered_at, w.due, w.holder, coalesce(p.name, '') AS holder_name,
  coalesce(p.name_en, '') AS holder_name_en, w.claimed_at, w.done_at"""
HELD_ITEM = ", ".join(
    f"{expression.strip()} AS item_{name}"
    for expression, name in (
        ("w.id", "id"),
        ("w.token", "token"),
        ("w.element", "element"),
        ("w.name", "name"),
        ("w.body", "body"),
        ("w.role", "role"),
        ("w.form", "form"),
        ("w.clock", "clock"),
        ("w.state", "state"),
        ("w.offered_at", "offered_at"),
        ("w.due", "due"),
        ("w.holder", "holder"),
        ("coalesce(p.name, '')", "holder_name"),
        ("coalesce(p.name_en, '')", "holder_name_en"),
        ("w.claimed_at", "claimed_at"),
        ("w.done_at", "done_at"),
    )
)
LOCK = lock_of_case("work_items", "item")
HOLD = f"""SELECT {HELD_ITEM}, {CASE} FROM {FROM_CASE}
  JOIN work_items w ON w.case_id = c.id LEFT JOIN persons p ON p.id = w.holder
WHERE w.id = %(item)s"""  # noqa: S608  # texts of ours
FIND = f"""SELECT {ITEM} FROM work_items w JOIN cases c ON c.id = w.case_id
  LEFT JOIN persons p ON p.id = w.holder WHERE w.id = %(item)s"""  # noqa: S608  # texts of ours
OF_CASE = f"""SELECT {ITEM}, {MEMBER} FROM work_items w JOIN cases c ON c.id = w.case_id
  LEFT JOIN persons p ON p.id = w.holder {FROM_MEMBER}
WHERE w.case_id IN {FAMILY} ORDER BY w.offered_at, w.id"""  # noqa: S608  # texts of ours
OPEN_OF_CASE = f"""SELECT {ITEM} FROM work_items w JOIN cases c ON c.id = w.case_id
  LEFT JOIN persons p ON p.id = w.holder
WHERE w.case_id = %(case)s AND w.state = 'open' ORDER BY w.id"""  # noqa: S608  # texts of ours
OPEN_TOKENS = """SELECT token, id FROM work_items
WHERE case_id = %(case)s AND state = 'open'"""
DOERS = f"""SELECT w.element, w.holder FROM work_items w
WHERE w.case_id IN {FAMILY} AND w.state = 'done' AND w.element = ANY(%(elements)s)"""  # noqa: S608  # texts of ours
DOERS_BESIDE = """SELECT w.holder FROM cases mine
  JOIN cases c ON c.fan_out = mine.fan_out AND c.id <> mine.id
  JOIN work_items w ON w.case_id = c.id
WHERE mine.id = %(branch)s AND w.state = 'done'"""
SAVE_DRAFT = """INSERT INTO drafts (item, person, at, typed)
VALUES (%(item)s, %(person)s, %(at)s, %(typed)s)
ON CONFLICT (item, person) DO UPDATE SET at = excluded.at, typed = excluded.typed"""
DRAFT = "SELECT typed, at FROM drafts WHERE item = %(item)s AND person = %(person)s"


def work_item(row: Any) -> WorkItem:
    """A row read by ``ITEM`` as the services know it."""
    return WorkItem(
        id=ItemId(row.id),
        case=CaseId(row.case_id),
        root=CaseId(row.root),
        token=Token(row.token),
        element=row.element,
        name=row.name,
        body=BodyId(row.body),
        role=row.role,
        form=row.form,
        clock=row.clock,
        state=WorkState(row.state),
        offered_at=row.offered_at,
        due=row.due,
        holder=row.holder and PersonId(row.holder),
        holder_name=row.holder_name,
        holder_name_en=row.holder_name_en,
        claimed_at=row.claimed_at,
        done_at=row.done_at,
    )


def _held_item(row: Any, case: HeldCase) -> WorkItem:
    return WorkItem(
        id=ItemId(row.item_id),
        case=case.id,
        root=case.root,
        token=Token(row.item_token),
        element=row.item_element,
        name=row.item_name,
        body=BodyId(row.item_body),
        role=row.item_role,
        form=row.item_form,
        clock=row.item_clock,
        state=WorkState(row.item_state),
        offered_at=row.item_offered_at,
        due=row.item_due,
        holder=row.item_holder and PersonId(row.item_holder),
        holder_name=row.item_holder_name,
        holder_name_en=row.item_holder_name_en,
        claimed_at=row.item_claimed_at,
        done_at=row.item_done_at,
    )


class SqlWorkBook(SqlDocuments):
    """Work items, drafts and the files attached to them."""

    def hold(self, item: ItemId) -> tuple[WorkItem, HeldCase]:
        """Lock the case of an item, then read both; refused with ``NoSuchWork``."""
        self._gathered.settle(WorkItemRow)
        self._wire.ask(LOCK, {"item": item})
        row = self._wire.one(HOLD, {"item": item})
        if row is None:
            raise NoSuchWork
        case = held_case(row)
        return _held_item(row, case), case

    def find(self, item: ItemId) -> WorkItem | None:
        """An item without a lock."""
        self._gathered.settle(WorkItemRow)
        row = self._wire.one(FIND, {"item": item})
        return work_item(row) if row is not None else None

    def of_case(self, root: CaseId) -> tuple[WorkItem, ...]:
        """All items of a matter, branches and all, oldest first."""
        self._gathered.settle(WorkItemRow)
        rows = self._wire.all(OF_CASE, {"root": root})
        return tuple(replace(work_item(row), member=membership(row)) for row in rows)

    def open_of(self, case: CaseId) -> tuple[WorkItem, ...]:
        """The open items of one case (not its branches), oldest first."""
        self._gathered.settle(WorkItemRow)
        return tuple(work_item(row) for row in self._wire.all(OPEN_OF_CASE, {"case": case}))

    def open_tokens(self, case: CaseId) -> Mapping[Token, ItemId]:
        """The open items of one case (not its branches), by token."""
        self._gathered.settle(WorkItemRow)
        rows = self._wire.all(OPEN_TOKENS, {"case": case})
        return {Token(row.token): ItemId(row.id) for row in rows}

    def doers(self, root: CaseId, elements: Iterable[str]) -> Mapping[str, frozenset[PersonId]]:
        """Who completed these elements in the whole matter."""
        self._gathered.settle(WorkItemRow)
        found: dict[str, set[PersonId]] = {}
        for row in self._wire.all(DOERS, {"root": root, "elements": list(elements)}):
            found.setdefault(row.element, set()).add(PersonId(row.holder))
        return {element: frozenset(persons) for element, persons in found.items()}

    def doers_beside(self, branch: CaseId) -> frozenset[PersonId]:
        """Who completed work in the other branches of a branch's fan-out."""
        self._gathered.settle(WorkItemRow)
        rows = self._wire.all(DOERS_BESIDE, {"branch": branch})
        return frozenset(PersonId(row.holder) for row in rows)

    def save_draft(self, item: ItemId, person: PersonId, values: Values, at: datetime) -> None:
        """Keep what somebody has typed so far."""
        typed = packed(dict(values))
        self._wire.ask(SAVE_DRAFT, {"item": item, "person": person, "at": at, "typed": typed})

    def draft(self, item: ItemId, person: PersonId) -> tuple[Values, datetime] | None:
        """What somebody typed so far."""
        row = self._wire.one(DRAFT, {"item": item, "person": person})
        return (unpacked(row.typed), row.at) if row is not None else None
