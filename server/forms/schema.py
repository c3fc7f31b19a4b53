"""The marshmallow schema of a form, built once from its JSON and kept."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar

from marshmallow import RAISE, Schema, ValidationError, fields, missing

from server.forms import wording
from server.forms.component import ROWS, Component, answerable, parsed
from server.forms.fields import KINDS, Place
from server.forms.wording import refuse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MOST_ROWS = 200


class Part(Schema):
    """One level of an answer: the form, a group with a path, or a row."""

    error_messages: ClassVar[dict[str, Any]] = {  # type: ignore[misc]  # messages of two languages
        "unknown": wording.UNKNOWN,
        "type": wording.NOT_A_GROUP,
    }


class GroupAnswer(fields.Field[Any]):
    """A group with a path: an object inside the answer, left out when nothing in it is taken."""

    def __init__(self, inner: Schema) -> None:
        super().__init__(allow_none=True)
        self.inner = inner

    def deserialize(
        self,
        value: Any,
        attr: str | None = None,
        data: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> Any:
        """Check what is inside; nothing sent is an empty object, so that wanted answers are missed."""
        del attr, data, kwargs
        loaded = self.inner.load({} if value is missing or value is None else value)
        return loaded or missing


class RowsAnswer(fields.Field[Any]):
    """A dynamic list: the same few fields in every row."""

    def __init__(self, component: Component, inner: Schema) -> None:
        super().__init__(allow_none=True)
        self.component = component
        self.inner = inner

    def deserialize(
        self,
        value: Any,
        attr: str | None = None,
        data: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> Any:
        """Check row by row, each in its own scope; no rows is an empty list."""
        del attr, data, kwargs
        scope = Place.get()
        if not scope.takes(self.component):
            return missing
        rows = [] if value is missing or value is None else value
        if not isinstance(rows, list):
            raise refuse(wording.NOT_ROWS)
        if len(rows) > MOST_ROWS:
            raise refuse(wording.too_many_rows(MOST_ROWS))
        return self._loaded(rows, scope)

    def _loaded(self, rows: list[Any], scope: Any) -> list[Any]:
        loaded, wrongs = [], {}
        for number, row in enumerate(rows):
            seen = row if isinstance(row, dict) else {}
            with Place(scope.row(seen, number + 1)):
                try:
                    loaded.append(self.inner.load(row))
                except ValidationError as refused:
                    wrongs[number] = refused.messages
        if wrongs:
            raise ValidationError(wrongs)
        return loaded


@lru_cache(maxsize=256)
def read(form: bytes) -> tuple[tuple[Component, ...], Schema]:
    """The components of a form and the schema of its answer; refused with ``FormUnreadable``."""
    components = answerable(parsed(form)["components"])
    return components, built(components)


def built(components: Iterable[Component]) -> Schema:
    """The schema of an answer to these components."""
    tree: dict[str, Any] = {}
    for component in components:
        level = tree
        for part in component.path[:-1]:
            level = level.setdefault(part, {})
        level[component.path[-1]] = component
    return _schema(tree)


def _schema(tree: Mapping[str, Any]) -> Schema:
    # Named by number inside: a key of the form may be the name of one of marshmallow's own methods.
    named: dict[str, fields.Field[Any]] = {}
    for number, (key, inner) in enumerate(tree.items()):
        field = _field(inner)
        field.data_key = field.attribute = key
        named[f"field_{number}"] = field
    return Part.from_dict(named, name="FormAnswer")(unknown=RAISE)


def _field(inner: Component | Mapping[str, Any]) -> fields.Field[Any]:
    if not isinstance(inner, Component):
        return GroupAnswer(_schema(inner))
    if inner.kind == ROWS:
        return RowsAnswer(inner, built(inner.rows))
    return KINDS[inner.kind](inner)
