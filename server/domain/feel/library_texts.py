"""Built-in functions on texts."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from server.domain.feel.arithmetic import NUMBERS
from server.domain.feel.limits import checked_list, joined_text
from server.domain.feel.patterns import find_pattern
from server.domain.feel.refusals import Unfit
from server.domain.feel.replacing import replacement_text
from server.domain.feel.signatures import feel
from server.domain.feel.values import Value, text_of

_NUMBER = re.compile(r"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")


@feel("string(from: any)")
def string(value: Value) -> Value:
    return None if value is None else text_of(value)


@feel("number(from: string|number)")
@feel(
    "number(from: string|number, grouping separator: string|null, decimal separator: string|null)"
)
def number(text: str | Decimal, grouping: str | None = None, point: str | None = None) -> Value:
    if isinstance(text, Decimal):
        return text
    if grouping not in (None, " ", ",", ".") or point not in (None, ",", "."):
        raise Unfit("分隔符无效", "the separators are not allowed")
    if grouping is not None and grouping == point:
        raise Unfit("分隔符重复", "the separators are the same")
    if grouping is not None:
        text = text.replace(grouping, "")
    if point is not None:
        text = text.replace(point, ".")
    if _NUMBER.fullmatch(text) is None:
        raise Unfit("文本不是数字", "the text is no number")
    return NUMBERS.create_decimal(text)


@feel("substring(string: string, start position: number, length?: number|null)")
def substring(text: str, start: Decimal, length: Decimal | None = None) -> Value:
    place, count = int(start), len(text)
    if place == 0 or abs(place) > count:
        raise Unfit("起始位置超出文本", "the start lies outside the text")
    begin = place - 1 if place > 0 else count + place
    if length is None:
        return text[begin:]
    if length < 1:
        raise Unfit("长度应大于零", "the length has to be above zero")
    return text[begin : begin + int(length)]


@feel("string length(string: string)")
def string_length(text: str) -> Value:
    return Decimal(len(text))


@feel("upper case(string: string)")
def upper_case(text: str) -> Value:
    return text.upper()


@feel("lower case(string: string)")
def lower_case(text: str) -> Value:
    return text.lower()


@feel("substring before(string: string, match: string)")
def substring_before(text: str, match: str) -> Value:
    before, found, _ = text.partition(match) if match else ("", "", "")
    return before if found else ""


@feel("substring after(string: string, match: string)")
def substring_after(text: str, match: str) -> Value:
    return text.partition(match)[2] if match else text


@feel("contains(string: string, match: string)")
def contains_text(text: str, match: str) -> Value:
    return match in text


@feel("starts with(string: string, match: string)")
def starts_with(text: str, match: str) -> Value:
    return text.startswith(match)


@feel("ends with(string: string, match: string)")
def ends_with(text: str, match: str) -> Value:
    return text.endswith(match)


@feel("matches(input: string, pattern: string, flags?: string|null)")
def matches(text: str, pattern: str, flags: str | None = None) -> Value:
    return find_pattern(pattern, flags or "", text).search(text) is not None


@feel("replace(input: string, pattern: string, replacement: string, flags?: string|null)")
def replace(text: str, pattern: str, replacement: str, flags: str | None = None) -> Value:
    found = find_pattern(pattern, flags or "", text)
    if found.search("") is not None:
        raise Unfit("表达式可匹配空文本", "the pattern matches the empty text")
    write = replacement_text(replacement, found.groups, literal="q" in (flags or ""))
    return joined_text(_replaced(text, found, write))


def _replaced(
    text: str, found: re.Pattern[str], write: Callable[[re.Match[str]], str]
) -> Iterator[str]:
    last = 0
    for match in found.finditer(text):
        yield text[last : match.start()]
        yield write(match)
        last = match.end()
    yield text[last:]


@feel("split(string: string, delimiter: string)")
def split(text: str, delimiter: str) -> Value:
    found = find_pattern(delimiter, "", text)
    if found.search("") is not None:
        raise Unfit("表达式可匹配空文本", "the pattern matches the empty text")
    pieces, last = [], 0
    for match in found.finditer(text):
        pieces.append(text[last : match.start()])
        last = match.end()
    return checked_list([*pieces, text[last:]])


@feel("string join(list: list, delimiter?: string|null)")
def string_join(items: list[Value], delimiter: str | None = None) -> Value:
    texts = [item for item in items if item is not None]
    if not all(isinstance(item, str) for item in texts):
        raise Unfit("列表中有非文本项", "the list holds other things than texts")
    return joined_text(
        piece for at, text in enumerate(texts) for piece in ((delimiter or "") if at else "", text)
    )
