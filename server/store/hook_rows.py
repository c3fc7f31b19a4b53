"""Servers outside that are told of events, and what each was told."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from server.store.base import REPLACES, Base, Id, Name, Words


class HookRow(Base):
    """A server outside that is told of events; what stands beside its particulars is NULL until it comes."""

    __tablename__ = "hooks"
    id: Mapped[Name]
    former_until: Mapped[datetime | None]
    failing_since: Mapped[datetime | None]
    rests_until: Mapped[datetime | None]
    failures: Mapped[int | None]
    salt: Mapped[str | None]
    """What its key is made of, together with the house's secret."""
    print: Mapped[str | None]
    former: Mapped[str | None]
    name: Mapped[str]
    address: Mapped[str]
    state: Mapped[str]
    kinds: Mapped[Words]
    bodies: Mapped[Words]
    processes: Mapped[Words]

    __table_args__ = (
        Index(
            "ix_hooks_kinds",
            "kinds",
            postgresql_using="gin",
            postgresql_with={"fastupdate": "off"},  # rarely written, asked by every act
            postgresql_where=text("state = 'on' AND salt IS NOT NULL"),
        ),
        {"info": REPLACES},
    )


class HookCallRow(Base):
    """One event told to one hook."""

    __tablename__ = "hook_calls"
    id: Mapped[Id]
    at: Mapped[datetime]
    """When it happened."""
    made_at: Mapped[datetime]
    due: Mapped[datetime | None]
    """When it is tried next; NULL when it is over."""
    sent_at: Mapped[datetime | None]
    tries: Mapped[int]
    seq: Mapped[int | None]
    place: Mapped[int | None]
    status: Mapped[int | None]
    case_id: Mapped[UUID | None]
    item: Mapped[UUID | None]
    hook: Mapped[str] = mapped_column(ForeignKey("hooks.id"))
    kind: Mapped[str]
    state: Mapped[str]
    answer: Mapped[str]
    """The first bytes of what the hook said last."""

    __table_args__ = (
        UniqueConstraint("hook", "case_id", "seq", "place"),
        Index("ix_hook_calls_due", "hook", "due", postgresql_where=text("due IS NOT NULL")),
        Index("ix_hook_calls_hook", "hook", "id"),
        Index("ix_hook_calls_made_at", "made_at"),
    )
