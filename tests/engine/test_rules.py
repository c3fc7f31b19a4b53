from __future__ import annotations

from dataclasses import replace

import pytest

from server.domain.errors import DiagramRefused
from server.domain.process import Problem, Sources
from server.engine.adapter import SpiffEngine
from tests.engine.diagrams import (
    about,
    boundary,
    end,
    extensions,
    flow,
    four_tasks,
    gateway,
    line,
    many,
    node,
    process,
    script,
    service,
    start,
    sub,
    timer,
    user,
)
from tests.engine.player import KNOWN, sources

BESIDE = (
    '<bpmn:message id="m" name="回函"/><bpmn:message id="nameless"/><bpmn:signal id="s" name="停办"/>'
    '<bpmn:error id="e" name="不同意" errorCode="refused"/><bpmn:error id="codeless"/>'
)


def problems(diagram: bytes | Sources) -> list[Problem]:
    given = diagram if isinstance(diagram, Sources) else sources(diagram)
    try:
        SpiffEngine().check(given, KNOWN)
    except DiagramRefused as refused:
        return list(refused.problems)
    return []


def chained(*parts: str, keys: str = "T") -> bytes:
    """A diagram of a start, the parts and an end, with flows along the keys."""
    return process(start(), *parts, end(), line("S", *keys.split(), "E"), beside=BESIDE)


def mid(kind: str, inner: str = "", **attributes: str) -> bytes:
    return chained(node(kind, "T", inner, **attributes))


TIMER = timer("timeDuration", "PT1H")
CATCH = "intermediateCatchEvent"
THROW = "intermediateThrowEvent"
FEEL = "http://www.omg.org/spec/FEEL/20140401"

REFUSED: dict[str, tuple[bytes, str, str]] = {
    # what: (diagram, element, a part of the sentence)
    "complex gateway": (mid("complexGateway"), "T", "complexGateway"),
    "ad-hoc sub-process": (
        chained(node("adHocSubProcess", "T", node("task", "inner"))),
        "T",
        "adHocSubProcess",
    ),
    "transaction": (
        chained(node("transaction", "T", start("TS") + end("TE") + line("TS", "TE"))),
        "T",
        "transaction",
    ),
    "event sub-process": (
        chained(
            node("task", "T"),
            node(
                "subProcess",
                "P",
                start("PS") + end("PE") + line("PS", "PE"),
                triggeredByEvent="true",
            ),
        ),
        "P",
        "event sub-processes",
    ),
    "compensation": (mid("userTask", isForCompensation="true"), "T", "compensation"),
    "compensation event": (mid(THROW, about("compensate")), "T", "compensate"),
    "loop marker": (mid("task", "<bpmn:standardLoopCharacteristics/>"), "T", "loop markers"),
    "instantiating task": (
        mid("receiveTask", instantiate="true", messageRef="m"),
        "T",
        "start an instance",
    ),
    "quantities": (mid("task", startQuantity="2"), "T", "startQuantity"),
    "link event": (mid(CATCH, '<bpmn:linkEventDefinition name="x"/>'), "T", "link"),
    "conditional event": (
        mid(
            CATCH,
            "<bpmn:conditionalEventDefinition><bpmn:condition>a</bpmn:condition></bpmn:conditionalEventDefinition>",
        ),
        "T",
        "conditional",
    ),
    "conditional start": (
        process(
            node("startEvent", "S", about("signal", "s")), end(), line("S", "E"), beside=BESIDE
        ),
        "S",
        "signal",
    ),
    "timer start": (process(node("startEvent", "S", TIMER), end(), line("S", "E")), "S", "timer"),
    "cancel end": (process(start(), end("E", about("cancel")), line("S", "E")), "E", "cancel"),
    "several definitions": (mid(CATCH, TIMER + about("signal", "s")), "T", "timer, signal"),
    "shared definitions": (
        mid(CATCH, TIMER + "<bpmn:eventDefinitionRef>x</bpmn:eventDefinitionRef>"),
        "T",
        "Not supported",
    ),
    "parallel multiple": (mid(CATCH, TIMER, parallelMultiple="true"), "T", "parallel multiple"),
    "parallel event gateway": (
        mid("eventBasedGateway", eventGatewayType="Parallel"),
        "T",
        "parallel event-based",
    ),
    "no start": (process(user("A"), end(), line("A", "E")), "whistle", "there are 0"),
    "two starts": (
        process(start(), start("S2"), end(), line("S", "E"), line("S2", "E")),
        "whistle",
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
    "event gateway into nowhere": (
        chained(gateway("eventBased", "T"), node(CATCH, "C", TIMER), flow("T", "gone"), keys="T C"),
        "T_gone",
        "which is no node",
    ),
    "many on a script": (
        chained(node("task", "T", many("bodies"))),
        "T",
        "multi-instance on this kind",
    ),
    "many without members": (chained(user("T", many())), "T", "needs either"),
    "many with behavior": (
        chained(user("T", many("bodies").replace("isSequential", 'behavior="None" isSequential'))),
        "T",
        "behavior",
    ),
    "data transformation": (
        chained(
            user(
                "T",
                '<bpmn:dataInputAssociation id="a"><bpmn:sourceRef>S</bpmn:sourceRef><bpmn:targetRef>S</bpmn:targetRef>'
                "<bpmn:transformation>x</bpmn:transformation></bpmn:dataInputAssociation>",
            )
        ),
        "a",
        "transformations",
    ),
    "io specification": (
        chained(
            user(
                "T",
                '<bpmn:ioSpecification id="io"><bpmn:dataInput id="i" name="x"/><bpmn:inputSet id="is"/>'
                '<bpmn:outputSet id="os"/></bpmn:ioSpecification>',
            )
        ),
        "T",
        "ioSpecification",
    ),
    "boundary on a script": (
        chained(script("T", "a := 1"), boundary("X", "T", TIMER), line("X", "E")),
        "X",
        "may sit on",
    ),
    "boundary on nothing": (
        chained(user("T"), boundary("X", "gone", TIMER), line("X", "E")),
        "X",
        "may sit on",
    ),
    "boundary of another scope": (
        chained(
            sub("T", start("TS"), user("U"), end("TE"), line("TS", "U", "TE")),
            boundary("X", "U", TIMER),
            line("X", "E"),
        ),
        "X",
        "may sit on",
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
    "cycle in the flow": (mid(CATCH, timer("timeCycle", "R/PT1H")), "T", "A cycle"),
    "interrupting cycle": (
        chained(user("T"), boundary("X", "T", timer("timeCycle", "R/PT1H")), line("X", "E")),
        "X",
        "A cycle",
    ),
    "nobody to do it": (chained(user("T", org=None)), "T", "Nobody is named"),
    "no role to do it": (chained(user("T", role=None)), "T", "Nobody is named"),
    "wrong org": (chained(user("T", org="1 +")), "T", "org expression is wrong at 1:"),
    "wrong role": (chained(user("T", role="= 1 +")), "T", "role expression is wrong at 1:"),
    "wrong condition": (
        process(
            start(),
            gateway("exclusive", "T", default="T_E"),
            user("U"),
            end(),
            line("S", "T"),
            flow("T", "U", "a >"),
            line("T", "E"),
            line("U", "E"),
        ),
        "T_U",
        "condition expression is wrong at 1:",
    ),
    "expression over a limit": (
        chained(user("T", org='"' + "x" * 30_000 + '"')),
        "T",
        "over a limit",
    ),
    "wrong script": (chained(script("T", "a := 1\nb := 2 +")), "T", "wrong at 2:"),
    "script that assigns nothing": (chained(script("T", "print(1)")), "T", "name := expression"),
    "empty script": (chained(script("T", " ")), "T", "The script is empty"),
    "python script": (
        chained(node("scriptTask", "T", "<bpmn:script>a = 1</bpmn:script>", scriptFormat="python")),
        "T",
        "'python' is not supported",
    ),
    "wrong pre-script": (chained(user("T", e_preScript="a = 1")), "T", "pre-script"),
    "service without an operation": (mid("serviceTask"), "T", "names no operation"),
    "service with an unknown operation": (
        chained(service("T", "os.system")),
        "T",
        "no operation 'os.system'",
    ),
    "service with a wrong parameter": (
        chained(service("T", "document.number", n="1 +")),
        "T",
        "parameter expression",
    ),
    "rule without a decision": (mid("businessRuleTask"), "T", "names no decision"),
    "rule with an unknown decision": (
        chained(node("businessRuleTask", "T", said=extensions(e_calledDecisionId="sla"))),
        "T",
        "no decision 'sla'",
    ),
    "unknown form": (chained(user("T", form="whistle/gone")), "T", "no form 'whistle/gone'"),
    "unknown role": (chained(user("T", role="king")), "T", "no role 'king'"),
    "unknown clock": (chained(user("T", clock="T99/emergency")), "T", "no clock 'T99'"),
    "unknown clock in a timer": (
        mid(CATCH, timer("timeDate", 'due("T99")')),
        "T",
        "no clock 'T99'",
    ),
    "unknown function of a body": (
        chained(user("T", org='body_of("palace")')),
        "T",
        "no function of a body 'palace'",
    ),
    "unknown function in a condition": (
        process(
            start(),
            gateway("exclusive", "T", default="T_E"),
            user("U"),
            end(),
            line("S", "T"),
            flow("T", "U", 'body = body_of("palace")'),
            line("T", "E"),
            line("U", "E"),
        ),
        "T",
        "'palace'",
    ),
    "unknown process": (mid("callActivity", calledElement="gone"), "T", "no process 'gone'"),
    "unknown step to differ from": (chained(user("T", distinct_from="U, E")), "T", "distinct_from"),
    "unknown step to return to": (chained(user("T", return_to="U")), "T", "return_to"),
    "other expression language": (
        process(
            start(),
            end(),
            line("S", "E"),
            attributes=' expressionLanguage="http://www.java.com/java"',
        ),
        "definitions",
        "is not supported",
    ),
    "import": (
        process(
            start(),
            end(),
            line("S", "E"),
            beside='<bpmn:import namespace="x" location="http://x" importType="x"/>',
        ),
        "definitions",
        "import",
    ),
    "no id": (
        chained(user("T")).replace(b'sequenceFlow id="S_T"', b"sequenceFlow"),
        "whistle",
        "has no id",
    ),
    "ids of a nested twin": (
        chained(sub("T", start("TS"), sub("T", start("US"), end("UE"), line("US", "UE")))),
        "T",
        "used twice",
    ),
    "duplicate id": (chained(user("T"), user("T")), "T", "used twice"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_not_executed_exactly_is_refused(what: str) -> None:
    diagram, element, sentence = REFUSED[what]
    found = [
        one for one in problems(diagram) if one.element == element and sentence in one.sentence_en
    ]
    assert found, problems(diagram)
    assert found[0].line is not None
    assert found[0].sentence.endswith(("。", "."))


def test_all_problems_are_told_at_once_in_the_order_of_the_file() -> None:
    diagram = chained(user("T", org="1 +", form="gone", role="king"), user("U"), flow("T", "gone"))
    found = problems(diagram)
    assert {one.element for one in found} >= {"T", "U", "T_gone"}
    assert [one.line for one in found] == sorted(one.line or 0 for one in found)


def test_a_process_that_is_in_order_is_accepted() -> None:
    assert problems(four_tasks()) == []
    called = node("callActivity", "T", calledElement="inquiry")
    assert problems(chained(called)) == []
    again = node("callActivity", "T", calledElement="whistle")
    assert problems(chained(again)) == []


def test_a_role_given_by_an_expression_is_not_looked_up() -> None:
    assert problems(chained(user("T", role="= signer"))) == []


def test_the_same_problem_is_told_once() -> None:
    task = service("T", "document.number", a="1 +", b="1 +")
    assert len(problems(chained(task))) == 1


def test_a_refusal_counts_its_problems() -> None:
    with pytest.raises(DiagramRefused, match="2 things"):
        SpiffEngine().check(sources(chained(user("T", form="gone", role="king"))), KNOWN)


def test_known_names_are_accepted() -> None:
    task = user(
        "T", org='body_of("command_centre")', role="head", clock="T43/{kind}", return_to="T"
    )
    late = boundary("X", "T", timer("timeDate", 'due("T43/emergency")'))
    assert (
        problems(chained(task, late, line("X", "E"), service("V", "document.number"), keys="T V"))
        == []
    )


def test_a_clock_given_by_an_expression_is_not_looked_up() -> None:
    assert problems(chained(user("T", clock='= if x then "T98" else "T99"'))) == []


def test_a_form_that_is_handed_in_is_known() -> None:
    given = sources(chained(user("T", form="whistle/order")), forms={"whistle/order": b"{}"})
    assert problems(given) == []


def test_an_unknown_start_form_is_refused() -> None:
    given = replace(sources(four_tasks()), start_form="whistle/start")
    (found,) = problems(given)
    assert (found.element, found.line) == ("whistle.bpmn", None)


def test_a_decision_file_with_faults_is_refused_with_its_name() -> None:
    given = sources(four_tasks(), decisions={"sla.dmn": b"<nonsense/>"})
    assert any("sla.dmn" in one.element for one in problems(given))


def test_a_boundary_may_catch_any_error() -> None:
    assert problems(chained(user("T"), boundary("X", "T", about("error")), line("X", "E"))) == []


def test_a_file_of_two_executable_processes_is_refused() -> None:
    diagram = four_tasks().replace(
        b"</bpmn:definitions>", b'<bpmn:process id="other" isExecutable="true"/></bpmn:definitions>'
    )
    (found,) = problems(diagram)
    assert found.element == "other"


def test_a_process_beside_that_is_not_executable_is_carried_through() -> None:
    diagram = four_tasks().replace(
        b"</bpmn:definitions>",
        b'<bpmn:process id="pool" isExecutable="false"><bpmn:task id="theirs"/></bpmn:process>'
        b"</bpmn:definitions>",
    )
    assert problems(diagram) == []


@pytest.mark.parametrize(
    "diagram",
    [
        four_tasks().replace(b'"true"', b'"false"'),
        process().split(b"<bpmn:process")[0] + b"</bpmn:definitions>",
    ],
)
def test_a_file_without_an_executable_process_is_refused(diagram: bytes) -> None:
    (found,) = problems(diagram)
    assert "No process" in found.sentence_en


def test_what_the_schema_does_not_know_is_refused_with_its_line() -> None:
    diagram = chained(user("T")).replace(b"<bpmn:userTask", b'<bpmn:userTask colour="red"')
    found = problems(diagram)
    assert any(one.element == "T" and "schema" in one.sentence_en for one in found)


def test_the_collection_may_be_named_through_an_io_specification() -> None:
    io = (
        '<bpmn:ioSpecification id="io"><bpmn:dataInput id="in_data" name="bodies"/>'
        '<bpmn:dataOutput id="out_data" name="answers"/>'
        '<bpmn:dataOutput id="unnamed"/><bpmn:inputSet id="is"/><bpmn:outputSet id="os"/></bpmn:ioSpecification>'
    )
    assert problems(chained(user("T", io + many("in_data", "body", into="out_data")))) == []
    assert problems(chained(user("T", io + many("in_data", "body", into="unnamed")))) == []
