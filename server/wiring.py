"""Builds the tools from the settings: the real engine, store, clock; the only file that knows all."""

from __future__ import annotations

import os
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from server import ground
from server.domain.hooks import OwnPlaces
from server.domain.notice import words_of
from server.domain.reading import Deadline, Lamp
from server.engine.adapter import STEPS, SpiffEngine
from server.forms.checking import MarshmallowForms
from server.outside.http import HttpCaller
from server.outside.smtp import MailServer, SmtpMailer
from server.services.operations.registry import OPERATIONS
from server.services.shelf import Shelf
from server.services.tools import Limits, Tools
from server.store.explaining import ExplainedViews
from server.store.passwords import Argon2Hasher
from server.store.unit import SqlUnit
from server.store.vault import FileVault
from server.store.views import Manner

if TYPE_CHECKING:
    from collections.abc import Generator

    from server.domain.ports import Clock, Engine, FormChecker, Mailer
    from server.settings import Settings
    from server.store.database import Database

COUNTY_FRESH = timedelta(seconds=5)
"""How long a change of the county made by another process may go unseen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wired:
    """The tools, and the database that they rest on."""

    tools: Tools
    database: Database

    @property
    def conninfo(self) -> str:
        """The database's address, for the job worker's own connections."""
        return self.database.conninfo


class WallClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Now, in UTC."""
        return datetime.now(UTC)


class SortedIds:
    """Identifiers of version 7 (RFC 9562): they sort by the moment they were made."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = 0

    def new(self) -> UUID:
        """An identifier later than every one before it in this process."""
        with self._lock:
            ticks = max(time.time_ns() * 4096 // 1_000_000, self._last + 1)
            self._last = ticks
        milliseconds, fraction = divmod(ticks, 4096)
        chance = int.from_bytes(os.urandom(8)) >> 2
        value = milliseconds << 80 | 0x7 << 76 | fraction << 64 | 0b10 << 62 | chance
        return UUID(int=value)


@contextmanager
def standing(settings: Settings) -> Generator[Wired]:
    """Stands up for the time of a block: for commands."""
    stood = stand_up(settings)
    try:
        yield stood
    finally:
        stood.database.close()


def stand_up(settings: Settings) -> Wired:
    """Opens the database that the settings name and builds the tools over it."""
    database = ground.open_for(settings)
    return Wired(tools=tools_over(database, settings), database=database)


def tools_over(database: Database, settings: Settings, clock: Clock | None = None) -> Tools:
    """The tools over an open database; tests give their own clock."""
    clock = clock or WallClock()
    shelf = Shelf(clock, COUNTY_FRESH)
    return Tools(
        unit=partial(SqlUnit, database, manner_of(shelf)),
        engine=SpiffEngine(),
        forms=MarshmallowForms(clock),
        clock=clock,
        ids=SortedIds(),
        vault=FileVault(settings.attachment_folder),
        hasher=Argon2Hasher(),
        shelf=shelf,
        operations=OPERATIONS,
        limits=Limits(
            wrong_passwords=5,
            lockout=timedelta(minutes=15),
            session=settings.session_lifetime,
            token=timedelta(days=90),
            file_bytes=settings.attachment_bytes,
            files=settings.attachments,
            message_life=settings.message_life,
            messages=settings.messages,
        ),
        caller=HttpCaller(settings.secret_key, settings.site, OwnPlaces.read(settings.hook_places)),
        mailer=mailer_of(settings),
        rings=bool(settings.live),
    )


def mailer_of(settings: Settings) -> Mailer | None:
    """The mail server of the settings; None where they name none."""
    if not settings.mail_host:
        return None
    server = MailServer(
        host=settings.mail_host,
        port=settings.mail_port,
        tls=settings.mail_tls,
        user=settings.mail_user,
        password=settings.mail_password,
        sender=settings.mail_from,
    )
    return SmtpMailer(server, settings.site)


def engine_alone(steps: int = STEPS) -> Engine:
    """The engine without a house, for whoever tries what may be drawn, or has it laid out."""
    return SpiffEngine(steps)


def forms_alone(clock: Clock) -> FormChecker:
    """The forms without a house."""
    return MarshmallowForms(clock)


def explained_views(database: Database, shelf: Shelf) -> ExplainedViews:
    """The views of the house, whose statements can be explained: for the benchmark."""
    return ExplainedViews(database, manner_of(shelf))


def manner_of(shelf: Shelf) -> Manner:
    """How pages want moments and notices put: by the county's calendar, in the house's words."""

    def deadline(due: datetime | None, now: datetime, provisional: bool) -> Deadline:  # noqa: FBT001  # the shape that the store calls
        county = shelf.at_hand
        if county is None:
            return Deadline(due=due, lamp=Lamp.NONE)
        return county.deadline(due, now, provisional=provisional)

    return Manner(deadline_of=deadline, words_of=words_of)
