"""Constructs of events: what is waited for in the flow, and boundary events on every activity."""

from __future__ import annotations

from tests.conformance.constructs.construct import Construct, boxed
from tests.engine.diagrams import (
    about,
    boundary,
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
from tests.engine.event_pen import catch, error_end, telling, telling_when, throw
from tests.engine.handler_pen import ad_hoc

A, B, L = user("A"), user("B"), user("L")
FORK = gateway("parallel", "F") + gateway("parallel", "G")
HOUR = timer("timeDuration", "PT1H")
MESSAGE, SIGNAL = about("message", "m"), about("signal", "s")
OUTSIDE = {"timer": HOUR, "message": MESSAGE, "signal": SIGNAL}
PAIR = FORK + A + B + line("F", "A", "G") + line("F", "B", "G")


def inside(kind: str, parts: str, entry: str, exit_: str, marker: str = "") -> str:
    """An activity H with an inside."""
    held = marker + start("Hs") + parts + end("He") + flow("Hs", entry) + flow(exit_, "He")
    return node(kind, "H", held)


HOSTS = {
    "a user task": (user("H"), "H"),
    "a manual task": (user("H", kind="manualTask"), "H"),
    "a receive task": (node("receiveTask", "H", messageRef="m"), "H"),
    "a sub-process": (inside("subProcess", PAIR, "F", "G"), "A & B"),
    "a transaction": (inside("transaction", A + B + line("A", "B"), "A", "B"), "A B"),
    "an ad-hoc sub-process": (ad_hoc(A, B), "A & B"),
    "a task of many, side by side": (user("H", many(count="2")), "H ^2"),
    "a task of many, one by one": (user("H", many(count="2", sequential=True)), "H *2"),
    "a sub-process of many, side by side": (
        inside("subProcess", A + B + line("A", "B"), "A", "B", many(count="2")), "(A B)^2",
    ),
    "a sub-process of many, one by one": (
        inside("subProcess", PAIR, "F", "G", many(count="2", sequential=True)), "(A & B)*2",
    ),
}  # fmt: skip
"""Each kind of activity that may be watched, and what happens in it by itself."""


def watched(host: str, event: str, *, interrupting: bool) -> Construct:
    """An activity with a boundary event X from outside, which leads to L."""
    part, words = HOSTS[host]
    guard = boundary("X", "H", OUTSIDE[event], interrupting=interrupting)
    recurs = not interrupting and event != "timer"
    return Construct(
        name=f"{event} {'instead of' if interrupting else 'beside'} {host}",
        said="13.5.3",
        patterns=((19, 25, 26) if interrupting else (18,)),
        parts=boxed(part + guard + L + end("Le") + line("X", "L", "Le"), "H"),
        ends="K",
        words=f"({words}) {'!' if interrupting else '~'} (X L)",
        most={"X": 1} if recurs else {},
        once=recurs,
    )


def thrown(kind: str, *, interrupting: bool, host: str) -> Construct:
    """An activity H that throws when A is done, beside B; its boundary event X leads to L."""
    reference = {"error": "e1", "escalation": "c1"}[kind]
    throws = error_end("T", reference) if kind == "error" else end("T", about(kind, reference))
    inner = FORK + A + B + throws + line("F", "A", "T") + line("F", "B", "G") + flow("F", "G")
    guard = boundary("X", "H", about(kind, reference), interrupting=interrupting)
    part = inside(host, inner, "F", "G") + guard + L + end("Le") + line("X", "L", "Le")
    return Construct(
        name=f"{kind} {'instead of' if interrupting else 'beside'} a {host}",
        said="13.5.3",
        patterns=(25,) if interrupting else (),
        parts=boxed(part, "H"),
        ends="K",
        words="A L / B A L" if interrupting else "A B L / A L B / B A L",
    )


TWO = many(count="2")
THREE = many(count="3", sequential=True)
ONE_BY_ONE = many(count="2", sequential=True)
SECOND = "numberOfCompletedInstances = 2"


def told(what: str, marker: str, kind: str, words: str, *, interrupting: bool = False) -> Construct:
    """Work A of many, which tells of its members what its boundary event X catches; X leads to L."""
    reference = {"error": "e1", "escalation": "c1", "signal": "s"}[kind]
    guard = boundary("X", "A", about(kind, reference), interrupting=interrupting)
    return Construct(
        name=f"many, {what}: {kind}",
        said="10.3.8",
        parts=boxed(user("A", marker) + guard + L + end("Le") + line("X", "L", "Le"), "A"),
        ends="K",
        words=words,
        most={"X": 0},
        once=kind == "signal",
    )


EVENTS = (
    told("each tells", telling(TWO, "None", "dc"), "escalation", "(A L)^2"),
    told("each tells", telling(TWO, "None", "ds"), "signal", "(A L)^2"),
    told("each tells in turn", telling(ONE_BY_ONE, "None", "dc"), "escalation", "A (L & (A L))"),
    told("the first tells", telling(THREE, "One", "dc"), "escalation", "A (L & (A A))"),
    told("the first tells", telling(TWO, "One", "ds"), "signal", "A (L & A)"),
    told(
        "the first ends it", telling(THREE, "One", "dc"), "escalation", "A L", interrupting=True,
    ),
    told("the first ends it", telling(THREE, "One", "de"), "error", "A L", interrupting=True),
    told(
        "the second tells", telling_when(THREE, escalation=SECOND), "escalation", "A A (L & A)",
    ),
    told(
        "the second ends it", telling_when(THREE, error=SECOND), "error", "A A L", interrupting=True,
    ),
    told("none tells", TWO, "escalation", "A A"),
    *(
        watched(host, event, interrupting=interrupting)
        for host in HOSTS
        for event in OUTSIDE
        for interrupting in (True, False)
    ),
    *(
        thrown(kind, interrupting=interrupting, host=host)
        for kind, interrupting in (("error", True), ("escalation", True), ("escalation", False))
        for host in ("subProcess", "transaction")
    ),
    Construct(
        name="an error of one of many takes all away", said="13.5.3", patterns=(26,),
        parts=boxed(
            inside("subProcess", A + error_end("T", "e1") + B + gateway("exclusive", "Q")
                   + line("A", "Q") + flow("Q", "T", name="坏") + flow("Q", "B", name="好"),
                   "A", "B", many(count="2"))
            + boundary("X", "H", about("error", "e1")) + L + end("Le") + line("X", "L", "Le"),
            "H",
        ),
        ends="K", words="(A B)^2 / A L / A A L / A B A L",
    ),
    Construct(
        name="an escalation of each of many runs beside", said="13.5.3",
        parts=boxed(
            inside("subProcess", A + throw("T", about("escalation", "c1")) + B + line("A", "T", "B"),
                   "A", "B", many(count="2"))
            + boundary("X", "H", about("escalation", "c1"), interrupting=False) + L + end("Le")
            + line("X", "L", "Le"),
            "H",
        ),
        ends="K", words="(A (B & L))^2",
    ),
    *(
        Construct(
            name=f"an error in a round of a loop ends it: {what}", said="13.3.6", patterns=(25,),
            parts=boxed(
                inside("subProcess", A + error_end("T", "e1") + B + gateway("exclusive", "Q")
                       + line("A", "Q") + flow("Q", "T", name="坏") + flow("Q", "B", name="好"),
                       "A", "B", marker)
                + boundary("X", "H", about("error", "e1")) + L + end("Le") + line("X", "L", "Le"),
                "H",
            ),
            ends="K", words="A L / A B A L / A B A B",
        )
        for what, marker in (
            ("standard loop", '<bpmn:standardLoopCharacteristics loopMaximum="2"/>'),
            ("one by one", ONE_BY_ONE),
        )
    ),
    Construct(
        name="an escalation of each round of a loop runs beside", said="13.3.6",
        parts=boxed(
            inside("subProcess", A + throw("T", about("escalation", "c1")) + B + line("A", "T", "B"),
                   "A", "B", '<bpmn:standardLoopCharacteristics loopMaximum="2"/>')
            + boundary("X", "H", about("escalation", "c1"), interrupting=False) + L + end("Le")
            + line("X", "L", "Le"),
            "H",
        ),
        ends="K", words="A (L & (B A (L & B)))",
    ),
    *(
        Construct(
            name=f"catch event: {event}", said="13.5.2", patterns=(23, 24) if event != "timer" else (),
            parts=catch("X", inner) + A + line("X", "A"), ends="X A", words="X A",
        )
        for event, inner in OUTSIDE.items()
    ),
    Construct(
        name="event-based gateway", said="13.4.4", patterns=(16,),
        parts=gateway("eventBased", "V") + catch("M", MESSAGE) + catch("T", HOUR) + A + B
        + gateway("exclusive", "O") + line("V", "M", "A", "O") + line("V", "T", "B", "O"),
        ends="V O", words="M A / T B",
    ),
    Construct(
        name="event-based gateway before a receive task", said="13.4.4", patterns=(16,),
        parts=gateway("eventBased", "V") + node("receiveTask", "M", messageRef="m") + catch("X", SIGNAL)
        + gateway("exclusive", "O") + line("V", "M", "O") + line("V", "X", "O"),
        ends="V O", words="M / X",
    ),
    Construct(
        name="a signal wakes whoever waits for it", said="13.5.2", patterns=(23,),
        parts=FORK + A + throw("T", SIGNAL) + catch("X", SIGNAL) + B + line("F", "A", "T", "G")
        + line("F", "X", "B", "G"),
        ends="F G", words="A B", most={"X": 0}, once=True,
    ),
    Construct(
        name="a condition instead of a task",
        said="13.5.3",
        patterns=(19,),
        parts=FORK
        + user("H")
        + user("B", e_postScript="n := 1")
        + gateway("exclusive", "O")
        + line("F", "H", "O", "G")
        + line("F", "B", "G")
        + boundary("X", "H", about("conditional", inner="<bpmn:condition>n = 1</bpmn:condition>"))
        + L
        + line("X", "L", "O"),
        ends="F G",
        words="H B / B L",
        values={"n": 0},
        once=True,
    ),
    Construct(
        name="a condition waited for", said="13.5.2", patterns=(18,),
        parts=FORK + catch("X", about("conditional", inner="<bpmn:condition>n = 1</bpmn:condition>"))
        + A + user("B", e_postScript="n := 1") + line("F", "X", "A", "G") + line("F", "B", "G"),
        ends="F G", words="B A", values={"n": 0}, once=True,
    ),
    Construct(
        name="an error goes up to the first who catches it", said="13.5.3",
        parts=boxed(
            inside(
                "subProcess",
                sub("I", start("Is"), A, error_end("T", "e1"), line("Is", "A", "T")),
                "I", "I",
            )
            + boundary("X", "H", about("error")) + L + end("Le") + line("X", "L", "Le"),
            "H",
        ),
        ends="K", words="A L",
    ),
    Construct(
        name="many, of whom two are enough", said="13.3.7", patterns=(27, 35),
        parts=user("A", many(count="3", until="nrOfCompletedInstances >= 2")), ends="A", words="A A",
    ),
    Construct(
        name="many, as many as a list has", said="13.3.7", patterns=(14,),
        parts=script("N", 'list := ["a", "b"]') + user("A", many("list", "one")) + line("N", "A"),
        ends="N A", words="A A",
    ),
    Construct(
        name="many, known when it is drawn", said="13.3.7", patterns=(13,),
        parts=user("A", many(count="3")), ends="A", words="A ^3",
    ),
    Construct(
        name="many, of whom there are none", said="13.3.7", parts=user("A", many(count="0")), ends="A",
        words="()",
    ),
)  # fmt: skip
