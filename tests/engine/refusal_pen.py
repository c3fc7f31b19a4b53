"""A pen for diagrams with one fault."""

from __future__ import annotations

from tests.engine.diagrams import (
    end,
    line,
    node,
    process,
    start,
    timer,
)

BESIDE = (
    '<bpmn:message id="m" name="回函"/><bpmn:message id="nameless"/><bpmn:signal id="s" name="停办"/>'
    '<bpmn:error id="e" name="不同意" errorCode="refused"/><bpmn:error id="codeless"/>'
)


def chained(*parts: str, keys: str = "T") -> bytes:
    """A diagram of a start, the parts and an end, with flows along the keys."""
    return process(start(), *parts, end(), line("S", *keys.split(), "E"), beside=BESIDE)


def mid(kind: str, inner: str = "", **attributes: str) -> bytes:
    """A diagram of one element between start and end."""
    return chained(node(kind, "T", inner, **attributes))


TIMER = timer("timeDuration", "PT1H")
CATCH = "intermediateCatchEvent"
THROW = "intermediateThrowEvent"
FEEL = "http://www.omg.org/spec/FEEL/20140401"
