"""Pieces of work as rows, with the indexes of the inbox, and whom late ones were brought before."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, false, text
from sqlalchemy.orm import Mapped, mapped_column

from server.store.base import ADDS, REPLACES, Base, Id, Words

OPEN = "state = 'open'"
CLIMBED = f"{OPEN} AND rung IS NOT NULL"
BY_DUE = text("coalesce(due, 'infinity'::timestamptz)")
"""The order of every list of work: what is due first, then what has no clock."""


def _by(name: str, column: str, where: str = OPEN) -> Index:
    """The open work of a desk that has this in a column, in the order of every list."""
    columns = ("body", "role", column, BY_DUE, "id")
    return Index(f"ix_work_items_{name}", *columns, postgresql_where=text(where))


class WorkItemRow(Base):
    """A piece of work; the indexes of the inbox hold the open ones only.

    ``root``, ``process``, ``from_body`` and ``urgency`` are of its matter: what lists find and narrow it by.
    """

    __tablename__ = "work_items"
    id: Mapped[Id]
    offered_at: Mapped[datetime]
    due: Mapped[datetime | None]
    claimed_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    since: Mapped[datetime | None]
    """From when its clock counts; none without a clock, and of work offered before this was kept."""
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), index=True)
    holder: Mapped[UUID | None]
    provisional: Mapped[bool] = mapped_column(server_default=false())
    state: Mapped[str]
    body: Mapped[str]
    role: Mapped[str]
    token: Mapped[str]
    element: Mapped[str]
    name: Mapped[str]
    form: Mapped[str | None]
    clock: Mapped[str | None]
    rung: Mapped[str | None]
    given_by: Mapped[UUID | None]
    given_from: Mapped[UUID | None]
    urged_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    behalf: Mapped[UUID | None]
    """For whom the holder stood in when they signed for it or did it."""
    asides: Mapped[int] = mapped_column(info=ADDS, server_default="0")
    """How many were ever asked beside it."""
    amends: Mapped[UUID | None]
    """The work that was returned, at whose place an earlier answer is corrected."""
    reruns: Mapped[bool] = mapped_column(server_default=false())
    """Whether the flow goes on from its element anew afterwards, and not straight back."""
    extended: Mapped[int] = mapped_column(info=ADDS, server_default="0")
    """By how many of its units its clock was extended, and how often."""
    extensions: Mapped[int] = mapped_column(info=ADDS, server_default="0")
    stopped_at: Mapped[datetime | None]
    """Since when its own clock stands still."""
    duty: Mapped[str | None]
    """What it is, seen by the law: kept apart from other duties."""
    moves: Mapped[int] = mapped_column(info=ADDS, server_default="0")
    """How often its deadline moved, and when it did last."""
    moved_at: Mapped[datetime | None]
    root: Mapped[UUID | None]
    """None of work that was over before this was kept."""
    process: Mapped[str | None]
    from_body: Mapped[str | None]
    urgency: Mapped[str | None]
    above: Mapped[Words | None] = mapped_column(info=ADDS)
    """The desks that it was brought before, late or for more time, as ``body/role``; NULL: none."""

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
        Index(
            "ix_work_items_given",
            *("holder", BY_DUE, "id"),
            postgresql_where=text(f"{OPEN} AND holder IS NOT NULL AND claimed_at IS NULL"),
        ),
        Index("ix_work_items_matter", "root", BY_DUE, "id", postgresql_where=text(OPEN)),
        _by("process", "process"),
        _by("step", "element"),
        _by("from", "from_body"),
        _by("urgent", "urgency", f"{OPEN} AND urgency IS NOT NULL"),
        Index(
            "ix_work_items_climbed",
            *(BY_DUE, "id"),
            postgresql_where=text(CLIMBED),
        ),
        Index(
            "ix_work_items_above",
            "above",
            postgresql_using="gin",
            postgresql_with={"fastupdate": "off"},  # few rows; who asks must not read what waits
            postgresql_where=text(CLIMBED),
        ),
        Index("ix_work_items_done", "holder", "done_at", postgresql_where=text("state = 'done'")),
        Index(
            "ix_work_items_done_for",
            *("behalf", "done_at"),
            postgresql_where=text("state = 'done' AND behalf IS NOT NULL"),
        ),
    )


class CandidateRow(Base):
    """Work so late that it may be named in a circulated notice, and what was decided."""

    __tablename__ = "candidates"
    item: Mapped[Id] = mapped_column(ForeignKey("work_items.id"))
    at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    person: Mapped[UUID | None]
    """Who decided."""
    digest: Mapped[str | None]
    """Of the reason."""
    office: Mapped[str]
    state: Mapped[str]

    __table_args__ = (
        Index("ix_candidates_office", "office", "at", "item"),
        Index("ix_candidates_state", "office", "state", "at", "item"),
        {"info": REPLACES},
    )
