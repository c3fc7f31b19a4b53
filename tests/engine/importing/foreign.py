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
FOREIGN: dict[str, tuple[bytes, str, str]] = {
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
    "ways after a task": (ways("exclusive", "", ""), "A", "A person chooses"),
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
    "a timer in JUEL": (
        line(
            node(
                "intermediateCatchEvent",
                "A",
                "<bpmn:timerEventDefinition><bpmn:timeDuration>"
                "${'PT5M'}</bpmn:timeDuration></bpmn:timerEventDefinition>",
            )
        ),
        "A",
        "into FEEL",
    ),
    "a timer by cron": (
        line(
            node(
                "intermediateCatchEvent",
                "A",
                "<bpmn:timerEventDefinition><bpmn:timeCycle>"
                "0 0/5 * * * ?</bpmn:timeCycle></bpmn:timerEventDefinition>",
            )
        ),
        "A",
        "a person confirms",
    ),
    "a timer without time": (
        line(node("intermediateCatchEvent", "A", NONE)),
        "A",
        "a person confirms",
    ),
    "a boundary timer without time": (
        line(user("A"), node("boundaryEvent", "B", NONE, attachedToRef="A"), flow("B", "E")),
        "B",
        "a message does",
    ),
    "two triggers, one without time": (
        line(node("intermediateCatchEvent", "A", NONE + "<bpmn:messageEventDefinition/>")),
        "A",
        "left out",
    ),
    "a race with nothing": (
        process(
            *(
                start(),
                flow("S", "G"),
                gateway("eventBased", "G"),
                flow("G", "A"),
                flow("G", "B"),
                end(),
            ),
            node("intermediateCatchEvent", "A", "<bpmn:conditionalEventDefinition/>"),
            *(flow("A", "E"), node("receiveTask", "B"), flow("B", "E")),
        ),
        "A",
        "a message does",
    ),
    "a message without a name": (line(node("receiveTask", "A", name="来信")), "A", "named after"),
    "an error without a code": (
        process(
            start(),
            flow("S", "E"),
            end("E", '<bpmn:errorEventDefinition errorRef="e"/>'),
            beside='<bpmn:error id="e" name="太贵"/>',
        ),
        "E",
        "named after",
    ),
    "an event that waits for nothing": (
        line(node("intermediateCatchEvent", "A")),
        "A",
        "is passed",
    ),
    "half a link": (
        process(start(), flow("S", "A"), node("intermediateThrowEvent", "A", LINK.format("x"))),
        "A",
        "no catching end",
    ),
    "a boundary event on nothing": (
        line(user("A"), node("boundaryEvent", "B", NONE, attachedToRef="X"), flow("B", "E")),
        "B",
        "no activity",
    ),
    "an error that waits": (
        line(
            sub("A", start("s"), user("u"), flow("s", "u")),
            node(
                "boundaryEvent",
                "B",
                "<bpmn:errorEventDefinition errorRef='x'/>",
                attachedToRef="A",
                cancelActivity="false",
            ),
            flow("B", "E"),
        ),
        "B",
        "always interrupts",
    ),
    "a boundary event to nowhere": (
        line(user("A"), node("boundaryEvent", "B", NONE, attachedToRef="A")),
        "B",
        "led nowhere",
    ),
    "a job of a worker": (
        line(extended("serviceTask", '<zeebe:taskDefinition type="pay"/>')),
        "A",
        "a person does",
    ),
    "an operation by topic": (
        line(
            extended(
                "serviceTask",
                "<camunda:inputOutput><camunda:inputParameter name='a'>${b}</camunda:inputParameter>"
                "<camunda:inputParameter name='c'>${d()}</camunda:inputParameter></camunda:inputOutput>",
                camunda__topic="document.number",
                camunda__resultVariable="r",
            )
        ),
        "A",
        "mapped to an operation",
    ),
    "an operation nobody has": (
        line(
            extended(
                "serviceTask",
                '<spiffworkflow:serviceTaskOperator id="x"><spiffworkflow:parameters/></spiffworkflow:serviceTaskOperator>',
            )
        ),
        "A",
        "a person does",
    ),
    "a service": (line(node("serviceTask", "A")), "A", "a person does"),
    "a script in Python": (
        line(node("scriptTask", "A", "<bpmn:script>x = 1\ny = x == 1</bpmn:script>")),
        "A",
        "into FEEL",
    ),
    "a script in JavaScript": (
        line(node("scriptTask", "A", "<bpmn:script>while(1){}</bpmn:script>", scriptFormat="js")),
        "A",
        "a person",
    ),
    "an empty script": (line(node("scriptTask", "A", scriptFormat="js")), "A", "a person"),
    "a script of Camunda 8": (
        line(extended("scriptTask", '<zeebe:script expression="=a + 1" resultVariable="r"/>')),
        "A",
        "into FEEL",
    ),
    "a bad script of Camunda 8": (
        line(extended("scriptTask", '<zeebe:script expression="=a +" resultVariable="r"/>')),
        "A",
        "a person",
    ),
    "a decision": (line(node("businessRuleTask", "A")), "A", "a person does"),
    "a call of a stranger": (
        line(node("callActivity", "A", calledElement="x")),
        "A",
        "a person does",
    ),
    "a call of Camunda 8": (
        line(
            extended(
                "callActivity",
                '<zeebe:calledElement processId="inquiry"/><zeebe:ioMapping><zeebe:input source="=a" target="b"/>'
                '<zeebe:output source="=" target="c"/><zeebe:output source="=d" target="e"/></zeebe:ioMapping>',
            )
        ),
        "A",
        "called process was mapped",
    ),
    "an empty sub-process": (line(node("subProcess", "A")), "A", "a person does"),
    "an ad-hoc sub-process with a start": (
        line(
            node(
                "adHocSubProcess",
                "A",
                start("s")
                + user("u")
                + flow("s", "u")
                + "<bpmn:completionCondition>x</bpmn:completionCondition>",
                ordering="Parallel",
            )
        ),
        "A",
        "works as a plain one",
    ),
    "a listener": (
        line(extended("userTask", '<camunda:taskListener class="a.B"/>')),
        "A",
        "not run",
    ),
    "a collection of Camunda 7": (
        line(user("A", MANY.format(' camunda:collection="${xs}" camunda:elementVariable="x"', ""))),
        "A",
        "multi-instance was mapped",
    ),
    "a collection of Camunda 8": (
        line(
            user(
                "A",
                MANY.format(
                    "",
                    '<bpmn:extensionElements><zeebe:loopCharacteristics inputCollection="=xs" inputElement="x"'
                    ' outputCollection="ys" outputElement="=y"/></bpmn:extensionElements>',
                ),
            )
        ),
        "A",
        "multi-instance was mapped",
    ),
    "many of nothing": (line(node("task", "A", MANY.format("", ""))), "A", "gives the number"),
    "a loop without end": (line(node("task", "A", LOOP)), "A", "the doer decides"),
    "a loop of the machine": (
        line(sub("A", LOOP, start("s"), user("u"), flow("s", "u"))),
        "A",
        "one round",
    ),
    "a body without a role": (line(user("A", role=None)), "A", "starter's body"),
    "a group nobody knows": (
        line('<bpmn:userTask id="A" camunda:candidateGroups="sales, clerk"/>'),
        "A",
        "starter's body",
    ),
    "an assignee of Camunda 8": (
        line(extended("userTask", '<zeebe:assignmentDefinition assignee="=boss"/>')),
        "A",
        "starter's body",
    ),
    "a potential owner": (
        line(
            node(
                "userTask",
                "A",
                "<bpmn:potentialOwner><bpmn:resourceAssignmentExpression>"
                "<bpmn:formalExpression>head</bpmn:formalExpression></bpmn:resourceAssignmentExpression></bpmn:potentialOwner>",
            )
        ),
        "A",
        "starter's body",
    ),
}
"""Name -> (diagram, element, words of the change there)."""
