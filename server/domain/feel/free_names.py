"""Which variables an expression needs from outside."""

from collections.abc import Callable, Iterator
from dataclasses import fields
from typing import Any

from server.domain.feel import tree

Bound = frozenset[str]


def free_names(
    node: tree.Node, declared: frozenset[str], bound: Bound = frozenset()
) -> Iterator[str]:
    """Give the names an expression needs.

    A name that stands only inside a filter may belong to the items, so it counts only when declared.
    """
    if isinstance(node, tree.Name):
        if node.name not in bound:
            yield node.name
        return
    walk = _WALKS.get(type(node))
    if walk is not None:
        yield from walk(node, declared, bound)
        return
    for part in fields(node):
        yield from _inside(getattr(node, part.name), declared, bound)


def _inside(part: Any, declared: frozenset[str], bound: Bound) -> Iterator[str]:
    if isinstance(part, tree.Node):
        yield from free_names(part, declared, bound)
    elif isinstance(part, tuple):
        for item in part:
            yield from _inside(item, declared, bound)


def _in_filter(node: tree.Filter, declared: frozenset[str], bound: Bound) -> Iterator[str]:
    yield from free_names(node.base, declared, bound)
    inside = free_names(node.condition, declared, bound | {"item"})
    yield from (name for name in inside if name in declared)


def _in_context(node: tree.ContextOf, declared: frozenset[str], bound: Bound) -> Iterator[str]:
    for key, entry in node.entries:
        yield from free_names(entry, declared, bound)
        bound |= {key}


def _in_loop(
    node: tree.For | tree.Quantified, declared: frozenset[str], bound: Bound
) -> Iterator[str]:
    for one in node.iterations:
        yield from _inside((one.source, one.until), declared, bound)
        bound |= {one.name}
    if isinstance(node, tree.For):
        yield from free_names(node.body, declared, bound | {"partial"})
    else:
        yield from free_names(node.condition, declared, bound)


def _in_function(node: tree.FunctionOf, declared: frozenset[str], bound: Bound) -> Iterator[str]:
    yield from free_names(node.body, declared, bound | {name for name, _ in node.parameters})


_WALKS: dict[type[tree.Node], Callable[..., Iterator[str]]] = {
    tree.Filter: _in_filter,
    tree.ContextOf: _in_context,
    tree.For: _in_loop,
    tree.Quantified: _in_loop,
    tree.FunctionOf: _in_function,
}
