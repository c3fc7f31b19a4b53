"""The order of children, which the schema wants and many tools don't keep."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from server.engine.hardening.parser import NODES
from server.engine.names import local, tag

if TYPE_CHECKING:
    from lxml.etree import _Element

    from server.engine.importing.draft import Draft

_RANKS = {
    name: rank
    for rank, names in enumerate(
        (
            ("import",),
            ("extension",),
            ("documentation",),
            ("extensionElements",),
            ("auditing",),
            ("monitoring",),
            ("categoryValueRef",),
            ("incoming",),
            ("outgoing",),
            ("ioSpecification",),
            ("property",),
            ("dataOutput",),
            ("dataInput",),
            ("sourceRef",),
            ("targetRef",),
            ("transformation",),
            ("assignment",),
            ("dataInputAssociation",),
            ("dataOutputAssociation",),
            ("outputSet",),
            ("inputSet",),
            ("potentialOwner", "humanPerformer", "performer", "resourceRole"),
            ("multiInstanceLoopCharacteristics", "standardLoopCharacteristics"),
            ("laneSet",),
            ("loopCardinality",),
            ("loopDataInputRef",),
            ("loopDataOutputRef",),
            ("inputDataItem",),
            ("outputDataItem",),
            ("",),
            ("textAnnotation", "association", "group"),
            ("completionCondition",),
            ("correlationSubscription",),
            ("BPMNDiagram",),
            ("relationship",),
        )
    )
    for name in names
}
_REST = _RANKS[""]
_ORDERED = frozenset(
    {*NODES, *map(tag, ("definitions", "process", "sequenceFlow", "lane", "complexGateway"))}
    | {tag("multiInstanceLoopCharacteristics")}
    | {tag("dataInputAssociation"), tag("dataOutputAssociation")}
)
_AFTER = {"process": frozenset({"potentialOwner", "humanPerformer", "performer", "resourceRole"})}


def put_in_order(draft: Draft) -> None:
    """Children stand in the order of the schema; documentation first, artifacts last."""
    for node in straightened(draft.root):
        draft.note(
            node,
            "子元素的次序按 BPMN 结构调整。",
            "The children were put in the order that BPMN wants.",
        )


def straightened(root: _Element) -> list[_Element]:
    """Put every element's children in order; those that needed it."""
    return [node for node in root.iter("*") if node.tag in _ORDERED and _sort(node)]


def _sort(node: _Element) -> bool:
    ranked: list[tuple[int, _Element]] = []
    rank = _REST
    for part in reversed(node):
        # A comment goes with what it stands before.
        rank = _rank(node, local(part)) if local(part) else rank
        ranked.append((rank, part))
    ranked.reverse()
    if all(one[0] <= other[0] for one, other in pairwise(ranked)):
        return False
    for _, part in sorted(ranked, key=lambda pair: pair[0]):
        node.append(part)
    return True


def _rank(node: _Element, name: str) -> int:
    if name in _AFTER.get(local(node), ()):
        return _RANKS["completionCondition"]
    return _RANKS.get(name, _REST)
