"""How the built-in functions are declared, and how calls find the one that fits."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from server.domain.feel.limits import Run
from server.domain.feel.refusals import Unfit
from server.domain.feel.temporal import Date, DateTime, Months, Span, Time
from server.domain.feel.values import Function, Range, Value

_CLASSES: dict[str, type | tuple[type, ...]] = {
    "number": Decimal,
    "string": str,
    "boolean": bool,
    "list": list,
    "context": dict,
    "date": Date,
    "time": Time,
    "moment": DateTime,
    "span": Span,
    "months": Months,
    "point": (Decimal, str, Date, Time, DateTime, Span, Months),
    "range": Range,
    "function": Function,
    "null": type(None),
    "any": object,
}
_DECLARATION = re.compile(r"([a-z ]+)\((.*)\)")
_PARAMETER = re.compile(r"([A-Za-z0-9 ]+)(\?|\.\.\.)?: ([a-z|]+)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a built-in function."""

    name: str
    kinds: tuple[str, ...]
    classes: tuple[type | tuple[type, ...], ...]
    optional: bool
    rest: bool


@dataclass(frozen=True, slots=True)
class Signature:
    """One way to call a built-in function."""

    parameters: tuple[Parameter, ...]
    body: Callable[..., Value]
    with_run: bool

    @property
    def names(self) -> tuple[str, ...]:
        """Give the names of the parameters in order."""
        return tuple(parameter.name for parameter in self.parameters)

    def arguments(self, given: list[Value]) -> list[Value]:
        """Fit arguments in order to the parameters."""
        parameters = self.parameters
        if parameters and parameters[-1].rest:
            fixed = len(parameters) - 1
            rest = [_fit(value, parameters[-1]) for value in given[fixed:]]
            if not rest:
                raise Unfit("参数个数不符", "the number of arguments is wrong")
            head = zip(given[:fixed], parameters[:fixed], strict=True)
            return [*(_fit(value, parameter) for value, parameter in head), rest]
        needed = sum(not parameter.optional for parameter in parameters)
        if not needed <= len(given) <= len(parameters):
            raise Unfit("参数个数不符", "the number of arguments is wrong")
        return [_fit(value, parameters[place]) for place, value in enumerate(given)]

    def ordered(self, named: dict[str, Value]) -> list[Value]:
        """Bring arguments given by name into order; what is not given is null, or left out."""
        if not named.keys() <= set(self.names):
            raise Unfit("参数名称不符", "the names of the arguments are wrong")
        parameters = list(self.parameters)
        while parameters and parameters[-1].optional and parameters[-1].name not in named:
            parameters.pop()
        given: list[Value] = []
        for parameter in parameters:
            value = named.get(parameter.name)
            given.extend(value if parameter.rest and isinstance(value, list) else [value])
        return given


def _fit(value: Value, parameter: Parameter) -> Value:
    if isinstance(value, parameter.classes):
        return value
    kinds = parameter.kinds
    if isinstance(value, list) and len(value) == 1 and "list" not in kinds:
        return _fit(value[0], parameter)
    if "list" in kinds and value is not None:
        return [value]
    if "moment" in kinds and isinstance(value, Date):
        return DateTime(value, Time(0, 0))
    raise Unfit(
        f"参数“{parameter.name}”类型不符", f"argument {parameter.name!r} has the wrong type"
    )


SIGNATURES: dict[str, list[Signature]] = {}


def feel(declaration: str, *, with_run: bool = False) -> Callable[..., Callable[..., Value]]:
    """Declare a built-in function, such as `floor(n: number, scale?: number)`.

    A parameter's name may be followed by `?` (may be left out) or `...` (takes all that follow).
    """
    match = _DECLARATION.fullmatch(declaration)
    assert match is not None, declaration  # noqa: S101  # a slip of ours, seen at import
    name, inside = match.groups()
    parameters = tuple(_parameter(text) for text in inside.split(", ") if text)

    def declare(body: Callable[..., Value]) -> Callable[..., Value]:
        SIGNATURES.setdefault(name, []).insert(0, Signature(parameters, body, with_run))
        return body

    return declare


def _parameter(text: str) -> Parameter:
    match = _PARAMETER.fullmatch(text)
    assert match is not None, text  # noqa: S101  # a slip of ours, seen at import
    name, mark, kinds = match.groups()
    names = tuple(kinds.split("|"))
    return Parameter(
        name, names, tuple(_CLASSES[kind] for kind in names), mark == "?", mark == "..."
    )


def _first_fitting(
    run: Run, signatures: list[Signature], prepare: Callable[[Signature], list[Value]]
) -> Value:
    refusal: Unfit | None = None
    for signature in signatures:
        try:
            arguments = prepare(signature)
        except Unfit as unfit:
            refusal = refusal or unfit
            continue
        run.spend()
        run.weigh(*arguments)
        return signature.body(run, *arguments) if signature.with_run else signature.body(*arguments)
    raise refusal or Unfit("没有此函数", "there is no such function")


def built_in(signatures: list[Signature]) -> Function:
    """Make the value that stands for a built-in function."""

    def call(run: Run, arguments: list[Value]) -> Value:
        return _first_fitting(run, signatures, lambda signature: signature.arguments(arguments))

    def by_name(run: Run, named: dict[str, Value]) -> Value:
        # `before(point, range)` and `before(range, point)` differ in nothing but the order.
        nearest = sorted(signatures, key=lambda signature: signature.names != tuple(named))
        return _first_fitting(
            run, nearest, lambda signature: signature.arguments(signature.ordered(named))
        )

    return Function(signatures[0].names, call, (), by_name)
