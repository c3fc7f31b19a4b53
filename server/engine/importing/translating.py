"""The expressions of other tools in FEEL: the part of JUEL and Python that means the same.

Comparisons, arithmetic, logic, members and a few questions to lists; whatever else is written is
not translated, and a person decides instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from server.domain.feel import FeelError, compile_expression

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST = 2000
DEEPEST = 50
_HELD = re.compile(r"[$#]\{(.*)\}", re.DOTALL)
_PYTHON = re.compile(r"\b(?:not\s+\w+|is|None|True|False)\b")
"""What FEEL would take for a name with spaces."""
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
    "!": "not",
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
_RESERVED = frozenset({"and", "or", "not", "in", "is", "empty"} | _WORDS.keys())


def to_feel(written: str) -> str | None:
    """The same in FEEL; None where it can't be said."""
    text = written.strip()
    held = _HELD.fullmatch(text)
    if held is None and is_feel(text) and not _PYTHON.search(text):
        return text
    try:
        feel = _Reader((held[1] if held else text).strip()).whole()
    except (_Strange, IndexError, TypeError):
        feel = "" if held else text
    return feel if is_feel(feel) else None


def is_feel(text: str) -> bool:
    """Whether a text can be read as it stands."""
    try:
        compile_expression(text.strip().removeprefix("=").strip())
    except FeelError:
        return False
    return True


class _Strange(Exception):  # never leaves this module
    """Something that we don't translate."""


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


class _Reader:
    """Reads one expression from left to right, writing FEEL."""

    def __init__(self, source: str) -> None:
        self._tokens = _tokens(source)
        self._at = 0
        self._depth = 0

    def whole(self) -> str:
        """The expression, to its end."""
        text = self._choice()
        if self._at < len(self._tokens):
            raise _Strange
        return text.removeprefix("(").removesuffix(")") if _is_held(text) else text

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
        text = self._level(level + 1)
        while self._next() in _LEVELS[level]:
            operator = self._pop().text
            is_not = operator == "=" and self._take("not")
            text = _joined("!=" if is_not else operator, text, self._level(level + 1))
        return text

    def _sign(self) -> str:
        if self._take("not"):
            return f"not({self._sign()})"
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
            return arguments[0].strip('"')
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
        return f"list contains({right}, {left})"
    return f"({left} {operator} {right})"


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


def _is_held(text: str) -> bool:
    """Whether one pair of brackets holds the whole text."""
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', "", text)
    depths = accumulate((sign == "(") - (sign == ")") for sign in bare[:-1])
    return bare.startswith("(") and all(depths)
