"""The shape of names, which of them are in reach, and what stands between quotes."""

import re
import sys
from collections.abc import Mapping, Sequence
from functools import lru_cache

KEYWORDS = frozenset(
    {
        "for", "in", "return", "some", "every", "satisfies", "if", "then", "else", "function",
        "and", "or", "between", "instance",
    }
)  # fmt: skip
CONSTANTS = {"true": True, "false": False, "null": None}
RESERVED = KEYWORDS | CONSTANTS.keys()
"""Words that can't be the name of a variable, because they mean something else."""
_START = r"[^\W\d]|[\u00b7\U00010000-\U000effff]"
WORD = rf"(?:{_START})(?:\w|[\u00b7\u0300-\u036f\u203f\u2040\U00010000-\U000effff])*"
WORDS = re.compile(WORD)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|(.))", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "'": "'", "\\": "\\"}


@lru_cache(maxsize=1024)
def pattern_of(name: str) -> re.Pattern[str]:
    """Give the pattern that finds a name however its parts are spaced."""
    parts = re.findall(rf"{WORD}|\d+|[^\w\s]", name)
    return re.compile(r"\s*".join(map(re.escape, parts)) + r"(?!\w)")


def _unescape(match: re.Match[str]) -> str:
    short, long, plain = match.groups()
    if plain is not None:
        return _ESCAPES.get(plain, f"\\{plain}")
    code = int(short or long, 16)
    return chr(code) if code <= sys.maxunicode else match[0]


def text_value(quoted: str) -> str:
    """Resolve the escapes of what stood between quotes."""
    if "\\" not in quoted:
        return quoted
    text = _ESCAPE.sub(_unescape, quoted)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


@lru_cache(maxsize=256)
def by_first_word(names: frozenset[str]) -> Mapping[str, Sequence[str]]:
    """Names of more than one plain word, the longest first, by the word that they begin with.

    Made once for all expressions of a model.
    """
    found: dict[str, list[str]] = {}
    for name in sorted({" ".join(one.split()) for one in names}, key=len, reverse=True):
        first = WORDS.match(name)
        if first is not None and first.end() < len(name):
            found.setdefault(first[0], []).append(name)
    return found
