"""The XML of a diagram, indexed: scopes, nodes, flows, boundary events, lanes, definitions."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from server.engine.names import local, tag
from server.engine.variables import Variables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

SCOPES = frozenset({"subProcess", "transaction", "adHocSubProcess"})
ACTIVITIES = SCOPES | {
    "task",
    "userTask",
    "manualTask",
    "scriptTask",
    "serviceTask",
    "businessRuleTask",
    "sendTask",
    "receiveTask",
    "callActivity",
}
THROWS = frozenset({"endEvent", "intermediateThrowEvent"})
"""Events that tell something; all others wait for it."""
BESIDE_NODES = frozenset(
    {
        "sequenceFlow",
        "laneSet",
        "dataObject",
        "dataObjectReference",
        "dataStoreReference",
        "textAnnotation",
        "association",
        "group",
        "documentation",
        "extensionElements",
        "ioSpecification",
        "property",
        "incoming",
        "outgoing",
        "multiInstanceLoopCharacteristics",
        "standardLoopCharacteristics",
        "completionCondition",
        "dataInputAssociation",
        "dataOutputAssociation",
        "auditing",
        "monitoring",
        "category",
        "correlationSubscription",
        "artifact",
        "",
    }
)
"""What may stand in a scope without being a flow node."""


class Sheet:
    """One process of one file; built once and only read."""

    def __init__(self, root: _Element, process: _Element) -> None:
        self.root = root
        self.process = process
        self.scopes: list[_Element] = []
        self.nodes: dict[str, _Element] = {}
        self.scope_of: dict[str, _Element] = {}
        self.flows: dict[str, _Element] = {}
        self.outgoing: defaultdict[str, list[_Element]] = defaultdict(list)
        self.incoming: defaultdict[str, list[_Element]] = defaultdict(list)
        self.boundaries: defaultdict[str, list[_Element]] = defaultdict(list)
        self.lanes = {
            (ref.text or "").strip(): lane
            for lane in process.iter(tag("lane"))
            for ref in lane.iterfind(tag("flowNodeRef"))
        }
        self.definitions = {node.get("id", ""): node for node in root}
        self.variables = Variables(process, self.definitions)
        self._read(process)

    def _read(self, top: _Element) -> None:
        todo = [top]
        while todo:
            scope = todo.pop(0)
            self.scopes.append(scope)
            for child in scope:
                name = local(child)
                if name == "sequenceFlow":
                    self._flow(child)
                elif name not in BESIDE_NODES:
                    self._node(child, scope)
                    if name in SCOPES:
                        todo.append(child)

    def _flow(self, flow: _Element) -> None:
        self.flows[flow.get("id", "")] = flow
        self.outgoing[flow.get("sourceRef", "")].append(flow)
        self.incoming[flow.get("targetRef", "")].append(flow)

    def _node(self, node: _Element, scope: _Element) -> None:
        key = node.get("id", "")
        self.nodes[key] = node
        self.scope_of[key] = scope
        if local(node) == "boundaryEvent":
            self.boundaries[node.get("attachedToRef", "")].append(node)

    def starts(self, scope: _Element) -> list[str]:
        """Where tokens begin: start events, what instantiates, in an ad-hoc sub-process all without a flow."""
        if local(scope) != "adHocSubProcess":
            return [key for key, node in self.nodes_in(scope) if is_start(node)]
        return [
            key
            for key, node in self.nodes_in(scope)
            if not self.incoming[key] and local(node) != "boundaryEvent" and not is_aside(node)
        ]

    def undoers(self, key: str) -> list[str]:
        """The activities that are associated with a boundary event, to undo its host."""
        if local(self.nodes[key]) != "boundaryEvent":
            return []
        return [
            link.get("targetRef", "")
            for link in self.process.iter(tag("association"))
            if link.get("sourceRef") == key and link.get("targetRef") in self.nodes
        ]

    def undoer(self, key: str) -> str | None:
        """The activity that undoes what a compensation event sits on."""
        is_one = self.nodes[key].find(tag("compensateEventDefinition")) is not None
        return next(iter(self.undoers(key)), None) if is_one else None

    def jump(self, key: str) -> str | None:
        """Where a throwing link event goes on: the catching one of its name in the same scope."""
        node = self.nodes.get(key)
        name = None if node is None else link_of(node)
        if name is None or local(self.nodes[key]) != "intermediateThrowEvent":
            return None
        return next(iter(self.landings(self.scope_of[key], name)), None)

    def landings(self, scope: _Element, name: str) -> list[str]:
        """The catching link events of a name in one scope."""
        return [
            key
            for key, node in self.nodes_in(scope)
            if local(node) == "intermediateCatchEvent" and link_of(node) == name
        ]

    def jumps(self, key: str) -> list[str]:
        """The throwing link events that go on here."""
        if link_of(self.nodes[key]) is None:
            return []
        return [other for other in self.nodes if self.jump(other) == key]

    def leaving(self, key: str) -> list[_Element]:
        """The flows out of a node, in the order in which the diagram lists them."""
        order = {
            (out.text or "").strip(): at
            for at, out in enumerate(self.nodes[key].iterfind(tag("outgoing")))
        }
        last = len(order)
        return sorted(self.outgoing[key], key=lambda flow: order.get(flow.get("id", ""), last))

    def nodes_in(self, scope: _Element) -> Iterator[tuple[str, _Element]]:
        """The nodes of one scope, by id."""
        for key, node in self.nodes.items():
            if self.scope_of[key] is scope:
                yield key, node

    def lane_of(self, key: str) -> _Element | None:
        """The innermost lane; the inside of a sub-process lies where the sub-process lies."""
        at: _Element | None = self.nodes[key]
        while at is not None:
            lane = self.lanes.get(at.get("id", ""))
            if lane is not None:
                return lane
            at = self.scope_of.get(at.get("id", ""))
        return None

    def lane(self, key: str) -> str:
        """The name of that lane; empty outside of any."""
        lane = self.lane_of(key)
        return "" if lane is None else lane.get("name", "")


def is_start(node: _Element) -> bool:
    """Whether tokens begin at a node: a start event, or what instantiates (BPMN 2.0, 10.3.3, 10.6.6)."""
    return local(node) == "startEvent" or node.get("instantiate") == "true"


def link_of(node: _Element) -> str | None:
    """The name of a link event; None for any other node."""
    found = node.find(tag("linkEventDefinition"))
    return None if found is None else found.get("name", "").strip()


def is_handler(node: _Element) -> bool:
    """Whether a node is an event sub-process: no flow leads to it, its start event begins it."""
    return node.get("triggeredByEvent") == "true"


def is_trigger(node: _Element) -> bool:
    """Whether a node is the start event of an event sub-process."""
    around = node.getparent()
    return local(node) == "startEvent" and around is not None and is_handler(around)


def is_together(node: _Element) -> bool:
    """Whether all that an event names, or all behind a gateway, has to happen (BPMN 2.0, 10.5.1, 10.6.6)."""
    return node.get("parallelMultiple") == "true" or node.get("eventGatewayType") == "Parallel"


def is_aside(node: _Element) -> bool:
    """Whether a node lies aside of the flow: an event sub-process, or an activity that undoes another."""
    return is_handler(node) or node.get("isForCompensation") == "true"


def is_many(node: _Element) -> bool:
    """Whether an activity has a multi-instance marker."""
    return node.find(tag("multiInstanceLoopCharacteristics")) is not None


def repeats(node: _Element) -> bool:
    """Whether an activity has a marker by which it is done more than once."""
    return is_many(node) or node.find(tag("standardLoopCharacteristics")) is not None
