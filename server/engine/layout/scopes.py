"""What has to be drawn: pools, processes and sub-processes with their nodes, links, lanes and notes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from server.engine.names import local, tag
from server.engine.sheet import ACTIVITIES, SCOPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

DATA = frozenset({"dataObjectReference", "dataStoreReference", "dataInput", "dataOutput"})
NOTES = DATA | {"textAnnotation"}
"""What lies beside the flow and is tied to it by associations."""
NODES = ACTIVITIES | {
    "startEvent",
    "endEvent",
    "intermediateCatchEvent",
    "intermediateThrowEvent",
    "exclusiveGateway",
    "parallelGateway",
    "inclusiveGateway",
    "eventBasedGateway",
    "complexGateway",
}
_DATA_LINKS = ("dataInputAssociation", "dataOutputAssociation")
LINES = frozenset({"sequenceFlow", "association", "messageFlow", *_DATA_LINKS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A line to be drawn, between two elements."""

    key: str
    source: str
    target: str
    name: str = ""


@dataclass(slots=True, kw_only=True)
class Band:
    """A lane with the lanes inside."""

    element: _Element
    members: frozenset[str]
    inner: list[Band]

    @property
    def leaves(self) -> list[Band]:
        """The innermost lanes, from top to bottom."""
        return [leaf for band in self.inner for leaf in band.leaves] or [self]

    @property
    def depth(self) -> int:
        """How many lanes stand side by side."""
        return 1 + max((band.depth for band in self.inner), default=0)


@dataclass(slots=True, kw_only=True)
class Scope:
    """A process or sub-process: one area on the paper."""

    element: _Element
    nodes: dict[str, _Element] = field(default_factory=dict)
    boundaries: defaultdict[str, list[_Element]] = field(default_factory=lambda: defaultdict(list))
    links: list[Link] = field(default_factory=list)
    """Flows, and the associations that lead to an undoing activity."""
    beside: defaultdict[str, list[_Element]] = field(default_factory=lambda: defaultdict(list))
    """What is tied to a node, by the id of the node."""
    loose: list[_Element] = field(default_factory=list)
    """What is tied to nothing."""
    groups: dict[str, list[str]] = field(default_factory=dict)
    """The nodes in each group that has some."""
    lanes: list[Band] = field(default_factory=list)
    inner: dict[str, Scope] = field(default_factory=dict)

    def all(self) -> Iterator[Scope]:
        """This scope and all inside."""
        yield self
        for scope in self.inner.values():
            yield from scope.all()

    def host_of(self, key: str) -> str | None:
        """The node that an id means in this scope: itself, or what its boundary event sits on."""
        if key in self.nodes:
            return key
        sits = (host for host, events in self.boundaries.items() for e in events if id_of(e) == key)
        return next(sits, None)


def read_scope(element: _Element) -> Scope:
    """Read a process or sub-process with all inside."""
    scope = Scope(element=element)
    for child in element:
        _take(scope, child)
    _keep_hosted(scope)
    _link(scope)
    _tie(scope)
    scope.lanes = _bands(element.iterfind(f"{tag('laneSet')}/{tag('lane')}"))
    return scope


def _take(scope: Scope, child: _Element) -> None:
    key, name = id_of(child), local(child)
    if not key:
        return
    if name in NODES:
        scope.nodes[key] = child
        if name in SCOPES:
            scope.inner[key] = read_scope(child)
    elif name == "boundaryEvent":
        scope.boundaries[child.get("attachedToRef", "")].append(child)


def _keep_hosted(scope: Scope) -> None:
    """An event on the border of nothing is drawn as a node of its own."""
    for host in [host for host in scope.boundaries if host not in scope.nodes]:
        scope.nodes |= {id_of(event): event for event in scope.boundaries.pop(host)}


def _link(scope: Scope) -> None:
    for link in links_of(scope.element, "sequenceFlow", "association"):
        if scope.host_of(link.source) and scope.host_of(link.target):
            scope.links.append(link)


def links_of(element: _Element, *kinds: str) -> Iterator[Link]:
    """The lines that an element holds directly, of these kinds."""
    for child in element:
        if local(child) in kinds and id_of(child):
            yield Link(
                key=id_of(child),
                source=child.get("sourceRef", ""),
                target=child.get("targetRef", ""),
                name=child.get("name", ""),
            )


def data_links(node: _Element) -> Iterator[Link]:
    """The lines between a node and the data that it reads and writes."""
    for child in node:
        if local(child) == _DATA_LINKS[0] and id_of(child):
            refs = [(ref.text or "").strip() for ref in child.iterfind(tag("sourceRef"))]
            yield from (Link(key=id_of(child), source=ref, target=id_of(node)) for ref in refs[:1])
        elif local(child) == _DATA_LINKS[1] and id_of(child):
            refs = [(ref.text or "").strip() for ref in child.iterfind(tag("targetRef"))]
            yield from (Link(key=id_of(child), source=id_of(node), target=ref) for ref in refs[:1])


def _tie(scope: Scope) -> None:
    """Each note and datum beside the first node that it is tied to."""
    tied = _tied(scope)
    for child in scope.element:
        key, name = id_of(child), local(child)
        if not key or name not in NOTES | {"group"}:
            continue
        members = _members(scope, child) if name == "group" else []
        if members:
            scope.groups[key] = members
        elif key in tied:
            scope.beside[tied[key]].append(child)
        else:
            scope.loose.append(child)


def _tied(scope: Scope) -> dict[str, str]:
    events = [event for events in scope.boundaries.values() for event in events]
    links = list(links_of(scope.element, "association"))
    links += [link for node in (*scope.nodes.values(), *events) for link in data_links(node)]
    tied: dict[str, str] = {}
    for link in links:
        for one, other in ((link.source, link.target), (link.target, link.source)):
            host = scope.host_of(other)
            if host is not None:
                tied.setdefault(one, host)
    return tied


def _members(scope: Scope, group: _Element) -> list[str]:
    value = group.get("categoryValueRef")
    return [
        key
        for key, node in scope.nodes.items()
        if value
        and any((ref.text or "").strip() == value for ref in node.iterfind(tag("categoryValueRef")))
    ]


def _bands(lanes: Iterable[_Element]) -> list[Band]:
    return [_band(lane) for lane in lanes if id_of(lane)]


def _band(lane: _Element) -> Band:
    refs = frozenset((ref.text or "").strip() for ref in lane.iterfind(tag("flowNodeRef")))
    inner = _bands(lane.iterfind(f"{tag('childLaneSet')}/{tag('lane')}"))
    if inner:
        # What only the outer lane names is drawn in its first inner one.
        inner[0].leaves[0].members |= refs - frozenset().union(*(all_members(one) for one in inner))
    return Band(element=lane, members=frozenset() if inner else refs, inner=inner)


def all_members(band: Band) -> frozenset[str]:
    """What lies in a lane, its inner lanes included."""
    return frozenset().union(*(leaf.members for leaf in band.leaves))


def id_of(element: _Element) -> str:
    """The id of an element, or nothing."""
    return element.get("id", "")
