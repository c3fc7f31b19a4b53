"""What an expression in a form sees: the answers given so far, without what is hidden."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from server.forms.component import EMPTIES, ROWS
from server.forms.expressions import is_hidden, value_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from server.forms.component import Component


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The names of one place in the form: the form itself, or one row of a list."""

    data: Mapping[str, Any]
    """All answers over the context, without what is hidden."""
    this: Mapping[str, Any]
    parent: Mapping[str, Any] | None
    index: tuple[int, ...]
    context: Mapping[str, Any]
    """What the form may read but not send; lists of options come from here."""
    now: datetime

    @property
    def names(self) -> dict[str, Any]:
        """Names for the expression language; what is answered wins over the special names."""
        special = {"this": self.this, "parent": self.parent, "i": list(self.index)}
        return {**special, **self.data, **{f"_{name}_": one for name, one in special.items()}}

    def row(self, row: Mapping[str, Any], number: int) -> Scope:
        """The scope of one row, counted from 1."""
        return Scope(
            data=self.data,
            this=row,
            parent=self.this,
            index=(*self.index, number),
            context=self.context,
            now=self.now,
        )

    def hides(self, component: Component) -> bool:
        """Whether the component is not on the page."""
        if not component.hides:
            return False
        names = self.names
        return any(is_hidden(source, names, self.now) for source in component.hides)

    def takes(self, component: Component) -> bool:
        """Whether an answer is taken: on the page and not disabled or read-only."""
        if component.is_disabled or component.readonly is True or self.hides(component):
            return False
        if isinstance(component.readonly, str):
            return not is_hidden(component.readonly, self.names, self.now)
        return True

    def valued(self, written: Any) -> Any:
        """A setting as it stands, or what its expression gives."""
        if isinstance(written, str) and written.startswith("="):
            return value_of(written[1:], self.names, self.now)
        return written


def opened(
    components: Sequence[Component],
    values: Mapping[str, Any],
    context: Mapping[str, Any],
    now: datetime,
) -> Scope:
    """The scope of the whole form, with what it computes computed."""
    data = {**context, **_taken(components, values, context)}
    # An expression may read another that stands below it, which is settled in a second round.
    rounds = 2 if any(one.kind == "expression" for one, _ in _places(components, data)) else 0
    for _ in range(rounds):
        scope = _filtered(components, data, context, now)
        data = deepcopy(data)
        for component, place in list(_places(components, data)):
            if component.kind == "expression":
                seen = _within(scope, data, place)
                put(data, place, seen.valued(component.settings.get("expression")))
    return _filtered(components, data, context, now)


def found(data: Any, path: Sequence[str | int]) -> Any:
    """What lies at a path, or None."""
    for part in path:
        if isinstance(data, dict) and isinstance(part, str):
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            return None
    return data


def put(data: Any, path: Sequence[str | int], value: Any) -> None:
    """Put a value at a path, making what is missing on the way; a list must be there already."""
    for part in path[:-1]:
        if isinstance(data, list):
            data = data[int(part)]
            continue
        if not isinstance(data.get(part), dict | list):
            data[part] = {}
        data = data[part]
    data[path[-1]] = value


def _taken(
    components: Sequence[Component], values: Mapping[str, Any], context: Mapping[str, Any]
) -> dict[str, Any]:
    """Every answer of the form: as sent, else empty; from the context where none is taken."""
    data: dict[str, Any] = {}
    for component in components:
        is_fixed = component.is_disabled or component.readonly is True
        value = found(context if is_fixed else values, component.path)
        if component.kind == ROWS:
            rows = value if isinstance(value, list) else []
            value = [_taken_row(component, row) for row in rows]
        elif value is None:
            value = EMPTIES[component.kind]
        put(data, component.path, value)
    return data


def _taken_row(component: Component, row: Any) -> Any:
    given = row if isinstance(row, dict) else {}
    return {**given, **_taken(component.rows, given, given)}


def _places(
    components: Sequence[Component], data: Mapping[str, Any]
) -> Iterator[tuple[Component, tuple[str | int, ...]]]:
    """Every component with the path of its answer, once for each row it is in."""
    for component in components:
        yield component, component.path
        rows = found(data, component.path) if component.rows else None
        for number in range(len(rows) if isinstance(rows, list) else 0):
            for inner in component.rows:
                yield inner, (*component.path, number, *inner.path)


def _filtered(
    components: Sequence[Component],
    data: dict[str, Any],
    context: Mapping[str, Any],
    now: datetime,
) -> Scope:
    whole = Scope(data=data, this=data, parent=None, index=(), context=context, now=now)
    hidden = [
        place
        for component, place in _places(components, data)
        if _within(whole, data, place).hides(component)
    ]
    if not hidden:
        return whole
    left = dict(data)
    for root in {place[0] for place in hidden if len(place) > 1}:
        left[str(root)] = deepcopy(data[str(root)])
    for place in hidden:
        _clear(left, place)
    # As in the browser, what is hidden falls back to what the form was opened with.
    seen = {**context, **_taken(components, context, context), **left}
    return Scope(data=seen, this=seen, parent=None, index=(), context=context, now=now)


def _within(scope: Scope, data: Mapping[str, Any], place: Sequence[str | int]) -> Scope:
    """The scope of the row that a place lies in, or the form's."""
    for at, part in enumerate(place):
        if isinstance(part, int):
            return scope.row(found(data, place[: at + 1]), part + 1)
    return scope


def _clear(data: Any, place: Sequence[str | int]) -> None:
    """Take a value away, and the objects that are empty without it."""
    holder = found(data, place[:-1])
    if not isinstance(holder, dict):
        return
    holder.pop(str(place[-1]), None)
    if not holder and len(place) > 1:
        _clear(data, place[:-1])
