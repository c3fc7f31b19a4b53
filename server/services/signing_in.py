"""Sign in and out; who is this."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.errors import NoSuchPost, NotSignedIn, WrongCredentials
from server.domain.ids import SubjectId
from server.domain.people import SYSTEM, Actor
from server.services.recording import Record

if TYPE_CHECKING:
    from datetime import datetime

    from server.domain.ids import PersonId
    from server.services.tools import Tools

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A signed-in session; only the hash of its secret is kept on the server."""

    secret: str
    until: datetime


def sign_in(tools: Tools, login: str, password: str, before: str | None = None) -> Session:
    """Begins a session; any session of before is ended, so that its id can't be planted.

    Refused with ``WrongCredentials``, and with ``TooManySignIns`` when too many come at once.
    """
    person = _proven(tools, login, password)
    now = tools.clock.now()
    session = Session(secret=secrets.token_urlsafe(32), until=now + tools.limits.session)
    with tools.unit() as unit:
        if before:
            unit.people.close_session(hashed(before))
        unit.people.open_session(hashed(session.secret), person, now, session.until)
        unit.commit()
    return session


def issue_token(tools: Tools, login: str, password: str) -> Session:
    """Issues a bearer token for the API."""
    person = _proven(tools, login, password)
    with tools.unit() as unit:
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


def acting_by(actor: Actor, seat: str) -> Actor:
    """The person by this seat of theirs alone; refused with ``NoSuchPost``."""
    if seat not in {each.key for each in actor.seats}:
        raise NoSuchPost(post=seat)
    return actor.by(seat)


def hashed(secret: str) -> str:
    """What is kept of a secret that is itself long and random."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _proven(tools: Tools, login: str, password: str) -> PersonId:
    """The person whose password this is, if their account is open.

    Who doesn't exist, whose account is closed and whose password is wrong are refused alike and
    after the same work, so that neither words nor time tell which it was.
    """
    with tools.unit() as unit:
        found = unit.people.secret(login)
    person, kept = found or (None, _NOBODY)
    is_right = tools.hasher.matches(kept, password)
    if person is None or not _is_let_in(tools, person, is_right=is_right):
        raise WrongCredentials(
            limit=tools.limits.wrong_passwords, minutes=tools.limits.lockout // MINUTE
        )
    return person


def _is_let_in(tools: Tools, person: PersonId, *, is_right: bool) -> bool:
    """Counts the try, and whether it opens the account, which too many wrong ones close.

    What was closed is asked after the password was looked at: of many tries at once only so many
    count as may come one after the other.
    """
    now = tools.clock.now()
    with tools.unit() as unit:
        wrong, closed = unit.people.tried(person, now, is_right=is_right)
        is_open = closed is None or closed <= now
        if is_open and wrong >= tools.limits.wrong_passwords:
            record = Record(tools, unit, SYSTEM)
            until = now + tools.limits.lockout
            record.of_subject(SubjectId(person), f.AccountLocked(person=person, until=until))
            record.write()
        unit.commit()
    return is_open and is_right


_NOBODY = (
    "$argon2id$v=19$m=65536,t=3,p=4$AAAAAAAAAAAAAAAAAAAAAA"
    "$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
)
"""Nobody's password: checked for unknown names too, so that time doesn't tell who exists."""
