"""Fan-outs: what the branches of a waiting activity get, and what becomes of their outputs."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from server.domain.ids import ProcessKey, Token
from server.domain.moves import Branch, BranchKind, FanOut
from server.domain.process import STARTED_WITH
from server.engine.hardening.memory import among
from server.engine.hardening.stuck import Stuck
from server.engine.members import COUNTER, counts_of, with_counts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from server.domain.countersigning import Countersign
    from server.domain.moves import Count, Joining, Tally
    from server.domain.ports import World
    from server.domain.values import Value, Values
    from server.engine.associating import Data
    from server.engine.expressions import Expression
    from server.engine.hardening.events import Event
    from server.engine.hardening.running import Run
    from server.engine.members import Many
    from server.engine.offering import Offer


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Fan:
    """What the diagram says about a fan-out."""

    element: str
    name: str
    kind: BranchKind
    many: Many | None
    """Who its members are; None: one branch, for a call or for work with data of its own."""
    data: Data
    called: ProcessKey | None = None
    version: int | None = None
    """The number of the called version; None: the newest at the moment of the call."""
    offer: Offer | None = None
    passes_all: bool = False
    """Whether the branch gets all that can be seen, and not only what is mapped."""
    inputs: Expression | None = None
    outputs: Expression | None = None
    result: str | None = None
    sign: Countersign | None = None
    """How several sign it, if they do."""

    @property
    def vote(self) -> str | None:
        """The variable that gets what came out of a vote, if one is named."""
        return self.sign.policy.result or None if self.sign and self.sign.policy else None

    def open(self, run: Run, token: str) -> FanOut:
        """The waiting place with its members, in input order."""
        brought = self.data.bring(run)
        members = [{}] if self.many is None else self.many.members(run, brought)
        if self.sign is not None and not members:
            raise Stuck("没有人会签", "there is nobody to sign")
        return self._place(run, token, brought, enumerate(members))

    def join(self, run: Run, joining: Joining) -> FanOut:
        """The same place, with the branches of those only who join it now."""
        if self.many is None:
            raise Stuck("此环节只有一路", "this is no step of many branches")
        members = self.many.joined(joining.members, joining.first)
        brought = self.data.bring(run)
        return self._place(run, joining.token, brought, enumerate(members, joining.first))

    def _place(
        self,
        run: Run,
        token: str,
        brought: Values,
        members: Iterable[tuple[int, dict[str, Value]]],
    ) -> FanOut:
        shared = self._shared(run, brought)
        branches = [self._branch(run, token, shared, *member) for member in members]
        return FanOut(
            token=Token(token),
            element=self.element,
            name=self.name,
            kind=self.kind,
            branches=tuple(branches),
            sequential=self.many is not None and self.many.sequential,
            called=self.called,
            version=self.version,
        )

    def _shared(self, run: Run, brought: Values) -> Values:
        """What every branch gets: one mapping for all of them, so width doesn't multiply data."""
        own = {name: brought[name] for name in brought if not self._is_collection(name)}
        return {**run.sight, **own} if self.passes_all else own

    def _is_collection(self, name: str) -> bool:
        """Whether a name is that of all members together, which would be copied to each of them."""
        of = None if self.many is None else self.many.collection
        return of is not None and of.source == name

    def _branch(
        self, run: Run, token: str, shared: Values, index: int, member: dict[str, Value]
    ) -> Branch:
        values = among(member, shared)
        counted = among({COUNTER: Decimal(index + 1)}, values)
        if self.inputs is not None:
            values = among(_context(run.value(self.inputs, counted), self.inputs), values)
        work = None if self.offer is None else self.offer.work(run, token, counted)
        own = None if self.many is None else self.many.own(member)
        return Branch(index=index, values=values, work=work, member=own)

    def gather(self, run: Run, outputs: tuple[Value, ...], result: Value) -> None:
        """Write what the members gave, in input order, whatever was there before; and their vote."""
        if self.vote is not None:
            run.write(self.vote, result)
        if self.many is not None:
            self.data.lead_out(run, self.many.gathered(list(outputs)))
        elif outputs and isinstance(outputs[0], dict):
            self.data.lead_out(run, self._named(outputs[0]))

    def _named(self, given: dict[str, Value]) -> dict[str, Value]:
        """What one branch gave; its answer, or what was called, may have a name to lie under."""
        if not self.result:
            return given
        own = given if self.offer is None else self.data.apart_from_inputs(given)
        return {self.result: own}

    def output(self, values: Values, outer: Values, world: World) -> Value:
        """What a finished member contributes."""
        values = self._given(values)
        sight = among(values, outer)
        if self.outputs is not None:
            return _context(self.outputs.evaluate(sight, world), self.outputs)
        whole = self._whole(values)
        return whole if self.many is None else self.many.output(whole, sight)

    def _whole(self, values: Values) -> dict[str, Value]:
        """All that a member gives; a called case keeps to itself for whom it began."""
        kept = STARTED_WITH if self.called is not None else ()
        return {name: values[name] for name in values if name not in kept}

    def _given(self, values: Values) -> Values:
        """An answer to one of many works is known under the variable that the task names for it."""
        is_work = self.offer is not None and self.many is not None
        return {self.result: values} if is_work and self.result else values

    def told(self, run: Run, count: Count) -> list[Event]:
        """What is thrown because one more member is through."""
        sight = among(self._given(count.given), run.sight)
        return [] if self.many is None else self.many.told(count.tally, sight, run.world)

    def brought(self, run: Run, event: Event, count: Count) -> Values:
        """What such an event brings: its payload, which sees what its condition saw, or else the counts."""
        if event.payload is None:
            return counts_of(count.tally)
        given = with_counts(count.tally, self._given(count.given))
        return run.mapping(event.payload, "payload", given)

    def is_enough(self, tally: Tally, values: Values, outer: Values, world: World) -> bool:
        """Whether the completion condition holds (BPMN 2.0, 13.3.7)."""
        sight = among(self._given(values), outer)
        return self.many is not None and self.many.is_enough(tally, sight, world)


def _context(value: Value, expression: Expression) -> dict[str, Value]:
    if isinstance(value, dict):
        return value
    raise Stuck(f"“{expression.source}”不是上下文", f"{expression.source!r} gives no context")
