"""Bodies, posts and persons, and who holds which post from when until when."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from server.store.base import REPLACES, Base, Digest, Id, Name, Words


class BodyRow(Base):
    """An organisation."""

    __tablename__ = "bodies"
    id: Mapped[Name]
    name: Mapped[str]
    name_en: Mapped[str]
    short_name: Mapped[str]
    kind: Mapped[str]
    level: Mapped[str]
    parent: Mapped[str | None] = mapped_column(ForeignKey("bodies.id"))
    located_in: Mapped[str | None] = mapped_column(ForeignKey("bodies.id"))
    fields: Mapped[Words]
    document_code: Mapped[str]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    merged_into: Mapped[str | None] = mapped_column(ForeignKey("bodies.id"))
    """Which body takes over its open work when it is over; NULL: the one above."""

    __table_args__ = ({"info": REPLACES},)


class PostRow(Base):
    """A post of a body."""

    __tablename__ = "posts"
    id: Mapped[Name]
    body: Mapped[str] = mapped_column(ForeignKey("bodies.id"), index=True)
    title: Mapped[str]
    title_en: Mapped[str]
    roles: Mapped[Words]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]

    __table_args__ = ({"info": REPLACES},)


class PersonRow(Base):
    """A person, with what signing in needs; no password: the person can't sign in by one."""

    __tablename__ = "persons"
    id: Mapped[Id]
    login: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    name_en: Mapped[str]
    password: Mapped[str | None]
    wrong_tries: Mapped[int] = mapped_column(server_default="0")
    closed_until: Mapped[datetime | None]
    told_until: Mapped[UUID | None]
    """The last notice that the person has seen."""

    __table_args__ = ({"info": REPLACES},)


class HoldingRow(Base):
    """A person holds a post, from a day until (and with) a day."""

    __tablename__ = "holdings"
    person: Mapped[Id] = mapped_column(ForeignKey("persons.id"))
    post: Mapped[str] = mapped_column(ForeignKey("posts.id"), primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    valid_to: Mapped[date | None]
    seconded_from: Mapped[str | None] = mapped_column(ForeignKey("bodies.id"))
    """The body that lends whoever is seconded."""

    __table_args__ = (
        CheckConstraint("valid_to >= valid_from", name="in_order"),
        Index("ix_holdings_post", "post"),
        {"info": REPLACES},
    )


class SessionRow(Base):
    """Somebody signed in; known by the hash of the session's id only."""

    __tablename__ = "sessions"
    id: Mapped[Name]
    person: Mapped[UUID] = mapped_column(ForeignKey("persons.id"), index=True)
    opened_at: Mapped[datetime]
    until: Mapped[datetime]


class TokenRow(Base):
    """A bearer token; known by its hash only."""

    __tablename__ = "tokens"
    id: Mapped[Id]
    person: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    until: Mapped[datetime]
    token: Mapped[str] = mapped_column(unique=True)


class PaperRow(Base):
    """A table of the county in force: a calendar year, the clocks, the functions, the catalogue."""

    __tablename__ = "county_papers"
    kind: Mapped[Name]
    name: Mapped[Name]
    digest: Mapped[Digest]
    content: Mapped[str]

    __table_args__ = ({"info": REPLACES},)
