"""Processes of which it is unclear, or can't be exact, how they begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.ids import ProcessKey
from server.domain.process import Sources
from tests.engine.diagrams import (
    about,
    end,
    extensions,
    flow,
    gateway,
    line,
    node,
    process,
    start,
    timer,
    user,
)
from tests.engine.refusal_pen import BESIDE, CATCH, TIMER, chained, mid

if TYPE_CHECKING:
    from collections.abc import Mapping


def begun(*definitions: str, **attributes: str) -> bytes:
    """A process with one start event that has these definitions."""
    begin = node("startEvent", "S", "".join(definitions), **attributes)
    return process(begin, user("A"), end(), line("S", "A", "E"), beside=BESIDE)


def handed_in(diagram: bytes, **more: object) -> Sources:
    """The process with what process.toml says of it."""
    given: dict[str, object] = {"owner": "command_centre", **more}
    return Sources(
        key=ProcessKey("whistle"),
        title="",
        title_en="",
        diagram=diagram,
        **given,  # type: ignore[arg-type]  # the tests know what they hand over
    )


BY_MESSAGE_TWICE = process(
    node("startEvent", "S", about("message", "m")),
    node("startEvent", "S2", about("message", "m")),
    end(),
    line("S", "E"),
    line("S2", "E"),
    beside=BESIDE,
)
CONDITION = about("conditional", inner="<bpmn:condition>a</bpmn:condition>")
BEHIND = process(
    gateway("eventBased", "G", instantiate="true"),
    node(CATCH, "X", CONDITION),
    node(CATCH, "Y", about("message", "m")),
    end(),
    line("G", "X", "E"),
    line("G", "Y", "E"),
    beside=BESIDE,
)

STARTS: Mapping[str, tuple[bytes | Sources, str, str]] = {
    "two starts by hand": (
        process(start(), start("S2"), end(), line("S", "E"), line("S2", "E")),
        "S2",
        "one start event without a trigger",
    ),
    "conditional start": (begun(CONDITION), "S", "Nothing can begin a process by this"),
    "start by an error": (begun(about("error", "e")), "S", "(error)"),
    "start by a shared definition": (
        begun(TIMER, "<bpmn:eventDefinitionRef>x</bpmn:eventDefinitionRef>"),
        "S",
        "no event definition",
    ),
    **{
        f"start by a definition without a name: {ref or 'nothing'}": (
            begun(TIMER, f"<bpmn:eventDefinitionRef>{ref}</bpmn:eventDefinitionRef>").replace(
                b"<bpmn:message ", b"<bpmn:signalEventDefinition signalRef='s'/><bpmn:message ", 1
            ),
            "S",
            "no event definition",
        )
        for ref in ("", "  ", "None")
    },
    "start by all of several": (
        begun(TIMER, about("signal", "s"), parallelMultiple="true"),
        "S",
        "Only messages begin a process together",
    ),
    "start by a message without a name": (begun(about("message", "nameless")), "S", "a message"),
    "start by a signal that is a message": (begun(about("signal", "m")), "S", "a signal"),
    "start by an empty timer": (begun(about("timer")), "S", "exactly one of date"),
    "start by a timer that is no time": (begun(timer("timeDate", "1 +")), "S", "is wrong at"),
    "correlated start": (
        process(
            node("startEvent", "S", about("message", "m"), said=extensions(correlation="a")),
            end(),
            line("S", "E"),
            beside=BESIDE,
        ),
        "S",
        "Remove correlation",
    ),
    "one message at two places": (handed_in(BY_MESSAGE_TWICE), "S2", "at two places"),
    "beginning for no body": (begun(TIMER), "whistle", "for no body"),
    "started by hand without a start for it": (
        handed_in(begun(TIMER), starter=("clerk",)),
        "whistle",
        "remove starter",
    ),
    "instantiating task with a flow into it": (
        mid("receiveTask", instantiate="true", messageRef="m"),
        "T",
        "without incoming flows",
    ),
    "instantiating task that is many": (
        chained(
            node(
                "receiveTask",
                "R",
                "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>2</bpmn:loopCardinality>"
                "</bpmn:multiInstanceLoopCharacteristics>",
                instantiate="true",
                messageRef="m",
            ),
            user("T"),
            flow("R", "T"),
        ),
        "R",
        "multi-instance marker",
    ),
    "condition behind an instantiating gateway": (handed_in(BEHIND), "X", "messages, signals"),
    "instantiating gateway to nowhere": (
        process(gateway("eventBased", "G", instantiate="true"), flow("G", "gone")),
        "G_gone",
        "'gone'",
    ),
}
