"""Correlation as a collaboration draws it: which values of a message tell whose it is (BPMN 2.0, 8.3.2).

A key is made of properties; each says by ``messagePath`` where its value stands in a message. A
process that receives says by a subscription (``dataPath``) where the same values stand in its data.
Both become one expression whose value is the key of the message: the value itself, or a list of them.
A message may have several keys; any of them that is complete on both sides identifies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.engine.hardening.keys import ALONE
from server.engine.names import local, referred, tag, text_of
from server.engine.sheet import THROWS, is_together, is_trigger

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml.etree import _Element

    from server.engine.sheet import Sheet


SENDS = THROWS | {"sendTask"}
CATCHES = frozenset({"intermediateCatchEvent", "boundaryEvent", "receiveTask"})


def waits(node: _Element) -> bool:
    """Whether a node waits in a case; a message that begins one by itself is not correlated."""
    stays = local(node) in CATCHES or is_trigger(node) or is_together(node)
    return stays and node.get("instantiate") != "true"


def keys_of(sheet: Sheet, message: str) -> list[_Element]:
    """The correlation keys of which every property is found in this message."""
    return [
        key
        for key in sheet.root.iter(tag("correlationKey"))
        if (properties := properties_of(key))
        and all(_path(sheet, one, message) for one in properties)
    ]


def keys_in_message(sheet: Sheet, message: str) -> dict[str, str]:
    """What gives each drawn key of a message that is thrown, over what it brings."""
    return {
        name: _together([_path(sheet, one, message) or "" for one in properties_of(key)])
        for name, key in _by_name(keys_of(sheet, message)).items()
    }


def keys_in_data(sheet: Sheet, message: str) -> dict[str, str]:
    """What gives each key by which a process waits for a message, over its data, where it says so."""
    keys = _by_name(keys_of(sheet, message))
    bound = {name: bindings_of(sheet, key) for name, key in keys.items()}
    return {
        name: _together([bound[name][one] for one in properties_of(key)])
        for name, key in keys.items()
        if is_bound(key, bound[name])
    }


def _by_name(keys: Sequence[_Element]) -> dict[str, _Element]:
    """Keys by what tells them apart: their ids, where there are several."""
    return {key.get("id", "") if len(keys) > 1 else ALONE: key for key in keys}


def is_bound(key: _Element, bound: Mapping[str, str]) -> bool:
    """Whether a subscription says where every property of a key stands."""
    return all(bound.get(one) for one in properties_of(key))


def bindings_of(sheet: Sheet, key: _Element) -> dict[str, str]:
    """Where the process has the value of each property of a key, as far as it says so."""
    return {
        referred(binding.get("correlationPropertyRef")): text_of(binding, "dataPath") or ""
        for subscription in sheet.process.iterfind(tag("correlationSubscription"))
        if referred(subscription.get("correlationKeyRef")) == key.get("id")
        for binding in subscription.iterfind(tag("correlationPropertyBinding"))
    }


def properties_of(key: _Element) -> list[str]:
    """The ids of the properties that make up a key."""
    return [referred(ref.text) for ref in key.iterfind(tag("correlationPropertyRef"))]


def retrievals(sheet: Sheet) -> Iterator[tuple[_Element, str]]:
    """Every expression that finds a property in a message, and the id of that message."""
    for found in sheet.root.iter(tag("correlationPropertyRetrievalExpression")):
        yield found, referred(found.get("messageRef"))


def _path(sheet: Sheet, name: str, message: str) -> str | None:
    for found, where in retrievals(sheet):
        around = found.getparent()
        if where == message and around is not None and around.get("id") == name:
            return text_of(found, "messagePath")
    return None


def _together(paths: Sequence[str]) -> str:
    return paths[0] if len(paths) == 1 else f"[{', '.join(f'({path})' for path in paths)}]"
