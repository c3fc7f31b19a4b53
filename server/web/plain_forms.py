"""A form-js form as plain fields: for print, for reading, and for browsers without script."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import orjson

IsHidden = Callable[[str, Mapping[str, Any]], bool]
"""Whether a condition (FEEL, without its ``=``) hides its field, given the values."""
Evaluate = Callable[[str, Mapping[str, Any]], Any]
"""What an expression (FEEL, without its ``=``) gives for these values."""

_COLUMNS = 16
_PLACE = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_BARE = frozenset({"spacer", "separator", "button", "html", "iframe", "image", "documentPreview"})
_KINDS = {
    "textfield": "text",
    "textarea": "textarea",
    "number": "number",
    "checkbox": "checkbox",
    "radio": "radio",
    "select": "select",
    "checklist": "checklist",
    "taglist": "checklist",
    "filepicker": "files",
    "expression": "computed",
    "group": "group",
    "dynamiclist": "group",
    "text": "note",
    "table": "computed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer to choose."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainField:
    """One field, group or note of a form."""

    id: str
    path: str
    kind: str
    """``text textarea number date time datetime-local checkbox radio select checklist order files computed group note``."""
    label: str
    value: str = ""
    """As a control holds it, and as it is read when there are no options."""
    hint: str = ""
    span: int = _COLUMNS
    is_required: bool = False
    is_readonly: bool = False
    options: tuple[Option, ...] = ()
    documents: tuple[str, ...] = ()
    before: str = ""
    after: str = ""
    errors: tuple[str, ...] = ()
    limits: tuple[tuple[str, str], ...] = ()
    """HTML attributes that the browser checks: (``maxlength``, ``200``)."""
    children: tuple[PlainField, ...] = ()

    @property
    def chosen(self) -> tuple[str, ...]:
        """What was chosen, in words."""
        return tuple(option.label for option in self.options if option.is_chosen)


def plain_form(  # noqa: PLR0913  # the form, its data, and how both are evaluated and read
    schema: bytes,
    values: Mapping[str, Any],
    errors: Sequence[tuple[str, str]] = (),
    *,
    is_hidden: IsHidden = lambda _, __: False,
    evaluate: Evaluate = lambda _, __: None,
    spare_rows: int = 0,
    between: str = "、",
) -> tuple[PlainField, ...]:
    """The fields of a form with their values and errors; ``spare_rows`` empty rows end each list.

    ``between`` stands between values that are read beside each other.
    """
    reader = _Reader(
        root=values,
        errors=errors,
        is_hidden=is_hidden,
        evaluate=evaluate,
        spare_rows=spare_rows,
        between=between,
    )
    return tuple(reader.fields(orjson.loads(schema).get("components", []), values, ""))


def labelled(
    fields: Sequence[PlainField], errors: Sequence[tuple[str, str]]
) -> list[tuple[str, str, str]]:
    """Each error with the label of its field, for the summary."""
    labels = dict(_labels(fields))
    return [(path, labels.get(path, ""), message) for path, message in errors]


def _labels(fields: Sequence[PlainField]) -> Iterator[tuple[str, str]]:
    for field in fields:
        yield field.path, field.label
        yield from _labels(field.children)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """Walks a form's components with the values beside them."""

    root: Mapping[str, Any]
    errors: Sequence[tuple[str, str]]
    is_hidden: IsHidden
    evaluate: Evaluate
    spare_rows: int
    between: str

    def fields(
        self, components: Sequence[Mapping[str, Any]], scope: Any, prefix: str
    ) -> Iterator[PlainField]:
        """The fields of one level; components of one row stand together and share its columns."""
        shown = [c for c in components if c["type"] not in _BARE and not self._hides(c)]
        for row, together in groupby(shown, key=_row):
            members = list(together)
            spans = _spans(members) if row else [_COLUMNS] * len(members)
            for component, span in zip(members, spans, strict=True):
                yield from self._field(component, scope, prefix, span)

    def _hides(self, component: Mapping[str, Any]) -> bool:
        condition = component.get("conditional", {}).get("hide")
        return bool(condition) and self.is_hidden(str(condition).removeprefix("="), self.root)

    def _said(self, text: Any) -> str:
        """A text as it stands, what its expression gives, or with its ``{{places}}`` filled."""
        if not isinstance(text, str):
            return ""
        if text.startswith("="):
            return self._read(self.evaluate(text[1:], self.root))
        return _PLACE.sub(lambda place: self._read(self.evaluate(place[1], self.root)), text)

    def _read(self, value: Any, kind: str = "") -> str:
        """A value as people read it, several beside each other."""
        if isinstance(value, list | tuple):
            return self.between.join(map(self._read, value))
        return _written(value, kind)

    def _field(
        self, component: Mapping[str, Any], scope: Any, prefix: str, span: int
    ) -> Iterator[PlainField]:
        kind = component["type"]
        if kind == "dynamiclist":
            yield from self._rows(component, scope, prefix)
        elif kind == "group":
            yield self._group(component, scope, prefix, self._said(component.get("label")))
        elif kind == "text":
            yield PlainField(
                id="",
                path="",
                kind="note",
                label="",
                value=_unmarked(self._said(component.get("text"))),
            )
        else:
            yield self._leaf(component, scope, prefix, span)

    def _group(
        self, component: Mapping[str, Any], scope: Any, prefix: str, label: str
    ) -> PlainField:
        inner, path = _entered(scope, component.get("path", ""), prefix)
        children = tuple(self.fields(component.get("components", []), inner, path))
        return PlainField(id=_dom(path), path=path, kind="group", label=label, children=children)

    def _rows(self, component: Mapping[str, Any], scope: Any, prefix: str) -> Iterator[PlainField]:
        rows, path = _entered(scope, component.get("path", ""), prefix)
        given = list(rows) if isinstance(rows, Sequence) and not isinstance(rows, str) else []
        label = self._said(component.get("label"))
        for index, row in enumerate([*given, *[{}] * self.spare_rows]):
            inner = f"{path}.{index}"
            children = tuple(self.fields(component.get("components", []), row, inner))
            name = f"{label} {index + 1}".strip()
            yield PlainField(
                id=_dom(inner), path=inner, kind="group", label=name, children=children
            )

    def _leaf(self, component: Mapping[str, Any], scope: Any, prefix: str, span: int) -> PlainField:
        value, path = _entered(scope, component.get("key", ""), prefix)
        if value is None:
            value = component.get("defaultValue")
        rules = component.get("validate", {})
        looks = component.get("appearance", {})
        kind = _kind(component)
        return PlainField(
            id=_dom(path),
            path=path,
            kind=kind,
            label=self._said(component.get("label") or component.get("dateLabel")),
            value=self._read(value, kind),
            hint=self._said(component.get("description")),
            span=span,
            is_required=bool(rules.get("required")),
            is_readonly=component.get("readonly") is True or component.get("disabled") is True,
            options=self._options(component, value),
            documents=tuple(value) if kind == "files" and isinstance(value, list | tuple) else (),
            before=self._said(looks.get("prefixAdorner")),
            after=self._said(looks.get("suffixAdorner")),
            errors=tuple(message for field, message in self.errors if field == path),
            limits=tuple(_limits(rules, component)),
        )

    def _options(self, component: Mapping[str, Any], value: Any) -> tuple[Option, ...]:
        source = component.get("values")
        if component.get("valuesExpression"):
            source = self.evaluate(component["valuesExpression"].removeprefix("="), self.root)
        elif component.get("valuesKey"):
            source = _found(self.root, component["valuesKey"])
        if not isinstance(source, list | tuple):
            return ()
        chosen = {_written(v, "") for v in (value if isinstance(value, list | tuple) else [value])}
        return tuple(_option(each, chosen) for each in source)


def _option(given: Any, chosen: set[str]) -> Option:
    if isinstance(given, Mapping):
        value = _written(given.get("value"), "")
        return Option(
            value=value, label=str(given.get("label") or value), is_chosen=value in chosen
        )
    value = _written(given, "")
    return Option(value=value, label=value, is_chosen=value in chosen)


def _kind(component: Mapping[str, Any]) -> str:
    if component["type"] == "datetime":
        subtype = component.get("subtype", "date")
        return "datetime-local" if subtype == "datetime" else str(subtype)
    return _KINDS.get(component["type"], "text")


def _row(component: Mapping[str, Any]) -> str:
    return str(component.get("layout", {}).get("row") or "")


def _spans(members: Sequence[Mapping[str, Any]]) -> list[int]:
    asked = [member.get("layout", {}).get("columns") for member in members]
    left = _COLUMNS - sum(int(columns or 0) for columns in asked)
    free = sum(1 for columns in asked if not columns)
    return [int(columns) if columns else max(left // free, 1) for columns in asked]


def _entered(scope: Any, key: str, prefix: str) -> tuple[Any, str]:
    if not key:
        return scope, prefix
    return _found(scope, key), f"{prefix}.{key}" if prefix else key


def _found(scope: Any, key: str) -> Any:
    for part in key.split("."):
        scope = scope.get(part) if isinstance(scope, Mapping) else None
    return scope


def _dom(path: str) -> str:
    return "f-" + path.replace(".", "-")


def _unmarked(text: str) -> str:
    lines = (line.lstrip("#>*- ").replace("**", "") for line in text.splitlines())
    return "\n".join(line for line in lines if line.strip())


def _written(value: Any, kind: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = value.isoformat() if hasattr(value, "isoformat") else str(value)
    return text[:16] if kind == "datetime-local" else text


def _limits(rules: Mapping[str, Any], component: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    names = {"minLength": "minlength", "maxLength": "maxlength", "min": "min", "max": "max"}
    for rule, attribute in names.items():
        limit = rules.get(rule)
        if limit is not None and not str(limit).startswith("="):
            yield attribute, str(limit)
    if component["type"] == "number":
        digits = component.get("decimalDigits")
        yield "step", "any" if digits is None else str(10 ** -int(digits))
    if component["type"] == "filepicker" and component.get("multiple") is True:
        yield "multiple", "multiple"
