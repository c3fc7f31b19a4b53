"""When a form's field is hidden, exactly as form-js decides it in the browser."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from server.domain.feel import tree
from server.domain.feel.compiling import compile_tree
from server.domain.feel.expression import Expression
from server.domain.feel.grammar import read_expression
from server.domain.feel.making import compile_expression
from server.domain.feel.mentions import mentions_of


def hides(source: str, context: Mapping[str, Any], now: datetime | None = None) -> bool:
    """Tell whether the condition of `conditional.hide` hides its field.

    The browser runs the condition as a unary test, for which null counts as a match: so a field is hidden
    where the condition is true or null. A `not(...)` around the whole condition negates just that.
    """
    condition, turned = _condition(source.removeprefix("=").strip())
    result = condition.value(context, now=now)
    return (result is None or result is True) is not turned


@lru_cache(maxsize=1024)
def _condition(text: str) -> tuple[Expression, bool]:
    """Compile a condition, without the `not` around it, and tell whether there was one."""
    node = read_expression(text, ())
    if (
        isinstance(node, tree.Call)
        and isinstance(node.callee, tree.Name)
        and node.callee.name == "not"
        and len(node.arguments) == 1
    ):
        [inside] = node.arguments
        return Expression(text, compile_tree(inside), mentions_of(inside)), True
    return compile_expression(text), False
