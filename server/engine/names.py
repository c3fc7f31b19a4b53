"""Names of XML: namespaces and tags of BPMN, and what of ours stands in an element."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
SPIFF = "http://spiffworkflow.org/bpmn/schema/1.0/core"
IDENTIFIER = re.compile(r"[^\W\d]\w*")
"""What can be the name of a variable."""


def tag(name: str) -> str:
    """The full tag of a BPMN element."""
    return f"{{{BPMN}}}{name}"


def local(node: _Element) -> str:
    """The tag without its namespace; empty for comments and instructions."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def referred(ref: str | None) -> str:
    """What a reference names, without the prefix of a namespace before it."""
    return (ref or "").strip().rpartition(":")[2]


def is_bpmn(node: _Element) -> bool:
    """Whether an element is one of the standard's own."""
    return isinstance(node.tag, str) and node.tag.startswith(f"{{{BPMN}}}")


def is_definition(node: _Element) -> bool:
    """Whether an element is the definition of an event: a timer, a message, an error ..."""
    return local(node).endswith("EventDefinition")


def line_of(node: _Element) -> int:
    """Where an element begins in its file."""
    return int(str(node.sourceline or 0))


def child(node: _Element, name: str) -> _Element:
    """A child element that is known to be there."""
    return next(node.iterfind(tag(name)))


def free_id(wanted: str, taken: set[str]) -> str:
    """An id like the one wanted that nothing has yet; it is taken now."""
    key, number = wanted, 1
    while key in taken:
        number += 1
        key = f"{wanted}_{number}"
    taken.add(key)
    return key


def extension(node: _Element, name: str) -> _Element | None:
    """One extension element of the ``spiffworkflow`` namespace."""
    return node.find(f"{tag('extensionElements')}/{{{SPIFF}}}{name}")


def extension_text(node: _Element, name: str) -> str | None:
    """The text of an extension element; None when it is not there or empty."""
    found = extension(node, name)
    return (found.text or "").strip() or None if found is not None else None


def properties(node: _Element) -> dict[str, str]:
    """The properties of an element, those without a value left out."""
    found = extension(node, "properties")
    if found is None:
        return {}
    pairs = ((item.get("name", ""), item.get("value", "").strip()) for item in found.iterfind("*"))
    return {name: value for name, value in pairs if value}


def text_of(node: _Element, name: str) -> str | None:
    """The text of a child element of BPMN; None when it is not there or empty."""
    found = node.find(tag(name))
    return (found.text or "").strip() or None if found is not None else None
