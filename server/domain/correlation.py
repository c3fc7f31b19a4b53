"""Whose a message is, as one text: its only key, or several, each behind a mark (``BETWEEN``)."""

BETWEEN = "␟"
"""Stands before each of several keys, and never inside one."""


def key_text(key: str) -> str:
    """A key without the mark, which somebody may have typed."""
    return key.replace(BETWEEN, "")


def keys_in(text: str) -> tuple[str, ...]:
    """The keys that a text tells, any of which is enough; a text that begins without the mark is one."""
    told = text.split(BETWEEN) if text.startswith(BETWEEN) else (key_text(text),)
    return tuple(key for key in told if key)
