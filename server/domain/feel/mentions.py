"""What an expression mentions that it does not say itself: names from outside, functions it calls."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import singledispatchmethod

from server.domain.feel import tree
from server.domain.feel.library import BUILTINS

_CLOCK = frozenset({"now", "today"})


@dataclass(frozen=True, slots=True)
class Mentions:
    """What has to come from outside."""

    names: frozenset[str]
    """Variables; what stands in a filter may be a property of the items and is left out."""
    filtered: frozenset[str]
    """What stands in a filter: variables, or properties of the items."""
    calls: Mapping[str, tree.At]
    """Functions that are not built in, with the place of the first call."""
    is_constant: bool
    """Whether nothing has to: its value is the same whoever asks, and whenever."""


def mentions_of(node: tree.Node) -> Mentions:
    """Find what an expression mentions."""
    found = _Finder()
    found.walk(node, frozenset())
    return Mentions(
        frozenset(found.names), frozenset(found.filtered), found.calls, found.is_constant
    )


class _Finder:
    """One walk over a tree; ``own`` are the names that the expression itself has declared there."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.filtered: set[str] = set()
        self.calls: dict[str, tree.At] = {}
        self.is_constant = True
        self.filters = 0

    @singledispatchmethod
    def walk(self, node: tree.Node, own: frozenset[str]) -> None:
        for part in tree.parts(node):
            self.walk(part, own)

    @walk.register
    def _(self, node: tree.Name, own: frozenset[str]) -> None:
        if node.name in own or (node.name in BUILTINS and node.name not in _CLOCK):
            return
        self.is_constant = False
        (self.filtered if self.filters else self.names).add(node.name)

    @walk.register
    def _(self, node: tree.Call, own: frozenset[str]) -> None:
        callee = node.callee
        if isinstance(callee, tree.Name) and callee.name not in own | BUILTINS.keys():
            self.is_constant = False
            self.calls.setdefault(callee.name, callee.at)
        else:
            self.walk(callee, own)
        for argument in node.arguments:
            self.walk(argument, own)

    @walk.register
    def _(self, node: tree.Filter, own: frozenset[str]) -> None:
        self.walk(node.base, own)
        self.filters += 1
        self.walk(node.condition, own | {"item"})
        self.filters -= 1

    @walk.register
    def _(self, node: tree.In, own: frozenset[str]) -> None:
        self.walk(node.value, own)
        for test in node.tests:
            self.walk(test, own | {"?"})

    @walk.register(tree.For | tree.Quantified)
    def _(self, node: tree.For | tree.Quantified, own: frozenset[str]) -> None:
        for one in node.iterations:
            self.walk(one.source, own)
            if one.until is not None:
                self.walk(one.until, own)
            own |= {one.name}
        if isinstance(node, tree.For):
            self.walk(node.body, own | {"partial"})
        else:
            self.walk(node.condition, own)

    @walk.register
    def _(self, node: tree.FunctionOf, own: frozenset[str]) -> None:
        self.walk(node.body, own | {name for name, _ in node.parameters})

    @walk.register
    def _(self, node: tree.ContextOf, own: frozenset[str]) -> None:
        for key, value in node.entries:
            self.walk(value, own)
            own |= {key}
