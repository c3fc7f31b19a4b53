"""Faults of expressions and names that are refused."""

from __future__ import annotations

from tests.engine.diagrams import (
    end,
    extensions,
    flow,
    gateway,
    line,
    node,
    process,
    script,
    service,
    start,
    sub,
    timer,
    user,
)
from tests.engine.refusal_pen import CATCH, chained, mid


def called(version: str, process: str = "inquiry") -> bytes:
    """A call that is bound to a version; there are three of the process inquiry."""
    said = extensions(version=version)
    return chained(node("callActivity", "T", said=said, calledElement=process))


NAMES: dict[str, tuple[bytes, str, str]] = {
    # what: (diagram, element, a part of the sentence)
    "a version that is no number": (called("newest"), "T", "version 'newest' can't be read"),
    "a version that is not there": (called("4"), "T", "has no version 4"),
    "a version of none": (called("0"), "T", "has no version 0"),
    "a version of itself to come": (called("1", "whistle"), "T", "has no version 1"),
    "a name that no page has room for": (
        chained(user("T", name="名" * 201)),
        "T",
        "The name has 201 characters, and may have 200",
    ),
    "a flow with such a name": (
        process(start(), end(), flow("S", "E", name="名" * 300, key="F")),
        "F",
        "The name has 300 characters",
    ),
    "such an id": (chained(user("T" * 201)), "T" * 201, "The id has 201 characters"),
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
    "script over a limit": (
        chained(script("T", f"a := 1\nb := {'(' * 130}")),
        "T",
        "line 2, column 121: brackets nest",
    ),
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
        "T_U",
        "'palace'",
    ),
    "unknown process": (mid("callActivity", calledElement="gone"), "T", "no process 'gone'"),
    "unknown step to differ from": (chained(user("T", distinct_from="U, E")), "T", "distinct_from"),
    "a duty that is none": (chained(user("T", duty="cook")), "T", "no duty 'cook'"),
    "a duty of what no person does": (
        chained(node("scriptTask", "T", said=extensions(duty="handle"))),
        "T",
        "duty is for tasks of persons",
    ),
    "a reviewer who handles": (
        chained(user("T", role="legal_reviewer", duty="handle")),
        "T",
        "may not have handling and investigation too",
    ),
    "a review of nobody's work": (
        chained(user("T", duty="review")),
        "T",
        "no step is said to be that. Write duty handle",
    ),
    "one body that dispatches and rates": (
        chained(user("T", duty="dispatch"), user("U", duty="rate"), keys="T U"),
        "U",
        "may not lie with one body",
    ),
    "officers that are no number": (
        chained(user("T", officers="two")),
        "T",
        "whole number from 1 to 9",
    ),
    "several officers for one signature": (
        chained(user("T", sign="all", officers="2")),
        "T",
        "Each signature of sign is one person's",
    ),
    "no officers at all": (chained(user("T", officers="0")), "T", "whole number from 1 to 9"),
    "a field of officers without officers": (
        chained(user("T", officer_field="城管")),
        "T",
        "beside officers",
    ),
    "officers for what no person does": (
        chained(node("scriptTask", "T", said=extensions(officers="2"))),
        "T",
        "officers is for tasks of persons",
    ),
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
