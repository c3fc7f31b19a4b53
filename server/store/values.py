"""Values as text and back: JSON in the words it came in."""

import orjson

from server.domain.values import Value, Values


def dump(value: Value) -> str:
    """The JSON text of a value; refuses what is not JSON (TypeError), so that nothing is lost."""
    return orjson.dumps(value).decode()


def load(text: str | None) -> Values:
    """The named values of a text; none for no text."""
    if not text:
        return {}
    values: Values = orjson.loads(text)
    return values


def load_value(text: str | None) -> Value:
    """The value of a text; None for no text."""
    return None if text is None else orjson.loads(text)


def merged(texts: list[str]) -> Values:
    """The data of the parents in one, given the nearest first: the nearest wins."""
    found: dict[str, Value] = {}
    for text in reversed(texts):
        found.update(load(text))
    return found
