"""What passes between cases: the variables of calls, the keys of messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.engine.correlating import waits
from server.engine.importing.dialects import vendor, vendor_parts
from server.engine.importing.happening import EVENTS
from server.engine.importing.parameters import CALLS, hand_over, parameters, say_passed, set_around
from server.engine.importing.translating import in_plain
from server.engine.names import properties
from server.engine.rules_definitions import definitions_of

if TYPE_CHECKING:
    from lxml.etree import _Element

    from server.engine.importing.draft import Draft


def pass_on(draft: Draft, node: _Element) -> None:
    """What a call gives to the called process, and takes back from it."""
    takes_all, gives_all = _everything(draft, node)
    inputs = list(parameters(draft, node, "in", "input"))
    if inputs:
        hand_over(draft, node, "inputs", inputs)
    if takes_all:
        say_passed(draft, node, "passes", "all")
    if gives_all:
        set_around(draft, node, "postScript", "out", "output")
    else:
        hand_over(draft, node, "outputs", list(parameters(draft, node, "out", "output")))


def _everything(draft: Draft, node: _Element) -> tuple[bool, bool]:
    """Whether a tool passes all variables in, and takes all of them back."""
    for part in vendor_parts(node, "calledElement"):
        asked = ("propagateAllParentVariables", "propagateAllChildVariables")
        takes, gives = (part.get(name) != "false" for name in asked)
        # In Camunda 8 outputs that are named are the only ones.
        return takes, gives and next(vendor_parts(node, "output"), None) is None
    takes = _is_all(draft, node, "in") or vendor(node, "inheritVariables") == "true"
    is_silent = next(vendor_parts(node, *CALLS), None) is None
    return takes, _is_all(draft, node, "out") or is_silent


def _is_all(draft: Draft, node: _Element, word: str) -> bool:
    every = [part for part in vendor_parts(node, word) if part.get("variables") == "all"]
    draft.passed.update(every)
    return bool(every)


def correlate(draft: Draft) -> None:
    """Who waits for a message says by which value it is found, where the message of a tool said it."""
    keys = {
        message.get("id", ""): part.get("correlationKey") or ""
        for message in draft.each("message")
        for part in vendor_parts(message, "subscription")
    }
    for node in draft.each(*EVENTS, "receiveTask"):
        holders = [node, *definitions_of(node)]
        text = next(filter(None, (keys.get(one.get("messageRef", "")) for one in holders)), "")
        feel = in_plain(text)
        if feel and waits(node) and "correlation" not in properties(node):
            draft.say(node, "correlation", feel)
            draft.note(node, "映射消息的关联值。", "The correlation was mapped.", text, feel)
