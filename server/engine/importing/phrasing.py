"""FEEL as it is written from what other tools mean."""

from __future__ import annotations

import re
from itertools import accumulate

from server.engine.importing.tokens import Strange
from server.engine.names import IDENTIFIER

_QUOTE = '"'


def joined(operator: str, left: str, right: str) -> str:
    """Two operands with an operator between them."""
    if operator == "%":
        return f"modulo({left}, {right})"
    if operator == "in":
        return f"{'' if right.startswith(_QUOTE) else 'list '}contains({right}, {left})"
    if operator == "not in":
        return f"not({joined('in', left, right)})"
    return f"({left} {operator} {right})"


def variable(arguments: list[str]) -> str:
    """The variable that a text names."""
    name = arguments[0].strip(_QUOTE)
    if not IDENTIFIER.fullmatch(name):
        raise Strange
    return name


def indexed(text: str, index: str) -> str:
    """Lists of other languages count from 0, FEEL from 1; a text names a member."""
    if index.startswith("(-"):
        raise Strange  # FEEL counts from the end otherwise
    if index.startswith(_QUOTE):
        return f"get value({text}, {index})"
    return f"{text}[{int(index) + 1}]" if index.isdecimal() else f"{text}[{index} + 1]"


def quoted(text: str) -> str:
    """A text between the quotation marks of FEEL."""
    inner = text[1:-1].replace("\\'", "'").replace('\\"', '"')
    return _QUOTE + inner.replace(_QUOTE, '\\"') + _QUOTE


def bare(text: str) -> str:
    """An expression without the brackets around the whole of it."""
    return text[1:-1] if is_held(text) else text


def is_held(text: str) -> bool:
    """Whether one pair of brackets holds the whole text."""
    plain = re.sub(r'"(?:[^"\\]|\\.)*"', "", text)
    depths = accumulate((sign == "(") - (sign == ")") for sign in plain[:-1])
    return plain.startswith("(") and all(depths)
