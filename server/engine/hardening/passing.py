"""Whether a token at a waiting place could come to an element by itself, all else in the scope being as it is.

Markings are played through, without data: a token goes any way that a gateway or a condition may choose,
and by the events that interrupt an activity. Of several tokens only the first is moved until it waits at a
join: no other one changes what it can do, so the order makes no difference to where they come to.
"""

from __future__ import annotations

from collections import Counter, deque
from typing import TYPE_CHECKING, NamedTuple

from server.engine.hardening.events import EventKind
from server.engine.hardening.gateways import (
    EventBasedGateway,
    ExclusiveGateway,
    InclusiveGateway,
    ParallelGateway,
    meets,
)
from server.engine.hardening.joins import has_all
from server.engine.hardening.stuck import Stuck
from server.engine.hardening.throws import EndEvent, IntermediateThrowEvent

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from server.engine.hardening.running import Run
    from server.engine.hardening.specs import Lean
    from server.engine.hardening.tokens import LeanTask


class Place(NamedTuple):
    """Where a token is."""

    element: str
    via: str = ""
    """Of a join that waits, the flow by which it came."""
    is_new: bool = False
    """Whether it came to a join only on the way."""


Marking = tuple[Place, ...]
ENDS_MORE = frozenset(
    {EventKind.TERMINATE, EventKind.ERROR, EventKind.CANCEL, EventKind.ESCALATION}
)
"""Ends that take away more than their own token."""


class Passing:
    """All that a token may do on its way from one element to another."""

    def __init__(self, run: Run, task: LeanTask, target: Lean) -> None:
        self._run = run
        self._target = Place(target.bpmn_id)
        others = [each for each in run.members[task.scope].values() if each is not task]
        self._arrived = Counter(
            Place(each.task_spec.bpmn_id, each.via) for each in others if each.task_spec.joins
        )
        self._beside = [each.task_spec.bpmn_id for each in others if not each.task_spec.joins]
        self._first = _marking(self._arrived + Counter([Place(task.task_spec.bpmn_id)]))
        self._steps: list[tuple[Marking, str, Marking]] = []
        """From where to where, and which element was passed."""
        self.is_met = False
        """Whether it comes there only together with others."""
        self.is_awaited = False
        """Whether it comes to a join that waits for others."""
        found = self._play()
        best = max(found, key=len, default=None)
        self.merged: tuple[Place, ...] | None = None
        """The tokens at joins with which it flows together on its way; None: it doesn't come there."""
        self.left_out: tuple[str, ...] = ()
        """The activities on its ways, in the order in which they are come to."""
        if best is not None:
            left = self._arrived - (Counter(best) - Counter([self._target]))
            self.merged = tuple(left.elements())
            self.left_out = tuple(self._between(best))

    def _play(self) -> list[Marking]:
        """Every marking in which the token has come there, and nothing else has changed but joins."""
        found: list[Marking] = []
        todo, seen = deque([self._first]), {self._first}
        while todo:
            if not self._run.patience.lasts():
                raise Stuck(*self._run.patience.causes)
            marking = todo.popleft()
            if self._is_there(marking):
                found.append(marking)
                continue
            for passed, after in self._onward(marking):
                self._steps.append((marking, passed, after))
                if after not in seen:
                    seen.add(after)
                    todo.append(after)
        return found

    def _is_there(self, marking: Marking) -> bool:
        return (
            self._target in marking and Counter(marking) - Counter([self._target]) <= self._arrived
        )

    def _onward(self, marking: Marking) -> Iterator[tuple[str, Marking]]:
        for place in marking:
            spec = self._run.diagram.nodes[place.element]
            if place != self._target and not meets(spec):
                yield from self._passed(marking, place, spec)
                return
        merging = list(self._merged(marking))
        yield from merging
        if not merging:
            self.is_met |= self._target in marking
            self.is_awaited |= any(place.is_new for place in marking)

    def _passed(self, marking: Marking, place: Place, spec: Lean) -> Iterator[tuple[str, Marking]]:
        if place in self._first and marking != self._first:
            return  # it came back to where it was
        left = Counter(marking) - Counter([place])
        for taken in _ways(spec):
            yield place.element, _marking(left + _come(taken))

    def _merged(self, marking: Marking) -> Iterator[tuple[str, Marking]]:
        """A join goes on that has all it waits for."""
        for key in dict.fromkeys(place.element for place in marking if place.via):
            join = self._run.diagram.nodes[key]
            here = {place.via: place for place in reversed(marking) if place.element == key}
            if self._has_all(join, here.keys(), marking):
                left = Counter(marking) - Counter(here.values())
                for taken in _ways(join):
                    yield key, _marking(left + _come(taken))

    def _has_all(self, join: Lean, here: AbstractSet[str], marking: Marking) -> bool:
        if not isinstance(join, InclusiveGateway):
            return here >= set(join.arriving)
        elsewhere = [at.element for at in marking if at.element != join.bpmn_id]
        return has_all(join, here, [*elsewhere, *self._beside])

    def _between(self, there: Marking) -> Iterator[str]:
        """The activities passed on any way that comes there."""
        leads, grown = {there}, True
        while grown:
            before = {at for at, _, after in self._steps if after in leads}
            grown = not before <= leads
            leads |= before
        [begun] = set(self._first) - set(self._arrived)
        for key in dict.fromkeys(key for _, key, after in self._steps if after in leads):
            if self._run.diagram.nodes[key].is_activity and key != begun.element:
                yield key


def _come(taken: list[tuple[str, Lean]]) -> Counter[Place]:
    """Where tokens come to that leave by these flows."""
    return Counter(
        Place(to.bpmn_id, flow, is_new=True) if meets(to) else Place(to.bpmn_id)
        for flow, to in taken
    )


def _marking(places: Counter[Place]) -> Marking:
    return tuple(sorted(places.elements()))


def _ways(spec: Lean) -> list[list[tuple[str, Lean]]]:
    """What may leave an element: for each choice the flows that get a token, and where they lead."""
    if spec.gives > 1 or _ends_more(spec):
        return []
    if isinstance(spec, IntermediateThrowEvent) and not spec.leaving:
        return [[("", spec.landing)]]
    onward = [(flow.id, flow.target) for flow in spec.leaving if flow.target.takes == 1]
    if len(onward) < len(spec.leaving):
        return []
    interrupted = [[("", guard)] for guard in spec.guards if guard.interrupts]
    return [*_chosen(spec, onward), *interrupted]


def _chosen(spec: Lean, onward: list[tuple[str, Lean]]) -> list[list[tuple[str, Lean]]]:
    each = [[way] for way in onward]
    if isinstance(spec, ExclusiveGateway | EventBasedGateway):
        return each
    by_condition = any(flow.condition is not None for flow in spec.leaving)
    if isinstance(spec, ParallelGateway) or not by_condition or len(onward) == 1:
        return [onward]
    return [*each, onward]


def _ends_more(spec: Lean) -> bool:
    return isinstance(spec, EndEvent) and any(event.kind in ENDS_MORE for event in spec.events)
