"""The web over a counter of our own: no database, just who may sign in and what the inbox says."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from server.app import build
from server.domain.errors import CursorWrong, DatabaseAway
from server.domain.ids import BodyId, CaseId, ItemId, PersonId, PostId, ProcessKey
from server.domain.people import Actor, Seat
from server.domain.reading import (
    Badge,
    Deadline,
    InboxChoices,
    InboxCounts,
    InboxPage,
    InboxQuery,
    InboxRow,
    Lamp,
)
from server.services.tools import Limits, Tools
from server.settings import read_settings
from tests.fakes.hooks import FakeCaller
from tests.fakes.saved_views import FakeSavedViewBook
from tests.fakes.state import State

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Self

    from flask import Flask

NOW = datetime(2026, 3, 9, 1, 0, tzinfo=UTC)
COUNTY = SimpleNamespace(name="示例县", name_en="Sample County")
PASSWORD = "whistle-2026"
LI = Actor(
    person=PersonId(UUID(int=1)),
    name="李某",
    login="li",
    seats=(
        Seat(
            post=PostId("zjj.handler"),
            body=BodyId("zjj"),
            body_name="住建局",
            title="承办人",
            roles=frozenset({"dept_handler"}),
        ),
    ),
)
ROW = InboxRow(
    item=ItemId(UUID(int=7)),
    case=CaseId(UUID(int=8)),
    number="SH-2026-00001",
    title="东大街井盖破损",
    process=ProcessKey("whistle"),
    process_title="乡街吹哨",
    process_title_en="Whistle",
    step="签收",
    urgency="urgent",
    from_body="东坡镇",
    from_body_en="Dongpo",
    body="住建局",
    body_en="Housing",
    holder="",
    is_mine=False,
    is_unread=True,
    offered_at=NOW,
    deadline=Deadline(due=NOW + timedelta(days=1), lamp=Lamp.GOOD, amount=1),
)


@dataclass(slots=True)
class People:
    """Sessions and tokens in dictionaries."""

    sessions: dict[str, Actor] = field(default_factory=dict)
    tokens: dict[str, Actor] = field(default_factory=dict)

    def secret(self, login: str) -> tuple[PersonId, str] | None:
        return (PersonId(UUID(int=1)), PASSWORD) if login == "li" else None

    def tried(self, _person: PersonId, _now: datetime, *, is_right: bool) -> tuple[int, None]:
        return (0 if is_right else 1), None

    def open_session(self, session: str, *_: object) -> None:
        self.sessions[session] = LI

    def close_session(self, session: str) -> None:
        self.sessions.pop(session, None)

    def actor_of_session(self, session: str, _now: datetime) -> Actor | None:
        return self.sessions.get(session)

    def actor_of_token(self, token: str, _now: datetime) -> Actor | None:
        return self.tokens.get(token)


@dataclass(slots=True)
class Inbox:
    """One row, and what was asked for."""

    asked: list[InboxQuery] = field(default_factory=list)

    def badge(self, *_: object) -> Badge:
        return Badge(inbox=1, late=0, notices=0)

    def inbox(self, _actor: Actor, query: InboxQuery, _now: datetime) -> InboxPage:
        self.asked.append(query)
        if query.cursor == "broken":
            raise CursorWrong
        return InboxPage(rows=(ROW,), next="next-mark")

    def inbox_counts(self, *_: object) -> InboxCounts:
        return InboxCounts(open=1, late=0, today=0, unclaimed=1, mine=0)

    def inbox_choices(self, _actor: Actor) -> InboxChoices:
        return InboxChoices(processes=(), bodies=())


@dataclass(slots=True)
class Counter:
    """One unit of work that is always the same, and may be away."""

    people: People = field(default_factory=People)
    views: Inbox = field(default_factory=Inbox)
    saved_views: FakeSavedViewBook = field(default_factory=lambda: FakeSavedViewBook(State()))
    is_away: bool = False
    is_broken: bool = False

    def __enter__(self) -> Self:
        if self.is_away:
            raise DatabaseAway
        if self.is_broken:
            raise ZeroDivisionError("secret of the house")
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def commit(self) -> None:
        """Nothing to commit."""


class Web:
    """The application over a counter."""

    def __init__(self, data: Path, **settings: str) -> None:
        self.counter = Counter()
        clock = SimpleNamespace(now=lambda: NOW)
        self.tools = Tools(
            unit=cast("Any", lambda: self.counter),
            engine=cast("Any", None),
            forms=cast("Any", None),
            clock=cast("Any", clock),
            ids=cast("Any", None),
            vault=cast("Any", None),
            hasher=cast("Any", SimpleNamespace(matches=lambda kept, said: kept == said)),
            shelf=cast("Any", SimpleNamespace(county=lambda _unit: COUNTY)),
            operations={},
            limits=Limits(
                wrong_passwords=5,
                lockout=timedelta(minutes=15),
                session=timedelta(hours=8),
                token=timedelta(days=90),
                file_bytes=1_000_000,
                files=20,
                message_life=timedelta(days=7),
                messages=100,
            ),
            caller=FakeCaller(),
            mailer=None,
            rings=False,
        )
        self.app: Flask = build(self.tools, read_settings({"MUSTER_DATA": str(data), **settings}))
