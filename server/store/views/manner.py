"""How pages want things put, where that needs more than the tables know."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from server.domain.reading import Deadline


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """Given by the wiring: the store reads rows, the domain knows what they mean to people."""

    deadline_of: Callable[[datetime | None, datetime, bool], Deadline]
    """A due moment as seen now, and whether it is provisional: lamp and working days left."""
    words_of: Callable[[str, str, str], tuple[str, str]]
    """A notice in Chinese and in English: its kind, the step's name, the step's English name."""
