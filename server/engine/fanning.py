"""Fan-outs: who the members of a multi-instance or call activity are, and what becomes of their outputs."""

from __future__ import annotations

from collections import ChainMap
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from server.domain.ids import ProcessKey, Token
from server.domain.moves import Branch, BranchKind, FanOut
from server.engine.hardening.stuck import Stuck

if TYPE_CHECKING:
    from collections.abc import Sequence

    from server.domain.moves import Joining, Tally
    from server.domain.ports import World
    from server.domain.values import Value, Values
    from server.engine.expressions import Expression
    from server.engine.hardening.running import Run
    from server.engine.offering import Offer

MOST = 10_000
"""More members than any county has bodies, households of a village included."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Fan:
    """What the diagram says about a fan-out."""

    element: str
    name: str
    kind: BranchKind
    many: bool = True
    """Whether it is a multi-instance activity; otherwise one call."""
    sequential: bool = False
    called: ProcessKey | None = None
    collection: Expression | None = None
    cardinality: Expression | None = None
    item: str | None = None
    output_collection: str | None = None
    output_item: str | None = None
    enough: Expression | None = None
    offer: Offer | None = None
    inputs: Expression | None = None
    outputs: Expression | None = None
    result: str | None = None

    def open(self, run: Run, token: str) -> FanOut:
        """The waiting place with its members, in input order."""
        return self._place(token, self._branches(run, token, self._members(run), 0))

    def join(self, run: Run, joining: Joining) -> FanOut:
        """The same place, with the branches of those only who join it now."""
        first = joining.first
        if first + len(joining.members) > MOST:
            raise Stuck(f"成员超过 {MOST} 个", f"there would be more than {MOST} members")
        members = (
            [self._named(member) for member in joining.members]
            if self.cardinality is None
            else [self._named(Decimal(first + at)) for at in range(len(joining.members))]
        )
        return self._place(joining.token, self._branches(run, joining.token, members, first))

    def _place(self, token: str, branches: list[Branch]) -> FanOut:
        return FanOut(
            token=Token(token),
            element=self.element,
            name=self.name,
            kind=self.kind,
            branches=tuple(branches),
            sequential=self.sequential,
            called=self.called,
        )

    def _branches(
        self, run: Run, token: str, members: Sequence[dict[str, Value]], first: int
    ) -> list[Branch]:
        branches = []
        for index, member in enumerate(members, first):
            values, counted = member, {**member, "loopCounter": Decimal(index + 1)}
            if self.inputs is not None:
                values = {**values, **_context(run.value(self.inputs, counted), self.inputs)}
            work = None if self.offer is None else self.offer.work(run, token, counted)
            branches.append(Branch(index=index, values=values, work=work))
        return branches

    def _members(self, run: Run) -> Sequence[dict[str, Value]]:
        if not self.many:
            return [{}]
        if self.collection is not None:
            members = run.value(self.collection)
            if not isinstance(members, list) or len(members) > MOST:
                raise Stuck(
                    f"“{self.collection.source}”不是列表，或超过 {MOST} 项",
                    f"{self.collection.source!r} is no list, or has more than {MOST} items",
                )
            return [self._named(member) for member in members]
        return self._counted(run)

    def _counted(self, run: Run) -> list[dict[str, Value]]:
        cardinality = self.cardinality
        count = None if cardinality is None else run.value(cardinality)
        if not isinstance(count, Decimal) or count != int(count) or not 0 <= count <= MOST:
            raise Stuck(
                f"次数须为 0 到 {MOST} 的整数",
                f"the cardinality must be a whole number up to {MOST}",
            )
        # The library numbers its items from 0 and so do diagrams drawn for it.
        return [self._named(Decimal(at)) for at in range(int(count))]

    def _named(self, member: Value) -> dict[str, Value]:
        return {self.item: member} if self.item else {}

    def gather(self, run: Run, outputs: tuple[Value, ...]) -> None:
        """Write what the members gave, in input order, whatever was there before."""
        if self.many:
            if self.output_collection is not None:
                run.write(self.output_collection, list(outputs))
        elif outputs and isinstance(outputs[0], dict):
            run.write_under(self.result, outputs[0])

    def output(self, values: Values, outer: Values, world: World) -> Value:
        """What a finished member contributes."""
        values = self._given(values)
        sight: Values = ChainMap(dict(values), outer)  # type: ignore[arg-type]  # read only
        if self.outputs is not None:
            return _context(self.outputs.evaluate(sight, world), self.outputs)
        if self.output_item is not None:
            return sight.get(self.output_item)
        return dict(values)

    def _given(self, values: Values) -> Values:
        """An answer to work is known under the variable that the task names for it."""
        return {self.result: values} if self.offer is not None and self.result else values

    def is_enough(self, tally: Tally, values: Values, outer: Values, world: World) -> bool:
        """Whether the completion condition holds (BPMN 2.0, 13.3.7)."""
        if self.enough is None:
            return False
        counts = {
            "nrOfInstances": Decimal(tally.total),
            "nrOfActiveInstances": Decimal(tally.active),
            "nrOfCompletedInstances": Decimal(tally.completed),
            "nrOfTerminatedInstances": Decimal(tally.terminated),
        }
        sight: Values = ChainMap(counts, dict(self._given(values)), outer)  # type: ignore[arg-type]  # read only
        return self.enough.evaluate(sight, world) is True


def _context(value: Value, expression: Expression) -> dict[str, Value]:
    if isinstance(value, dict):
        return value
    raise Stuck(f"“{expression.source}”不是上下文", f"{expression.source!r} gives no context")
