"""What passes between a step and the case: parameters, the variables of calls, the keys of messages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from server.engine.correlating import waits
from server.engine.importing.dialects import vendor, vendor_parts
from server.engine.importing.draft import written
from server.engine.importing.happening import EVENTS
from server.engine.importing.translating import in_plain
from server.engine.names import IDENTIFIER, extension, local, properties
from server.engine.rules_definitions import definitions_of
from server.engine.rules_flows import PERSONAL
from server.engine.sheet import is_many

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from server.engine.importing.draft import Draft

_IN = ("inputParameter", "input")
_OUT = ("outputParameter", "output")
_MAPPED = (*sorted(PERSONAL), "scriptTask", "businessRuleTask", "subProcess", "transaction")


def map_parameters(draft: Draft) -> None:
    """Input parameters are set before a step, output parameters when it is done.

    Each member of a multi-instance has inputs of its own; what its outputs are the marker says.
    """
    for node in draft.each(*_MAPPED):
        if is_many(node):
            pairs = [f"{name}: {feel}" for name, feel in parameters(node, *_IN)]
            if pairs:
                _pass(draft, node, "inputs", f"{{{', '.join(pairs)}}}")
            continue
        set_around(draft, node, "preScript", *_IN)
        set_around(draft, node, "postScript", *_OUT)


def set_around(draft: Draft, node: _Element, script: str, *words: str) -> None:
    """Write the parameters of a tool as assignments before or after a step."""
    lines = [f"{name} := {feel}" for name, feel in parameters(node, *words)]
    if lines and extension(node, script) is None:
        draft.extend(node, script, "\n".join(lines))
        draft.note(
            node,
            "参数映射为前置、后置脚本，写入本事项的变量。请核对名称不重复。",
            "The parameters became assignments to variables of the case. Check that no name is used twice.",
            "",
            "; ".join(lines),
        )


def parameters(node: _Element, *words: str) -> Iterator[tuple[str, str]]:
    """(name, FEEL) of the parameters of a tool that can be said here."""
    for part in vendor_parts(node, *words):
        name, _, feel = _read(part)
        if feel is not None:
            yield name, feel


def unsaid(node: _Element) -> Iterator[tuple[str, str]]:
    """(what, its content) of parameters that can't be said here."""
    for part in vendor_parts(node, *_IN, *_OUT):
        name, text, feel = _read(part)
        if feel is None or (local(part) in _OUT and is_many(node)):
            yield local(part), f"{name} {text}"


def _read(part: _Element) -> tuple[str, str, str | None]:
    """The name of a parameter, what is written, and that in FEEL; a text without sign is itself."""
    name = part.get("name") or part.get("target") or ""
    text = part.get("source") or written(part)
    feel = ""
    if text.startswith(("${", "#{", "=")):
        feel = in_plain(text)
    elif text and not len(part):
        feel = json.dumps(text, ensure_ascii=False)
    return name, text, feel if IDENTIFIER.fullmatch(name) and feel else None


def pass_on(draft: Draft, node: _Element) -> None:
    """What a call gives to the called process, and takes back from it."""
    for name, words in (("inputs", ("in", "input")), ("outputs", ("out", "output"))):
        pairs = []
        for part in vendor_parts(node, *words):
            feel = in_plain(part.get("source") or part.get("sourceExpression"))
            target = part.get("target", "")
            if feel and IDENTIFIER.fullmatch(target):
                pairs.append(f"{target}: {feel}")
        if pairs:
            _pass(draft, node, name, f"{{{', '.join(pairs)}}}")
    takes_all, gives_all = _everything(node)
    if takes_all:
        _pass(draft, node, "passes", "all")
    if not gives_all:
        _pass(draft, node, "outputs", "{}")


def _pass(draft: Draft, node: _Element, name: str, value: str) -> None:
    if name not in properties(node):
        draft.say(node, name, value)
        draft.note(node, "映射传入传出的变量。", "What is passed was mapped.", "", value)


def _everything(node: _Element) -> tuple[bool, bool]:
    """Whether a tool passes all variables in, and takes all of them back."""
    for part in vendor_parts(node, "calledElement"):
        asked = ("propagateAllParentVariables", "propagateAllChildVariables")
        takes, gives = (part.get(name) != "false" for name in asked)
        return takes, gives
    takes = _is_all(node, "in") or vendor(node, "inheritVariables") == "true"
    is_silent = next(vendor_parts(node, "in", "out"), None) is None
    return takes, is_silent or _is_all(node, "out")


def _is_all(node: _Element, word: str) -> bool:
    return any(part.get("variables") == "all" for part in vendor_parts(node, word))


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
