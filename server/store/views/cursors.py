"""Pages of a list, and marks of a place in it, opaque to whoever carries them."""

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
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


TOP = Mark(at=datetime.max.replace(tzinfo=UTC), id=UUID(int=(1 << 128) - 1))
"""Before the first row of a list that has its newest first."""


def begin(mark: Mark | None) -> Mark:
    """Where to read from in a list that has its newest first."""
    return mark or TOP


def directed(text: str, mark: Mark | None) -> str:
    """The statement of a list that has its newest first, turned round to find the page before."""
    back = mark is not None and mark.back
    return text.format(beyond=">" if back else "<", way="ASC" if back else "DESC")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The rows of one page, with the marks of the page before and of the page after."""

    rows: Sequence[Any]
    previous: str | None
    next: str | None


def part(
    find: Callable[[Mark | None], Sequence[Any]],
    cursor: str | None,
    limit: int,
    place: Callable[[Any], Mark],
) -> Part:
    """The page at a mark.

    ``find`` gives one row more than a page holds, from the mark on and away from it; ``place``
    tells where a row stands. It costs the same wherever in the list the page lies.
    """
    mark = read(cursor)
    found = find(mark)
    if mark is not None and len(found) < (limit if mark.back else 1):
        # What lay there has gone meanwhile: the beginning is shown, and never half a page of it.
        mark, found = None, find(None)
    more, back = len(found) > limit, mark is not None and mark.back
    rows = found[:limit][:: -1 if back else 1]
    has_previous, has_next = (more, True) if back else (mark is not None, more)
    return Part(
        rows=rows,
        previous=written(replace(place(rows[0]), back=True)) if rows and has_previous else None,
        next=written(place(rows[-1])) if rows and has_next else None,
    )
