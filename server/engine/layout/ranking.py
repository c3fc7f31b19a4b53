"""Which column each node stands in: after everything that leads to it, but for what leads back."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Arc = tuple[str, str, str]
"""A line's key, the node it leaves, the node it leads to."""


def back_arcs(nodes: Iterable[str], arcs: Sequence[Arc]) -> frozenset[str]:
    """The lines that lead back: those to a node through which the walk came.

    Walked from what nothing leads to, then from the rest, each in the order of the file.
    """
    leaving: defaultdict[str, list[Arc]] = defaultdict(list)
    reached = set()
    for arc in arcs:
        leaving[arc[1]].append(arc)
        reached.add(arc[2])
    nodes = list(nodes)
    back: set[str] = set()
    done: set[str] = set()
    for root in [*(n for n in nodes if n not in reached), *nodes]:
        if root not in done:
            back |= _walk(root, leaving, done)
    return frozenset(back)


def _walk(root: str, leaving: dict[str, list[Arc]], done: set[str]) -> set[str]:
    back: set[str] = set()
    way, on_way = [(root, iter(leaving[root]))], {root}
    while way:
        node, rest = way[-1]
        arc = next(rest, None)
        if arc is None:
            way.pop()
            on_way.discard(node)
            done.add(node)
        elif arc[2] in on_way:
            back.add(arc[0])
        elif arc[2] not in done:
            way.append((arc[2], iter(leaving[arc[2]])))
            on_way.add(arc[2])
    return back


def ranks(nodes: Iterable[str], arcs: Sequence[Arc]) -> dict[str, int]:
    """The column of each node; the lines must not form a circle.

    A node that nothing leads to stands just before what it leads to.
    """
    after: defaultdict[str, list[str]] = defaultdict(list)
    waits: defaultdict[str, int] = defaultdict(int)
    for _, source, target in arcs:
        after[source].append(target)
        waits[target] += 1
    rank = dict.fromkeys(nodes, 0)
    begins = [node for node in rank if not waits[node]]
    ready = list(begins)
    while ready:
        node = ready.pop()
        for target in after[node]:
            rank[target] = max(rank[target], rank[node] + 1)
            waits[target] -= 1
            if not waits[target]:
                ready.append(target)
    for node in begins:
        rank[node] = min((rank[target] for target in after[node]), default=1) - 1
    return rank
