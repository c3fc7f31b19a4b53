"""What was posted, as plain values: JSON from script, or the fields of a plain form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import orjson
from flask import request

from server.domain.errors import AnswerWrong, Fault, Invalid
from server.domain.feel import FeelError, compile_expression, hides
from server.domain.reading import DocumentRow
from server.services import attaching
from server.services.drafting import Upon
from server.web.context import actor, tools
from server.web.plain_forms import plain_form
from server.web.speech import gettext

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from werkzeug.datastructures import FileStorage

    from server.domain.ids import ItemId
    from server.domain.values import Values
    from server.web.plain_forms import PlainField

FAR = 4
"""Digits of a row number that no form has."""
LISTS = frozenset({"checklist", "taglist", "filepicker"})
Keep = Callable[[str, bytes, str | None], DocumentRow]
"""Keeps a file by its name and content, under a key that makes a repeat harmless."""


def plain_fields(
    form: bytes | None,
    values: Values,
    errors: Sequence[tuple[str, str]] = (),
    *,
    spare_rows: int = 1,
    hides_none: bool = False,
) -> tuple[PlainField, ...]:
    """A form as plain fields, its conditions and texts evaluated as the browser would.

    ``hides_none``: with all that could be asked for, whatever is answered.
    """
    now = tools().clock.now()

    def is_hidden(source: str, names: Mapping[str, Any]) -> bool:
        try:
            return not hides_none and hides(source, names, now)
        except FeelError:
            return False

    def evaluate(source: str, names: Mapping[str, Any]) -> Any:
        try:
            return compile_expression(source).evaluate(names, now=now)
        except FeelError:
            return None

    return plain_form(
        form or b"{}",
        values,
        errors,
        is_hidden=is_hidden,
        evaluate=evaluate,
        spare_rows=spare_rows,
        between=gettext("、"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """An answer as it came in, before any check."""

    values: Values = field(default_factory=dict)
    choice: str | None = None
    revision: int | None = None
    key: str | None = None
    upon: Upon | None = None
    """The draft that was typed upon; None: it wasn't said."""
    kept: tuple[DocumentRow, ...] = ()
    """The files that came with it and were kept."""
    refusal: AnswerWrong | None = None
    """What is wrong with those that were not."""


def read_posted(form: bytes | None) -> Posted:
    """The answer in the present request; refused with ``Invalid`` when it can't be read."""
    key = request.headers.get("Idempotency-Key") or request.form.get("idempotency_key") or None
    if request.is_json:
        return _from_json(key)
    return Posted(
        values=values_of_fields(form) if form else {},
        choice=request.form.get("choice") or None,
        revision=_whole(request.form.get("revision")),
        key=key,
        upon=_upon(request.form),
    )


def _from_json(key: str | None) -> Posted:
    """The same from script, read as strictly as the API does: no NaN, no half characters."""
    try:
        sent = orjson.loads(request.get_data())
    except ValueError as cause:
        raise Invalid from cause
    if not isinstance(sent, dict) or not isinstance(sent.get("values", {}), dict):
        raise Invalid
    choice = sent.get("choice") or None
    if not isinstance(choice, str | None):
        raise Invalid
    return Posted(
        values=sent.get("values", {}),
        choice=choice,
        revision=_whole(sent.get("revision")),
        key=key,
        upon=_upon(sent),
    )


def attached_to(item: ItemId) -> Keep:
    """Keeps the files of an answer beside the work that it is for."""

    def keep(name: str, content: bytes, key: str | None) -> DocumentRow:
        return attaching.attach(tools(), actor(), item, name=name, content=content, request_key=key)

    return keep


def keep_files(posted: Posted, form: bytes, keep: Keep) -> Posted:
    """The answer with the files that a plain form brought along, named where they were chosen."""
    values, rows, faults = dict(posted.values), [], []
    for path, component in _keyed(orjson.loads(form).get("components", []), ""):
        kept, wrong = _kept(path, posted.key, keep)
        if kept:
            _put(values, path.split("."), _named(path, component, kept))
        rows += kept
        faults += wrong
    refusal = AnswerWrong(faults) if faults else None
    return replace(posted, values=values, kept=tuple(rows), refusal=refusal)


def _kept(path: str, key: str | None, keep: Keep) -> tuple[list[DocumentRow], list[Fault]]:
    """The files chosen in a field, each under a key of its own, and what is wrong with the others."""
    rows, faults = [], []
    for number, file in enumerate(_chosen(path)):
        name = file.filename or ""
        file.seek(0)  # an answer for many is read once for each
        try:
            row = keep(name, file.read(), key and f"{key} {path} {number}")
        except Invalid as wrong:
            zh, en = wrong.sentence("zh"), wrong.sentence("en")
            faults.append(Fault(field=path, zh=f"{name}：{zh}", en=f"{name}: {en}"))
        else:
            rows.append(row)
    return rows, faults


def _chosen(path: str) -> list[FileStorage]:
    """The files chosen in a field; a browser sends a nameless one where there is none."""
    return [file for file in request.files.getlist(path) if file.filename]


def _named(path: str, component: Mapping[str, Any], kept: list[DocumentRow]) -> list[str]:
    """What a field holds now: where it takes one file only, the new one takes its place."""
    new = [f"doc:{row.document}" for row in kept]
    return [*_typed(path, component), *new] if component.get("multiple") is True else new


def _whole(value: Any) -> int | None:
    try:
        return int(value)
    except (TypeError, ValueError):
        return None


def _upon(sent: Mapping[str, Any]) -> Upon | None:
    """The draft that was typed upon, by the moment that the page said."""
    if "draft_at" not in sent:
        return None
    try:
        return Upon(at=datetime.fromisoformat(sent["draft_at"]) if sent["draft_at"] else None)
    except (TypeError, ValueError):
        raise Invalid from None


def values_of_fields(form: bytes) -> dict[str, Any]:
    """Fields named by path (``party.name``), nested and typed as the form says."""
    values: dict[str, Any] = {}
    for path, component in _keyed(orjson.loads(form).get("components", []), ""):
        if path in request.form or component["type"] in LISTS | {"checkbox"}:
            _put(values, path.split("."), _typed(path, component))
    return values


def _keyed(components: list[Any], prefix: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for component in components:
        if component["type"] == "group":
            inner = f"{prefix}{component['path']}." if component.get("path") else prefix
            yield from _keyed(component.get("components", []), inner)
        elif component["type"] == "dynamiclist":
            yield from _rows(component, prefix)
        elif "key" in component:
            yield prefix + component["key"], component


def _rows(component: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    start = f"{prefix}{component['path']}."
    names = [name for name in (*request.form, *request.files) if name.startswith(start)]
    numbers = {name[len(start) :].split(".")[0] for name in names}
    # A number out of a far range would make as many empty rows before it.
    given = sorted(int(n) for n in numbers if n.isascii() and n.isdigit() and len(n) < FAR)
    for number in given:
        yield from _keyed(component.get("components", []), f"{start}{number}.")


def _typed(path: str, component: Mapping[str, Any]) -> Any:
    kind = component["type"]
    if kind in LISTS:
        return [value for value in request.form.getlist(path) if value]
    if kind == "checkbox":
        return request.form.get(path) in {"on", "true", "1"}
    text = request.form.get(path, "")
    if kind == "number":
        return _number(text)
    return text or (None if kind in {"radio", "select", "datetime"} else "")


def _number(text: str) -> Any:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return text


def _put(values: Any, path: list[str], value: Any) -> None:
    for name, following in pairwise(path):
        values = _inside(values, name, [] if following.isdigit() else {})
    values[path[-1]] = value


def _inside(holder: Any, name: str, empty: Any) -> Any:
    if isinstance(holder, list):
        while len(holder) <= int(name):
            holder.append({})
        return holder[int(name)]
    return holder.setdefault(name, empty)
