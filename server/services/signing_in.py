"""Sign in and out; who is this."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.errors import AccountClosed, NotSignedIn, WrongCredentials
from server.domain.ids import PersonId, SubjectId
from server.domain.people import SYSTEM, Actor
from server.services.recording import Record

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from server.services.tools import Tools


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A signed-in session; only the hash of its secret is kept on the server."""

    secret: str
    until: datetime


def sign_in(tools: Tools, login: str, password: str, before: str | None = None) -> Session:
    """Begins a session; any session of before is ended, so that its id can't be planted.

    Refused with ``WrongCredentials`` or, after too many tries, ``AccountClosed``.
    """
    person = _proven(tools, login, password)
    now = tools.clock.now()
    session = Session(secret=secrets.token_urlsafe(32), until=now + tools.limits.session)
    with tools.unit() as unit:
        if before:
            unit.people.close_session(hashed(before))
        unit.people.count_wrong(person, reset=True)
        unit.people.open_session(hashed(session.secret), person, now, session.until)
        unit.commit()
    return session


def issue_token(tools: Tools, login: str, password: str) -> Session:
    """Issues a bearer token for the API."""
    person = _proven(tools, login, password)
    with tools.unit() as unit:
        unit.people.count_wrong(person, reset=True)
        record = Record(tools, unit, Actor(person=person, name=login, login=login))
        until = record.moment + tools.limits.token
        token = Session(secret=secrets.token_urlsafe(32), until=until)
        name = tools.ids.new()
        unit.people.keep_token(name, hashed(token.secret), person, until)
        issued = f.TokenIssued(person=person, token=name, expires=until)
        record.of_subject(SubjectId(person), issued)
        record.write()
        unit.commit()
    return token


def sign_out(tools: Tools, secret: str) -> None:
    """Ends a session."""
    with tools.unit() as unit:
        unit.people.close_session(hashed(secret))
        unit.commit()


def who_is(tools: Tools, secret: str) -> Actor | None:
    """Who a session belongs to, with the seats held today; None when it is over."""
    with tools.unit() as unit:
        return unit.people.actor_of_session(hashed(secret), tools.clock.now())


def who_bears(tools: Tools, secret: str) -> Actor:
    """Who a bearer token belongs to; refused with ``NotSignedIn`` when it is unknown or over."""
    with tools.unit() as unit:
        actor = unit.people.actor_of_token(hashed(secret), tools.clock.now())
    if actor is None:
        raise NotSignedIn
    return actor


def hashed(secret: str) -> str:
    """What is kept of a secret that is itself long and random."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _proven(tools: Tools, login: str, password: str) -> PersonId:
    """The person whose password this is."""
    now = tools.clock.now()
    with tools.unit() as unit:
        found = unit.people.secret(login)
    if found is None:
        tools.hasher.matches(_NOBODY, password)
        raise WrongCredentials(limit=tools.limits.wrong_passwords)
    person, kept, _, closed = found
    if closed is not None and now < closed:
        raise AccountClosed(until=closed)
    if not tools.hasher.matches(kept, password):
        _count_wrong(tools, person)
        raise WrongCredentials(limit=tools.limits.wrong_passwords)
    return person


_NOBODY = (
    "$argon2id$v=19$m=65536,t=3,p=4$AAAAAAAAAAAAAAAAAAAAAA"
    "$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
)
"""Nobody's password: checked for unknown names too, so that time doesn't tell who exists."""


def _count_wrong(tools: Tools, person: UUID) -> None:
    with tools.unit() as unit:
        wrong = unit.people.count_wrong(PersonId(person))
        if wrong >= tools.limits.wrong_passwords:
            until = tools.clock.now() + tools.limits.lockout
            record = Record(tools, unit, SYSTEM)
            record.of_subject(SubjectId(person), f.AccountLocked(person=person, until=until))
            record.write()
        unit.commit()
    if wrong >= tools.limits.wrong_passwords:
        raise AccountClosed(until=until)
