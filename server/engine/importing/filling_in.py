"""Forms of other tools: their fields become a form of the house, their keys name one that is here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import orjson

from server.engine.importing.asking import ENGLISH, keep_form, variable_of
from server.engine.importing.dialects import vendor, vendor_parts
from server.engine.importing.draft import written
from server.engine.importing.fields import asks_fields, fields_of
from server.engine.importing.schemas import read_schema
from server.engine.names import local, properties
from server.engine.rules_flows import PERSONAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from server.engine.importing.draft import Draft

_ENDING = re.compile(r"\.(form|json|html?)$")
_SCHEMA, _LAYOUT = "formJsonSchemaFilename", "formUiSchemaFilename"
_LOST = {
    "left_out": (
        "JSON Schema 中的这些栏目在此无法填写，已略去：请写在办理意见里。",
        "These fields of the JSON Schema can't be asked here: write them as a comment.",
    ),
    "unchecked": (
        "JSON Schema 对这些栏目的其他要求不作检查。",
        "What else the JSON Schema wants of these fields is not checked.",
    ),
}


def map_forms(draft: Draft) -> None:
    """A form of another tool becomes one of ours; a form that is not here becomes a comment."""
    for node in draft.each(*PERSONAL, "startEvent"):
        key = _key(node)
        if _has_form(draft, node) or not (key or asks_fields(node)):
            continue
        zh, en = "表单改用本系统的表单。", "The form is one of the house now."
        form = _form_of(draft, node, key)
        if form is None:
            form = _comment(draft, node)
            zh = "没有提交这张表单，或其中没有能在此填写的栏目：改为填写办理意见。请提交表单后重新部署。"
            en = "This form was not handed in, or has no field that can be asked here: a comment is asked for. "
            en += "Hand it in and deploy again."
        draft.note(node, zh, en, key, form)
        if local(node) == "startEvent":
            draft.start_forms[draft.key_of(node.getparent())] = form
        else:
            draft.say(node, "form", form)


def _form_of(draft: Draft, node: _Element, key: str) -> str | None:
    """What a tool asks at a step: by its own fields, by a schema, or by a form of ours."""
    fields = fields_of(draft, node)
    if not fields and _SCHEMA in properties(node):
        fields = _asked_by_schema(draft, node, key)
    return keep_form(draft, node, fields) if fields else _named(draft, node, key)


def _has_form(draft: Draft, node: _Element) -> bool:
    """Whether a step has a form of ours, or is a start at which nobody fills in anything."""
    if local(node) != "startEvent":
        return "form" in properties(node)
    key = draft.key_of(node.getparent())
    return not key or key in draft.start_forms


def _key(node: _Element) -> str:
    """What a tool calls the form of a step."""
    if _SCHEMA in properties(node):
        return properties(node)[_SCHEMA]
    for part in vendor_parts(node, "formDefinition"):
        return (part.get("formKey") or part.get("formId") or part.get("externalReference")) or ""
    return vendor(node, "formKey", "formRef") or ""


def _named(draft: Draft, node: _Element, key: str) -> str | None:
    """The form of a key: drawn into the diagram, or handed in beside it."""
    stem = _ENDING.sub("", re.split(r"[:/]", key)[-1])
    for name, form in _drawn(draft) if stem else ():
        if name == stem and _read(form):
            kept = f"{draft.sources.key}/{local(node)}_{node.get('id')}"
            draft.forms[kept] = form
            return kept
    there = _handed_in(draft, stem)
    return None if there in draft.schemas else there


def _handed_in(draft: Draft, stem: str) -> str | None:
    """The form that was handed in under a name, or with an id."""
    for name, form in draft.sources.forms.items() if stem else ():
        if stem in {name.rpartition("/")[2], _id_of(form)}:
            return name
    return None


def _asked_by_schema(draft: Draft, node: _Element, key: str) -> list[dict[str, Any]]:
    """The components of a schema that was handed in; where a field can't be asked, a comment is as well."""
    schema, layout = (_schema(draft, name) for name in (key, properties(node).get(_LAYOUT, "")))
    found = read_schema(schema, layout)
    for what, (zh, en) in _LOST.items():
        lost = getattr(found, what)
        if lost:
            draft.note(node, zh, en, ", ".join(lost))
    if found.components and found.left_out:
        found.components.append(_comment_field(draft, node))
    return found.components


def _schema(draft: Draft, key: str) -> dict[str, Any]:
    """A file of JSON Schema; it is none of our forms and goes, unless it is one."""
    name = _handed_in(draft, _ENDING.sub("", key.rpartition("/")[2]))
    read = {} if name is None else _read(draft.sources.forms[name])
    if name is None or isinstance(read.get("components"), list):
        return {}
    draft.schemas.add(name)
    return read


def _drawn(draft: Draft) -> Iterator[tuple[str, bytes]]:
    """The forms that Camunda 8 keeps in the process itself."""
    for process in draft.each("process"):
        for part in vendor_parts(process, "userTaskForm"):
            yield part.get("id", ""), written(part).encode()


def _id_of(form: bytes) -> str:
    """The id that a form has of its own; what can't be read has none, and is told at the check."""
    return str(_read(form).get("id", ""))


def _read(form: bytes) -> dict[str, Any]:
    """What a form says; nothing where it is none."""
    try:
        read = orjson.loads(form)
    except orjson.JSONDecodeError:
        return {}
    return read if isinstance(read, dict) else {}


def _comment(draft: Draft, node: _Element) -> str:
    return keep_form(draft, node, [_comment_field(draft, node)])


def _comment_field(draft: Draft, node: _Element) -> dict[str, Any]:
    variable = variable_of(draft, "comment_at", node)
    return {"key": variable, "type": "textarea", "label": "办理意见", ENGLISH: {"label": "Comment"}}
