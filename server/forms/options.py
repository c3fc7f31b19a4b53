"""The options of a choice: written in the form, read from the case, or computed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from server.forms.component import FormUnreadable, answerable, parsed

if TYPE_CHECKING:
    from server.forms.component import Component
    from server.forms.scope import Scope


def are_options(values: list[Any], component: Component, scope: Scope) -> bool:
    """Whether all values are among the options."""
    offered = options(component, scope)
    return all(any(_same(value, option) for option in offered) for value in values)


def options(component: Component, scope: Scope) -> list[Any]:
    """The values that may be chosen; a list named by ``valuesKey`` is never taken from the sender."""
    settings = component.settings
    if settings.get("valuesExpression"):
        found = scope.valued(settings["valuesExpression"])
    elif settings.get("valuesKey"):
        found = scope.context.get(settings["valuesKey"])
    else:
        found = settings.get("values")
    return [_value(one) for one in found] if isinstance(found, list | tuple) else []


_OF_ONE = ("radio", "select")


def written_options(form: bytes, field: str) -> tuple[str, ...] | None:
    """The values of a choice that everybody has to make, where they stand in the form; else None."""
    try:
        components = answerable(parsed(form)["components"])
    except FormUnreadable:
        return None  # which is told as a fault of the form
    for one in components:
        is_asked = one.is_required and not (one.hides or one.is_disabled or one.readonly)
        if ".".join(one.path) == field and one.kind in _OF_ONE and is_asked:
            return tuple(str(_value(option)) for option in one.settings.get("values", ()))
    return None


def _value(option: Any) -> Any:
    return option.get("value", option.get("label")) if isinstance(option, dict) else option


def _same(one: Any, other: Any) -> bool:
    # Python takes True for 1; JSON doesn't.
    return isinstance(one, bool) == isinstance(other, bool) and one == other
