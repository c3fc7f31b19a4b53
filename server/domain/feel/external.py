"""Functions that a model takes from Java (DMN 1.5, 10.3.2.13.3): the pure ones of its library, by name.

Models drawn for other engines call ``java.lang.Math`` and the like. What such a function does is
written here in Python; nothing of a model is loaded or run, and a class or method that is not in the
table gives no function.
"""

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import ROUND_FLOOR, Decimal
from typing import Any

from server.domain.feel.limits import Run, checked_text, joined_text
from server.domain.feel.refusals import Unfit
from server.domain.feel.values import Function, Value, text_of

_SIGNATURE = re.compile(r"\s*(\w+)\s*\(([^()]*)\)\s*")
_BITS = {"byte": 8, "short": 16, "int": 32, "long": 64}
_BOXED = {"Integer": "int", "Character": "char"}
_MASK = re.compile(r"%(?:%|n|-?\d{0,3}(?:\.\d{1,2})?[sdf])")
_FIXED = {"%%": "%", "%n": "\n"}


def java_function(names: Sequence[str], definition: Value) -> Function | None:
    """Find the function that a class and the signature of a method name; None when there is none.

    The definition is a context with ``class`` and ``method signature``, or holds one as ``java``.
    """
    said = definition if isinstance(definition, dict) else {}
    inner = said.get("java", said)
    said = inner if isinstance(inner, dict) else {}
    found = _SIGNATURE.fullmatch(str(said.get("method signature")))
    if found is None:
        return None
    method = _METHODS.get((str(said.get("class")), found[1]))
    kinds = [_kind(text) for text in found[2].split(",") if text.strip()]
    if method is None or len(kinds) != len(names):
        return None

    def call(_: Run, arguments: list[Value]) -> Value:
        values = list(map(_inward, kinds, arguments))
        try:
            return _outward(method(*values))
        except (TypeError, AttributeError) as error:  # a signature that it doesn't have
            raise Unfit("参数类型不符", "an argument has the wrong type") from error

    return Function(tuple(names), call)


def _kind(text: str) -> str:
    """A type of Java by its short name, the same for an object that boxes it."""
    name = text.strip()
    if name.startswith("[") or name.endswith(("[]", "...")):
        return "Object..."
    last = name.rpartition(".")[2]
    return _BOXED.get(last) or (last.lower() if last.lower() in _INWARD else last)


def _inward(kind: str, value: Value) -> Any:
    """Turn a value into what the parameter takes, as the standard's table 57 pairs them."""
    turn = _INWARD.get(kind)
    if turn is None:
        raise Unfit("不支持的 Java 参数类型", "this type of a Java parameter is not supported")
    return turn(value)


def _whole(bits: int) -> Callable[[Value], int]:
    def turn(value: Value) -> int:
        number = int(_number(value))
        if not -(2 ** (bits - 1)) <= number < 2 ** (bits - 1):
            raise Unfit("数值超出 Java 类型的范围", "the number is too large for the Java type")
        return number

    return turn


def _number(value: Value) -> Decimal:
    if not isinstance(value, Decimal):
        raise Unfit("参数类型不符", "an argument has the wrong type")
    return value


def _text(value: Value) -> str:
    if not isinstance(value, str):
        raise Unfit("参数类型不符", "an argument has the wrong type")
    return value


def _truth(value: Value) -> bool:
    if not isinstance(value, bool):
        raise Unfit("参数类型不符", "an argument has the wrong type")
    return value


def _letter(value: Value) -> str:
    if len(_text(value)) != 1:
        raise Unfit("参数类型不符", "an argument has the wrong type")
    return str(value)


_INWARD: Mapping[str, Callable[[Value], Any]] = {
    **{name: _whole(bits) for name, bits in _BITS.items()},
    "float": lambda value: float(_number(value)),
    "double": lambda value: float(_number(value)),
    "BigDecimal": _number,
    "BigInteger": lambda value: int(_number(value)),
    "boolean": _truth,
    "char": _letter,
    "String": _text,
    "Object": lambda value: value,
    "Object...": lambda value: value if isinstance(value, list) else [value],
}


def _outward(result: Any) -> Value:
    """A result as a value; what is no number counts as null."""
    if isinstance(result, float):
        return Decimal(repr(result)) if math.isfinite(result) else None
    if isinstance(result, int) and not isinstance(result, bool):
        return Decimal(result)
    return checked_text(result) if isinstance(result, str) else result


def _format(mask: str, arguments: list[Value]) -> str:
    """Fill a mask with ``%s``, ``%d`` and ``%f``, with width and places; no other is known."""
    if "%" in _MASK.sub("", mask):
        raise Unfit("不支持的格式", "this format is not supported")
    return joined_text(_filled(mask, iter(arguments)))


def _filled(mask: str, given: Iterator[Value]) -> Iterator[str]:
    last = 0
    for found in _MASK.finditer(mask):
        yield mask[last : found.start()]
        yield _FIXED.get(found[0]) or _one(found[0], next(given, None))
        last = found.end()
    yield mask[last:]


def _one(mask: str, value: Value) -> str:
    return mask % (text_of(value) if mask[-1] == "s" else _number(value))


def _round(number: float) -> int:
    """Round half up, as Java does."""
    return int((Decimal(number) + Decimal("0.5")).to_integral_value(ROUND_FLOOR))


def _compare(left: Any, right: Any) -> int:
    return int(left > right) - int(left < right)


_MATH: Mapping[str, Callable[..., Any]] = {
    "abs": abs,
    "max": max,
    "min": min,
    "signum": lambda number: float(_compare(number, 0)),
    "floor": lambda number: float(math.floor(number)),
    "ceil": lambda number: float(math.ceil(number)),
    "rint": lambda number: float(round(number)),
    "round": _round,
    "toDegrees": math.degrees,
    "toRadians": math.radians,
    "pow": math.pow,
    "floorDiv": lambda number, by: number // by,
    "floorMod": lambda number, by: number % by,
    "log": math.log,
    **{name: getattr(math, name) for name in ("sqrt", "cbrt", "exp", "log10", "hypot")},
    **{name: getattr(math, name) for name in ("sin", "cos", "tan", "sinh", "cosh", "tanh")},
    **{name: getattr(math, name) for name in ("asin", "acos", "atan", "atan2")},
}
_LANGUAGE: Mapping[str, Callable[..., Any]] = {
    "Integer.parseInt": int,
    "Long.parseLong": int,
    "Double.parseDouble": float,
    "Float.parseFloat": float,
    "Boolean.parseBoolean": lambda text: text.lower() == "true",
    "String.valueOf": text_of,
    "String.format": _format,
    **{f"{kind}.compare": _compare for kind in ("Integer", "Long", "Double", "Float", "Short")},
    **{f"{kind}.valueOf": int for kind in ("Byte", "Short", "Integer", "Long")},
    **{f"{kind}.valueOf": float for kind in ("Float", "Double")},
    "Boolean.valueOf": lambda given: given if isinstance(given, bool) else given.lower() == "true",
    "Character.valueOf": str,
}
_METHODS: Mapping[tuple[str, str], Callable[..., Any]] = {
    **{("java.lang.Math", name): method for name, method in _MATH.items()},
    **{
        ("java.lang." + name.partition(".")[0], name.partition(".")[2]): method
        for name, method in _LANGUAGE.items()
    },
}
