"""The options of a choice: written in the form, read from the case, or computed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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


def _value(option: Any) -> Any:
    return option.get("value", option.get("label")) if isinstance(option, dict) else option


def _same(one: Any, other: Any) -> bool:
    # Python takes True for 1; JSON doesn't.
    return isinstance(one, bool) == isinstance(other, bool) and one == other
