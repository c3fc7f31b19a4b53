"""How these tests ask the language."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from server.domain.feel import Notice, compile_expression

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


def ask(source: str, **values: Any) -> Any:
    """Give the value of an expression."""
    return compile_expression(source, values).evaluate(values, now=NOW)


def why(source: str, **values: Any) -> list[str]:
    """Give what an expression says about itself while it becomes null."""
    notices: list[Notice] = []
    value = compile_expression(source, values).evaluate(values, notices=notices)
    assert value is None
    return [notice.message_en for notice in notices]
