"""Sentences of the features as patterns: what stands between “ and ” is given, nothing else varies."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from pytest_bdd import parsers

from server.domain.county_time import COUNTY_TIME
from tests.features.people import accounts
from tests.features.seen import Asked

_SLOT = re.compile(r"\{(\w+)\}")
NUMBER = "count"


class Said(parsers.re):
    """A sentence with named slots; ``{count}`` is a number, any other slot ends before a ”."""

    def __init__(self, sentence: str) -> None:
        """Make the pattern, and the phrase under which features/README.md lists it."""
        parts = _SLOT.split(sentence)
        slots = [_pattern(part) if odd % 2 else re.escape(part) for odd, part in enumerate(parts)]
        super().__init__("".join(slots))
        numbered = sentence.replace(f"{{{NUMBER}}}", "N")
        self.phrase = _SLOT.sub("“…”", re.sub(r"“\{\w+\}”", "“…”", numbered))


def _pattern(slot: str) -> str:
    return rf"(?P<{slot}>\d+)" if slot == NUMBER else rf"(?P<{slot}>[^”]*)"


def asked(who: str, other: str, begin: str, end: str, **more: Any) -> Asked:
    """Somebody is asked to stand in for the post of somebody."""
    post, substitute = accounts()[who], accounts()[other]
    return Asked(post=post, substitute=substitute, begin=begin, end=end, **more)


def moment(text: str) -> datetime:
    """A moment as the features write it, in county time."""
    return datetime.fromisoformat(text).replace(tzinfo=COUNTY_TIME)
