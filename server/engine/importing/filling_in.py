"""Forms of other tools: their fields become a form of the house, their keys name one that is here."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from server.engine.importing.asking import keep_form, variable_of
from server.engine.importing.dialects import vendor, vendor_parts
from server.engine.importing.draft import written
from server.engine.importing.fields import asks_fields, fields_of
from server.engine.names import local, properties
from server.engine.rules_flows import PERSONAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from server.engine.importing.draft import Draft

_ENDING = re.compile(r"\.(form|json|html?)$")


def map_forms(draft: Draft) -> None:
    """A form of another tool becomes one of ours; a form that is not here becomes a comment."""
    for node in draft.each(*PERSONAL, "startEvent"):
        key = _key(node)
        if _has_form(draft, node) or not (key or asks_fields(node)):
            continue
        fields = fields_of(draft, node)
        form = keep_form(draft, node, fields) if fields else _named(draft, node, key)
        zh, en = "表单改用本系统的表单。", "The form is one of the house now."
        if form is None:
            form = _comment(draft, node)
            zh = "没有提交这张表单：改为填写办理意见。请提交表单后重新部署。"
            en = "This form was not handed in: a comment is asked for. Hand it in and deploy again."
        draft.note(node, zh, en, key, form)
        if local(node) == "startEvent":
            draft.start_forms[draft.key_of(node.getparent())] = form
        else:
            draft.say(node, "form", form)


def _has_form(draft: Draft, node: _Element) -> bool:
    """Whether a step has a form of ours, or is a start at which nobody fills in anything."""
    if local(node) != "startEvent":
        return "form" in properties(node)
    key = draft.key_of(node.getparent())
    return not key or key in draft.start_forms


def _key(node: _Element) -> str:
    """What a tool calls the form of a step."""
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
    for name, form in draft.sources.forms.items() if stem else ():
        if stem in {name.rpartition("/")[2], _id_of(form)}:
            return name
    return None


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
        read = json.loads(form)
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


def _comment(draft: Draft, node: _Element) -> str:
    variable = variable_of(draft, "comment_at", node)
    field = {"key": variable, "type": "textarea", "label": "办理意见"}
    return keep_form(draft, node, [field], "Comment")
