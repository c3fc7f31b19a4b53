"""What an activity has of its own while it acts: data inputs that come in, data outputs that go out.

BPMN 2.0, 10.3. An activity that says what goes in and out (``ioSpecification``) writes nothing
else; any other writes as ever, and only what is associated with it is led elsewhere. Where no
association leads in or out, data passes under its own name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from server.engine.hardening.stuck import Stuck

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from server.domain.values import Value, Values
    from server.engine.expressions import Expression
    from server.engine.hardening.memory import Memory


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Assignment:
    """A value put at a place inside of the target; without steps, the target itself."""

    steps: tuple[str, ...]
    value: Expression


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Association:
    """One way of data: from its sources, perhaps transformed, to its target."""

    sources: tuple[str, ...]
    target: str
    transformation: Expression | None = None
    assignments: tuple[Assignment, ...] = ()
    reads: Mapping[str, str] = field(default_factory=dict)
    """Of the sources that are stores, the operation that reads each."""
    writes: str | None = None
    """The operation that writes into the store it leads to."""
    where: Expression | None = None
    """What the operations are given beside."""

    def value(self, run: Memory, before: Value) -> tuple[bool, Value]:
        """Whether there is anything to carry, and what it is; ``before`` is what the target holds."""
        beside = {
            name: run.world.operate(operation, self._where(run)).get("value")
            for name, operation in self.reads.items()
        }
        if any(name not in beside and name not in run.sight for name in self.sources):
            return False, None
        if self.transformation is not None:
            before = run.value(self.transformation, beside)
        elif not self.assignments:
            [source] = self.sources
            before = beside[source] if source in beside else run.sight[source]
        for assignment in self.assignments:
            before = _placed(before, assignment.steps, run.value(assignment.value, beside))
        return True, before

    def lead_out(self, run: Memory, local: Values) -> bool:
        """Carry what an activity gave to where it belongs; whether there was anything."""
        before = run.sight.get(self.target)
        with run.apart(local):
            found, value = self.value(run, before)
            if found and self.writes is not None:
                run.world.operate(self.writes, {**self._where(run), "value": value})
        if found and self.writes is None:
            run.write(self.target, value)
        return found

    def _where(self, run: Memory) -> Values:
        return {} if self.where is None else run.mapping(self.where, "where")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Data:
    """All that goes into an activity and comes out of it."""

    inputs: tuple[Association, ...] = ()
    outputs: tuple[Association, ...] = ()
    taken: tuple[str, ...] = ()
    """Inputs that no association leads to."""
    given: tuple[str, ...] = ()
    """Outputs that no association takes on."""
    needed: frozenset[str] = frozenset()
    owed: frozenset[str] = frozenset()
    is_closed: bool = False
    """Whether it says what goes in and out, so that it writes nothing else."""

    @property
    def is_any(self) -> bool:
        """Whether there is anything that differs from data passing under its own name."""
        return self.is_closed or bool(self.inputs or self.outputs)

    @property
    def all_inputs(self) -> frozenset[str]:
        """The names of all that goes in."""
        return frozenset({*self.taken, *(association.target for association in self.inputs)})

    @property
    def operations(self) -> tuple[str, ...]:
        """The operations of stores that it needs."""
        ways = (*self.inputs, *self.outputs)
        writes = (way.writes for way in ways if way.writes is not None)
        return (*(name for way in ways for name in way.reads.values()), *writes)

    def carry_out(self, run: Memory, deed: Callable[[], bool]) -> None:
        """Let an activity act among its own data, then lead out what it gave, unless it failed."""
        inputs = self.bring(run)
        with run.apart(inputs) as local:
            goes_on = deed()
        if goes_on:
            self.lead_out(run, local)

    def bring(self, run: Memory) -> dict[str, Value]:
        """The inputs; refused when one that is needed is unavailable (BPMN 2.0, 10.3.1)."""
        given = {name: run.sight[name] for name in self.taken if name in run.sight}
        for association in self.inputs:
            found, value = association.value(run, given.get(association.target))
            if found:
                given[association.target] = value
        demand("输入数据", "data input", self.needed - given.keys())
        return given

    def lead_out(self, run: Memory, local: Values) -> None:
        """Carry what an activity gave to where it belongs."""
        for name in self._left_alone(local):
            run.write(name, local[name])
        missing = {name for name in self.owed if name not in local}
        for association in self.outputs:
            if not association.lead_out(run, local):
                missing.update(self.owed.intersection(association.sources))
        demand("输出数据", "data output", missing)

    def _left_alone(self, local: Values) -> list[str]:
        if self.is_closed:
            return [name for name in self.given if name in local]
        led = {name for association in self.outputs for name in association.sources}
        return [name for name in self.apart_from_inputs(local) if name not in led]

    def apart_from_inputs(self, local: Values) -> dict[str, Value]:
        """What is not read but given: nobody writes what they were given to read."""
        read = self.all_inputs
        return {name: local[name] for name in local if name not in read}


def demand(zh: str, en: str, missing: set[str] | frozenset[str]) -> None:
    """Refuse to go on without these."""
    if missing:
        names = ", ".join(sorted(missing))
        raise Stuck(f"{zh}“{names}”尚无值", f"{en} {names} is unavailable")


def _placed(whole: Value, steps: tuple[str, ...], value: Value) -> Value:
    """The whole, with a value at a place inside; what was there before is left as it was."""
    if not steps:
        return value
    parts: Mapping[str, Value] = whole if isinstance(whole, dict) else {}
    return {**parts, steps[0]: _placed(parts.get(steps[0]), steps[1:], value)}
