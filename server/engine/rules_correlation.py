"""Rules of drawn correlation: that every reference is there, and that who waits says where a key is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.engine.correlating import (
    bindings_of,
    is_bound,
    keys_of,
    properties_of,
    retrievals,
    waits,
)
from server.engine.names import local, properties, tag, text_of
from server.engine.rules_definitions import about, definitions_of, reference
from server.engine.sheet import is_together

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from server.engine.findings import Findings
    from server.engine.sheet import Sheet


def check_correlation(sheet: Sheet, findings: Findings) -> None:
    """Whether what is drawn of correlation says enough, and only one thing."""
    drawn = {one.get("id") for one in sheet.root.iter(tag("correlationProperty"))}
    for key in sheet.root.iter(tag("correlationKey")):
        for name in properties_of(key):
            if name not in drawn:
                findings.add(
                    key,
                    f"没有关联属性“{name}”（correlationProperty）。请补上或改正引用。",
                    f"There is no correlationProperty {name!r}. Add it, or correct the reference.",
                )
    for found, message in retrievals(sheet):
        named = sheet.definitions.get(message)
        if named is None or local(named) != "message" or text_of(found, "messagePath") is None:
            findings.add(
                found,
                "取值表达式须写明消息（messageRef）和在消息中的位置（messagePath）。请补全。",
                "A retrieval expression names a message (messageRef) and where in it (messagePath). "
                "Complete it.",
            )
    for node in sheet.nodes.values():
        _check_events(sheet, node, findings)


def _check_events(sheet: Sheet, node: _Element, findings: Findings) -> None:
    if "correlation" in properties(node):
        return
    for message in _messages(sheet, node):
        keys = keys_of(sheet, message)
        if keys and waits(node):
            _check_bound(sheet, node, keys, findings)
        if len(keys) > 1 and waits(node) and (is_together(node) or _loops(node)):
            findings.add(
                node,
                "并行多重事件、循环的接收任务等的消息只能有一个关联键（correlationKey）。请合并，或拆分此元素。",
                "What a parallel multiple event or a looping receive task waits for has one correlation key "
                "(correlationKey). Join them, or split the element.",
            )


def _loops(node: _Element) -> bool:
    return node.find(tag("standardLoopCharacteristics")) is not None


def is_keyed(sheet: Sheet, node: _Element) -> bool:
    """Whether every message of an event says whose it is."""
    said = "correlation" in properties(node)
    return said or all(keys_of(sheet, message) for message in _messages(sheet, node))


def _check_bound(sheet: Sheet, node: _Element, keys: list[_Element], findings: Findings) -> None:
    if not any(is_bound(key, bindings_of(sheet, key)) for key in keys):
        findings.add(
            node,
            "接收此消息的流程须以 correlationSubscription 写明一个关联键的每个属性的 dataPath。请补上。",
            "A process that receives this message says by a correlationSubscription where each property of a "
            "key stands in its data (dataPath). Add it.",
        )


def _messages(sheet: Sheet, node: _Element) -> Iterator[str]:
    for definition in definitions_of(node):
        named = reference(sheet, definition) if about(definition) == "message" else None
        if named is not None:
            yield named.get("id", "")
