"""Forms filled in by their labels, as a person reads them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.features.people import bodies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.features.seen import Paper

LISTS = frozenset({"checklist", "taglist", "filepicker"})
_WRITTEN_OPTION = re.compile(r'\{label: "([^"]*)", value: "([^"]*)"\}')


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of a form: what it is called, and where its answer goes."""

    label: str
    long_label: str
    """With the label of its group: ``执法人员二：姓名``."""
    path: tuple[str, ...]
    component: dict[str, Any]


def field_named(paper: Paper, label: str) -> Field:
    """The field that a label names; the long label when several have the short one."""
    found = [f for f in _fields(paper.form["components"]) if label in {f.label, f.long_label}]
    assert found, f"the form has no field “{label}”"
    assert len(found) == 1, f"more than one field is called “{label}”"
    return found[0]


def first_text(paper: Paper) -> str:
    """The first field of a form that takes words."""
    return next(
        f.path[-1]
        for f in _fields(paper.form["components"])
        if len(f.path) == 1 and f.component["type"] in {"textfield", "textarea"}
    )


def fill(paper: Paper, values: dict[str, Any], label: str, content: str) -> None:
    """Write one answer into the values, or take it away."""
    field = field_named(paper, label)
    holder = values
    for name in field.path[:-1]:
        holder = holder.setdefault(name, {})
    if content:
        holder[field.path[-1]] = _typed(field.component, content, paper.values)
    else:
        holder.pop(field.path[-1], None)


def _fields(
    components: list[dict[str, Any]], path: tuple[str, ...] = (), group: str = ""
) -> Iterator[Field]:
    for component in components:
        label = component.get("label") or component.get("dateLabel") or ""
        if "components" in component:
            inner = (*path, component["path"]) if component.get("path") else path
            yield from _fields(component["components"], inner, label)
        elif "key" in component:
            yield Field(
                label=label,
                long_label=f"{group}：{label}",
                path=(*path, component["key"]),
                component=component,
            )


def _typed(component: dict[str, Any], content: str, known: dict[str, Any]) -> Any:
    if component["type"] == "checkbox":
        return content == "是"
    value = _options(component, known).get(content, content)
    return [value] if component["type"] in LISTS else value


def _options(component: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    """Values by label; bodies by their short names too."""
    expression = component.get("valuesExpression", "")
    named = component.get("valuesKey") or ("bodies" if "bodies[" in expression else "")
    listed = component.get("values") or known.get(named) or []
    options = {option["label"]: option["value"] for option in listed}
    if named == "bodies":
        options |= bodies()
    return options | dict(_WRITTEN_OPTION.findall(expression))
