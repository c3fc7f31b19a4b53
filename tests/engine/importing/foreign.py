"""Small diagrams as other tools write them, each with the element and the words of what the import changes."""

from __future__ import annotations

from tests.engine.diagrams import end, flow, gateway, node, process, start, sub, user
from tests.engine.importing.imports import VENDORS

FLOW = '<bpmn:sequenceFlow id="{0}" sourceRef="{1}" targetRef="{2}">{3}</bpmn:sequenceFlow>'
MANY = "<bpmn:multiInstanceLoopCharacteristics{0}>{1}</bpmn:multiInstanceLoopCharacteristics>"
LOOP = "<bpmn:standardLoopCharacteristics/>"
NONE = "<bpmn:timerEventDefinition/>"
LINK = '<bpmn:linkEventDefinition id="{0}" name="{0}"/>'


def line(*parts: str, beside: str = "", **said: str) -> bytes:
    """A process from S over one step A to E."""
    attributes = said.get("attributes", "") + VENDORS
    whole = (start(), flow("S", "A"), *parts, flow("A", "E"), end())
    return process(*whole, attributes=attributes, beside=beside)


def asking(source: str, target: str, condition: str) -> str:
    """A flow with a condition in another language."""
    inner = f"<bpmn:conditionExpression>{condition}</bpmn:conditionExpression>"
    return FLOW.format(f"{source}_{target}", source, target, inner if condition else "")


def ways(kind: str, one: str, other: str, **said: str) -> bytes:
    """A split into two ways that end at once."""
    ends = (end("E"), end("F"), asking("G", "E", one), asking("G", "F", other))
    first = said.pop("first", node("task", "A"))
    return process(
        start(),
        flow("S", "A"),
        first,
        flow("A", "G"),
        gateway(kind, "G", **said),
        *ends,
        attributes=VENDORS,
    )


def extended(kind: str, inner: str, **said: str) -> str:
    """A step with extension elements of another tool."""
    held = f"<bpmn:extensionElements>{inner}</bpmn:extensionElements>"
    written = "".join(f' {name.replace("__", ":")}="{value}"' for name, value in said.items())
    return f'<bpmn:{kind} id="A"{written}>{held}</bpmn:{kind}>'


PLAIN = line(user("A"))
FLOWS: dict[str, tuple[bytes, str, str]] = {
    "not executable": (PLAIN.replace(b'"true"', b'"false"'), "whistle", "was made executable"),
    "XPath": (line(user("A"), attributes=' expressionLanguage="XPath"'), "definitions", "FEEL now"),
    "an import": (
        line(user("A"), beside='<bpmn:import namespace="a" location="b" importType="c"/>'),
        "definitions",
        "not read",
    ),
    "no namespace": (
        PLAIN.replace(b' targetNamespace="http://county.example/processes"', b""),
        "definitions",
        "targetNamespace was added",
    ),
    "an id that is none": (PLAIN.replace(b'"A"', b'"1 A"'), "id_1_A", "another was given"),
    "no id": (
        PLAIN.replace(b'<bpmn:endEvent id="E"', b'<bpmn:endEvent id="E"/><bpmn:endEvent'),
        "endEvent",
        "another",
    ),
    "an id twice": (line(user("A"), node("textAnnotation", "A")), "A_2", "another was given"),
    "documentation behind": (
        line(
            node("task", "A", "<bpmn:incoming>S_A</bpmn:incoming><!-- c --><bpmn:documentation/>")
        ),
        "A",
        "in the order",
    ),
    "a flow to nowhere": (line(user("A"), flow("A", "X")), "A_X", "led nowhere"),
    "a flow out of its level": (
        line(sub("A", start("s"), node("task", "t")), flow("s", "t"), flow("t", "E")),
        "s_t",
        "moved to the level",
    ),
    "a flow into the start": (
        line(gateway("exclusive", "A", default="A_E"), asking("A", "S", "${again}")),
        "A_S",
        "first step",
    ),
    "a flow out of an end": (
        line(user("A"), flow("E", "T"), node("task", "T")),
        "E",
        "became intermediate",
    ),
    "a flow out of a terminating end": (
        process(
            *(start(), flow("S", "A"), user("A"), flow("A", "E"), flow("E", "A")),
            end("E", "<bpmn:terminateEventDefinition/>"),
        ),
        "E",
        "were removed",
    ),
    "a flow to itself": (
        line(gateway("exclusive", "A", default="A_E"), asking("A", "A", "${again}")),
        "A_A",
        "straight back",
    ),
    "no start": (process(user("A"), flow("A", "E"), end()), "whistle", "no start event"),
    "a cycle without start": (
        process(
            *(user("A"), flow("A", "G"), gateway("exclusive", "G"), asking("G", "E", "")),
            *(asking("G", "A", ""), end()),
        ),
        "whistle",
        "no start event",
    ),
    "several starts": (line(user("A"), start("T"), flow("T", "A")), "whistle", "several starts"),
    "several starts below": (
        line(sub("A", start("s"), start("t"), user("u"), flow("s", "u"), flow("t", "u"))),
        "A",
        "several starts",
    ),
    "a start by time": (
        line(user("A"), node("startEvent", "T", NONE), flow("T", "A")),
        "T",
        "a person begins it",
    ),
    "a start without more": (process(start(), user("A")), "S", "leads to an end"),
    "an unreached step": (
        line(
            user("A"),
            node("task", "B"),
            flow("B", "C"),
            node("task", "C"),
            flow("C", "B"),
            sub("D", user("d")),
        ),
        "B",
        "left out",
    ),
    "a gateway to nowhere": (
        process(start(), flow("S", "A"), gateway("parallel", "A")),
        "A",
        "leads to an end",
    ),
    "a complex gateway": (
        process(
            start(),
            flow("S", "A"),
            node("complexGateway", "A", default="A_E"),
            flow("A", "E"),
            end(),
        ),
        "A",
        "inclusive one",
    ),
    "a complex gateway without default": (
        line(node("complexGateway", "A", "<bpmn:activationCondition>x</bpmn:activationCondition>")),
        "A",
        "inclusive one",
    ),
    "an event gateway to tasks": (
        ways("eventBased", "", "", instantiate="true"),
        "G",
        "a person chooses",
    ),
    "a default of another": (ways("exclusive", "a", "b", default="S_A"), "G", "was removed"),
    "a default that asks": (ways("exclusive", "${a}", "b", default="G_F"), "G_F", "never asked"),
    "one open way": (ways("exclusive", "${a}", ""), "G", "is the default"),
    "ways after a task": (ways("exclusive", "", ""), "A", "doer says what comes next"),
    "ways after work": (ways("exclusive", "", "", first=user("A")), "G_E", "name of its own"),
    "ways after nobody": (
        ways("exclusive", "", "", first=gateway("exclusive", "A")),
        "G",
        "to choose",
    ),
    "ways to tick": (ways("inclusive", "", ""), "G", "to tick them"),
    "one open way among many": (
        ways("inclusive", "a = 1", "", default="G_E"),
        "G_E",
        "never asked",
    ),
    "an open way beside": (ways("inclusive", "${a}", ""), "G_F", "always taken"),
    "two open ways beside": (
        process(
            *(start(), flow("S", "G"), gateway("exclusive", "G"), asking("G", "E", "${a}"), end()),
            *(flow("G", "F"), end("F"), flow("G", "H"), end("H")),
        ),
        "G",
        "none of the others",
    ),
    "a condition that nobody reads": (
        ways("exclusive", "${a.b()}", "${c}"),
        "G_E",
        "a person decides",
    ),
    "an empty condition": (ways("exclusive", "<!-- c -->", "a"), "G", "is the default"),
}
"""Name -> (diagram, element, words of the change there)."""
