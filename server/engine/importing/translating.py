"""The expressions of other tools in FEEL: the part of JUEL and Python that means the same.

Comparisons, arithmetic, logic, members and a few questions to lists; whatever else is written is
not translated, and a person decides instead.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from server.engine.importing.knowing import is_feel, plain
from server.engine.importing.phrasing import bare, indexed, is_held, joined, quoted, variable
from server.engine.importing.tokens import PLAIN, WORDS, Strange, tokens

if TYPE_CHECKING:
    from collections.abc import Callable

    from server.engine.importing.tokens import Token

DEEPEST = 50
MOST = 20_000
"""Letters of what is written at most: a condition that asks twice for the same says it twice."""
_HELD = re.compile(r"[$#]\{(.*)\}", re.DOTALL)
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
_FUNCTIONS = {"len": "count", "abs": "abs", "min": "min", "max": "max"}
_RESERVED = frozenset({"and", "or", "not", "in", "is", "empty", "if", "else"} | WORDS.keys())
_COMPARING = 2
"""The level of comparisons, below which Python's ``not`` stands and JUEL's doesn't."""


def to_feel(written: str) -> str | None:
    """The same in FEEL; None where it can't be said, or names what nobody has."""
    text = written.strip()
    held = _HELD.fullmatch(text)
    if held is None:
        return text if is_feel(text) else from_script(text)
    return from_script(held[1], is_python=False)


def from_script(written: str, *, is_python: bool = True) -> str | None:
    """The same in FEEL, of what is known to be another language."""
    try:
        feel = _Reader(written.strip(), is_python=is_python).whole()
    except (Strange, IndexError, TypeError):
        return None
    return feel if is_feel(feel) else None


def in_plain(written: str | None) -> str:
    """The same in FEEL, without the sign before it; empty where it can't be said."""
    return plain(to_feel(written or "") or "")


class _Reader:
    """Reads one expression from left to right, writing FEEL."""

    def __init__(self, source: str, *, is_python: bool) -> None:
        self._tokens = tokens(source)
        self._is_python = is_python
        self._at = 0
        self._depth = 0

    def whole(self) -> str:
        """The expression, to its end."""
        text = self._choice()
        if self._at < len(self._tokens):
            raise Strange
        return bare(text)

    def _nested(self, read: Callable[[], str]) -> str:
        """What stands inside of something else, up to a limit of depth and length."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise Strange
        text = read()
        self._depth -= 1
        if len(text) > MOST:
            raise Strange
        return text

    def _choice(self) -> str:
        return self._nested(self._either)

    def _either(self) -> str:
        text = self._level(0)
        if self._take("?"):
            yes = self._choice()
            self._want(":")
            return f"(if {text} then {yes} else {self._choice()})"
        if self._is_python and self._take("if"):
            asked = self._level(0)
            self._want("else")
            return f"(if {asked} then {text} else {self._choice()})"
        return text

    def _level(self, level: int) -> str:
        if level == len(_LEVELS):
            return self._sign()
        if level == _COMPARING:
            return self._comparison()
        text = self._level(level + 1)
        while self._next() in _LEVELS[level]:
            text = joined(self._pop().text, text, self._level(level + 1))
        return text

    def _comparison(self) -> str:
        """Python asks each pair of a chain, and turns a whole comparison round by ``not``."""
        if self._is_python and self._take("not"):
            return f"not({bare(self._nested(self._comparison))})"
        left = text = self._level(_COMPARING + 1)
        asked: list[str] = []
        while (operator := self._operator()) is not None:
            right = self._level(_COMPARING + 1)
            text = joined(operator, left, right)
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
            return f"not({bare(self._nested(self._sign))})"
        if self._take("empty"):
            text = self._nested(self._sign)
            return f'({text} = null or {text} = "" or {text} = [])'
        if self._take("-"):
            return f"(-{self._nested(self._sign)})"
        return self._path()

    def _path(self) -> str:
        text = self._atom()
        while True:
            if self._take("."):
                text = self._member(text)
            elif self._take("["):
                text = indexed(text, self._choice())
                self._want("]")
            else:
                return text

    def _member(self, text: str) -> str:
        name = self._pop()
        if name.kind != "name":
            raise Strange
        if not self._take("("):
            return f"{text}.{name.text}"
        arguments = self._listed(")")
        if text == "execution" and name.text == "getVariable":
            return variable(arguments)
        if name.text not in _MEMBERS:
            raise Strange
        return _MEMBERS[name.text](text, *arguments)

    def _atom(self) -> str:
        token = self._pop()
        if token.kind == "text":
            return quoted(token.text)
        if token.kind == "number" or token.text in PLAIN.values():
            return token.text
        if token.kind == "name" and token.text not in _RESERVED:
            return self._call(token.text)
        if token.text == "(":
            text = self._choice()
            self._want(")")
            return text if is_held(text) else f"({text})"
        if token.text == "[":
            return f"[{', '.join(self._listed(']'))}]"
        if token.text == "{" and self._is_python:
            return f"{{{', '.join(self._listed('}', self._entry))}}}"
        raise Strange

    def _entry(self) -> str:
        name = self._pop()
        if name.kind != "text":
            raise Strange
        self._want(":")
        return f"{quoted(name.text)}: {self._choice()}"

    def _call(self, name: str) -> str:
        if not self._take("("):
            return name
        if name not in _FUNCTIONS:
            raise Strange
        return f"{_FUNCTIONS[name]}({', '.join(self._listed(')'))})"

    def _listed(self, end: str, read: Callable[[], str] | None = None) -> list[str]:
        found: list[str] = []
        while not self._take(end):
            if found:
                self._want(",")
            found.append((read or self._choice)())
        return found

    def _next(self) -> str:
        return self._tokens[self._at].text if self._at < len(self._tokens) else ""

    def _pop(self) -> Token:
        if self._at >= len(self._tokens):
            raise Strange
        self._at += 1
        return self._tokens[self._at - 1]

    def _take(self, text: str) -> bool:
        found = self._next() == text
        self._at += found
        return found

    def _want(self, text: str) -> None:
        if not self._take(text):
            raise Strange
