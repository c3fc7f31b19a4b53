"""Faults of gateways, markers and events that are refused."""

from __future__ import annotations

from tests.engine.data_pen import io
from tests.engine.diagrams import (
    about,
    boundary,
    end,
    extensions,
    flow,
    gateway,
    line,
    many,
    node,
    process,
    start,
    sub,
    timer,
    user,
)
from tests.engine.refusal_pen import BESIDE, CATCH, TIMER, chained, mid

FLOWS: dict[str, tuple[bytes, str, str]] = {
    # what: (diagram, element, a part of the sentence)
    "some conditions missing": (
        chained(gateway("exclusive", "T"), user("U"), flow("T", "U", "a"), line("U", "E")),
        "T_E",
        "no condition",
    ),
    "inclusive without condition": (
        chained(gateway("inclusive", "T"), user("U"), flow("T", "U"), line("U", "E")),
        "T_U",
        "no condition",
    ),
    "default that is none of mine": (
        chained(gateway("exclusive", "T", default="S_T")),
        "T",
        "must be a flow of this element",
    ),
    "default with a condition": (
        process(
            start(),
            gateway("exclusive", "T", default="T_E"),
            end(),
            line("S", "T"),
            flow("T", "E", "a"),
        ),
        "T",
        "must be a flow of this element",
    ),
    "default of a task without conditions": (
        chained(node("task", "T", default="T_E"), user("U"), line("T", "U", "E")),
        "T",
        "the others with one",
    ),
    "undecided behind no person": (
        chained(
            gateway("exclusive", "T"),
            user("U"),
            flow("T", "U", name="a"),
            line("U", "E"),
        ).replace(b'id="T_E"', b'id="T_E" name="b"'),
        "T",
        "decided by the doer",
    ),
    "undecided behind many persons": (
        chained(
            user("M", many("bodies", "body")),
            gateway("exclusive", "T"),
            user("U"),
            flow("T", "U", name="a"),
            line("U", "E"),
            keys="M T",
        ).replace(b'id="T_E"', b'id="T_E" name="b"'),
        "T",
        "decided by the doer",
    ),
    "undecided behind work with data of its own": (
        chained(
            user("M", io("amount")),
            gateway("exclusive", "T"),
            user("U"),
            flow("T", "U", name="a"),
            line("U", "E"),
            keys="M T",
        ).replace(b'id="T_E"', b'id="T_E" name="b"'),
        "T",
        "without data of its own",
    ),
    "undecided behind a split": (
        chained(
            user("M"),
            gateway("exclusive", "T"),
            user("U"),
            flow("M", "U"),
            flow("T", "U", name="a"),
            line("U", "E"),
            keys="M T",
        ).replace(b'id="T_E"', b'id="T_E" name="b"'),
        "T",
        "decided by the doer",
    ),
    "undecided behind nothing": (
        chained(
            gateway("exclusive", "T"),
            user("U"),
            flow("T", "U", name="a"),
            flow("gone", "T"),
            line("U", "E"),
        ),
        "T",
        "different names",
    ),
    "buttons without names": (
        chained(user("M"), gateway("exclusive", "T"), user("U"), line("T", "U", "E"), keys="M T"),
        "T",
        "different names",
    ),
    "buttons of one name": (
        chained(
            user("M"),
            gateway("exclusive", "T"),
            user("U"),
            flow("T", "U", name="a"),
            line("U", "E"),
            keys="M T",
        ).replace(b'id="T_E"', b'id="T_E" name="a"'),
        "T",
        "different names",
    ),
    "event gateway with one event": (
        chained(gateway("eventBased", "T"), node(CATCH, "C", TIMER), keys="T C"),
        "T",
        "two events",
    ),
    "event gateway before work": (
        chained(
            gateway("eventBased", "T"),
            node(CATCH, "C", TIMER),
            user("U"),
            line("T", "U", "E"),
            keys="T C",
        ),
        "T_U",
        "Behind an event-based gateway",
    ),
    "event gateway before a loop": (
        chained(
            gateway("eventBased", "T"),
            node(CATCH, "C", TIMER),
            node(
                "receiveTask",
                "R",
                '<bpmn:standardLoopCharacteristics loopMaximum="2"/>',
                messageRef="m",
            ),
            line("T", "R", "E"),
            keys="T C",
        ),
        "T_R",
        "Behind an event-based gateway",
    ),
    "event gateway into nowhere": (
        chained(gateway("eventBased", "T"), node(CATCH, "C", TIMER), flow("T", "gone"), keys="T C"),
        "T_gone",
        "which is no node",
    ),
    "many without members": (chained(user("T", many())), "T", "needs either"),
    "many with behavior": (
        chained(user("T", many("bodies").replace("isSequential", 'behavior="None" isSequential'))),
        "T",
        "behavior",
    ),
    "boundary on a gateway": (
        chained(gateway("parallel", "T"), boundary("X", "T", TIMER), line("X", "E")),
        "X",
        "sits on a task",
    ),
    "boundary on nothing": (
        chained(user("T"), boundary("X", "gone", TIMER), line("X", "E")),
        "X",
        "sits on a task",
    ),
    "boundary of another scope": (
        chained(
            sub("T", start("TS"), user("U"), end("TE"), line("TS", "U", "TE")),
            boundary("X", "U", TIMER),
            line("X", "E"),
        ),
        "X",
        "sits on a task",
    ),
    "error that does not interrupt": (
        chained(
            user("T"), boundary("X", "T", about("error", "e"), interrupting=False), line("X", "E")
        ),
        "X",
        "always interrupts",
    ),
    "event of no message": (mid(CATCH, about("message")), "T", "must refer to a message"),
    "event of an unknown signal": (
        mid(CATCH, about("signal", "gone")),
        "T",
        "must refer to a signal",
    ),
    "event of the wrong kind": (mid(CATCH, about("signal", "m")), "T", "must refer to a signal"),
    "nameless message": (mid("sendTask", messageRef="nameless"), "T", "its name"),
    "error end without a code": (
        process(start(), end("E", about("error", "codeless")), line("S", "E"), beside=BESIDE),
        "E",
        "errorCode",
    ),
    "error end of no error": (
        process(start(), end("E", about("error")), line("S", "E"), beside=BESIDE),
        "E",
        "errorCode",
    ),
    "boundary of an unknown error": (
        chained(user("T"), boundary("X", "T", about("error", "gone")), line("X", "E")),
        "X",
        "errorCode",
    ),
    "timer without time": (mid(CATCH, "<bpmn:timerEventDefinition/>"), "T", "exactly one of"),
    "timer with an empty time": (mid(CATCH, timer("timeDate", " ")), "T", "exactly one of"),
    "timer that can't be read": (mid(CATCH, timer("timeDate", "2026-02-30")), "T", "can't be read"),
    "timer beyond all calendars": (
        mid(CATCH, timer("timeDuration", "P9999Y")),
        "T",
        "can't be read",
    ),
    "timer beyond all numbers": (
        mid(CATCH, timer("timeDuration", "P99999999999D")),
        "T",
        "can't be read",
    ),
    "timer with a wrong expression": (
        mid(CATCH, timer("timeDate", "1 +")),
        "T",
        "expression is wrong",
    ),
    "cycle with no length": (
        chained(
            user("T"),
            boundary("X", "T", timer("timeCycle", "R/P0D"), interrupting=False),
            line("X", "E"),
        ),
        "X",
        "can't be read",
    ),
    "missed occurrences of one moment": (
        mid(CATCH, extensions(missed="all") + TIMER),
        "T",
        "stands on a timer with a cycle",
    ),
    "missed occurrences somehow": (
        mid(CATCH, extensions(missed="some") + timer("timeCycle", "R/PT1H")),
        "T",
        "stands on a timer with a cycle",
    ),
}
