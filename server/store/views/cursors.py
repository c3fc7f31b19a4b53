"""Marks of a place in a list, opaque to whoever carries them."""

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from server.domain.errors import CursorWrong


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A place in a list ordered by a moment (or none, which comes last) and an id."""

    at: datetime | None
    id: UUID
    back: bool = False
    """Whether the page before this place is wanted."""


def written(mark: Mark) -> str:
    """The mark as text for an address."""
    at = "" if mark.at is None else mark.at.astimezone(UTC).isoformat()
    plain = f"{'b' if mark.back else 'f'}{mark.id.hex}{at}"
    return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")


def read(text: str | None) -> Mark | None:
    """The mark of a text, None for none; refused with ``CursorWrong``."""
    if not text:
        return None
    try:
        plain = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
        moment = datetime.fromisoformat(plain[33:]) if plain[33:] else None
        return Mark(at=moment, id=UUID(hex=plain[1:33]), back={"f": False, "b": True}[plain[:1]])
    except (binascii.Error, KeyError, ValueError) as error:
        raise CursorWrong from error
