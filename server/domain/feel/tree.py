"""The parts an expression is made of; `at` is its line and column."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any

At = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Node:
    """Any part of an expression."""

    at: At


@dataclass(frozen=True, slots=True)
class Literal(Node):
    """A value written down."""

    value: Any


@dataclass(frozen=True, slots=True)
class Name(Node):
    """The name of a variable or function."""

    name: str


@dataclass(frozen=True, slots=True)
class Path(Node):
    """A property of something."""

    base: Node
    name: str


@dataclass(frozen=True, slots=True)
class Filter(Node):
    """The items of a list that meet a condition, or the one at a place."""

    base: Node
    condition: Node


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A call with arguments in order, or, when names are there, by name."""

    callee: Node
    arguments: tuple[Node, ...]
    names: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Negative(Node):
    """A turned sign."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    """Two operands of + - * / or **."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    """Two operands of = != < <= > or >=."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Logic(Node):
    """Two operands of and, or."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Between(Node):
    """A value between two, both included."""

    value: Node
    low: Node
    high: Node


@dataclass(frozen=True, slots=True)
class In(Node):
    """A value that passes one of the tests."""

    value: Node
    tests: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class InstanceOf(Node):
    """A value of a type."""

    value: Node
    type: Any


@dataclass(frozen=True, slots=True)
class ListOf(Node):
    """A list written down."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class ContextOf(Node):
    """A context written down."""

    entries: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class RangeOf(Node):
    """A range between two ends."""

    low: Node
    high: Node
    low_closed: bool
    high_closed: bool


@dataclass(frozen=True, slots=True)
class UnaryComparison(Node):
    """A test such as `< 5`, which only has its right side."""

    operator: str
    operand: Node


@dataclass(frozen=True, slots=True)
class If(Node):
    """One of two results."""

    condition: Node
    then: Node
    otherwise: Node


@dataclass(frozen=True, slots=True)
class Iteration(Node):
    """A name that walks through a list, or from one end to another."""

    name: str
    source: Node
    until: Node | None


@dataclass(frozen=True, slots=True)
class For(Node):
    """A list made item by item."""

    iterations: tuple[Iteration, ...]
    body: Node


@dataclass(frozen=True, slots=True)
class Quantified(Node):
    """Some or every combination meets a condition."""

    quantifier: str
    iterations: tuple[Iteration, ...]
    condition: Node


@dataclass(frozen=True, slots=True)
class FunctionOf(Node):
    """A function written down; the body of an `external` one says where it is to be found."""

    parameters: tuple[tuple[str, Any], ...]
    body: Node
    external: bool = field(default=False)


@dataclass(frozen=True, slots=True)
class Made(Node):
    """A part that somebody else has compiled, such as a decision table."""

    evaluate: Any


def parts(node: Node) -> Iterator[Node]:
    """The parts that a part is made of, in the order in which they are written."""
    for one in fields(node):
        yield from _nodes(getattr(node, one.name))


def _nodes(said: object) -> Iterator[Node]:
    if isinstance(said, Node):
        yield said
    elif isinstance(said, tuple):
        for one in said:
            yield from _nodes(one)


def whole(node: Node) -> Iterator[Node]:
    """A part and everything in it."""
    waiting = [node]  # no recursion: a tree may be deeper than Python's stack
    while waiting:
        one = waiting.pop()
        yield one
        waiting += parts(one)


def mentions(node: Node, name: str) -> bool:
    """Tell whether a part of the tree speaks of a name; what is compiled already may do so."""
    return any(
        isinstance(one, Made) or (isinstance(one, Name) and one.name == name) for one in whole(node)
    )
