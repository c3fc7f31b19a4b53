"""The parameters that other tools give to a step and take from it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.engine.importing.dialects import vendor_parts
from server.engine.importing.draft import written
from server.engine.importing.translating import in_plain
from server.engine.names import IDENTIFIER, extension, local, properties, tag
from server.engine.rules_flows import PERSONAL
from server.engine.sheet import is_many

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from server.engine.importing.draft import Draft

_IN = ("inputParameter", "input")
_OUT = ("outputParameter", "output")
CALLS = ("in", "out")
_WITH_DATA = (*sorted(PERSONAL), "scriptTask", "businessRuleTask")
"""What may have data of its own while it acts (decision 0026), save where it takes turns (0029)."""
_WITHOUT_DATA = ("subProcess", "transaction")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One value that a tool passes into a step or out of it, in FEEL."""

    name: str
    feel: str


def map_parameters(draft: Draft) -> None:
    """What a tool gives to a step is the step's own, what it takes from it goes to the case.

    Each member of a multi-instance has inputs of its own; what its outputs are the marker says.
    """
    for node in draft.fresh(*_WITH_DATA, *_WITHOUT_DATA):
        if is_many(node):
            inputs = list(parameters(draft, node, *_IN))
            if inputs:
                hand_over(draft, node, "inputs", inputs)
        elif local(node) in _WITHOUT_DATA or _takes_turns(node):
            set_around(draft, node, "preScript", *_IN)
            set_around(draft, node, "postScript", *_OUT)
        else:
            _bring(draft, node, list(parameters(draft, node, *_IN)))
            _lead_out(draft, node, list(parameters(draft, node, *_OUT)))


def _takes_turns(node: _Element) -> bool:
    """Whether it is work in an ad-hoc sub-process in sequence."""
    around = node.getparent()
    return local(node) in PERSONAL and around is not None and around.get("ordering") == "Sequential"


def _bring(draft: Draft, node: _Element, inputs: list[Parameter]) -> None:
    for at, one in enumerate(inputs):
        own = draft.new_id(f"{node.get('id')}_{one.name}")
        draft.add(node, "property", id=own, name=one.name)
        _associate(draft, node, "dataInputAssociation", own, _seeing(inputs[:at], one))
    if inputs:
        draft.note(
            node,
            "输入参数映射为此步骤自己的数据。",
            "The input parameters became data of this step's own.",
            "",
            "; ".join(f"{one.name}: {one.feel}" for one in inputs),
        )


def _seeing(before: list[Parameter], one: Parameter) -> str:
    """A parameter sees those before it, as it did there."""
    words = set(re.findall(IDENTIFIER, one.feel))
    if words.isdisjoint(other.name for other in before):
        return one.feel
    return f"{_context([*before, one])}.{one.name}"


def _lead_out(draft: Draft, node: _Element, outputs: list[Parameter]) -> None:
    for one in outputs:
        target = _variable(draft, node, one.name)
        _associate(draft, node, "dataOutputAssociation", target, one.feel)
    if outputs:
        _note_shared(draft, node, "; ".join(f"{one.name}: {one.feel}" for one in outputs))


def _note_shared(draft: Draft, node: _Element, now: str) -> None:
    draft.note(
        node,
        "参数写入本事项的变量。请核对名称不重复。",
        "The parameters go to variables of the case. Check that no name is used twice.",
        "",
        now,
    )


def _variable(draft: Draft, node: _Element, name: str) -> str:
    """The id of the property of the process that stands for a variable of the case."""
    process = next(node.iterancestors(tag("process")))
    for there in process.iterfind(tag("property")):
        if there.get("name") == name:
            return str(there.get("id"))
    made = draft.new_id(f"{process.get('id')}_{name}")
    draft.add(process, "property", id=made, name=name)
    return made


def _associate(draft: Draft, node: _Element, kind: str, target: str, feel: str) -> None:
    way = draft.add(node, kind, id=draft.new_id(f"{node.get('id')}_{kind}"))
    draft.add(way, "targetRef", target)
    draft.add(way, "transformation", feel)


def set_around(draft: Draft, node: _Element, script: str, *words: str) -> None:
    """Write the parameters of a tool as assignments before or after a step that has none yet."""
    if extension(node, script) is not None:
        return
    lines = [f"{one.name} := {one.feel}" for one in parameters(draft, node, *words)]
    if lines:
        draft.extend(node, script, "\n".join(lines))
        _note_shared(draft, node, "; ".join(lines))


def parameters(draft: Draft, node: _Element, *words: str) -> Iterator[Parameter]:
    """The parameters of a tool that can be said here; what is asked for here is passed here."""
    for part in _parts(node, *words):
        read = _read(part)
        if read is not None:
            draft.passed.add(part)
            yield read


def _parts(node: _Element, *words: str) -> Iterator[_Element]:
    """The parameters of a step itself: those of a connector are the connector's."""
    for part in vendor_parts(node, *words):
        if not any(local(around) == "connector" for around in part.iterancestors()):
            yield part


def has_parameters(node: _Element) -> bool:
    """Whether a tool passes anything into a step or out of it."""
    return next(_parts(node, *_IN, *_OUT, *CALLS), None) is not None


def unsaid(draft: Draft, node: _Element) -> Iterator[tuple[str, str]]:
    """(what, its content) of parameters that pass nowhere here."""
    for part in _parts(node, *_IN, *_OUT, *CALLS):
        if part not in draft.passed:
            said = [f"{name}={part.get(name)}" for name in map(str, part.attrib)]
            yield local(part), " ".join(filter(None, [*said, written(part)]))


def _read(part: _Element) -> Parameter | None:
    """A parameter in FEEL, a text without sign being itself; None where it can't be said."""
    name = part.get("name") or part.get("target") or ""
    text = part.get("source") or part.get("sourceExpression") or written(part)
    feel = ""
    if text.startswith(("${", "#{", "=")) or local(part) in CALLS:
        feel = in_plain(text)
    elif text and not len(part):
        feel = json.dumps(text, ensure_ascii=False)
    return Parameter(name, feel) if feel and IDENTIFIER.fullmatch(name) else None


def hand_over(draft: Draft, node: _Element, name: str, pairs: list[Parameter]) -> None:
    """Say in a property of ours what branches get or give: a context of these parameters."""
    say_passed(draft, node, name, _context(pairs))


def say_passed(draft: Draft, node: _Element, name: str, value: str) -> None:
    """Say in a property of ours what passes."""
    if name not in properties(node):
        draft.say(node, name, value)
        draft.note(node, "映射传入传出的变量。", "What is passed was mapped.", "", value)


def _context(pairs: list[Parameter]) -> str:
    return f"{{{', '.join(f'{one.name}: {one.feel}' for one in pairs)}}}"
