"""A diagram while it is being rewritten: its tree, its wiring, and the list of what was changed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from lxml import etree

from server.domain.process import Change, English
from server.engine.importing.wiring import Wiring
from server.engine.names import SPIFF, extension, free_id, is_bpmn, line_of, local, properties, tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

    from server.domain.ports import Known
    from server.domain.process import Sources

IMPORTED = "imported"
"""The mark of an element whose parts of other tools were read, and told where they have no effect."""
WORDS = 200
"""Letters of what was there that a change repeats at most."""


class Draft:
    """One file under the pen; a remedy reads it, changes it and notes what it did."""

    def __init__(self, root: _Element, every: Sequence[Sources], known: Known) -> None:
        self.root = root
        self.sources = every[0]
        self.keys = frozenset(one.key for one in every)
        self.bodies = frozenset(one.key for one in every if one.starter_body or one.owner)
        self.is_alone = len(every) == 1
        self.seated = frozenset(lane for one in every for lane in one.lanes)
        self.known = known
        self.changes: list[Change] = []
        self.forms: dict[str, bytes] = {}
        self.english: dict[str, English] = {**self.sources.english}
        self.words: dict[str, bytes] = {}
        self.schemas: set[str] = set()
        """Files that were handed in as forms and are none: what they ask is asked by others."""
        self.start_forms: dict[str, str] = {
            one.key: one.start_form for one in every if one.start_form
        }
        self.passed: set[_Element] = set()
        self._ids = {str(node.get("id")) for node in root.iter("*") if node.get("id")}

    @cached_property
    def wiring(self) -> Wiring:
        """Nodes and flows; to be asked for when every element has its id."""
        return Wiring(self.root)

    @cached_property
    def lanes(self) -> dict[str, _Element]:
        """The lane of each node that one names; of nested lanes the innermost."""
        return {
            written(ref): lane
            for lane in self.root.iter(tag("lane"))
            for ref in lane.iterfind(tag("flowNodeRef"))
        }

    def key_of(self, scope: _Element | None) -> str:
        """The key under which a process of the file runs; empty for what doesn't run, or is no process.

        One process alone is the file's, whatever its id.
        """
        if scope is None or local(scope) != "process" or scope.get("isExecutable") == "false":
            return ""
        return self.sources.key if self.is_alone else str(scope.get("id", ""))

    def each(self, *names: str) -> list[_Element]:
        """All elements of these kinds, in the order of the file; safe to change meanwhile.

        What stands in an extension of another tool is the tool's own, whatever it is called.
        """
        found = self.root.iter(*(tag(name) for name in names))
        return [node for node in found if not _has_above(node, "extensionElements")]

    def fresh(self, *names: str) -> list[_Element]:
        """All elements of these kinds in processes whose foreign parts no import has read before."""
        return [
            node
            for node in self.each(*names)
            if extension(node, IMPORTED) is None and _has_above(node, "process")
        ]

    def note(self, node: _Element, zh: str, en: str, was: str = "", now: str = "") -> None:
        """Tell the designer of a change at an element."""
        place, at = "", node
        while not place:
            place = str(at.get("id") or "") if is_bpmn(at) else ""
            around = at.getparent()
            if around is None:
                break
            at = around
        change = Change(
            element=place or f"{self.sources.key}.bpmn",
            was=" ".join(was.split())[:WORDS],
            now=" ".join(now.split())[:WORDS],
            sentence=zh,
            sentence_en=en,
            line=line_of(node) or None,
        )
        self.changes.append(change)

    def speak(self, node: _Element, *, name: str = "", instructions: str = "") -> None:
        """Say in English what was written on an element here; what was handed in stays."""
        key = node.get("id", "")
        before = self.english.get(key, English())
        said = English(name=before.name or name, instructions=before.instructions or instructions)
        if said != before:
            self.english[key] = said

    def name_en(self, node: _Element) -> str:
        """What an element is called in English; empty where nobody said it."""
        return self.english.get(node.get("id", ""), English()).name

    def spoken(self) -> dict[str, English]:
        """The English of what is still drawn, and of what never was, for that is a mistake to be told."""
        drawn = {node.get("id") for node in self.root.iter("*")}
        return {
            key: said for key, said in self.english.items() if key in drawn or key not in self._ids
        }

    def new_id(self, wanted: str) -> str:
        """An id that nothing in the file has yet, like the one wanted."""
        return free_id(wanted, self._ids)

    # --- writing ----------------------------------------------------------------------------------

    def add(self, parent: _Element, kind: str, text: str | None = None, /, **said: str) -> _Element:
        """Add a BPMN element; the order of children is put right at the end."""
        node = etree.SubElement(parent, tag(kind), said)
        node.text = text
        return node

    def add_node(self, scope: _Element, kind: str, wanted: str, name: str = "") -> _Element:
        """Add a flow node to a scope."""
        said = {"name": name} if name else {}
        node = self.add(scope, kind, id=self.new_id(wanted), **said)
        self.wiring.take(node)
        return node

    def connect(self, source: _Element, target: _Element, name: str = "") -> _Element:
        """Draw a flow between two nodes of one scope."""
        scope = source.getparent()
        assert scope is not None  # noqa: S101  # a node stands in a scope
        said = {"name": name} if name else {}
        ends = {"sourceRef": source.get("id", ""), "targetRef": target.get("id", "")}
        wanted = f"{ends['sourceRef']}__{ends['targetRef']}"
        flow = self.add(scope, "sequenceFlow", id=self.new_id(wanted), **said, **ends)
        self.wiring.lay(flow)
        return flow

    def unlink(self, *flows: _Element) -> None:
        """Take flows out of the diagram."""
        for flow in flows:
            self.wiring.cut(flow)
            drop(flow)

    def retag(self, node: _Element, kind: str) -> None:
        """Make another kind of element of a node; what only the old kind may have goes."""
        node.tag = tag(kind)
        allowed = _KEPT | ({"script"} if kind == "scriptTask" else set())
        for part in list(node):
            if local(part) and is_bpmn(part) and local(part) not in allowed:
                drop(part)
        for name in set(node.attrib) & _ONLY_OLD:
            del node.attrib[name]

    def recast(self, node: _Element, kind: str) -> None:
        """Make another kind of element of a node; all that is in it stays."""
        node.tag = tag(kind)
        for name in set(node.attrib) & _ONLY_OLD:
            del node.attrib[name]

    def say(self, node: _Element, name: str, value: str) -> bool:
        """Write a property of ours on an element, unless it says that already; whether it was written."""
        if name in properties(node):
            return False
        holder = extension(node, "properties")
        if holder is None:
            holder = etree.SubElement(self._extensions(node), f"{{{SPIFF}}}properties")
        etree.SubElement(holder, f"{{{SPIFF}}}property", {"name": name, "value": value})
        return True

    def extend(
        self, node: _Element, kind: str, text: str | None = None, /, **said: str
    ) -> _Element:
        """Write an extension element of ours."""
        part = etree.SubElement(self._extensions(node), f"{{{SPIFF}}}{kind}", said)
        part.text = text
        return part

    def _extensions(self, node: _Element) -> _Element:
        found = node.find(tag("extensionElements"))
        return self.add(node, "extensionElements") if found is None else found


_KEPT = frozenset(
    {"documentation", "extensionElements", "auditing", "monitoring", "incoming", "outgoing"}
    | {"ioSpecification", "property", "dataInputAssociation", "dataOutputAssociation"}
    | {"multiInstanceLoopCharacteristics", "standardLoopCharacteristics"}
)
_ONLY_OLD = frozenset(
    {"scriptFormat", "implementation", "operationRef", "messageRef", "calledElement", "method"}
    | {"triggeredByEvent", "ordering", "cancelRemainingInstances", "parallelMultiple"}
    | {"isInterrupting", "instantiate", "eventGatewayType", "gatewayDirection"}
)


def _has_above(node: _Element, name: str) -> bool:
    return next(node.iterancestors(tag(name)), None) is not None


def drop(node: _Element) -> None:
    """Take an element out of the tree; the white space behind it stays."""
    parent = node.getparent()
    assert parent is not None  # noqa: S101  # the root is never dropped
    before = node.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + (node.tail or "")
    else:
        parent.text = (parent.text or "") + (node.tail or "")
    parent.remove(node)


def written(node: _Element | None) -> str:
    """All text in an element, comments left out."""
    return "" if node is None else str(node.xpath("string()")).strip()


def rewrite(node: _Element, text: str) -> None:
    """Replace all that is written in an element."""
    for part in list(node):
        node.remove(part)
    node.text = text
