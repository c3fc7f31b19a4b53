"""A pen for diagrams that are to be laid out, and a look at what became of them."""

from __future__ import annotations

from lxml import etree

from server.engine.layout.laying import lay_out
from tests.engine.diagrams import HEAD, node, user
from tests.engine.paper import DI, Paper


def paper_of(file: bytes) -> Paper:
    """A file on paper, with nothing wrong in it."""
    root = etree.fromstring(file)
    lay_out(root)
    paper = Paper(root)
    for fault in ("overlaps", "out_of_place", "slants", "loose_ends", "through_shapes"):
        assert not getattr(paper, fault)(), fault
    return paper


def drawn(root: etree._Element, key: str) -> etree._Element:
    """The shape or edge of an element."""
    [found] = root.iterfind(f".//{DI}*[@bpmnElement='{key}']")
    return found


def remove(root: etree._Element, *keys: str) -> None:
    """Take things off the paper."""
    for key in keys:
        gone = drawn(root, key)
        parent = gone.getparent()
        assert parent is not None
        parent.remove(gone)


def laid(file: bytes) -> etree._Element:
    """A file with all its places."""
    root = etree.fromstring(file)
    lay_out(root)
    return root


def note(key: str) -> str:
    """A note."""
    return (
        f'<bpmn:textAnnotation id="{key}"><bpmn:text>限时一小时</bpmn:text></bpmn:textAnnotation>'
    )


def tie(key: str, one: str, other: str) -> str:
    """An association."""
    return node("association", key, sourceRef=one, targetRef=other)


def lane(key: str, *members: str, inner: str = "") -> str:
    """A lane, with lanes inside."""
    refs = "".join(f"<bpmn:flowNodeRef>{one}</bpmn:flowNodeRef>" for one in members)
    held = f'<bpmn:childLaneSet id="{key}_set">{inner}</bpmn:childLaneSet>' if inner else ""
    return node("lane", key, refs + held, name=key)


def lanes(*inner: str) -> str:
    """The lanes of a process."""
    return node("laneSet", "lanes", "".join(inner))


def pools(*participants: str, messages: str = "") -> str:
    """A collaboration."""
    return node("collaboration", "C", "".join(participants) + messages)


def pool(key: str, process_key: str = "") -> str:
    """A pool, with the process inside."""
    return node(
        "participant", key, name=key, **({"processRef": process_key} if process_key else {})
    )


def two_pools(inner: str = "") -> bytes:
    """Two pools that talk, an empty one, and a process without a pool."""
    messages = node("messageFlow", "M", sourceRef="A", targetRef="B", name="吹哨")
    messages += node("messageFlow", "N", sourceRef="B", targetRef="Out")
    messages += node("messageFlow", "Lost", sourceRef="B", targetRef="Gone")
    one = node("process", "P", user("A") + inner)
    other = node("process", "Q", user("B"))
    alone = node("process", "R", user("D"))
    beside = pools(pool("One", "P"), pool("Two", "Q"), pool("Out"), messages=messages)
    return f"{HEAD.format(attributes='')}{beside}{one}{other}{alone}</bpmn:definitions>".encode()
