"""The words of expressions as other tools write them: JUEL and Python."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST = 2000
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<text>'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
    r"|(?P<name>[^\W\d]\w*)|(?P<sign>==|!=|<=|>=|&&|\|\||[-+*/%<>!?:.,()\[\]{}]))"
)
WORDS = {
    "&&": "and",
    "||": "or",
    "==": "=",
    "eq": "=",
    "ne": "!=",
    "lt": "<",
    "gt": ">",
    "le": "<=",
    "ge": ">=",
    "div": "/",
    "mod": "%",
    "is": "=",
}
PLAIN = {"True": "true", "False": "false", "None": "null"}


class Strange(Exception):  # never leaves the import
    """Something that we don't translate."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word, by the word that means the same here."""

    kind: str
    text: str


def tokens(source: str) -> list[Token]:
    """The words of an expression, one after the other."""
    found: list[Token] = []
    at = 0
    while source[at:].strip() if at < len(source) else False:
        match = _TOKEN.match(source, at)
        if match is None or len(source) > LONGEST:
            raise Strange
        at = match.end()
        kind = str(match.lastgroup)
        text = match[kind]
        if kind != "text":
            text = PLAIN.get(text, WORDS.get(text, text))
        found.append(Token(kind, text))
    return found
