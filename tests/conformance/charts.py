"""A diagram as plain records, read from its XML: what the reference interpreter plays on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

if TYPE_CHECKING:
    from lxml.etree import _Element

SCOPES = {"process", "subProcess", "transaction", "adHocSubProcess"}
ACTIVITIES = SCOPES - {"process"} | {"userTask", "receiveTask"}
FLOW_NODES = re.compile(r".*(Task|Event|Gateway|[sS]ubProcess)$|task$|transaction$")


@dataclass(frozen=True, slots=True)
class Flow:
    """A sequence flow; its condition is the name that ``v`` must hold."""

    key: str
    target: str
    condition: str | None
    default: bool


class Event(NamedTuple):
    """One definition of an event."""

    kind: str
    about: str = ""
    """Its name or code; the activity that a compensation is about; what a condition asks for."""


@dataclass(slots=True, eq=False)
class Node:
    """An element, and what the standard makes depend on where it stands."""

    key: str
    kind: str
    events: list[Event] = field(default_factory=list)
    together: bool = False
    """Whether all of its events are wanted, not the first of them."""
    interrupts: bool = True
    many: tuple[int, bool, int] | None = None
    """Done several times: how often, whether one after the other, how many are enough."""
    is_loop: bool = False
    """A standard loop: its rounds are not instances of their own."""
    out: list[Flow] = field(default_factory=list)
    incoming: list[str] = field(default_factory=list)
    guards: list[Node] = field(default_factory=list)
    handlers: list[Node] = field(default_factory=list)
    """Start events of the event sub-processes inside."""
    starts: list[Node] = field(default_factory=list)
    undoer: str = ""
    around: str = ""
    host: str = ""

    @property
    def event(self) -> str:
        """What it is about, when that is one thing."""
        return (
            self.events[0].kind if len(self.events) == 1 else "several" if self.events else "none"
        )

    @property
    def about(self) -> str:
        """The name or code of its one event."""
        return self.events[0].about if len(self.events) == 1 else ""


def local(element: _Element) -> str:
    """The name of an element without its namespace."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def children(element: _Element, name: str) -> list[_Element]:
    """The direct children of a name."""
    return [child for child in element if local(child) == name]


class Chart:
    """One process."""

    def __init__(self, xml: bytes) -> None:
        root = etree.fromstring(xml)
        self.names = {one.get("id", ""): _said(one) for one in root}
        self.nodes: dict[str, Node] = {}
        self.reach = cache(self._reach)
        process = children(root, "process")[0]
        self.process = self.nodes[process.get("id", "")] = Node(process.get("id", ""), "process")
        self._read(process, self.process)
        self.races = any(map(_races, self.nodes.values()))
        """Whether it matters which of two tokens moves first."""

    def _read(self, scope: _Element, around: Node) -> None:
        inner = [child for child in scope if FLOW_NODES.match(local(child))]
        for child in inner:
            node = self.nodes[child.get("id", "")] = self._node(child, around)
            if node.kind in SCOPES:
                self._read(child, node)
        for child in inner:
            self._tie(child, self.nodes[child.get("id", "")], around)
        for flow in children(scope, "sequenceFlow"):
            source, target = (self.nodes[flow.get(end, "")] for end in ("sourceRef", "targetRef"))
            is_default = self._element(scope, source.key).get("default") == flow.get("id")
            source.out.append(Flow(flow.get("id", ""), target.key, _asked(flow), is_default))
            target.incoming.append(flow.get("id", ""))
        for tie in children(scope, "association"):
            self.nodes[self.nodes[tie.get("sourceRef", "")].host].undoer = tie.get("targetRef", "")
        if around.kind == "adHocSubProcess":
            around.starts = [
                self.nodes[child.get("id", "")]
                for child in inner
                if not self.nodes[child.get("id", "")].incoming
            ]

    def _element(self, scope: _Element, key: str) -> _Element:
        return next(child for child in scope if child.get("id") == key)

    def _node(self, element: _Element, around: Node) -> Node:
        node = Node(element.get("id", ""), local(element), around=around.key)
        node.interrupts = "false" not in (
            element.get("cancelActivity"),
            element.get("isInterrupting"),
        )
        node.together = element.get("parallelMultiple") == "true"
        for definition in element:
            if local(definition).endswith("EventDefinition"):
                node.events.append(self._event(definition))
            elif local(definition) == "standardLoopCharacteristics":
                most = int(definition.get("loopMaximum", "1"))
                node.many, node.is_loop = (most, True, most), True
            elif local(definition) == "multiInstanceLoopCharacteristics":
                node.many = _many(definition)
        return node

    def _event(self, definition: _Element) -> Event:
        kind = local(definition).removesuffix("EventDefinition")
        refs = [definition.get(f"{kind}Ref"), definition.get("activityRef"), _asked(definition)]
        named = next(filter(None, refs), "")
        return Event(kind, self.names.get(named, named) or definition.get("name", ""))

    def _tie(self, element: _Element, node: Node, around: Node) -> None:
        node.host = element.get("attachedToRef", "")
        if node.host:
            self.nodes[node.host].guards.append(node)
        if element.get("triggeredByEvent"):
            around.handlers.extend(node.starts)
        elif node.kind == "startEvent":
            around.starts.append(node)

    def landing(self, node: Node) -> list[Node]:
        """Where a throwing link goes on."""
        is_link = (node.kind, node.event) == ("intermediateThrowEvent", "link")
        ends = [one for one in self.nodes.values() if one.kind == "intermediateCatchEvent"]
        there = ("link", node.about, node.around)
        return [one for one in ends if is_link and (one.event, one.about, one.around) == there]

    def after(self, key: str) -> list[str]:
        """Where a token on an element can come next, boundary events and links among them."""
        node = self.nodes[key]
        beside = [*node.guards, *self.landing(node)]
        return [flow.target for flow in node.out] + [other.key for other in beside]

    def _reach(self, key: str, gateway: str) -> frozenset[str]:
        """The incoming flows of a gateway by which a token on an element may still come to it."""
        seen, todo, found = {gateway}, [key], set()
        while todo:
            at = todo.pop()
            if at not in seen:
                seen.add(at)
                found |= {flow.key for flow in self.nodes[at].out if flow.target == gateway}
                todo += self.after(at)
        return frozenset(found)


def _asked(element: _Element) -> str | None:
    """The name that a condition asks for."""
    asked = re.search(r'"(.*)"', "".join(str(text) for text in element.itertext()))
    return asked.group(1) if asked else None


def _races(node: Node) -> bool:
    throws = node.kind in {"endEvent", "intermediateThrowEvent"} and node.event != "none"
    return throws or (node.kind == "inclusiveGateway" and len(node.incoming) > 1)


def _said(element: _Element) -> str:
    names = map(element.get, ("errorCode", "escalationCode", "name"))
    return next(filter(None, names), "") or ""


def _many(marker: _Element) -> tuple[int, bool, int]:
    total = sum(int(one.text or "") for one in children(marker, "loopCardinality"))
    until = "".join(str(one.text) for one in children(marker, "completionCondition"))
    enough = re.search(r"\d+", until)
    return total, marker.get("isSequential") == "true", int(enough.group()) if enough else total
