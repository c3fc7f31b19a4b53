"""What a decision model is asked with: the inputs that it wants, and JSON read by their types."""

from collections.abc import Mapping

from server.domain.decision import DecisionInput
from server.domain.feel.kinds import Type
from server.domain.feel.moments import read_at
from server.domain.feel.values import Value, inward
from server.engine.dmn_model import Decision, Element, InputData, Model, Need, Service

_TEMPORAL = frozenset(
    {
        "date",
        "time",
        "date and time",
        "duration",
        "days and time duration",
        "years and months duration",
    }
)


def inputs_of(model: Model, asked: Decision | Service) -> tuple[DecisionInput, ...]:
    """Give what has to be given to ask, each once, in the order in which it is needed."""
    if isinstance(asked, Service):
        return tuple(
            _input(_path(need, ""), model.holder(need).elements[need.id])
            for need in asked.parameters
        )
    found: dict[str, DecisionInput | None] = {}
    _find(found, model, asked, "")
    return tuple(one for one in found.values() if one is not None)


def _find(
    found: dict[str, DecisionInput | None], model: Model, decision: Decision, path: str
) -> None:
    """Add the inputs of a decision, and of those that it requires; each is looked at once."""
    for need in decision.requires:
        holder, inner = model.holder(need), _path(need, path)
        element = holder.elements[need.id]
        place = f"{inner}#{element.id}"
        if place in found:
            continue
        found[place] = _input(inner, element) if isinstance(element, InputData) else None
        if isinstance(element, Decision):
            _find(found, holder, element, inner)


def _input(path: str, element: Element) -> DecisionInput:
    return DecisionInput(name=f"{path}{element.name}", type=element.type.kind)


def _path(need: Need, path: str) -> str:
    return f"{path}{need.model}." if need.model else path


def read_inputs(model: Model, values: Mapping[str, Value]) -> dict[str, Value]:
    """Read inputs as JSON has them: text becomes the date, time or duration that a type declares.

    Text that is none stays text, and is of the wrong type when the decision takes it.
    """
    read = {name: inward(value) for name, value in values.items()}
    for one in model.elements.values():
        if isinstance(one, InputData | Decision) and one.name in read:
            read[one.name] = typed(read[one.name], one.type, model.types)
    for name, imported in model.imports.items():
        if isinstance(read.get(name), dict):
            read[name] = read_inputs(imported, read[name])
    return read


def typed(value: Value, wanted: Type, types: Mapping[str, Type]) -> Value:
    """Read a value by its type, lists and contexts deep inside."""
    while wanted.kind in types:
        wanted = types[wanted.kind]
    parts = dict(wanted.parts)
    if isinstance(value, list):
        item = parts.get("", wanted)
        return [typed(one, item, types) for one in value]
    if wanted.kind == "list" and parts:
        return typed(value, parts[""], types)
    if isinstance(value, dict):
        return {
            name: typed(one, parts[name], types) if name in parts else one
            for name, one in value.items()
        }
    return _moment(value) if isinstance(value, str) and wanted.kind in _TEMPORAL else value


def _moment(text: str) -> Value:
    try:
        return read_at(text)
    except ValueError:
        return text
