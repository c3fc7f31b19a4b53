"""Who hears at once that there is something new: a bell says for whom to look, never what there is.

Open pages listen with a sealed list of ears, which says for whom they may hear and until when; it is
made where somebody is signed in, and read where nobody is known.
"""

from __future__ import annotations

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from server.domain.facts import WorkHandedBack, WorkOffered

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from server.domain.facts import Fact
    from server.domain.notice import Notice
    from server.domain.people import Actor

HEARD = timedelta(minutes=30)
"""How long one seal is good for; whoever is still there gets another."""
PURPOSE = b"muster/bells"
_SEPARATOR = "."


def bells(facts: Iterable[Fact], notices: Iterable[Notice]) -> Iterator[str]:
    """For whom there is something new: a desk that gets work, whoever is told something."""
    for fact in facts:
        if isinstance(fact, WorkOffered | WorkHandedBack):
            yield f"{fact.body}/{fact.role}"
    for notice in notices:
        yield notice.person.hex if notice.person else f"{notice.body or ''}/{notice.role}"


def ears(actor: Actor) -> frozenset[str]:
    """The bells that this person hears: their own, those of their desks, those of their roles anywhere."""
    desks = {
        f"{body}/{role}" for seat in actor.seats for role in seat.roles for body in (seat.body, "")
    }
    return frozenset(desks | ({actor.person.hex} if actor.person else set()))


def sealed(secret: str, heard: Iterable[str], until: datetime) -> str:
    """A list of ears that can't be changed, good until then."""
    said = json.dumps([int(until.timestamp()), sorted(heard)], separators=(",", ":"))
    text = urlsafe_b64encode(said.encode()).decode()
    return f"{text}{_SEPARATOR}{_seal(secret, text)}"


def opened(secret: str, token: str, now: datetime) -> tuple[frozenset[str], datetime] | None:
    """The ears and until when they hear; None for a list that is over, changed or none at all."""
    text, _, seal = token.partition(_SEPARATOR)
    if not hmac.compare_digest(seal.encode(), _seal(secret, text).encode()):
        return None
    end, heard = json.loads(urlsafe_b64decode(text))
    until = datetime.fromtimestamp(end, UTC)
    return (frozenset(heard), until) if until > now else None


def _seal(secret: str, text: str) -> str:
    return hmac.digest(hmac.digest(secret.encode(), PURPOSE, sha256), text.encode(), sha256).hex()
