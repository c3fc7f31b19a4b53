"""Item definitions: the types of a decision model."""

from collections.abc import Mapping
from dataclasses import replace

from lxml import etree

from server.domain.feel.comparing import all_of
from server.domain.feel.kinds import ANY, Type, TypeRefused, read_type
from server.domain.feel.making import compile_unary_tests
from server.domain.feel.refusals import FeelError
from server.domain.feel.values import Value
from server.engine.dmn_xml import ReadingTime, child, children, refused, text_of, unreadable

_BUILT_IN = frozenset(
    {
        "Any", "number", "string", "boolean", "date", "time", "date and time", "dateTime",
        "days and time duration", "dayTimeDuration", "years and months duration", "yearMonthDuration",
        "list", "context", "function", "range",
    }
)  # fmt: skip


def type_named(reference: str | None) -> Type:
    """Give the type that a typeRef names; without one, any value will do."""
    name = " ".join((reference or "").split())
    if not name:
        return ANY
    _, mark, plain = name.rpartition(":")
    if mark and plain in _BUILT_IN:
        name = plain
    try:
        found, end = read_type(name)
    except TypeRefused:
        return Type(name)
    return found if end == len(name) else Type(name)


def read_types(root: etree._Element, names: frozenset[str], time: ReadingTime) -> dict[str, Type]:
    """Read the item definitions of a model."""
    types: dict[str, Type] = {}
    for item in children(root, "itemDefinition"):
        time.check(item)
        types[" ".join(item.get("name", "").split())] = _definition(item, names)
    ended: set[str] = set()
    for name in types:
        _refuse_circle(root, name, types, ended)
    return types


def _refuse_circle(
    root: etree._Element, name: str, types: Mapping[str, Type], ended: set[str]
) -> None:
    """Follow a name to its end; what is known to end, by an earlier name, is not followed again."""
    seen = {name}
    kind = types[name].kind
    while kind in types and kind not in ended:
        if kind in seen:
            raise refused(root, f"类型“{name}”引用自身", f"type {name!r} refers to itself")
        seen.add(kind)
        kind = types[kind].kind
    ended |= seen


def _definition(item: etree._Element, names: frozenset[str]) -> Type:
    """Read a definition: allowed values bind the items of a collection, a constraint the whole."""
    one = _constrained(item, "allowedValues", _single(item, names), names)
    if item.get("isCollection") in ("true", "1"):
        one = Type("list", (("", one),))
    return _constrained(item, "typeConstraint", one, names)


def _single(item: etree._Element, names: frozenset[str]) -> Type:
    function = child(item, "functionItem")
    if function is not None:
        parameters = tuple(
            (part.get("name", ""), type_named(part.get("typeRef")))
            for part in children(function, "parameters")
        )
        return Type("function", (*parameters, ("", type_named(function.get("outputTypeRef")))))
    components = tuple(
        (" ".join(part.get("name", "").split()), _definition(part, names))
        for part in children(item, "itemComponent")
    )
    if components:
        return Type("context", components)
    reference = child(item, "typeRef")
    return type_named(None if reference is None else reference.text)


def _constrained(item: etree._Element, rule: str, base: Type, names: frozenset[str]) -> Type:
    """Bind a type by unary tests, beside those that bind it already."""
    text = text_of(child(item, rule))
    if not text:
        return base
    try:
        tests = compile_unary_tests(text, names)
    except FeelError as error:
        raise unreadable(item, error, "允许值有误", "allowed values") from error
    before = base.allowed or (lambda _, __: True)
    return replace(
        base,
        allowed=lambda value, around: all_of(
            (before(value, around), tests.evaluate(value, around))
        ),
    )


def allowed_values(place: etree._Element, reference: str | None) -> str:
    """Find the values that a type allows, in their order: its own, or those of the type it refers to.

    A type that refers to itself has none; it is refused elsewhere.
    """
    items = {
        " ".join(item.get("name", "").split()): item
        for item in children(place.getroottree().getroot(), "itemDefinition")
    }
    while (item := items.pop(" ".join((reference or "").split()), None)) is not None:
        if text := text_of(child(item, "allowedValues")):
            return text
        inner = child(item, "typeRef")
        reference = None if inner is None else inner.text
    return ""


def completed(value: Value, wanted: Type, types: Mapping[str, Type]) -> Value:
    """Put null where a given context lacks an entry of its type: what was not given is null."""
    while wanted.kind in types:
        wanted = types[wanted.kind]
    if isinstance(value, dict) and wanted.kind == "context":
        inner = {name: completed(value.get(name), part, types) for name, part in wanted.parts}
        return {**value, **inner}
    if isinstance(value, list) and wanted.kind == "list" and wanted.parts:
        return [completed(item, wanted.parts[0][1], types) for item in value]
    return value
