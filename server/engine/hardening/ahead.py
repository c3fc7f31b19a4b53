"""What lies ahead of an element in its scope, as the diagram draws it: found from the flows alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.engine.hardening.gateways import EventBasedGateway, ExclusiveGateway, Joining
from server.engine.hardening.throws import IntermediateThrowEvent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from server.engine.diagram import Diagram
    from server.engine.hardening.specs import Lean
    from server.engine.hardening.tokens import LeanTask

NONE: frozenset[str] = frozenset()


class Ahead:
    """Where a token at an element can come to, and where it meets others."""

    def __init__(self, diagram: Diagram, spec: Lean) -> None:
        self.spec = spec
        self.beside = [other for other in diagram.nodes.values() if other.around == spec.around]
        self.joins = [
            other
            for other in self.beside
            if isinstance(other, Joining)
            and len(other.arriving) > 1
            and other.reach.get(spec.bpmn_id)
        ]
        """The gateways ahead at which several flows meet."""
        self.places = self._reached([spec], set())

    def by(self, join: Joining) -> frozenset[str]:
        """The flows by which a token at the element can come to a join ahead."""
        return join.reach[self.spec.bpmn_id]

    def is_beside(self, task: LeanTask) -> bool:
        """Whether a token is to meet one from the element at a join, each by flows of its own."""
        return any(
            flows and not flows & self.by(join)
            for join in self.joins
            for flows in [coming(join, task)]
        )

    def mixes(self, tokens: Iterable[LeanTask]) -> bool:
        """Whether one of these may as well have come from beside, by a way that no join orders.

        Where ways flow together without a join nothing tells whose token it is.
        """
        mixed: set[str] = set()
        for split in self.beside:
            ways = list(_ways(split))
            around = [way for way in ways if self.spec.bpmn_id not in self._reached(way, {split})]
            for way in around if len(around) < len(ways) else ():
                mixed |= self._reached(way, {split, self.spec})
        return any(token.task_spec.bpmn_id in mixed for token in tokens)

    def _reached(self, begin: Iterable[Lean], closed: set[Lean]) -> set[str]:
        """Ids of the elements that a token can come to, not beyond closed ones nor, from beside, a join."""
        found: set[str] = set()
        todo = [spec for spec in begin if spec not in closed]
        while todo:
            spec = todo.pop()
            if spec.bpmn_id in found:
                continue
            found.add(spec.bpmn_id)
            todo.extend(
                target
                for flow, target in _onward(spec)
                if target not in closed
                and not (target in self.joins and flow not in self.by(target))
            )
        return found


def coming(join: Joining, task: LeanTask) -> frozenset[str]:
    """The flows by which a token can come to a join, or has come."""
    if task.task_spec is join:
        return frozenset({task.via})
    return join.reach.get(task.task_spec.bpmn_id, NONE)


def _onward(spec: Lean) -> Iterator[tuple[str, Lean]]:
    """Where a token goes on from an element: by its flows, by events on it, by a link."""
    for flow in spec.leaving:
        yield flow.id, flow.target
    for guard in spec.guards:
        yield "", guard
    landing = getattr(spec, "landing", None) if isinstance(spec, IntermediateThrowEvent) else None
    if landing is not None:
        yield "", landing


def _ways(split: Lean) -> Iterator[list[Lean]]:
    """The ways that tokens go side by side from an element; none where each token goes one of them."""
    if isinstance(split, ExclusiveGateway | EventBasedGateway):
        return
    for flow in split.leaving:
        yield [flow.target]
    for guard in split.guards:
        if not guard.interrupts:
            yield [guard]
