"""Faults that are known before anything runs: constants that can't serve, functions that aren't there."""

from __future__ import annotations

from tests.engine.diagrams import (
    about,
    extensions,
    flow,
    gateway,
    line,
    many,
    node,
    process,
    script,
    service,
    start,
    timer,
    user,
)
from tests.engine.diagrams import end as end_at
from tests.engine.handler_pen import ad_hoc
from tests.engine.refusal_pen import BESIDE, CATCH, THROW, chained, mid

TIMERS = {
    "date": ("timeDate", '"soon"'),
    "duration": ("timeDuration", '"PT" + "1X"'),
    "duration of a text": ("timeDuration", '"PT1X"'),
    "duration that goes back": ("timeDuration", "-PT5S"),
    "duration of years that goes back": ("timeDuration", "- P1Y2M"),
    "duration of FEEL that goes back": ("timeDuration", '= duration("-PT5S")'),
    "cycle": ("timeCycle", '"R/1D"'),
    "cycle that goes back": ("timeCycle", "R3/-PT5S"),
    "cycle of a number": ("timeCycle", "5"),
    "date without end": ("timeDate", "for i in 1..1000000 return i"),
}
NEVER = "never gives"


def decided_at(condition: str) -> bytes:
    """A gateway with one condition."""
    return process(
        start(),
        gateway("exclusive", "T", default="T_E"),
        user("U"),
        end_at(),
        line("S", "T"),
        flow("T", "U", condition),
        line("T", "E"),
        line("U", "E"),
        beside=BESIDE,
    )


CONSTANTS: dict[str, tuple[bytes, str, str]] = {
    # what: (diagram, element, a part of the sentence)
    **{
        f"a timer of no time: {what}": (mid(CATCH, timer(*said)), "T", "no usable time")
        for what, said in TIMERS.items()
    },
    "a limit of no time": (chained(user("T", due='"P" + "1X"')), "T", "no usable time"),
    "a limit that goes back": (chained(user("T", due="-P3D")), "T", "no usable time"),
    "a limit of FEEL that goes back": (
        chained(user("T", due='= duration("-P1M")')), "T", "no usable time",
    ),
    "a life of no time": (
        mid(THROW, about("message", "m"), said=extensions(ttl='"PT1X"')), "T", "no usable time",
    ),
    "a condition that is a text": (decided_at('"yes"'), "T_U", f"{NEVER} true or false"),
    "a condition without end": (
        decided_at("count(for i in 1..1000000 return i) > 1"), "T_U", f"{NEVER} true or false",
    ),
    "a body that is a number": (chained(user("T", org="5")), "T", f"{NEVER} a text"),
    "a role that is nothing": (chained(user("T", role='= ""')), "T", f"{NEVER} a text"),
    "a collection that is a text": (
        chained(user("T", many('"abc"'))), "T", f"{NEVER} a list",
    ),
    "a cardinality that is a text": (chained(user("T", many(count='"2"'))), "T", f"{NEVER} a whole"),
    "a cardinality of a half": (chained(user("T", many(count="1.5"))), "T", f"{NEVER} a whole"),
    "a completion condition that is a number": (
        chained(user("T", many(count="2", until="2"))), "T", f"{NEVER} true or false",
    ),
    "a loop while a text": (
        chained(
            user(
                "T",
                "<bpmn:standardLoopCharacteristics><bpmn:loopCondition>1</bpmn:loopCondition>"
                "</bpmn:standardLoopCharacteristics>",
            )
        ),
        "T",
        f"{NEVER} true or false",
    ),
    "an ad-hoc sub-process until a text": (
        chained(ad_hoc(user("A"), until='"enough"'), keys="H"), "H", f"{NEVER} true or false",
    ),
    "a condition waited for that is a text": (
        mid(CATCH, about("conditional", inner='<bpmn:condition>"x"</bpmn:condition>')),
        "T",
        f"{NEVER} true or false",
    ),
    "a payload that is a text": (
        mid(THROW, about("message", "m"), said=extensions(payload='"x"')), "T", f"{NEVER} a context",
    ),
    "inputs that are a list": (
        chained(node("callActivity", "T", said=extensions(inputs="[1]"), calledElement="inquiry")),
        "T",
        f"{NEVER} a context",
    ),
    "outputs that are a list": (
        chained(node("callActivity", "T", said=extensions(outputs="[1]"), calledElement="inquiry")),
        "T",
        f"{NEVER} a context",
    ),
    "a function that is not there": (
        decided_at("count(x) > 0 and len(x) > 1"), "T_U", "calls 'len' at 1:18",
    ),
    "a function that is not there in a script": (
        chained(script("T", "a := 1\nb := length(a)")), "T", "calls 'length' at 2:1",
    ),
    "a function that is not there in a parameter": (
        chained(service("T", "document.number", n="len(x)")), "T", "calls 'len'",
    ),
}  # fmt: skip
