"""The shape of names, which of them are in reach, and what stands between quotes."""

import re
import sys
from functools import lru_cache

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


def add_name(names: dict[str, list[str]], name: str) -> None:
    """Bring a name into reach if it is more than one plain word."""
    first = WORDS.match(name)
    if first is None or first.end() == len(name):
        return
    reach = names.setdefault(first[0], [])
    if name not in reach:
        reach.append(name)
        reach.sort(key=len, reverse=True)
