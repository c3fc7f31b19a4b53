"""Events and activities as other tools write them, and all of them together."""

from __future__ import annotations

from tests.engine.diagrams import end, flow, gateway, node, process, start, sub, user
from tests.engine.importing.foreign import FLOWS, LINK, LOOP, MANY, NONE, extended, line
from tests.engine.importing.foreign_rest import REST

STEPS: dict[str, tuple[bytes, str, str]] = {
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

FOREIGN = {**FLOWS, **STEPS, **REST}
"""All of them."""
