"""Keys under which a request is carried out once, however often it is sent.

The first of two twins writes the key; the second waits at the unique index until the first has
committed, and is then given the answer that the first one got.
"""

from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Mapped, mapped_column

from server.domain.errors import BusyNow, KeyInFlight, SameKeyOtherRequest
from server.domain.people import Actor
from server.store.base import Base, Id
from server.store.gathered import Gathered
from server.store.wire import Wire

NOBODY = UUID(int=0)
"""Stands for the system, which has no person."""


class RequestRow(Base):
    """A request that somebody sent under a key, and what was answered."""

    __tablename__ = "requests"
    id: Mapped[Id]
    """Of who sent it and under what key, both in one digest."""
    at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    fingerprint: Mapped[UUID]
    """A digest of the digest that was given: what it is compared with is made the same way."""
    body: Mapped[str | None]


TAKE = """INSERT INTO requests (id, fingerprint) VALUES (%(id)s, %(fingerprint)s)
ON CONFLICT DO NOTHING RETURNING id"""
ANSWER = "SELECT fingerprint, body FROM requests WHERE id = %(id)s"
FORGET = "DELETE FROM requests WHERE at < %(before)s"


def take_key(wire: Wire, key: str, actor: Actor, fingerprint: str) -> str | None:
    """Take a request key; None when this is the first, the kept answer when it is a repetition.

    Refused with ``SameKeyOtherRequest`` for another request under the same key, and with
    ``KeyInFlight`` when its twin takes too long.
    """
    given = {"id": _request(actor, key), "fingerprint": _short(fingerprint)}
    try:
        taken = wire.one(TAKE, given)
    except BusyNow as wait:
        raise KeyInFlight from wait
    if taken is not None:
        return None
    kept = wire.one(ANSWER, given)
    if kept is None or kept.body is None:
        raise KeyInFlight
    if kept.fingerprint != given["fingerprint"]:
        raise SameKeyOtherRequest
    answer: str = kept.body
    return answer


def keep_answer(gathered: Gathered, key: str, actor: Actor, answer: str) -> None:
    """Gather the answer to a request."""
    gathered.change(RequestRow, _request(actor, key), body=answer)


def _request(actor: Actor, key: str) -> UUID:
    return _short(f"{actor.person or NOBODY}/{key}")


def _short(text: str) -> UUID:
    return UUID(bytes=sha256(text.encode()).digest()[:16])


def forget_requests(wire: Wire, before: datetime) -> int:
    """Delete the keys taken before a moment; how many there were."""
    return wire.ask(FORGET, {"before": before}).rowcount
