"""Plays a diagram in every order, up to a bound, and in random orders beyond it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.conformance.charts import Chart
from tests.conformance.hosting import Host
from tests.engine.player import Player

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

    from server.domain.values import Value
    from tests.conformance.constructs.traces import Trace
    from tests.conformance.hosting import Open


@dataclass(frozen=True, slots=True)
class At:
    """A moment: what happened so far, all states that it may have led to, all that is allowed now."""

    word: tuple[str, ...]
    hosts: tuple[Host, ...]
    allowed: frozenset[Trace]


class Orders:
    """All ways through one diagram; each step restores what the step before saved."""

    def __init__(
        self, diagram: bytes, values: Mapping[str, Value], most: Mapping[str, int], trace: Trace
    ) -> None:
        self.chart = Chart(diagram)
        self.most = most
        """How often an event is let happen that could happen without end."""
        begun = Host(Player(diagram)).start(**values)
        self.first = At((), (begun,), frozenset({trace}))
        self.played = 0
        self.steps = 0

    def every(self, bound: int) -> bool:
        """Plays all orders, if there are not more than the bound; whether it was all."""
        todo = [self.first]
        while todo and self.played < bound:
            at = todo.pop()
            names = self.look(at)
            self.played += not names
            todo += [self.after(at, name) for name in names]
        return not todo

    def one(self, chance: Random) -> None:
        """Plays one random order."""
        at = self.first
        while names := self.look(at):
            at = self.after(at, chance.choice(names))
        self.played += 1

    def look(self, at: At) -> list[str]:
        """What may come next: what the engine waits for, and just that is allowed."""
        waits = {thing.element for host in at.hosts for thing, _ in self.options(at.word, host)}
        allowed = {name for trace in at.allowed for name, _ in trace.steps()}
        so_far = " ".join(at.word)
        assert waits == allowed, f"after {so_far} it waits for {waits}, not for {allowed}"
        is_over = any(host.ending for host in at.hosts)
        may_be_over = any(trace.is_over for trace in at.allowed)
        assert is_over == may_be_over, f"after {so_far} it is {'' if is_over else 'not '}over"
        return sorted(waits)

    def after(self, at: At, name: str) -> At:
        """The moment after this happened, by whatever button and to whichever twin."""
        hosts = [
            self.moved(host, thing, choice)
            for host in at.hosts
            for thing, choice in self.options(at.word, host)
            if thing.element == name
        ]
        left = {rest for trace in at.allowed for step, rest in trace.steps() if step == name}
        return At((*at.word, name), tuple(hosts), frozenset(left))

    def moved(self, host: Host, thing: Open, choice: str | None) -> Host:
        self.steps += 1
        return host.copy().happen(thing, choice)

    def options(self, word: tuple[str, ...], host: Host) -> list[tuple[Open, str | None]]:
        """What may happen next, with every button; of twins in one instance one is enough."""
        found = {}
        for thing in host.open:
            if word.count(thing.element) < self.most.get(thing.element, len(word) + 1):
                for choice in self.choices(thing.element):
                    found[thing.element, thing.instance, choice] = (thing, choice)
        return list(found.values())

    def choices(self, element: str) -> list[str | None]:
        """The buttons at a step: the flows of a gateway behind it that asks nothing."""
        leaving = self.chart.nodes[element].out
        behind = self.chart.nodes[leaving[0].target] if leaving else None
        if behind is None or behind.kind != "exclusiveGateway" or len(behind.out) == 1:
            return [None]
        if any(flow.condition or flow.default for flow in behind.out):
            return [None]
        return [flow.key for flow in behind.out]
