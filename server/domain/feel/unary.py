"""Unary tests: the cells of decision tables, and allowed values."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from server.domain.feel.comparing import any_of, negated
from server.domain.feel.compiling_tests import Test
from server.domain.feel.expression import Now, Types, begin, guarded
from server.domain.feel.refusals import Notice
from server.domain.feel.values import inward


class UnaryTests:
    """Compiled unary tests."""

    __slots__ = ("_tests", "_turned", "source")

    def __init__(self, source: str, tests: Sequence[Test], *, turned: bool) -> None:
        self.source = source
        self._tests = tuple(tests)
        self._turned = turned

    def evaluate(  # the same door as an expression's, and the value
        self,
        input_value: Any,
        context: Mapping[str, Any],
        functions: Mapping[str, Callable[..., Any]] | None = None,
        now: Now = None,
        notices: list[Notice] | None = None,
        types: Types = None,
    ) -> bool | None:
        """Tell whether a value passes one of the tests; no tests at all (`-`) let everything pass."""
        if not self._tests:
            return True
        scope = begin(context, functions, now, notices, types)
        value = inward(input_value)
        tests = self._tests
        truth: bool | None = guarded(lambda: any_of(test(scope, value) for test in tests))
        return negated(truth) if self._turned else truth
