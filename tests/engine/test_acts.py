from __future__ import annotations

import pytest

from server.domain.errors import NotFound, StepFailed
from server.domain.moves import Complete
from tests.engine.diagrams import (
    about,
    end,
    extensions,
    line,
    node,
    one,
    process,
    script,
    service,
    start,
    user,
)
from tests.engine.player import FakeWorld, Player, sources


def test_a_script_assigns_line_by_line() -> None:
    text = "// 一共\nsum := a + b\n\ntwice := if sum > 3\n  then sum * 2\n  else 0\n数 := [twice]"
    player = Player(one(script("T", text), after=user("Z"))).start(a=1, b=3)
    assert player.data == {"a": 1, "b": 3, "sum": 4, "twice": 8, "数": [8]}


def test_a_script_may_be_a_context() -> None:
    player = Player(one(script("T", "{sum: a + 1, twice: sum * 2}"), after=user("Z"))).start(a=1)
    assert player.data == {"a": 1, "sum": 2, "twice": 4}


def test_a_script_whose_expression_gives_no_context_fails() -> None:
    with pytest.raises(StepFailed, match="doesn't give a context"):
        Player(one(script("T", "= 5"))).start()


def test_scripts_before_and_after_an_activity_run() -> None:
    task = user("T", e_preScript='who := "zjj"', e_postScript="double := n * 2", org="who")
    player = Player(one(task, after=user("Z"))).start()
    assert player.work("T").body == "zjj"
    assert player.done("T", n=4).data["double"] == 8


def test_a_service_task_asks_for_an_operation() -> None:
    world = FakeWorld(answers={"document.number": {"number": "SH-1"}})
    task = service("T", "document.number", letters="prefix", year="2000 + 26")
    player = Player(one(task, after=user("Z")), world=world).start(prefix="SH")
    assert world.told == [("document.number", {"letters": "SH", "year": 2026})]
    assert player.data == {"prefix": "SH", "number": "SH-1"}


def test_the_answer_of_an_operation_may_be_kept_under_one_name() -> None:
    world = FakeWorld(answers={"document.number": {"number": "SH-1"}})
    task = service("T", "document.number", result="document")
    player = Player(one(task, after=user("Z")), world=world).start()
    assert player.data == {"document": {"number": "SH-1"}}


def test_an_operation_without_answer_writes_nothing() -> None:
    assert Player(one(service("T", "document.number"), after=user("Z"))).start().data == {}


def test_a_refusal_of_an_operation_reaches_the_person_as_it_is() -> None:
    class Refusing(FakeWorld):
        def operate(self, *_: object) -> object:  # type: ignore[override]  # refuses
            raise NotFound

    with pytest.raises(NotFound):
        Player(one(service("T", "document.number")), world=Refusing()).start()


DMN = b"""<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="sla"
  namespace="http://county.example/sla">
  <inputData id="i" name="kind"><variable name="kind" typeRef="string"/></inputData>
  <decision id="sla" name="whistle sla"><variable name="whistle sla"/>
    <informationRequirement id="ir"><requiredInput href="#i"/></informationRequirement>
    <decisionTable id="t" hitPolicy="UNIQUE">
      <input id="t_i"><inputExpression id="t_ie" typeRef="string"><text>kind</text></inputExpression></input>
      <output id="o1" name="hours" typeRef="number"/><output id="o2" name="level" typeRef="string"/>
      <rule id="r1"><inputEntry id="e1"><text>"emergency"</text></inputEntry>
        <outputEntry id="e2"><text>2</text></outputEntry><outputEntry id="e3"><text>"high"</text></outputEntry></rule>
      <rule id="r2"><inputEntry id="e4"><text>not("emergency")</text></inputEntry>
        <outputEntry id="e5"><text>24</text></outputEntry><outputEntry id="e6"><text>"low"</text></outputEntry></rule>
    </decisionTable></decision>
  <decision id="level" name="level"><variable name="level"/>
    <informationRequirement id="ir2"><requiredInput href="#i"/></informationRequirement>
    <literalExpression id="le"><text>string length(kind)</text></literalExpression></decision>
</definitions>
"""


def decided(decision: str, **said: str) -> Player:
    task = node("businessRuleTask", "T", said=extensions(e_calledDecisionId=decision, **said))
    given = sources(one(task, after=user("Z")), decisions={"sla.dmn": DMN})
    return Player(given).start(kind="emergency")


def test_a_decision_table_writes_its_outputs_and_says_why() -> None:
    player = decided("sla")
    assert (player.data["hours"], player.data["level"]) == (2, "high")
    assert player.last is not None
    (why,) = player.last.decided
    assert (why.element, why.decision, why.rules) == ("T", "sla", ("r1",))
    assert why.inputs == {"kind": "emergency"}
    assert why.outputs == {"hours": 2, "level": "high"}


def test_a_decision_may_be_kept_under_one_name() -> None:
    assert decided("sla", result="sla").data["sla"] == {"hours": 2, "level": "high"}


def test_a_decision_of_one_value_is_kept_under_its_own_name() -> None:
    player = decided("level")
    assert player.data["level"] == 9
    assert player.last is not None
    assert player.last.decided[0].outputs == {"level": 9}
    assert decided("level", result="n").data["n"] == 9


def test_a_send_task_tells_and_goes_on() -> None:
    message = '<bpmn:message id="m" name="通知"/>'
    task = node(
        "sendTask",
        "T",
        said=extensions(payload="{no: number}", correlation="number"),
        messageRef="m",
    )
    player = Player(one(task, beside=message)).start(number="SH-1")
    assert player.over
    assert player.last is not None
    (told,) = player.last.thrown
    assert (told.kind, told.name, told.key, told.values) == (
        "message",
        "通知",
        "SH-1",
        {"no": "SH-1"},
    )


def test_a_payload_must_be_a_context() -> None:
    message = '<bpmn:message id="m" name="通知"/>'
    task = node("sendTask", "T", said=extensions(payload="5"), messageRef="m")
    with pytest.raises(StepFailed, match="payload doesn't give a context"):
        Player(one(task, beside=message)).start()


def test_a_receive_task_may_be_served_by_hand() -> None:
    message = '<bpmn:message id="m" name="回函"/>'
    task = node("receiveTask", "T", messageRef="m")
    player = Player(one(task, beside=message, after=user("Z"))).start()
    assert (player.listening("T").kind, player.listening("T").name) == ("message", "回函")
    player.push(Complete(token=player.token("T"), values={"letter": 1}))
    assert player.data == {"letter": 1}
    assert player.waiting == ["Z"]


def test_data_objects_annotations_and_groups_are_carried_through() -> None:
    drawn = (
        '<bpmn:dataObject id="o"/><bpmn:dataObjectReference id="or" name="档案" dataObjectRef="o"/>'
        '<bpmn:dataStoreReference id="ds" name="台账"/>'
    )
    notes = (
        '<bpmn:textAnnotation id="note"><bpmn:text>说明</bpmn:text></bpmn:textAnnotation>'
        '<bpmn:association id="as" sourceRef="T" targetRef="note"/><bpmn:group id="g"/>'
    )
    inner = (
        '<bpmn:property id="pr" name="__targetRef_placeholder"/>'
        '<bpmn:dataInputAssociation id="dia"><bpmn:sourceRef>or</bpmn:sourceRef>'
        "<bpmn:targetRef>pr</bpmn:targetRef></bpmn:dataInputAssociation>"
    )
    diagram = process(start(), drawn, user("T", inner), end(), line("S", "T", "E"), notes)
    assert Player(diagram).start().done("T").over


def test_the_messages_of_an_event_definition_may_carry_what_the_library_reads() -> None:
    message = '<bpmn:message id="m" name="通知"/>'
    inner = about("message", "m", extensions(e_messagePayload="{a: 1}"))
    throw = node("intermediateThrowEvent", "T", inner)
    player = Player(one(throw, beside=message)).start()
    assert player.last is not None
    assert player.last.thrown[0].values == {"a": 1}
