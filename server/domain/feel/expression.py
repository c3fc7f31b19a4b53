"""A compiled expression, and the door through which it is evaluated."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from server.domain.feel.kinds import Type
from server.domain.feel.limits import Run
from server.domain.feel.mentions import Mentions
from server.domain.feel.refusals import OVER, Notice, placed
from server.domain.feel.scopes import Evaluate, Given, Scope
from server.domain.feel.temporal import DateTime
from server.domain.feel.values import Value, inward, outward

Now = datetime | DateTime | None
Types = Mapping[str, Type] | None
START = (1, 1)
_NOTHING: Mapping[str, Any] = MappingProxyType({})


def begin(
    context: Mapping[str, Any],
    functions: Mapping[str, Callable[..., Any]] | None,
    now: Now,
    notices: list[Notice] | None,
    types: Types,
) -> Scope:
    """Open the outermost scope of an evaluation."""
    run = Run(functions or _NOTHING, inward(now), notices, types or _NOTHING)
    return Scope(Given(context), None, run)


def guarded(evaluate: Callable[[], Value]) -> Value:
    """Evaluate; running out of stack is running over a limit, and so is a whole that is too much."""
    try:
        return evaluate()
    except OVER as over:
        raise placed(over, START) from None


class Expression:
    """A compiled expression; it holds no state of an evaluation, so threads may share it."""

    __slots__ = ("_evaluate", "mentions", "source")

    def __init__(self, source: str, evaluate: Evaluate, mentions: Mentions) -> None:
        self.source = source
        self.mentions = mentions
        self._evaluate = evaluate

    def evaluate(
        self,
        context: Mapping[str, Any],
        functions: Mapping[str, Callable[..., Any]] | None = None,
        now: Now = None,
        notices: list[Notice] | None = None,
        types: Types = None,
    ) -> Any:
        """Give the value, in Python's own types wherever they are exact.

        What goes wrong inside gives null, and a notice for those who hand over a list. Only running over
        a limit is refused (FeelLimit).
        """
        value = self.value(context, functions, now, notices, types)
        return guarded(lambda: outward(value))

    def value(
        self,
        context: Mapping[str, Any],
        functions: Mapping[str, Callable[..., Any]] | None = None,
        now: Now = None,
        notices: list[Notice] | None = None,
        types: Types = None,
    ) -> Value:
        """Give the value in the language's own types."""
        scope = begin(context, functions, now, notices, types)
        return guarded(lambda: self._evaluate(scope))
