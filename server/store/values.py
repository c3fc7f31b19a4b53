"""Values as text and back: JSON in the words it came in."""

import orjson

from server.domain.values import Value, Values
from server.store.packing import pack, unpack


def packed(value: Value) -> bytes:
    """A value as a column keeps it."""
    return pack(dump(value))


def unpacked(kept: bytes | None) -> Values:
    """The named values that a column keeps; none for none."""
    return load(unpack(kept)) if kept else {}


def unpacked_value(kept: bytes | None) -> Value:
    """The value that a column keeps; None for none."""
    return None if kept is None else orjson.loads(unpack(kept))


def dump(value: Value) -> str:
    """The JSON text of a value; refuses what is not JSON (TypeError), so that nothing is lost."""
    return orjson.dumps(value).decode()


def load(text: str) -> Values:
    """The named values of a text."""
    values: Values = orjson.loads(text)
    return values


def merged(kept: list[bytes | None]) -> Values:
    """The data of the parents in one, given the nearest first: the nearest wins."""
    found: dict[str, Value] = {}
    for one in reversed(kept):
        found.update(unpacked(one))
    return found
