"""The variables that the data of a diagram means: data objects, stores, properties, inputs, outputs.

A case has one set of data, by name (decision 0004). A data object or store is known by its id, its name being
words for people, as SpiffWorkflow has it; all references to an object are the same variable,
whatever state (``dataState``) each is drawn in. Data inputs, outputs and properties go by their names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.engine.names import IDENTIFIER, local, properties, tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

_NAMED = frozenset({"dataInput", "dataOutput", "property"})
_ITEMS = _NAMED | {"dataObject", "dataObjectReference", "dataStoreReference"}
PLACEHOLDER = "__targetRef_placeholder"
"""The property that bpmn-js writes into a task, because an association must lead somewhere."""


class Variables:
    """Everything of one process that holds data, by the id of its element."""

    def __init__(self, process: _Element, definitions: Mapping[str, _Element]) -> None:
        self._root = definitions
        self.items: dict[str, _Element] = {
            node.get("id", ""): node for node in process.iter() if local(node) in _ITEMS
        }

    def name(self, key: str) -> str | None:
        """The variable of an element; None when there is no such element."""
        node = self.items.get(key)
        if node is None:
            return None
        if local(node) == "dataObjectReference":
            return node.get("dataObjectRef") or key
        name = _name(node)
        return name if local(node) in _NAMED and IDENTIFIER.fullmatch(name) else key

    def store(self, key: str) -> str | None:
        """The store of the county that a data store stands for; None when it names none."""
        node = self.items.get(key)
        if node is None or local(node) != "dataStoreReference":
            return None
        whole = self._root.get(node.get("dataStoreRef", ""))
        said = {} if whole is None else properties(whole)
        return properties(node).get("store") or said.get("store")

    def is_placeholder(self, key: str) -> bool:
        """Whether nothing is meant by it: an association had to lead somewhere."""
        node = self.items.get(key)
        return node is not None and _name(node) == PLACEHOLDER

    def of_scope(self, scope: _Element) -> frozenset[str]:
        """The variables that live and die with a sub-process."""
        own = (node for node in scope if local(node) in {"dataObject", "property"})
        return frozenset(self.name(node.get("id", "")) or "" for node in own)

    def silent_stores(self) -> Iterator[_Element]:
        """Data stores that are drawn, but stand for no store of the county."""
        for key, node in self.items.items():
            if local(node) == "dataStoreReference" and self.store(key) is None:
                yield node


def _name(node: _Element) -> str:
    return (node.get("name") or "").strip()


def declared(node: _Element, kind: str) -> Iterator[_Element]:
    """The data inputs or outputs of an activity, of an event, or of the whole process."""
    yield from node.iterfind(tag(kind))
    yield from node.iterfind(f"{tag('ioSpecification')}/{tag(kind)}")


def is_closed(node: _Element) -> bool:
    """Whether an element says what data goes in and out, so that nothing else does."""
    return node.find(tag("ioSpecification")) is not None or any(
        node.find(tag(kind)) is not None for kind in ("dataInput", "dataOutput")
    )


def variable_of(item: _Element | None) -> str | None:
    """The variable of the data item of a marker: its name, or its id where the name can't be one."""
    if item is None:
        return None
    name = _name(item)
    return name if IDENTIFIER.fullmatch(name) else item.get("id")
