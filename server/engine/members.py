"""The members of a multi-instance activity: who they are, what they give, when it is enough.

BPMN 2.0, 10.3.7 and 13.3.7.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from server.domain.moves import Tally
from server.engine.hardening.memory import among
from server.engine.hardening.stuck import Stuck

if TYPE_CHECKING:
    from collections.abc import Callable

    from server.domain.ports import World
    from server.domain.values import Value, Values
    from server.engine.associating import Data
    from server.engine.expressions import Expression
    from server.engine.hardening.events import Event
    from server.engine.hardening.memory import Memory

MOST = 10_000
"""More members than any county has bodies, households of a village included."""


COUNTER = "loopCounter"
"""Which member an expression is asked for, from 1 (BPMN 2.0, table 10.30)."""
_COUNTS = ("numberOf", "nrOf")
"""How conditions name the counts: as the standard does (table 10.31), and as most tools do."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Telling:
    """An event that is thrown as members come through (``behavior``; BPMN 2.0, table 10.32)."""

    event: Event
    condition: Expression | None = None
    is_first_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Many:
    """What a multi-instance marker says."""

    sequential: bool = False
    collection: Expression | None = None
    cardinality: Expression | None = None
    item: str | None = None
    output_collection: str | None = None
    output_item: str | None = None
    enough: Expression | None = None
    tellings: tuple[Telling, ...] = ()

    def members(self, run: Memory, inputs: Values) -> list[dict[str, Value]]:
        """What each member is given of its own, in input order."""
        if self.collection is None:
            return [self.named(Decimal(at)) for at in range(self._count(run, inputs))]
        members = run.value(self.collection, inputs)
        if not isinstance(members, list) or len(members) > MOST:
            raise Stuck(
                f"“{self.collection.source}”不是列表，或超过 {MOST} 项",
                f"{self.collection.source!r} is no list, or has more than {MOST} items",
            )
        return [self.named(member) for member in members]

    def _count(self, run: Memory, inputs: Values) -> int:
        cardinality = self.cardinality
        count = None if cardinality is None else run.value(cardinality, inputs)
        if not isinstance(count, Decimal) or count != int(count) or not 0 <= count <= MOST:
            raise Stuck(
                f"次数须为 0 到 {MOST} 的整数",
                f"the cardinality must be a whole number from 0 to {MOST}",
            )
        return int(count)

    def joined(self, members: tuple[Value, ...], first: int) -> list[dict[str, Value]]:
        """What those are given who join later; without a collection they are numbered on."""
        if first + len(members) > MOST:
            raise Stuck(f"成员超过 {MOST} 个", f"there would be more than {MOST} members")
        if self.collection is None:
            return [self.named(Decimal(first + at)) for at in range(len(members))]
        return [self.named(member) for member in members]

    def named(self, member: Value) -> dict[str, Value]:
        """A member under the name that the marker gives it."""
        # The library numbers its items from 0 and so do diagrams drawn for it.
        return {self.item: member} if self.item else {}

    def own(self, member: dict[str, Value]) -> Value:
        """What a member is itself; nothing, where members are only numbered."""
        return None if self.collection is None or self.item is None else member[self.item]

    def is_enough(self, tally: Tally, sight: Values, world: World) -> bool:
        """Whether the completion condition holds, for one who sees this."""
        if self.enough is None:
            return False
        return self.enough.evaluate(with_counts(tally, sight), world) is True

    def told(self, tally: Tally, sight: Values, world: World) -> list[Event]:
        """What is thrown now that one more is through, as one who sees this would say."""
        seen = with_counts(tally, sight)
        return [
            one.event
            for one in self.tellings
            if (not one.is_first_only or tally.completed == 1)
            and (one.condition is None or one.condition.evaluate(seen, world) is True)
        ]

    def output(self, values: Values, sight: Values) -> Value:
        """What a member gives: its output item, or all of its own."""
        return dict(values) if self.output_item is None else sight.get(self.output_item)

    def gathered(self, outputs: list[Value]) -> dict[str, Value]:
        """What all gave together, in input order."""
        return {} if self.output_collection is None else {self.output_collection: outputs}


def counts_of(tally: Tally, *named: str) -> Values:
    """How far a multi-instance activity is, by the names of the standard unless others are given."""
    return {
        f"{how}{which}Instances": Decimal(number)
        for how in named or _COUNTS[:1]
        for which, number in (
            ("", tally.total),
            ("Active", tally.active),
            ("Completed", tally.completed),
            ("Terminated", tally.terminated),
        )
    }


def with_counts(tally: Tally, sight: Values) -> Values:
    """What expressions of the marker see: the counts by all their names, over what else there is."""
    return among(counts_of(tally, *_COUNTS), sight)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AtOnce:
    """The members of an activity that waits for nobody: all in one step, so none needs a row."""

    many: Many
    data: Data

    def carry_out(self, run: Memory, deed: Callable[[], bool]) -> None:
        """Let the activity act for one member after the other, until it is enough."""
        inputs = self.data.bring(run)
        members = self.many.members(run, inputs)
        outputs: list[Value] = [None] * len(members)
        given = {COUNTER, *inputs}
        for at, member in enumerate(members):
            if not run.patience.lasts():
                raise Stuck(*run.patience.causes)
            with run.apart({**inputs, **member, COUNTER: Decimal(at + 1)}) as local:
                if not deed():
                    return
                own = {name: local[name] for name in local if name not in given}
                outputs[at] = self.many.output(own, run.sight)
                if self.many.is_enough(self._tally(len(members), at + 1), run.sight, run.world):
                    break
        self.data.lead_out(run, self.many.gathered(outputs))

    def _tally(self, total: int, completed: int) -> Tally:
        active = 0 if self.many.sequential else total - completed
        return Tally(total=total, active=active, completed=completed)
