"""Steps and forms that ask people for what a diagram doesn't say."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from server.engine.names import local

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lxml.etree import _Element

    from server.engine.importing.draft import Draft


ENGLISH = "english"
"""What a field of a form says in English, in place of a setting of the field."""


def ask_before(draft: Draft, node: _Element, name: str, name_en: str) -> _Element:
    """A task of a person in front of a node: all that led to the node leads to the task."""
    scope = node.getparent()
    assert scope is not None  # noqa: S101  # a node stands in a scope
    step = draft.add_node(scope, "userTask", f"ask_{node.get('id')}", " ".join(name.split()))
    draft.speak(step, name=name_en)
    for flow in draft.wiring.arriving(node):
        draft.wiring.lead(flow, step)
    draft.connect(step, node)
    lane = draft.lanes.get(node.get("id", ""))
    if lane is not None:
        draft.add(lane, "flowNodeRef", step.get("id"))
        draft.lanes[step.get("id", "")] = lane
    return step


def ask_the_doer(draft: Draft, node: _Element) -> None:
    """A step that nobody in particular does is done by a person where its doer is asked something."""
    if local(node) == "task":
        draft.retag(node, "userTask")
        draft.note(
            node,
            "由办理人决定接着怎么办，此任务改为人工任务。",
            "The doer says what comes next, so this is a task of a person.",
            "task",
            "userTask",
        )


def variable_of(draft: Draft, what: str, node: _Element) -> str:
    """A new variable about a node: a name that FEEL can read."""
    return draft.new_id(re.sub(r"\W", "_", f"{what}_{node.get('id')}"))


# --- forms --------------------------------------------------------------------------------------


def ticks(draft: Draft, step: _Element, variable: str, flows: Iterable[_Element]) -> str:
    """A form with one box for each way; its name."""
    every = list(flows)
    field = {
        "key": variable,
        "type": "checklist",
        "label": step.get("name"),
        "values": [{"label": flow.get("name"), "value": flow.get("id")} for flow in every],
        ENGLISH: {
            "label": draft.name_en(step),
            "values": {flow.get("id"): draft.name_en(flow) for flow in every},
        },
    }
    return keep_form(draft, step, [field])


def keep_form(draft: Draft, step: _Element, fields: Iterable[Mapping[str, Any]]) -> str:
    """Keep a form of these fields for a step; the name under which it is known.

    What a field says in English is kept beside it.
    """
    key = step.get("id", "")
    components = [
        {"id": f"field_{number}", "layout": {"row": f"row_{number}", "columns": None}, **field}
        for number, field in enumerate(fields, 1)
    ]
    english = [line for one in components for line in _in_english(one["id"], one.pop(ENGLISH, {}))]
    form = {"id": f"form_{key}", "type": "default", "schemaVersion": 19, "components": components}
    name = f"{draft.sources.key}/{local(step)}_{key}"
    draft.forms[name] = json.dumps(form, ensure_ascii=False, indent=2).encode()
    if english:
        draft.words[name] = "\n".join([*english, ""]).encode()
    return name


def _in_english(key: str, said: Mapping[str, Any]) -> Iterator[str]:
    """The English of a component, line by line; what nobody said stays Chinese."""
    if said.get("label"):
        yield f"[{key}]"
        yield f"label = {_toml(said['label'])}"
    values = {value: text for value, text in said.get("values", {}).items() if text}
    if values:
        yield f"[{key}.values]"
        yield from (f"{_toml(value)} = {_toml(text)}" for value, text in values.items())


def _toml(text: str) -> str:
    """A text as TOML writes it."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
