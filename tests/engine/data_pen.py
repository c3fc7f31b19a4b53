"""A tiny pen for data in BPMN: data objects, stores, inputs and outputs, and what leads between."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from tests.engine.diagrams import end, extensions, line, node, process, start, user
from tests.engine.player import Player

if TYPE_CHECKING:
    from tests.engine.player import FakeWorld


def thing(key: str, name: str = "", *, state: str = "") -> str:
    """A data object and a reference to it (``key`` with an r before), perhaps in a state."""
    named = {"name": name} if name else {}
    stated = f'<bpmn:dataState name="{state}"/>' if state else ""
    return node("dataObject", key, **named) + node(
        "dataObjectReference", f"r{key}", stated, dataObjectRef=key
    )


def store(key: str, name: str = "", **said: str) -> str:
    """A data store as a process refers to it."""
    return node("dataStoreReference", key, said=extensions(**said), name=name)


def io(
    *inputs: str,
    outputs: tuple[str, ...] = (),
    optional: tuple[str, ...] = (),
    more: str = "",
) -> str:
    """Data inputs and outputs by name, with ids ``i_`` and ``o_``; all needed but the optional."""

    def listed(kind: str, letter: str, names: tuple[str, ...]) -> str:
        refs = "".join(
            f"<bpmn:data{kind}Refs>{letter}_{name}</bpmn:data{kind}Refs>" for name in names
        )
        refs += "".join(
            f"<bpmn:optional{kind}Refs>{letter}_{name}</bpmn:optional{kind}Refs>"
            for name in names
            if name in optional
        )
        return f"<bpmn:{kind.lower()}Set>{refs}</bpmn:{kind.lower()}Set>"

    return (
        "<bpmn:ioSpecification>"
        + "".join(node("dataInput", f"i_{name}", name=name) for name in inputs)
        + "".join(node("dataOutput", f"o_{name}", name=name) for name in outputs)
        + listed("Input", "i", inputs)
        + more
        + listed("Output", "o", outputs)
        + "</bpmn:ioSpecification>"
    )


def way(
    kind: str,
    source: str,
    target: str,
    transformation: str | None = None,
    *,
    assign: tuple[tuple[str, str], ...] = (),
    **said: str,
) -> str:
    """An association; several sources with blanks between."""
    parts = [
        extensions(**said),
        *(f"<bpmn:sourceRef>{key}</bpmn:sourceRef>" for key in source.split()),
    ]
    parts.append(f"<bpmn:targetRef>{target}</bpmn:targetRef>")
    if transformation is not None:
        parts.append(f"<bpmn:transformation>{escape(transformation)}</bpmn:transformation>")
    parts += [
        f"<bpmn:assignment><bpmn:from>{escape(value)}</bpmn:from><bpmn:to>{to}</bpmn:to></bpmn:assignment>"
        for to, value in assign
    ]
    return f"<bpmn:data{kind}Association>{''.join(parts)}</bpmn:data{kind}Association>"


def goes_in(source: str, target: str, transformation: str | None = None, **more: object) -> str:
    """An association into an activity."""
    return way("Input", source, target, transformation, **more)  # type: ignore[arg-type]  # as the pen above


def goes_out(source: str, target: str, transformation: str | None = None, **more: object) -> str:
    """An association out of an activity."""
    return way("Output", source, target, transformation, **more)  # type: ignore[arg-type]  # as the pen above


PLACEHOLDER = node("property", "pr", name="__targetRef_placeholder")
"""What bpmn-js writes into a task to have an association lead somewhere."""


DATA = thing("fee", "fee") + thing("verdict", "verdict")


def script(key: str, text: str, inner: str = "", **said: str) -> str:
    """A script task with data of its own."""
    body = f"{inner}<bpmn:script>{escape(text)}</bpmn:script>"
    return node("scriptTask", key, body, said=extensions(**said), scriptFormat="feel")


def one(task: str, *beside: str, message: str = "") -> bytes:
    """A process of task T with work behind it."""
    parts = (start(), task, user("Z"), end(), line("S", "T", "Z", "E"), *beside)
    return process(*parts, beside=message)


def run(task: str, *beside: str, world: FakeWorld | None = None, **values: Any) -> Player:
    """Task T between start and work Z, beside the data objects fee and verdict."""
    return Player(one(task, DATA, *beside), world=world).start(**values)
