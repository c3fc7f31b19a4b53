"""The expressions of other tools in FEEL: the part of JUEL and Python that means the same.

Comparisons, arithmetic, logic, members and a few questions to lists; whatever else is written is
not translated, and a person decides instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from server.engine.importing.knowing import is_feel, plain
from server.engine.names import IDENTIFIER

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST = 2000
DEEPEST = 50
_HELD = re.compile(r"[$#]\{(.*)\}", re.DOTALL)
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<text>'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
    r"|(?P<name>[^\W\d]\w*)|(?P<sign>==|!=|<=|>=|&&|\|\||[-+*/%<>!?:.,()\[\]]))"
)
_WORDS = {
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
_PLAIN = {"True": "true", "False": "false", "None": "null"}
_LEVELS = (
    frozenset({"or"}),
    frozenset({"and"}),
    frozenset({"=", "!=", "<", ">", "<=", ">=", "in"}),
    frozenset({"+", "-"}),
    frozenset({"*", "/", "%"}),
)
_MEMBERS: dict[str, Callable[..., str]] = {
    "size": lambda at: f"count({at})",
    "isEmpty": lambda at: f"(count({at}) = 0)",
    "contains": lambda at, one: f"list contains({at}, {one})",
    "equals": lambda at, one: f"({at} = {one})",
}
_QUOTE = '"'
_RESERVED = frozenset({"and", "or", "not", "in", "is", "empty"} | _WORDS.keys())
_COMPARING = 2
"""The level of comparisons, below which Python's ``not`` stands and JUEL's doesn't."""


def to_feel(written: str) -> str | None:
    """The same in FEEL; None where it can't be said, or names what nobody has."""
    text = written.strip()
    held = _HELD.fullmatch(text)
    if held is None and is_feel(text):
        return text
    try:
        feel = _Reader((held[1] if held else text).strip(), is_python=held is None).whole()
    except (_Strange, IndexError, TypeError):
        return None
    return feel if is_feel(feel) else None


def in_plain(written: str | None) -> str:
    """The same in FEEL, without the sign before it; empty where it can't be said."""
    return plain(to_feel(written or "") or "")


class _Strange(Exception):  # never leaves this module
    """Something that we don't translate."""


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


class _Reader:
    """Reads one expression from left to right, writing FEEL."""

    def __init__(self, source: str, *, is_python: bool) -> None:
        self._tokens = _tokens(source)
        self._is_python = is_python
        self._at = 0
        self._depth = 0

    def whole(self) -> str:
        """The expression, to its end."""
        text = self._choice()
        if self._at < len(self._tokens):
            raise _Strange
        return _bare(text)

    def _choice(self) -> str:
        self._depth += 1
        if self._depth > DEEPEST:
            raise _Strange
        text = self._level(0)
        if self._take("?"):
            yes = self._choice()
            self._want(":")
            text = f"(if {text} then {yes} else {self._choice()})"
        self._depth -= 1
        return text

    def _level(self, level: int) -> str:
        if level == len(_LEVELS):
            return self._sign()
        if level == _COMPARING:
            return self._comparison()
        text = self._level(level + 1)
        while self._next() in _LEVELS[level]:
            text = _joined(self._pop().text, text, self._level(level + 1))
        return text

    def _comparison(self) -> str:
        """Python asks each pair of a chain, and turns a whole comparison round by ``not``."""
        if self._is_python and self._take("not"):
            return f"not({_bare(self._comparison())})"
        left = text = self._level(_COMPARING + 1)
        asked: list[str] = []
        while (operator := self._operator()) is not None:
            right = self._level(_COMPARING + 1)
            text = _joined(operator, left, right)
            asked.append(text)
            left = right if self._is_python else text
        return text if len(asked) < 2 or not self._is_python else f"({' and '.join(asked)})"  # noqa: PLR2004  # a chain

    def _operator(self) -> str | None:
        """The comparison that follows, in one word; None where none does."""
        if self._take("not"):
            self._want("in")
            return "not in"
        if self._next() not in _LEVELS[_COMPARING]:
            return None
        operator = self._pop().text
        return "!=" if operator == "=" and self._take("not") else operator

    def _sign(self) -> str:
        if self._take("!") or self._take("not"):
            return f"not({_bare(self._sign())})"
        if self._take("empty"):
            text = self._sign()
            return f'({text} = null or {text} = "" or {text} = [])'
        if self._take("-"):
            return f"(-{self._sign()})"
        return self._path()

    def _path(self) -> str:
        text = self._atom()
        while True:
            if self._take("."):
                text = self._member(text)
            elif self._take("["):
                text = _indexed(text, self._choice())
                self._want("]")
            else:
                return text

    def _member(self, text: str) -> str:
        name = self._pop()
        if name.kind != "name":
            raise _Strange
        if not self._take("("):
            return f"{text}.{name.text}"
        arguments = self._listed(")")
        if text == "execution" and name.text == "getVariable":
            return _variable(arguments)
        if name.text not in _MEMBERS:
            raise _Strange
        return _MEMBERS[name.text](text, *arguments)

    def _atom(self) -> str:
        token = self._pop()
        if token.kind == "text":
            return _quoted(token.text)
        if token.kind == "number" or token.text in _PLAIN.values():
            return token.text
        if token.kind == "name" and token.text not in _RESERVED:
            return self._call(token.text)
        if token.text == "(":
            text = self._choice()
            self._want(")")
            return text if _is_held(text) else f"({text})"
        if token.text == "[":
            return f"[{', '.join(self._listed(']'))}]"
        raise _Strange

    def _call(self, name: str) -> str:
        if not self._take("("):
            return name
        if name != "len":
            raise _Strange
        return f"count({', '.join(self._listed(')'))})"

    def _listed(self, end: str) -> list[str]:
        found: list[str] = []
        while not self._take(end):
            if found:
                self._want(",")
            found.append(self._choice())
        return found

    def _next(self) -> str:
        return self._tokens[self._at].text if self._at < len(self._tokens) else ""

    def _pop(self) -> _Token:
        if self._at >= len(self._tokens):
            raise _Strange
        self._at += 1
        return self._tokens[self._at - 1]

    def _take(self, text: str) -> bool:
        found = self._next() == text
        self._at += found
        return found

    def _want(self, text: str) -> None:
        if not self._take(text):
            raise _Strange


def _tokens(source: str) -> list[_Token]:
    tokens: list[_Token] = []
    at = 0
    while source[at:].strip() if at < len(source) else False:
        match = _TOKEN.match(source, at)
        if match is None or len(source) > LONGEST:
            raise _Strange
        at = match.end()
        kind = str(match.lastgroup)
        text = match[kind]
        if kind != "text":
            text = _PLAIN.get(text, _WORDS.get(text, text))
        tokens.append(_Token(kind, text))
    return tokens


def _joined(operator: str, left: str, right: str) -> str:
    if operator == "%":
        return f"modulo({left}, {right})"
    if operator == "in":
        return f"{'' if right.startswith(_QUOTE) else 'list '}contains({right}, {left})"
    if operator == "not in":
        return f"not({_joined('in', left, right)})"
    return f"({left} {operator} {right})"


def _variable(arguments: list[str]) -> str:
    name = arguments[0].strip(_QUOTE)
    if not IDENTIFIER.fullmatch(name):
        raise _Strange
    return name


def _indexed(text: str, index: str) -> str:
    """Lists of other languages count from 0, FEEL from 1; a text names a member."""
    if index.startswith("(-"):
        raise _Strange  # FEEL counts from the end otherwise
    if index.startswith('"'):
        return f"get value({text}, {index})"
    return f"{text}[{int(index) + 1}]" if index.isdecimal() else f"{text}[{index} + 1]"


def _quoted(text: str) -> str:
    inner = text[1:-1].replace("\\'", "'").replace('\\"', '"')
    return '"' + inner.replace('"', '\\"') + '"'


def _bare(text: str) -> str:
    return text[1:-1] if _is_held(text) else text


def _is_held(text: str) -> bool:
    """Whether one pair of brackets holds the whole text."""
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', "", text)
    depths = accumulate((sign == "(") - (sign == ")") for sign in bare[:-1])
    return bare.startswith("(") and all(depths)
