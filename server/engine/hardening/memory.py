"""What an instance knows: its own data, and the data around it, read through."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from server.engine.hardening.stuck import Stuck

if TYPE_CHECKING:
    from collections.abc import Iterable

    from server.domain.feel import Notice
    from server.domain.patience import Patience
    from server.domain.ports import World
    from server.domain.values import Value, Values
    from server.engine.expressions import Expression


def among(given: Values, around: Values) -> Values:
    """What is seen by who has data of its own: nothing is copied, however many look."""
    return ChainMap(given, around)  # type: ignore[arg-type]  # read only


class Sight(Mapping[str, "Value"]):
    """The instance's own data over what lies around it; remembers what was looked up."""

    __slots__ = ("looked_up", "outer", "own")

    def __init__(self, own: dict[str, Value], outer: Values) -> None:
        self.own = own
        self.outer = outer
        self.looked_up: set[str] = set()

    def __getitem__(self, name: str) -> Value:
        self.looked_up.add(name)
        return self.own[name] if name in self.own else self.outer[name]

    def __iter__(self) -> Iterator[str]:
        return iter({**self.outer, **self.own})

    def __len__(self) -> int:
        return len({**self.outer, **self.own})

    def read(self) -> Values:
        """What was looked up and is there."""
        return {name: self[name] for name in sorted(self.looked_up) if name in self.keys()}


class Memory:
    """Case data beside the engine (decision 0004): one mapping per instance, so no branch loses another's writes."""

    world: World
    patience: Patience

    def remember(self, data: Values, outer: Values) -> None:
        """Begin with what was saved; ``outer`` is read through and never written."""
        self.own: dict[str, Value] = dict(data)
        self.sight = Sight(self.own, outer)
        self.written: set[str] = set()

    @contextmanager
    def apart(self, given: Values) -> Iterator[dict[str, Value]]:
        """What is given is seen first, and what is written meanwhile stays with it.

        After a failure it stays so, for whoever asks what the step read; such a run is discarded.
        """
        before = self.own, self.sight, self.written
        self.own, self.written = dict(given), set()
        self.sight = Sight(self.own, self.sight)
        yield self.own
        self.own, self.sight, self.written = before

    def value(self, expression: Expression, beside: Values | None = None) -> Value:
        """What an expression says here and now."""
        sight = self.sight if beside is None else among(beside, self.sight)
        return expression.evaluate(sight, self.world)

    def holds(self, condition: Expression, beside: Values | None = None) -> bool:
        """Whether a condition is true; null counts as no (DMN 1.5, 10.3.2.1)."""
        answer = self.value(condition, beside)
        if answer is None or isinstance(answer, bool):
            return answer is True
        raise Stuck(
            f"条件“{condition.source}”的结果不是真假值",
            f"the condition {condition.source!r} gives neither true nor false",
        )

    def doubts(self, expression: Expression) -> list[Notice]:
        """Why parts of an expression became null: names that aren't there, values that don't fit."""
        notices: list[Notice] = []
        expression.compiled.evaluate(self.sight, self.world.functions, self.world.moment, notices)
        return notices

    def mapping(self, expression: Expression, what: str, beside: Values | None = None) -> Values:
        """What an expression says that must give a context."""
        answer = self.value(expression, beside)
        if isinstance(answer, dict):
            return answer
        raise Stuck(f"{what} 的结果不是上下文", f"{what} doesn't give a context")

    def write(self, name: str, value: Value) -> None:
        """Set one of the instance's own values."""
        self.own[name] = value
        self.written.add(name)

    def renew(self, names: Iterable[str]) -> None:
        """Let values begin anew."""
        for name in names:
            self.write(name, None)

    def write_all(self, values: Values) -> None:
        """Set own values, name by name."""
        self.own.update(values)
        self.written.update(values)

    def write_under(self, name: str | None, values: Values) -> None:
        """Set own values together under one name, or name by name when there is none."""
        if name:
            self.write(name, values)
        else:
            self.write_all(values)
