"""Built-in functions on lists."""

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from functools import cmp_to_key, reduce

from server.domain.feel.arithmetic import NUMBERS
from server.domain.feel.calling import call_function
from server.domain.feel.comparing import all_of, any_of, equal, less
from server.domain.feel.limits import Run, checked_list
from server.domain.feel.refusals import Unfit
from server.domain.feel.signatures import feel
from server.domain.feel.values import Function, Value


def _needed(items: list[Value]) -> list[Value]:
    if not items:
        raise Unfit("列表为空", "the list is empty")
    return items


def _numbers(items: list[Value]) -> list[Decimal]:
    if not all(isinstance(item, Decimal) for item in items):
        raise Unfit("列表中有非数字项", "the list holds other things than numbers")
    return _needed(items)


def _truths(items: list[Value]) -> list[bool | None]:
    if not all(item is None or isinstance(item, bool) for item in items):
        raise Unfit("列表中有非真假项", "the list holds other things than truths")
    return items


def _first(items: list[Value], before: Callable[[Value, Value], bool | None]) -> Value:
    best = _needed(items)[0]
    if less(best, best) is None:
        raise Unfit("列表项不能比较", "the items have no order")
    for item in items[1:]:
        verdict = before(item, best)
        if verdict is None:
            raise Unfit("列表项不能比较", "the items have no order")
        best = item if verdict else best
    return best


@feel("list contains(list: list, element: any)")
def list_contains(items: list[Value], element: Value) -> Value:
    return any(equal(item, element) is True for item in items)


@feel("count(list: list)")
def count(items: list[Value]) -> Value:
    return Decimal(len(items))


@feel("min(list: list)")
@feel("min(c...: any)")
def minimum(items: list[Value]) -> Value:
    return _first(items, less)


@feel("max(list: list)")
@feel("max(c...: any)")
def maximum(items: list[Value]) -> Value:
    return _first(items, lambda one, other: less(other, one))


@feel("sum(list: list)")
@feel("sum(n...: any)")
def total(items: list[Value]) -> Value:
    return reduce(NUMBERS.add, _numbers(items))


@feel("product(list: list)")
@feel("product(n...: any)")
def product(items: list[Value]) -> Value:
    return reduce(NUMBERS.multiply, _numbers(items))


@feel("mean(list: list)")
@feel("mean(n...: any)")
def mean(items: list[Value]) -> Value:
    numbers = _numbers(items)
    return NUMBERS.divide(reduce(NUMBERS.add, numbers), Decimal(len(numbers)))


@feel("median(list: list)")
@feel("median(n...: any)")
def median(items: list[Value]) -> Value:
    numbers = sorted(_numbers(items))
    middle, odd = divmod(len(numbers), 2)
    if odd:
        return numbers[middle]
    return NUMBERS.divide(NUMBERS.add(numbers[middle - 1], numbers[middle]), Decimal(2))


@feel("stddev(list: list)")
@feel("stddev(n...: any)")
def stddev(items: list[Value]) -> Value:
    numbers = _numbers(items)
    if len(numbers) == 1:
        raise Unfit("至少需要两个数字", "at least two numbers are needed")
    middle = mean(numbers)
    distances = [NUMBERS.subtract(number, middle) for number in numbers]
    squares = [NUMBERS.multiply(distance, distance) for distance in distances]
    return NUMBERS.sqrt(NUMBERS.divide(reduce(NUMBERS.add, squares), Decimal(len(numbers) - 1)))


@feel("mode(list: list)")
@feel("mode(n...: any)")
def mode(items: list[Value]) -> Value:
    if not items:
        return []
    counts = Counter(_numbers(items))
    most = max(counts.values())
    return sorted(number for number, times in counts.items() if times == most)


@feel("all(list: list)")
@feel("all(b...: any)")
def all_true(items: list[Value]) -> Value:
    return all_of(_truths(items))


@feel("any(list: list)")
@feel("any(b...: any)")
def any_true(items: list[Value]) -> Value:
    return any_of(_truths(items))


def _place(items: list[Value], position: Decimal) -> int:
    place = int(position)
    if place != position or place == 0 or abs(place) > len(items):
        raise Unfit("列表中没有这个位置", "the list has no such place")
    return place - 1 if place > 0 else len(items) + place


@feel("sublist(list: list, start position: number, length?: number|null)")
def sublist(items: list[Value], start: Decimal, length: Decimal | None = None) -> Value:
    begin = _place(items, start)
    if length is None:
        return items[begin:]
    if length < 1 or begin + length > len(items):
        raise Unfit("长度超出列表", "the length reaches outside the list")
    return items[begin : begin + int(length)]


@feel("append(list: list, item...: any)")
def append(items: list[Value], more: list[Value]) -> Value:
    return checked_list([*items, *more])


@feel("concatenate(list...: list)")
def concatenate(lists: list[list[Value]]) -> Value:
    return checked_list([item for items in lists for item in items])


@feel("insert before(list: list, position: number, newItem: any)")
def insert_before(items: list[Value], position: Decimal, item: Value) -> Value:
    place = _place(items, position)
    return checked_list([*items[:place], item, *items[place:]])


@feel("remove(list: list, position: number)")
def remove(items: list[Value], position: Decimal) -> Value:
    place = _place(items, position)
    return [*items[:place], *items[place + 1 :]]


@feel("list replace(list: list, position: number, newItem: any)")
def replace_at(items: list[Value], position: Decimal, item: Value) -> Value:
    place = _place(items, position)
    return [*items[:place], item, *items[place + 1 :]]


@feel("list replace(list: list, match: function, newItem: any)", with_run=True)
def replace_matching(run: Run, items: list[Value], match: Function, new: Value) -> Value:
    replaced: list[Value] = []
    for item in items:
        verdict = call_function(run, match, [item, new])
        if not isinstance(verdict, bool):
            raise Unfit("匹配函数应返回是或否", "the match function has to give a truth")
        replaced.append(new if verdict else item)
    return replaced


@feel("reverse(list: list)")
def reverse(items: list[Value]) -> Value:
    return items[::-1]


@feel("index of(list: list, match: any)")
def index_of(items: list[Value], match: Value) -> Value:
    return [Decimal(at) for at, item in enumerate(items, 1) if equal(item, match) is True]


@feel("union(list...: list)", with_run=True)
def union(run: Run, lists: list[list[Value]]) -> Value:
    return distinct_values(run, concatenate(lists))


@feel("distinct values(list: list)", with_run=True)
def distinct_values(run: Run, items: list[Value]) -> Value:
    kept: list[Value] = []
    for item in items:
        run.weigh(kept)
        if not any(equal(item, other) is True for other in kept):
            kept.append(item)
    return kept


@feel("flatten(list: list)")
def flatten(items: list[Value]) -> Value:
    flat: list[Value] = []
    for item in items:
        flat.extend(flatten(item) if isinstance(item, list) else [item])
    return checked_list(flat)


@feel("sort(list: list)", with_run=True)
@feel("sort(list: list, precedes: function|null)", with_run=True)
def sort(run: Run, items: list[Value], precedes: Function | None = None) -> Value:
    def before(one: Value, other: Value) -> bool:
        run.spend()
        verdict = (
            less(one, other) if precedes is None else call_function(run, precedes, [one, other])
        )
        if not isinstance(verdict, bool):
            raise Unfit("列表项不能排序", "the items can't be put in order")
        return verdict

    return sorted(
        items, key=cmp_to_key(lambda one, other: -before(one, other) or before(other, one))
    )
