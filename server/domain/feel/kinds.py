"""Types of the language: reading them, and telling whether a value is of one."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

from server.domain.feel.temporal import Date, DateTime, Months, Span, Time
from server.domain.feel.values import Function, Range, Value

MAX_TYPE_DEPTH = 20
Around = Mapping[str, Value] | None
_NOTHING: Mapping[str, Value] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Type:
    """A type; parts are its members, arguments or parameters followed by the result."""

    kind: str
    parts: tuple[tuple[str, "Type"], ...] = ()
    allowed: Callable[[Value, Mapping[str, Value]], bool | None] | None = field(
        default=None, compare=False
    )


ANY = Type("Any")
_CLASSES: dict[str, type | tuple[type, ...]] = {
    "number": Decimal,
    "string": str,
    "boolean": bool,
    "date": Date,
    "time": Time,
    "date and time": DateTime,
    "days and time duration": Span,
    "years and months duration": Months,
    "duration": (Span, Months),
    "list": list,
    "context": dict,
    "range": Range,
    "function": Function,
}
_ALIASES = {
    "dateTime": "date and time",
    "dayTimeDuration": "days and time duration",
    "yearMonthDuration": "years and months duration",
    "days and time duration": "days and time duration",
}
_WORDS = re.compile(
    r"\s*(days\s+and\s+time\s+duration|years\s+and\s+months\s+duration|date\s+and\s+time"
    r"|[^\W\d]\w*(?:[.\-][^\W\d]\w*)*)"
)
_FIELD = re.compile(r"\s*([^\W\d][\w ]*?)\s*:")
_ARROW = re.compile(r"\s*->")
_GENERIC = frozenset({"list", "range", "context", "function"})


class TypeRefused(ValueError):
    """The text at this place is no type."""


def read_type(text: str, start: int = 0, depth: int = 0) -> tuple[Type, int]:
    """Read the type that begins at a place; give it and where it ends."""
    match = _WORDS.match(text, start)
    if match is None or depth > MAX_TYPE_DEPTH:
        raise TypeRefused(start)
    name = " ".join(match[1].split())
    name = _ALIASES.get(name, name)
    end = match.end()
    if name not in _GENERIC or not text[end:].lstrip().startswith("<"):
        return Type(name), end
    end = text.index("<", end) + 1
    parts, end = _read_parts(text, end, depth, named=name == "context")
    if name != "function":
        return Type(name, parts), end
    arrow = _ARROW.match(text, end)
    if arrow is None:
        raise TypeRefused(end)
    result, end = read_type(text, arrow.end(), depth + 1)
    return Type(name, (*parts, ("", result))), end


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _read_parts(
    text: str, at: int, depth: int, *, named: bool
) -> tuple[tuple[tuple[str, Type], ...], int]:
    parts: list[tuple[str, Type]] = []
    at = _skip(text, at)
    while not text.startswith(">", at):
        name = ""
        if named:
            match = _FIELD.match(text, at)
            if match is None:
                raise TypeRefused(at)
            name, at = match[1], match.end()
        part, at = read_type(text, at, depth + 1)
        parts.append((name, part))
        at = _skip(text, at)
        if text.startswith(",", at):
            at = _skip(text, at + 1)
        elif not text.startswith(">", at):
            raise TypeRefused(at)
    return tuple(parts), at + 1


def is_of(
    value: Value, wanted: Type, types: Mapping[str, Type], *, around: Around = None
) -> bool | None:
    """Tell whether a value is of a type; an unknown type gives null.

    What values a type allows counts only where it is said what stands around the value, which they
    may speak of (DMN 1.5, 7.3.3): `instance of` looks at the kind alone.
    """
    if value is None:
        return wanted.kind in ("Null", "null")
    fits = _kind_fits(value, wanted, types, around=around)
    if not fits or around is None or wanted.allowed is None:
        return fits
    return wanted.allowed(value, around) is True


def _kind_fits(
    value: Value, wanted: Type, types: Mapping[str, Type], *, around: Around
) -> bool | None:
    if wanted.kind == "Any":
        return True
    kind = _CLASSES.get(wanted.kind)
    if kind is None:
        known = types.get(wanted.kind)
        return None if known is None else is_of(value, known, types, around=around)
    return isinstance(value, kind) and all(_part_fits(value, wanted, types, around=around))


def _part_fits(
    value: Value, wanted: Type, types: Mapping[str, Type], *, around: Around
) -> list[bool]:
    if not wanted.parts:
        return []
    if isinstance(value, list):
        item = wanted.parts[0][1]
        return [conforms(one, item, types, around=around) for one in value]
    if isinstance(value, dict):
        around = None if around is None else value
        return [
            name in value and conforms(value[name], part, types, around=around)
            for name, part in wanted.parts
        ]
    if isinstance(value, Range):
        ends = [end for end in (value.low, value.high) if end is not None]
        return [is_of(end, wanted.parts[0][1], types) is True for end in ends]
    return _signature_fits(value, wanted)


def _signature_fits(value: Function, wanted: Type) -> list[bool]:
    wanted_types = [part for _, part in wanted.parts[:-1]]
    if len(value.parameters or ()) != len(wanted_types):
        return [False]
    return [
        have.kind == "Any" or want == have
        for want, have in zip(wanted_types, value.types, strict=False)
    ]


def conforms(
    value: Value, wanted: Type, types: Mapping[str, Type], *, around: Around = _NOTHING
) -> bool:
    """Tell whether a value may stand where a type is asked for: null always may."""
    return value is None or is_of(value, wanted, types, around=around) is True
