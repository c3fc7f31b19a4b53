"""What may happen, in which orders: a small language of traces.

    A B          first A, then B
    A & B        both, in any order of their parts
    A / B        one or the other
    A *2         so often, one after the other; ``A ^2``: so often, side by side
    A ! X B      A, unless X comes before it is through; then B in its place
    A ~ X B      A, and X B beside it if X comes before A is through; what follows waits for both
    ()           nothing; parentheses group

A trace names the elements in the order in which they happened from outside. It is followed step by
step: what may come first, and what is left then.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Trace:
    """Nothing at all; all others refine it."""

    @property
    def is_over(self) -> bool:
        """Whether nothing more needs to come."""
        return True

    def steps(self) -> Iterator[tuple[str, Trace]]:
        """What may come first, and what is left then."""
        yield from ()


NOTHING = Trace()


@dataclass(frozen=True)
class One(Trace):
    """One element."""

    name: str

    @property
    def is_over(self) -> bool:
        return False

    def steps(self) -> Iterator[tuple[str, Trace]]:
        yield self.name, NOTHING


@dataclass(frozen=True)
class Pair(Trace):
    """Two, somehow put together; over when both are."""

    one: Trace
    other: Trace

    @property
    def is_over(self) -> bool:
        return self.one.is_over and self.other.is_over


class Row(Pair):
    """One after the other."""

    def steps(self) -> Iterator[tuple[str, Trace]]:
        for name, left in self.one.steps():
            yield name, self.other if left is NOTHING else Row(left, self.other)
        if self.one.is_over:
            yield from self.other.steps()


class Both(Pair):
    """Side by side."""

    def steps(self) -> Iterator[tuple[str, Trace]]:
        for name, left in self.one.steps():
            yield name, Both(left, self.other)
        for name, left in self.other.steps():
            yield name, Both(self.one, left)


class Either(Pair):
    """One of them."""

    @property
    def is_over(self) -> bool:
        return self.one.is_over or self.other.is_over

    def steps(self) -> Iterator[tuple[str, Trace]]:
        yield from self.one.steps()
        yield from self.other.steps()


class Instead(Pair):
    """One, or the other in the middle of it."""

    @property
    def is_over(self) -> bool:
        return self.one.is_over

    def steps(self) -> Iterator[tuple[str, Trace]]:
        inside = list(self.one.steps())
        for name, left in inside:
            yield name, Instead(left, self.other)
        if inside:
            yield from self.other.steps()


class Beside(Pair):
    """One, and perhaps the other, which begins before it is through."""

    @property
    def is_over(self) -> bool:
        return self.one.is_over

    def steps(self) -> Iterator[tuple[str, Trace]]:
        inside = list(self.one.steps())
        for name, left in inside:
            yield name, Beside(left, self.other)
        for name, left in self.other.steps() if inside else ():
            yield name, Both(self.one, left)


def read(said: str) -> Trace:
    """What an expression says."""
    reader = Reader(re.findall(r"[A-Za-z]\w*|[&/!~*^()]|\d+", said))
    found = reader.either()
    assert not reader.left, f"left over: {reader.left}"
    return found


class Reader:
    """Reads an expression from left to right."""

    def __init__(self, marks: list[str]) -> None:
        self.left = marks

    def at(self, marks: str) -> str:
        """Take the next mark, if it is one of these."""
        return self.left.pop(0) if self.left and self.left[0] in marks else ""

    def either(self) -> Trace:
        found = self.both()
        while self.at("/"):
            found = Either(found, self.both())
        return found

    def both(self) -> Trace:
        found = self.watched()
        while self.at("&"):
            found = Both(found, self.watched())
        return found

    def watched(self) -> Trace:
        found = self.row()
        while sign := self.at("!~"):
            found = (Instead if sign == "!" else Beside)(found, self.row())
        return found

    def row(self) -> Trace:
        found: Trace = NOTHING
        while self.left and self.left[0] not in "&/!~)":
            found = Row(found, self.often())
        return found

    def often(self) -> Trace:
        found = self.one()
        while sign := self.at("*^"):
            times = [found] * int(self.left.pop(0))
            found = reduce(Row if sign == "*" else Both, times, NOTHING)
        return found

    def one(self) -> Trace:
        mark = self.left.pop(0)
        if mark != "(":
            return One(mark)
        found = self.either()
        assert self.left.pop(0) == ")"
        return found
