"""The nodes of a file and the flows between them, kept right while both are changed."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from lxml import etree

from server.engine.names import local, tag
from server.engine.sheet import BESIDE_NODES, SCOPES, is_aside, link_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


class Wiring:
    """All processes of a file together, for a flow may wrongly lead from one to another."""

    def __init__(self, root: _Element) -> None:
        self.nodes: dict[str, _Element] = {}
        self.out: defaultdict[str, dict[str, _Element]] = defaultdict(dict)
        self.into: defaultdict[str, dict[str, _Element]] = defaultdict(dict)
        self._touched: set[str] = set()
        self.watching: defaultdict[str, list[_Element]] = defaultdict(list)
        for scope in root.iter(tag("process"), *(tag(name) for name in SCOPES)):
            for node in nodes_of(scope):
                self.take(node)
        for flow in root.iter(tag("sequenceFlow")):
            self._index(flow)
        self._touched.clear()

    def take(self, node: _Element) -> None:
        """Know a node."""
        self.nodes[node.get("id", "")] = node
        if local(node) == "boundaryEvent":
            self.watching[node.get("attachedToRef", "")].append(node)

    def leaving(self, node: _Element) -> list[_Element]:
        """The flows out of a node."""
        return list(self.out[node.get("id", "")].values())

    def arriving(self, node: _Element) -> list[_Element]:
        """The flows into a node."""
        return list(self.into[node.get("id", "")].values())

    def flows_at(self, node: _Element) -> list[_Element]:
        """The flows into and out of a node, each once."""
        key = node.get("id", "")
        return list({**self.into[key], **self.out[key]}.values())

    def watchers(self, node: _Element) -> list[_Element]:
        """The boundary events on a node."""
        return list(self.watching[node.get("id", "")])

    def source(self, flow: _Element) -> _Element | None:
        """Where a flow begins."""
        return self.nodes.get(flow.get("sourceRef", ""))

    def target(self, flow: _Element) -> _Element | None:
        """Where a flow leads."""
        return self.nodes.get(flow.get("targetRef", ""))

    # --- changing ---------------------------------------------------------------------------------

    def lay(self, flow: _Element) -> None:
        """Know a new flow."""
        self._index(flow)

    def lead(self, flow: _Element, target: _Element) -> None:
        """Lead a flow to another node."""
        self.cut(flow)
        flow.set("targetRef", target.get("id", ""))
        self._index(flow)

    def begin(self, flow: _Element, source: _Element) -> None:
        """Let a flow begin at another node."""
        self.cut(flow)
        flow.set("sourceRef", source.get("id", ""))
        self._index(flow)

    def cut(self, flow: _Element) -> None:
        """Forget a flow; whoever cuts it takes it out of the tree."""
        for end, index in (("sourceRef", self.out), ("targetRef", self.into)):
            self._touched.add(flow.get(end, ""))
            index[flow.get(end, "")].pop(flow.get("id", ""), None)

    def lose(self, node: _Element) -> None:
        """Forget a node, and all that is in it."""
        for inner in node.iter("*"):
            key = inner.get("id", "")
            if self.nodes.get(key) is inner:
                del self.nodes[key]
                host = self.watching[inner.get("attachedToRef", "")]
                if inner in host:
                    host.remove(inner)

    def mention(self) -> None:
        """Name at every node that was touched the flows that it has now."""
        for key in sorted(self._touched & self.nodes.keys()):
            for name, index in (("incoming", self.into), ("outgoing", self.out)):
                _mention(self.nodes[key], name, index[key])

    def _index(self, flow: _Element) -> None:
        for end, index in (("sourceRef", self.out), ("targetRef", self.into)):
            self._touched.add(flow.get(end, ""))
            index[flow.get(end, "")][flow.get("id", "")] = flow


def _mention(node: _Element, name: str, flows: dict[str, _Element]) -> None:
    missing = dict(flows)
    for mention in node.findall(tag(name)):
        if missing.pop((mention.text or "").strip(), None) is None:
            node.remove(mention)
    for key in missing:
        etree.SubElement(node, tag(name)).text = key


def nodes_of(scope: _Element) -> Iterator[_Element]:
    """The flow nodes that stand in a scope itself."""
    for node in scope:
        name = local(node)
        if name and name not in BESIDE_NODES and name != "subChoreography":
            yield node


def holds_nodes(scope: _Element) -> bool:
    """Whether any flow node stands in a scope."""
    return next(nodes_of(scope), None) is not None


def roots_of(wiring: Wiring, scope: _Element) -> list[_Element]:
    """The nodes of a scope that no flow leads to, what begins by something else left out."""
    return [
        node for node in nodes_of(scope) if not wiring.arriving(node) and not _is_otherwise(node)
    ]


def _is_otherwise(node: _Element) -> bool:
    """Whether a node begins by an event of its host, by a link, or aside of the flow."""
    is_landing = local(node) == "intermediateCatchEvent" and link_of(node) is not None
    return local(node) == "boundaryEvent" or is_landing or is_aside(node)
