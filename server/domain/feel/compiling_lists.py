"""Closures for filters, for, some and every."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from server.domain.feel import tree
from server.domain.feel.comparing import all_of, any_of
from server.domain.feel.limits import Run, checked_list
from server.domain.feel.refusals import OVER, placed
from server.domain.feel.scopes import Evaluate, Scope
from server.domain.feel.temporal import Date, date_of
from server.domain.feel.values import Range, Value

Compile = Callable[[tree.Node], Evaluate]
Iterating = tuple[str, Evaluate, Evaluate | None]
Partial = Callable[[], list[Value]]
PARTIAL = "partial"


def make_filter(node: tree.Filter, compile_: Compile) -> Evaluate:
    """Choose the items that meet a condition, or the one at a place."""
    base, condition = compile_(node.base), compile_(node.condition)

    def evaluate(scope: Scope) -> Value:
        value = base(scope)
        if value is None:
            scope.run.note(node.at, "对空值不能筛选", "null can't be filtered")
            return None
        items = value if isinstance(value, list) else [value]
        if not items and type(condition(scope)) is Decimal:
            return None
        kept: list[Value] = []
        try:
            for item in items:
                scope.run.spend()
                verdict = condition(_item_scope(scope, item))
                if type(verdict) is Decimal:
                    return _at_place(items, verdict, scope, node.at)
                if verdict is True:
                    kept.append(item)
        except OVER as over:
            raise placed(over, node.at) from None
        return kept

    return evaluate


def _item_scope(scope: Scope, item: Value) -> Scope:
    values = {"item": item}
    if isinstance(item, dict):
        values.update(item)
    return scope.inner(values)


def _at_place(items: list[Value], place: Decimal, scope: Scope, at: tuple[int, int]) -> Value:
    count = len(items)
    if place == int(place) and 0 < abs(place) <= count:
        return items[int(place) - 1] if place > 0 else items[int(place)]
    scope.run.note(at, "列表中没有这个位置", "the list has no such place")
    return None


def _iterations(node: tree.For | tree.Quantified, compile_: Compile) -> list[Iterating]:
    return [
        (one.name, compile_(one.source), None if one.until is None else compile_(one.until))
        for one in node.iterations
    ]


def _walk(
    scope: Scope, iterations: list[Iterating], partial: Partial | None
) -> Iterator[Scope | None]:
    """Give a scope for each combination, or None once where there is nothing to walk through."""
    (name, source, until), *rest = iterations
    items = _items(source(scope), None if until is None else until(scope), scope.run, until is None)
    if items is None:
        yield None
        return
    for item in items:
        scope.run.spend()
        values = {name: item} if partial is None else {name: item, PARTIAL: partial()}
        inner = scope.inner(values)
        if rest:
            yield from _walk(inner, rest, partial)
        else:
            yield inner


def _items(first: Value, last: Value, run: Run, whole: bool) -> list[Value] | None:  # noqa: FBT001  # told by the caller's form
    if whole:
        if isinstance(first, list):
            return first
        if isinstance(first, Range):
            return _in_span(first, run)
        return None if first is None else [first]
    return _between(first, last, run)


def _in_span(span: Range, run: Run) -> list[Value] | None:
    items = _between(span.low, span.high, run)
    if items is None:
        return None
    start = 0 if span.low_closed else 1
    return items[start : len(items) if span.high_closed else -1]


def _between(first: Value, last: Value, run: Run) -> list[Value] | None:
    if type(first) is not type(last):
        return None
    if isinstance(first, Date):
        return [date_of(place) for place in _places(first.ordinal, last.ordinal, run)]
    if not isinstance(first, Decimal) or first != int(first) or last != int(last):
        return None
    return [Decimal(place) for place in _places(int(first), int(last), run)]


def _places(first: int, last: int, run: Run) -> range:
    run.spend(abs(last - first))
    return range(first, last + 1) if first <= last else range(first, last - 1, -1)


def make_for(node: tree.For, compile_: Compile) -> Evaluate:
    """Make a list item by item; `partial` is the list so far, which does not grow for who keeps it."""
    iterations, body = _iterations(node, compile_), compile_(node.body)
    parts = (node.body, *(one.source for one in node.iterations))
    named = any(tree.mentions(part, PARTIAL) for part in parts)

    def evaluate(scope: Scope) -> Value:
        results: list[Value] = []
        try:
            for inner in _walk(scope, iterations, results.copy if named else None):
                if inner is None:
                    scope.run.note(
                        node.at, "for 只能遍历列表或区间", "`for` needs a list or a range"
                    )
                    return None
                results.append(body(inner))
            return checked_list(results)
        except OVER as over:
            raise placed(over, node.at) from None

    return evaluate


def make_quantified(node: tree.Quantified, compile_: Compile) -> Evaluate:
    """Tell whether some or every combination meets the condition."""
    iterations, condition = _iterations(node, compile_), compile_(node.condition)
    join = any_of if node.quantifier == "some" else all_of

    def evaluate(scope: Scope) -> Value:
        walk = _walk(scope, iterations, None)
        try:
            return join(None if inner is None else condition(inner) for inner in walk)
        except OVER as over:
            raise placed(over, node.at) from None

    return evaluate
