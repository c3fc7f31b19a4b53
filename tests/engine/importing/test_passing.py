"""What passes between cases of other tools: by calls and by messages."""

from __future__ import annotations

import pytest

from server.domain.moves import Gather, Listen
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
        ('<camunda:out source="y" target="b"/>' + OUT_ALL, {}, set(), {"x": 2, "y": 3}),
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


def test_a_call_takes_back_everything_and_what_is_named() -> None:
    inner = '<camunda:out source="y" target="b"/>' + OUT_ALL

    one = imported(line(extended("callActivity", inner, **CALL)))

    player = Player(one).start(starterBody="zjj")
    player.push(Gather(token=player.token("A"), outputs=({"y": 3},)))
    assert (player.data["y"], player.data["b"]) == (3, 3)


@pytest.mark.parametrize(
    "inner",
    [
        "<camunda:in businessKey='${key}'/>",
        "<camunda:in source='x.y()' target='a'/>",
        "<camunda:inputOutput><camunda:inputParameter name='a'>${x}</camunda:inputParameter></camunda:inputOutput>",
        "<camunda:out sourceExpression='${f(x)}' target='a'/>",
    ],
)
def test_what_a_call_does_not_pass_here_is_told(inner: str) -> None:
    one = imported(line(extended("callActivity", inner, **CALL)))

    assert ["left out" in told.sentence_en for told in changes(one, "A")].count(True) == 1


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
