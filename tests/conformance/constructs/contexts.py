"""Where a construct may stand, and what that makes of its traces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.conformance.constructs.traces import read
from tests.engine.diagrams import (
    about,
    end,
    flow,
    gateway,
    line,
    many,
    node,
    script,
    start,
    sub,
    timer,
    user,
)
from tests.engine.event_pen import draw

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conformance.constructs.traces import Trace

LOOP = '<bpmn:standardLoopCharacteristics loopMaximum="2"/>'


@dataclass(frozen=True, slots=True)
class Fragment:
    """A part of a diagram with one way in and one way out."""

    parts: str
    entry: str
    exit: str


@dataclass(frozen=True, slots=True)
class Context:
    """A place for a fragment: what is drawn around it, and its words there."""

    name: str
    around: Callable[[Fragment], bytes]
    words: str
    """The trace of the whole, with ``@`` where the fragment's own stands."""
    is_once: bool = True
    """Whether the fragment runs but once there."""

    def trace(self, words: str) -> Trace:
        """All that may happen here, when this may happen in the fragment."""
        return read(self.words.replace("@", f"({words})"))


def _followed(fragment: Fragment) -> bytes:
    """The fragment, then work Z."""
    flows = flow("begin", fragment.entry) + flow(fragment.exit, "Z") + flow("Z", "over")
    return draw(start("begin"), fragment.parts, user("Z"), end("over"), flows)


def framed(fragment: Fragment, key: str, marker: str = "", kind: str = "subProcess") -> Fragment:
    """The fragment inside a sub-process."""
    flows = flow(f"{key}s", fragment.entry) + flow(fragment.exit, f"{key}e")
    inside = marker + start(f"{key}s") + fragment.parts + end(f"{key}e") + flows
    return Fragment(node(kind, key, inside), key, key)


def _in(marker: str = "", kind: str = "subProcess") -> Callable[[Fragment], bytes]:
    return lambda fragment: _followed(framed(fragment, "around", marker, kind))


def _twice_nested(fragment: Fragment) -> bytes:
    return _followed(framed(framed(fragment, "inner"), "outer"))


def _looped(fragment: Fragment) -> bytes:
    parts = (
        script("zero", "rounds := 0") + gateway("exclusive", "again") + fragment.parts
        + script("one", "rounds := rounds + 1") + gateway("exclusive", "more", default="on")
        + gateway("exclusive", "out") + line("zero", "again", fragment.entry)
        + line(fragment.exit, "one", "more") + flow("more", "again", "rounds < 2")
        + flow("more", "out", key="on")
    )  # fmt: skip
    return _followed(Fragment(parts, "zero", "out"))


def _beside(fragment: Fragment) -> bytes:
    parts = (
        gateway("parallel", "fork") + fragment.parts + user("Beside") + gateway("parallel", "meet")
    )
    flows = (
        line("fork", fragment.entry) + line(fragment.exit, "meet") + line("fork", "Beside", "meet")
    )
    return _followed(Fragment(parts + flows, "fork", "meet"))


def _handling(trigger: str, *, interrupting: bool) -> Callable[[Fragment], bytes]:
    """The fragment in an event sub-process that begins at Begun, beside other work."""

    def around(fragment: Fragment) -> bytes:
        begins = node("startEvent", "Begun", trigger, isInterrupting=str(interrupting).lower())
        flows = flow("Begun", fragment.entry) + flow(fragment.exit, "he")
        handler = sub("h", begins, fragment.parts, end("he"), flows, triggeredByEvent="true")
        inside = sub(
            "p", start("ps"), user("Beside"), end("pe"), line("ps", "Beside", "pe"), handler
        )
        return _followed(Fragment(inside, "p", "p"))

    return around


CONTEXTS = (
    Context("alone", _followed, "@ Z"),
    Context("in a loop", _looped, "@*2 Z", is_once=False),
    Context("beside other work", _beside, "(@ & Beside) Z"),
    Context("in a sub-process", _in(), "@ Z"),
    Context("two sub-processes deep", _twice_nested, "@ Z"),
    Context("in a transaction", _in(kind="transaction"), "@ Z"),
    Context("in a sub-process done in a loop", _in(LOOP), "@*2 Z", is_once=False),
    Context(
        "one by one in many instances", _in(many(count="2", sequential=True)), "@*2 Z",
        is_once=False,
    ),
    Context(
        "side by side in many instances", _in(many(count="2")), "@^2 Z", is_once=False
    ),
    Context(
        "in an event sub-process that interrupts",
        _handling(about("message", "m"), interrupting=True),
        "(Beside ! Begun @) Z",
    ),
    Context(
        "in an event sub-process beside",
        _handling(timer("timeDuration", "PT1H"), interrupting=False),
        "(Beside ~ Begun @) Z",
    ),
)  # fmt: skip
