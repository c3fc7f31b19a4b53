"""Kinds of elements and structures that are refused."""

from __future__ import annotations

from tests.engine.diagrams import (
    about,
    boundary,
    end,
    flow,
    gateway,
    line,
    node,
    process,
    start,
    sub,
    timer,
    user,
)
from tests.engine.refusal_pen import BESIDE, CATCH, THROW, TIMER, chained, mid

KINDS: dict[str, tuple[bytes, str, str]] = {
    # what: (diagram, element, a part of the sentence)
    "complex gateway": (mid("complexGateway"), "T", "complexGateway"),
    "compensation of nothing": (mid("userTask", isForCompensation="true"), "T", "compensation"),
    "compensation that is not waited for": (
        mid(THROW, '<bpmn:compensateEventDefinition waitForCompletion="false"/>'),
        "T",
        "always waited for",
    ),
    "loop without end": (mid("task", "<bpmn:standardLoopCharacteristics/>"), "T", "A loop needs"),
    "no tokens at all": (mid("task", completionQuantity="0"), "T", "from 1 to 1000"),
    "a number of tokens that is none": (mid("task", startQuantity="many"), "T", "from 1 to 1000"),
    **{
        f"a number of tokens that can't be read: {text[:5]}": (
            mid("task", completionQuantity=text),
            "T",
            "from 1 to 1000",
        )
        for text in ("", "1.5", "1e3", "二", "²", "9" * 5000)
    },
    "more tokens than anybody needs": (mid("task", startQuantity="1001"), "T", "from 1 to 1000"),
    "several tokens where none comes": (
        process(
            start(),
            node("adHocSubProcess", "A", node("task", "T", startQuantity="2")),
            end(),
            line("S", "A", "E"),
        ),
        "T",
        "flows must bring",
    ),
    "several tokens in a race": (
        chained(
            gateway("eventBased", "T"),
            node(CATCH, "C", TIMER),
            node("receiveTask", "R", messageRef="m", startQuantity="2"),
            line("T", "R", "E"),
            keys="T C",
        ),
        "R",
        "not from an event-based gateway",
    ),
    "link without its other end": (
        mid(CATCH, '<bpmn:linkEventDefinition name="x"/>'),
        "T",
        "one catching and at least one throwing end",
    ),
    "cancel end": (process(start(), end("E", about("cancel")), line("S", "E")), "E", "cancel"),
    "shared definitions that are not there": (
        mid(CATCH, TIMER + "<bpmn:eventDefinitionRef>x</bpmn:eventDefinitionRef>"),
        "T",
        "no event definition 'x'",
    ),
    "a link beside another": (
        mid(CATCH, '<bpmn:linkEventDefinition name="x"/>' + TIMER),
        "T",
        "stands alone",
    ),
    "two ways to end": (
        process(
            start(),
            end("E", about("terminate") + about("error", "e")),
            line("S", "E"),
            beside=BESIDE,
        ),
        "E",
        "throws only one",
    ),
    "a cycle that waits for others": (
        mid(
            CATCH,
            timer("timeCycle", "R/PT1H") + about("signal", "s"),
            parallelMultiple="true",
        ),
        "T",
        "without a cycle",
    ),
    "an error that waits for others": (
        chained(
            user("T"),
            boundary("X", "T", TIMER + about("error")).replace(
                " id=", ' parallelMultiple="true" id=', 1
            ),
            line("X", "E"),
        ),
        "X",
        "without a cycle",
    ),
    "parallel event gateway": (
        mid("eventBasedGateway", eventGatewayType="Parallel"),
        "T",
        "A parallel event-based gateway only begins",
    ),
    "no start": (process(user("A"), end(), line("A", "E")), "whistle", "there are 0"),
    "two starts inside": (
        chained(sub("T", start("TS"), start("TT"), end("TE"), line("TS", "TE"), line("TT", "TE"))),
        "T",
        "there are 2",
    ),
    "unreachable": (chained(user("T"), user("U")), "U", "can't be reached"),
    "unreachable behind itself": (
        chained(user("T"), user("U"), user("V"), line("U", "V", "U")),
        "V",
        "can't be reached",
    ),
    "dangling flow": (chained(user("T"), flow("T", "gone")), "T_gone", "'gone'"),
    "flow across a border": (
        chained(sub("T", start("TS"), user("U"), end("TE"), line("TS", "U", "TE")), flow("U", "E")),
        "U_E",
        "crosses the border",
    ),
    "self loop": (chained(user("T"), flow("T", "T")), "T_T", "straight back"),
    "flow into a start": (chained(user("T"), flow("T", "S")), "S", "lead into a start"),
    "flow out of an end": (chained(user("T"), flow("E", "T")), "E", "lead out of an end"),
    "start without a flow": (process(start()), "S", "Nothing leads out"),
    "boundary without a flow": (
        chained(user("T"), boundary("X", "T", TIMER)),
        "X",
        "Nothing leads out",
    ),
    "gateway without a flow": (
        process(start(), gateway("parallel", "T"), line("S", "T")),
        "T",
        "leads nowhere",
    ),
    "condition behind a parallel gateway": (
        process(start(), gateway("parallel", "T"), end(), line("S", "T"), flow("T", "E", "a")),
        "T_E",
        "would not be asked",
    ),
    "condition behind an event": (
        process(start(), end(), flow("S", "E", "a")),
        "S_E",
        "would not be asked",
    ),
}
