"""Who wants which notices by mail, the mails, and what each is to tell."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from server.store.base import REPLACES, Base, Id, Words


class MailChoiceRow(Base):
    """Which notices come to a person by mail too, and when; an address that was refused gets none."""

    __tablename__ = "mail_choices"
    person: Mapped[Id] = mapped_column(ForeignKey("persons.id"))
    chosen_at: Mapped[datetime]
    refused_at: Mapped[datetime | None]
    workdays: Mapped[bool]
    groups: Mapped[Words]
    rhythm: Mapped[str]
    quiet_from: Mapped[str]
    quiet_to: Mapped[str]
    language: Mapped[str]
    digest: Mapped[str]
    """Of the address, which was typed."""
    refusal: Mapped[str]
    """What the mail server said of the address."""

    __table_args__ = ({"info": REPLACES},)


class MailRow(Base):
    """One mail to one person; what it says is put into words when it is sent."""

    __tablename__ = "mails"
    id: Mapped[Id]
    made_at: Mapped[datetime]
    due: Mapped[datetime | None]
    """When it is tried next; NULL when it is over."""
    sent_at: Mapped[datetime | None]
    tries: Mapped[int]
    person: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    root: Mapped[UUID | None]
    """The matter that all of it is about."""
    state: Mapped[str]
    answer: Mapped[str]
    """What the mail server said last."""

    __table_args__ = (
        Index("ix_mails_due", "due", postgresql_where=text("due IS NOT NULL")),
        Index("ix_mails_state", "state", "id"),
        Index("ix_mails_made_at", "made_at"),
    )


class MailLineRow(Base):
    """One notice that comes to one person by mail; gone when the mail was sent."""

    __tablename__ = "mail_lines"
    notice: Mapped[Id]
    person: Mapped[Id] = mapped_column(ForeignKey("persons.id"))
    due: Mapped[datetime | None]
    """When it goes out; NULL when it is in a mail."""
    mail: Mapped[UUID | None] = mapped_column(ForeignKey("mails.id", ondelete="CASCADE"))

    __table_args__ = (
        Index("ix_mail_lines_due", "due", postgresql_where=text("due IS NOT NULL")),
        Index("ix_mail_lines_person", "person", postgresql_where=text("due IS NOT NULL")),
        Index("ix_mail_lines_mail", "mail", postgresql_where=text("mail IS NOT NULL")),
    )
