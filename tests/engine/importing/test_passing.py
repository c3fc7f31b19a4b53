"""What passes between steps, calls and messages of other tools."""

from __future__ import annotations

import pytest

from server.domain.moves import Listen
from tests.engine.diagrams import end, flow, node, process
from tests.engine.importing.foreign import MANY, extended, line
from tests.engine.importing.imports import VENDORS, changes, imported, played
from tests.engine.player import FakeWorld, Player

CALL = {"calledElement": "inquiry"}
IN_ALL = '<camunda:in variables="all"/>'
OUT_ALL = '<camunda:out variables="all"/>'


@pytest.mark.parametrize(
    ("inner", "said", "given", "back"),
    [
        (IN_ALL + OUT_ALL, {}, {"x", "starterBody"}, {"x": 2, "y": 3}),
        (IN_ALL, {}, {"x", "starterBody"}, {}),
        ('<camunda:in source="x" target="a"/>' + OUT_ALL, {}, {"a"}, {"x": 2, "y": 3}),
        ('<camunda:in sourceExpression="${x + 1}" target="a"/>', {}, {"a"}, {}),
        ('<camunda:out source="y" target="b"/>', {}, set(), {"b": 3}),
        ("", {"flowable__inheritVariables": "true"}, {"x", "starterBody"}, {"x": 2, "y": 3}),
        ("", {}, set(), {"x": 2, "y": 3}),
        ('<zeebe:calledElement processId="inquiry"/>', {}, {"x", "starterBody"}, {"x": 2, "y": 3}),
        (
            (
                '<zeebe:calledElement processId="inquiry" propagateAllParentVariables="false"'
                ' propagateAllChildVariables="false"/>'
            ),
            {},
            set(),
            {},
        ),
        (
            (
                '<zeebe:calledElement processId="inquiry"/><zeebe:ioMapping><zeebe:input source="=x + 1" target="a"/>'
                '<zeebe:output source="=y" target="b"/></zeebe:ioMapping>'
            ),
            {},
            {"x", "a", "starterBody"},
            {"b": 3},
        ),
    ],
)
def test_a_call_passes_what_it_passed_there(
    inner: str, said: dict[str, str], given: set[str], back: dict[str, int]
) -> None:
    one = imported(line(extended("callActivity", inner, **CALL, **said)))

    player = Player(one).start(starterBody="zjj", x=1)
    assert set(player.fan("A").branches[0].values) == given
    values = {"x": 2, "y": 3}
    out = player.engine.output_of(player.version, "A", values=values, outer={}, world=player.world)
    assert out == back
    played(one, x=1)


@pytest.mark.parametrize(
    "inner",
    [
        (
            "<camunda:inputOutput><camunda:inputParameter name='a'>${x + 1}</camunda:inputParameter>"
            "<camunda:inputParameter name='b'>急</camunda:inputParameter>"
            "<camunda:outputParameter name='c'>${answer}</camunda:outputParameter></camunda:inputOutput>"
        ),
        (
            "<zeebe:ioMapping><zeebe:input source='=x + 1' target='a'/><zeebe:input source='急' target='b'/>"
            "<zeebe:output source='=answer' target='c'/></zeebe:ioMapping>"
        ),
    ],
)
def test_parameters_are_set_before_and_after_a_step(inner: str) -> None:
    one = imported(line(extended("userTask", inner)))

    player = Player(one).start(starterBody="zjj", x=1)
    assert (player.data["a"], player.data["b"]) == (2, "急")
    assert player.done("A", answer=7).data["c"] == 7
    assert player.over


def test_each_member_of_many_gets_parameters_of_its_own() -> None:
    many = MANY.format(' camunda:collection="xs" camunda:elementVariable="x"', "")
    held = (
        "<camunda:inputOutput><camunda:inputParameter name='a'>${x + 1}</camunda:inputParameter>"
        "<camunda:outputParameter name='c'>${x}</camunda:outputParameter></camunda:inputOutput>"
    )
    task = extended("userTask", held).replace("</bpmn:userTask>", f"{many}</bpmn:userTask>")

    one = imported(line(task))

    assert any("outputParameter is not run" in told.sentence_en for told in changes(one, "A"))
    player = Player(one).start(starterBody="zjj", xs=[1, 2])
    assert [branch.values["a"] for branch in player.fan("A").branches] == [2, 3]
    bare = extended("userTask", "").replace("</bpmn:userTask>", f"{many}</bpmn:userTask>")
    assert b"inputs" not in imported(line(bare)).diagram


@pytest.mark.parametrize(
    "parameter",
    [
        "<camunda:inputParameter name='a'><camunda:list/></camunda:inputParameter>",
        "<camunda:inputParameter name='a'>${x.y()}</camunda:inputParameter>",
        "<camunda:inputParameter name='a b'>1</camunda:inputParameter>",
        "<camunda:outputParameter name='a'/>",
    ],
)
def test_a_parameter_that_can_not_be_said_is_listed(parameter: str) -> None:
    one = imported(
        line(extended("userTask", f"<camunda:inputOutput>{parameter}</camunda:inputOutput>"))
    )

    assert any("Parameter is not run" in told.sentence_en for told in changes(one, "A"))
    assert b"Script" not in one.diagram
    played(one)


def test_what_an_operation_gave_is_led_out() -> None:
    held = "<camunda:outputParameter name='c'>${r.number}</camunda:outputParameter>"
    said = {"camunda__topic": "document.number", "camunda__resultVariable": "r"}
    one = imported(line(extended("serviceTask", held, **said)))

    world = FakeWorld(answers={"document.number": {"number": 5}})
    assert Player(one, world=world).start(starterBody="zjj").data["c"] == 5


@pytest.mark.parametrize("key", ["=order", "${order}"])
@pytest.mark.parametrize("receive", [True, False])
def test_a_message_is_found_by_the_key_it_had_there(receive: bool, key: str) -> None:  # noqa: FBT001  # both ways
    message = (
        f'<bpmn:message id="m" name="paid"><bpmn:extensionElements><zeebe:subscription correlationKey="{key}"/>'
        "</bpmn:extensionElements></bpmn:message>"
    )
    held = '<bpmn:messageEventDefinition messageRef="m"/>'
    waiting = (
        node("receiveTask", "A", messageRef="m")
        if receive
        else node("intermediateCatchEvent", "A", held)
    )

    one = imported(line(waiting, beside=message))

    player = Player(one).start(starterBody="zjj", order=17)
    listening = player.waits[player.token("A")]
    assert isinstance(listening, Listen)
    assert "17" in str(listening)
    played(one, order=17)


def test_a_message_that_begins_a_case_has_no_key() -> None:
    message = (
        '<bpmn:message id="m" name="paid"><bpmn:extensionElements><zeebe:subscription correlationKey="=order"/>'
        "</bpmn:extensionElements></bpmn:message>"
    )
    begun = node("startEvent", "S", '<bpmn:messageEventDefinition messageRef="m"/>')
    diagram = process(begun, flow("S", "E"), end(), beside=message, attributes=VENDORS)

    assert imported(diagram, owner="command_centre", starter=()).changes == ()


@pytest.mark.parametrize("kind", ["serviceTask", "scriptTask"])
def test_automatic_steps_may_have_many_members(kind: str) -> None:
    many = MANY.format(' camunda:collection="xs" camunda:elementVariable="x"', "")
    held = {"camunda__topic": "document.number"} if kind == "serviceTask" else {}
    inner = "" if kind == "serviceTask" else "<bpmn:script>y = x</bpmn:script>"
    step = extended(kind, "", **held).replace(f"</bpmn:{kind}>", f"{many}{inner}</bpmn:{kind}>")

    one = imported(line(step))

    world = FakeWorld()
    player = Player(one, world=world).start(starterBody="zjj", xs=["p", "q"])
    assert player.over
    assert len(world.told) == (2 if kind == "serviceTask" else 0)
    asked = imported(line(step.replace(' camunda:collection="xs"', "")))
    assert any("gives the number" in told.sentence_en for told in changes(asked, "A"))
