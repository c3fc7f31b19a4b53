"""Rules of what is known before anything runs: constants that can't serve, functions that aren't there.

Asked only when a process is published: one that was accepted before goes on as it was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from server.domain.feel import FeelLimit, Months
from server.domain.ports import HOST_FUNCTIONS
from server.engine.expressions import Expression
from server.engine.fanning import Fan
from server.engine.hardening.events import Event
from server.engine.hardening.loops import Loop
from server.engine.hardening.stuck import Stuck
from server.engine.members import MOST, Many, Telling
from server.engine.offering import Offer
from server.engine.parts import parts_of
from server.engine.timers import TimerKind, limit_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from lxml.etree import _Element

    from server.domain.values import Value
    from server.engine.findings import Findings
    from server.engine.timers import Timer

_NO_FEEL = re.compile(r"[+-]\s*P\d?[\dYMWDTHS.]+|R-?\d*/.*")
"""ISO 8601 that is no usable time and could be read as FEEL, as a number: ``-PT5S``, ``R/-PT5S``."""
_SOME_DAY = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an expression has to give at its place."""

    zh: str
    en: str
    fits: Callable[[Value], bool]


def _is_count(value: Value) -> bool:
    return isinstance(value, Decimal) and value == int(value) and 0 <= value <= MOST


TRUTH = Wanted("真假值", "true or false", lambda value: value is None or isinstance(value, bool))
COUNT = Wanted(f"0 到 {MOST} 的整数", f"a whole number from 0 to {MOST}", _is_count)
LIST = Wanted("列表", "a list", lambda value: isinstance(value, list) and len(value) <= MOST)
CONTEXT = Wanted("上下文", "a context", lambda value: isinstance(value, dict))
TEXT = Wanted("文本", "a text", lambda value: isinstance(value, str) and bool(value))
_WANTED: dict[type, Mapping[str, Wanted]] = {
    Loop: {"condition": TRUTH},
    Many: {"collection": LIST, "cardinality": COUNT, "enough": TRUTH},
    Telling: {"condition": TRUTH},
    Event: {"condition": TRUTH, "payload": CONTEXT},
    Fan: {"inputs": CONTEXT, "outputs": CONTEXT},
    Offer: {"org": TEXT, "role": TEXT},
}
"""By the kind of a part, what its expressions have to give."""


def check_constants(
    node: _Element, plan: Mapping[str, Any], written: frozenset[str], findings: Findings
) -> None:
    """Whether what an element says can serve, as far as that is known; scripts have ``written`` names."""
    check_constant(node, plan.get("completion"), TRUTH, findings)
    for part in parts_of(plan):
        for name, wanted in _WANTED.get(type(part), {}).items():
            check_constant(node, getattr(part, name), wanted, findings)
        for timer, try_out in _timers(part):
            _check_timer(node, timer, try_out, findings)
        if isinstance(part, Expression):
            check_calls(node, part, written, findings)


def check_constant(
    node: _Element, expression: Expression | str | None, wanted: Wanted, findings: Findings
) -> None:
    """Whether an expression that always gives the same gives what is wanted here."""
    if not isinstance(expression, Expression) or not expression.compiled.mentions.is_constant:
        return
    try:
        is_fit = wanted.fits(constant(expression))
    except FeelLimit:
        is_fit = False
    if not is_fit:
        findings.add(
            node,
            f"“{expression.source}”给不出此处所需的值（{wanted.zh}）。请改写。",
            f"{expression.source!r} never gives {wanted.en}, which is wanted here. Rewrite it.",
        )


def check_calls(
    node: _Element, expression: Expression, written: frozenset[str], findings: Findings
) -> None:
    """Whether every function that an expression calls is there."""
    for name, (line, column) in expression.compiled.mentions.calls.items():
        if name not in HOST_FUNCTIONS | written:
            findings.add(
                node,
                f"表达式“{expression.source}”（{line}:{column}）调用的函数“{name}”不存在。请改正名称。",
                f"The expression {expression.source!r} calls {name!r} at {line}:{column}, and there is no "
                "such function. Correct its name.",
            )


def constant(expression: Expression) -> Value:
    """What an expression gives that always gives the same."""
    return expression.compiled.evaluate({}, {}, _SOME_DAY)


def _timers(part: Any) -> Iterator[tuple[Timer, Callable[[Timer], bool]]]:
    if isinstance(part, Event):
        yield from ((timer, _first) for timer in (part.timer, part.ttl) if timer is not None)
    elif isinstance(part, Offer) and part.limit is not None:
        yield part.limit, _limit


def _first(timer: Timer) -> bool:
    moment, _ = timer.first(_SOME_DAY, constant)
    return timer.kind is not TimerKind.DURATION or moment >= _SOME_DAY


def _limit(timer: Timer) -> bool:
    value = timer.text if timer.expression is None else constant(timer.expression)
    moment = limit_in(value, _SOME_DAY, timer.text)
    return moment is None or not isinstance(value, timedelta | Months) or moment >= _SOME_DAY


def _check_timer(
    node: _Element, timer: Timer, try_out: Callable[[Timer], bool], findings: Findings
) -> None:
    said = timer.expression
    if said is None:
        return
    is_fit = _NO_FEEL.fullmatch(timer.text) is None
    if is_fit and said.compiled.mentions.is_constant:
        try:
            is_fit = try_out(timer)
        except (Stuck, FeelLimit, ValueError, OverflowError):
            is_fit = False
    if not is_fit:
        findings.add(
            node,
            f"“{timer.text}”不是可用的时间。请用 ISO 8601 或 FEEL 写法改写。",
            f"{timer.text!r} gives no usable time. Write ISO 8601 or FEEL.",
        )
