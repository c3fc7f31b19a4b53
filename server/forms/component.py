"""A form as it was drawn with form-js: its JSON, read once into components."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SHOWN_ONLY = frozenset({"text", "image", "table", "spacer", "separator", "button"})
"""Components that show something and take no answer."""

FOREIGN = frozenset({"html", "iframe", "documentPreview"})
"""Components that would bring foreign markup or pages into ours."""

EMPTIES: dict[str, Any] = {
    "textfield": "",
    "textarea": "",
    "number": None,
    "datetime": None,
    "checkbox": False,
    "radio": None,
    "select": None,
    "checklist": [],
    "taglist": [],
    "filepicker": None,
    "expression": None,
}
"""What form-js puts where nothing was answered."""

GROUP = "group"
ROWS = "dynamiclist"


class FormUnreadable(ValueError):  # says what is wrong
    """The form is no JSON object with a list of components."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """One component that takes an answer, with all that stands over it in the form."""

    id: str
    kind: str
    path: tuple[str, ...]
    """Where the answer lies, from the form (or from the row)."""
    hides: tuple[str, ...] = ()
    """Conditions of the component and of the groups around it: any one hides it."""
    is_disabled: bool = False
    readonly: bool | str = False
    settings: Mapping[str, Any] = field(default_factory=dict)
    """The component's own JSON."""
    rows: tuple[Component, ...] = ()
    """What each row of a dynamic list holds."""

    @property
    def limits(self) -> Mapping[str, Any]:
        """What ``validate`` says."""
        found = self.settings.get("validate")
        return found if isinstance(found, dict) else {}

    @property
    def is_required(self) -> bool:
        """Whether an answer is wanted."""
        return self.limits.get("required") is True


def parsed(form: bytes) -> dict[str, Any]:
    """The JSON of a form; refused with ``FormUnreadable``."""
    try:
        read = orjson.loads(form)
    except orjson.JSONDecodeError as cause:
        raise FormUnreadable from cause
    if not isinstance(read, dict) or not isinstance(read.get("components"), list):
        raise FormUnreadable
    if not all(_is_component(one) for one in everything(read["components"])):
        raise FormUnreadable
    return read


def _is_component(one: object) -> bool:
    return (
        isinstance(one, dict)
        and isinstance(one.get("type"), str)
        and isinstance(one.get("components", []), list)
    )


def everything(components: object) -> Iterator[Any]:
    """All components of a list, and those inside them, in the order of the form."""
    for one in components if isinstance(components, list) else ():
        yield one
        yield from everything(one.get("components") if isinstance(one, dict) else None)


def answerable(components: list[dict[str, Any]]) -> tuple[Component, ...]:
    """The components that take an answer, groups opened, rows kept whole."""
    return tuple(_walk(components, above=_Above()))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Above:
    path: tuple[str, ...] = ()
    hides: tuple[str, ...] = ()
    is_disabled: bool = False
    readonly: bool | str = False


def _walk(components: list[dict[str, Any]], above: _Above) -> Iterator[Component]:
    for one in components:
        kind = one.get("type")
        if kind == GROUP:
            yield from _walk(one.get("components") or [], _inside(one, above))
        elif kind == ROWS:
            here = _inside(one, above)
            inner = tuple(_walk(one.get("components") or [], _Above()))
            yield _component(one, here, rows=inner)
        elif kind in EMPTIES and one.get("key"):
            here = _inside(one, above)
            yield _component(one, here)


def _inside(one: dict[str, Any], above: _Above) -> _Above:
    written = str(one.get("key") or one.get("path") or "")
    return _Above(
        path=(*above.path, *(part for part in written.split(".") if part)),
        hides=(*above.hides, *_hide(one)),
        is_disabled=above.is_disabled or one.get("disabled") is True,
        readonly=_readonly(one.get("readonly")) or above.readonly,
    )


def _hide(one: dict[str, Any]) -> tuple[str, ...]:
    conditional = one.get("conditional")
    written = conditional.get("hide") if isinstance(conditional, dict) else None
    if isinstance(written, str) and written.startswith("="):
        return (written[1:],)
    return ()


def _readonly(written: object) -> bool | str:
    if isinstance(written, str) and written.startswith("="):
        return written[1:]
    return written is True


def _component(one: dict[str, Any], here: _Above, rows: tuple[Component, ...] = ()) -> Component:
    return Component(
        id=str(one.get("id", "")),
        kind=one["type"],
        path=here.path,
        hides=here.hides,
        is_disabled=here.is_disabled,
        readonly=here.readonly,
        settings=one,
        rows=rows,
    )
