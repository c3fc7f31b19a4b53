"""A board of tokens: one state of an instance, as the reference interpreter keeps it."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from tests.conformance.charts import ACTIVITIES, Event

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conformance.charts import Chart, Node

V = frozenset[str]
Ear = tuple[str, int]
"""An element that catches, and which of its events."""
TOLD = {"timer", "message", "signal"}
"""Events that come from outside; conditions are watched."""


class Fault(Exception):
    """The diagram can't go on: no flow may be taken, or joins wait for ever."""


@dataclass(slots=True)
class Token:
    """A token; a scope, and an activity done by many, is a token that others lie within."""

    at: Node
    within: int
    how: str
    """``ready`` to move, ``waits``, ``joins``, ``scope``, ``many`` or ``undoes``."""
    via: str | int = ""
    """The flow by which it came to a join, or the token that had it undo something."""
    count: int = 0
    spent: frozenset[Ear] = frozenset()
    """Events that have occurred and don't again."""
    met: frozenset[Ear] = frozenset()
    """Conditions beside an activity that have held ever since they let something happen."""
    silent: bool = False
    """Whether an interrupting event sub-process has taken this scope over."""
    v: V | None = None
    """What conditions ask for; only instances have it."""
    done: tuple[Any, ...] = ()
    rest: tuple[str, ...] = ()


class Item(NamedTuple):
    """Something that may happen next: an element, and the token that it happens to."""

    element: str
    owner: int
    which: int = 0
    """Of several events of the element."""


class Board:
    """One state of one instance."""

    def __init__(self, chart: Chart) -> None:
        self.chart = chart
        self.tokens: dict[int, Token] = {}
        self.number = 0
        self.ending = ""

    def copy(self) -> Self:
        other = copy(self)
        other.tokens = {key: replace(token) for key, token in self.tokens.items()}
        return other

    def picture(self, key: int = 0) -> Any:
        """The same for states that differ by nothing but the names of their tokens."""
        if key not in self.tokens:
            return self.ending
        token = self.tokens[key]
        own = (token.at.key, token.how, token.via if token.how == "joins" else "", token.count)
        more = (
            sorted(token.spent),
            sorted(token.met),
            token.silent,
            sorted(token.v or ()),
            token.done,
            token.rest,
        )
        return str((own, more, sorted(map(self.picture, self.inside(key)))))

    def put(self, node: Node, within: int, how: str, via: str | int = "") -> int:
        self.number += 1
        self.tokens[self.number] = Token(node, within, how, via)
        return self.number

    def remove(self, key: int) -> None:
        for inner in self.inside(key):
            self.remove(inner)
        del self.tokens[key]

    def clear(self, scope: int) -> None:
        for inner in self.inside(scope):
            self.remove(inner)
        self.tokens[scope].silent = True

    def over(self, how: str) -> None:
        self.ending = self.ending or how
        self.tokens.clear()

    def inside(self, scope: int) -> list[int]:
        return [key for key, token in self.tokens.items() if token.within == scope]

    def instance(self, key: int) -> int:
        while self.tokens[key].v is None:
            key = self.tokens[key].within
        return key

    def v(self, key: int) -> V:
        return self.tokens[self.instance(key)].v or frozenset()

    def items(self) -> list[Item]:
        """All that may happen next from outside."""
        return [item for item in self.awaited() if self.event(item).kind in {*TOLD, "work"}]

    def conditions(self) -> list[Item]:
        """All conditions that hold, and did not already before."""
        return [item for item in self.awaited() if self._holds(item)]

    def _holds(self, item: Item) -> bool:
        token, event = self.tokens[item.owner], self.event(item)
        if event.kind != "conditional":
            return False
        return event.about in self.v(item.owner) and item[::2] not in token.met

    def event(self, item: Item) -> Event:
        """What is waited for."""
        events = self.chart.nodes[item.element].events
        return events[item.which] if events else Event("work")

    def awaited(self) -> list[Item]:
        """All that is waited for."""
        return [item for key in self.tokens for item in self.awaited_by(key)]

    def ears(self, node: Node, key: int) -> Iterator[Item]:
        """The events of an element that have not yet occurred."""
        for which, _ in enumerate(node.events):
            if (node.key, which) not in self.tokens[key].spent:
                yield Item(node.key, key, which)

    def awaited_by(self, key: int) -> Iterator[Item]:
        token = self.tokens[key]
        if token.how == "waits" and token.at.kind == "eventBasedGateway":
            for flow in token.at.out:
                yield from self.ears(self.chart.nodes[flow.target], key)
        elif token.how == "waits":
            yield from self.ears(token.at, key) if token.at.events else [Item(token.at.key, key)]
        is_member = token.within >= 0 and self.tokens[token.within].how == "many"
        is_active = token.at.kind in ACTIVITIES and token.how in {"waits", "scope", "many"}
        listening = [] if is_member or not is_active else token.at.guards
        if token.how == "scope" and not token.silent:
            listening = listening + token.at.handlers
        for node in listening:
            yield from self.ears(node, key)

    def _may_come(self, item: Item) -> bool:
        return self.event(item).kind in {*TOLD, "work", "conditional"}

    def check_alive(self) -> None:
        """An instance in which nothing waits but joins will never go on."""
        awake = {self.instance(item.owner) for item in self.awaited() if self._may_come(item)}
        for key, token in self.tokens.items():
            if token.how == "undoes" or (token.how == "many" and not token.at.is_loop):
                awake.add(self.instance(key))
        if any(t.v is not None and key not in awake for key, t in self.tokens.items()):
            raise Fault

    def present(self, node: Node, within: int) -> set[str | int]:
        return {self.tokens[key].via for key in self.inside(within) if self.is_at(key, node)}

    def is_at(self, key: int, node: Node) -> bool:
        return self.tokens[key].at is node and self.tokens[key].how == "joins"

    def mergeable(self) -> Iterator[tuple[Node, int]]:
        """13.4.3: inclusive gateways to which nothing more can come, but by flows that wait already."""
        for at, within in {(t.at, t.within) for t in self.tokens.values() if t.how == "joins"}:
            here = self.present(at, within)
            ways = [
                self.chart.reach(self.tokens[key].at.key, at.key)
                for key in self.inside(within)
                if not self.is_at(key, at)
            ]
            if at.kind == "inclusiveGateway" and all(way & here or way <= here for way in ways):
                yield at, within


def catching(events: list[Node], thrown: Node) -> Node | None:
    """Which of these catches a throw: one that names its code before one that takes any."""
    kind = [event for event in events if event.event == thrown.event]
    fitting = [event for event in kind if event.about in {"", thrown.about}]
    return max(fitting, key=lambda event: bool(event.about), default=None)
