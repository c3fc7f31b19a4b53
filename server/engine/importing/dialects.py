"""What other tools write on elements: one place that knows their namespaces and words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.engine.names import local, properties, tag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

ZEEBE = "http://camunda.org/schema/zeebe/1.0"
_LIKE_ACTIVITI = (
    "http://camunda.org/schema/1.0/bpmn",
    "http://flowable.org/bpmn",
    "http://activiti.org/bpmn",
)
"""Camunda 7, Flowable and Activiti have one ancestor and most words in common."""
_ALL = (*_LIKE_ACTIVITI, ZEEBE)


def vendor(node: _Element, *names: str) -> str | None:
    """An attribute that a tool has written on an element, by any of its names."""
    for space in _ALL:
        for name in names:
            value = (node.get(f"{{{space}}}{name}") or "").strip()
            if value:
                return value
    return None


def vendor_parts(node: _Element, *names: str) -> Iterator[_Element]:
    """The extension elements of a tool in an element, by any of their names."""
    holder = node.find(tag("extensionElements"))
    if holder is None:
        return
    for part in holder.iter("*"):
        space, _, name = part.tag[1:].partition("}")
        if space in _ALL and name in names:
            yield part


def due_date(node: _Element) -> str:
    """Until when a tool wants a task done; empty where it doesn't say."""
    for part in vendor_parts(node, "taskSchedule"):
        return part.get("dueDate") or ""
    return vendor(node, "dueDate") or ""


def not_carried_out(node: _Element) -> list[tuple[str, str]]:
    """(what, its content) of listeners, scripts, due dates and collections that a tool may heed and we don't.

    The script of a script task is the task's own matter.
    """
    wanted = ["executionListener", "taskListener", "connector"]
    if local(node) != "scriptTask":
        wanted.append("script")
    beside = [
        ("collection", vendor(loop, "collection") or "")
        for loop in node.iterfind(tag("multiInstanceLoopCharacteristics"))
        if loop.find(tag("loopCardinality")) is not None
    ]
    due = "" if {"clock", "due"} & properties(node).keys() else due_date(node)
    said = [(what, text) for what, text in (("dueDate", due), *beside) if text]
    return said + [
        (local(part), next(filter(None, (part.get(name) for name in _SAYING)), part.text or ""))
        for part in vendor_parts(node, *wanted)
    ]


_SAYING = ("class", "expression", "delegateExpression", "type")
