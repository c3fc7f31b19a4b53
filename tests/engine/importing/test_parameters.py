"""What goes into the steps of other tools and comes out of them; what has no effect here is told."""

from __future__ import annotations

from typing import Any

import pytest

from server.domain.moves import Gather
from tests.engine.diagrams import end, flow, node, process, start, user
from tests.engine.dmn_models import decision, definitions, written
from tests.engine.importing.foreign import MANY, extended, line, ways
from tests.engine.importing.imports import VENDORS, changes, imported, played
from tests.engine.player import FakeWorld, Player

CALL = {"calledElement": "inquiry"}
IN_ALL = '<camunda:in variables="all"/>'
OUT_ALL = '<camunda:out variables="all"/>'


def branch_of_one(player: Player, element: str, **answer: Any) -> None:
    """The work of a step with data of its own, done by this answer."""
    [branch] = player.fan(element).branches
    values = {**branch.values, **answer}
    given = player.engine.output_of(
        player.version, element, values=values, outer=player.data, world=player.world
    )
    player.push(Gather(token=player.token(element), outputs=(given,)))


PARAMETERS = [
    (
        "<camunda:inputOutput><camunda:inputParameter name='a'>${x + 1}</camunda:inputParameter>"
        "<camunda:inputParameter name='b'>急</camunda:inputParameter>"
        "<camunda:inputParameter name='d'>${a * 2}</camunda:inputParameter>"
        "<camunda:outputParameter name='c'>${answer + a}</camunda:outputParameter></camunda:inputOutput>"
    ),
    (
        "<zeebe:ioMapping><zeebe:input source='=x + 1' target='a'/><zeebe:input source='急' target='b'/>"
        "<zeebe:input source='=a * 2' target='d'/><zeebe:output source='=answer + a' target='c'/>"
        "</zeebe:ioMapping>"
    ),
]


@pytest.mark.parametrize("inner", PARAMETERS)
def test_what_goes_into_a_step_is_its_own_and_what_comes_out_is_the_cases(inner: str) -> None:
    one = imported(line(extended("userTask", inner)))

    player = Player(one).start(starterBody="zjj", x=1, a=0)
    assert player.fan("A").branches[0].values == {"a": 2, "b": "急", "d": 4}
    branch_of_one(player, "A", answer=7)
    assert {name: player.data[name] for name in "acx"} == {"a": 0, "c": 9, "x": 1}
    assert "b" not in player.data
    assert player.over


def test_what_goes_into_work_in_turn_is_shared_with_the_case() -> None:
    steps = extended("userTask", PARAMETERS[0]) + user("B")
    ad_hoc = node("adHocSubProcess", "H", steps, ordering="Sequential")
    whole = (start(), ad_hoc, end(), flow("S", "H"), flow("H", "E"))
    one = imported(process(*whole, attributes=VENDORS))

    player = Player(one).start(starterBody="zjj", x=1)
    assert player.waiting == ["A", "B"]
    assert {name: player.data[name] for name in "abd"} == {"a": 2, "b": "急", "d": 4}
    assert player.done("A", answer=7).data["c"] == 9
    told = [change.sentence_en for change in changes(one, "A")]
    assert sum("variables of the case" in sentence for sentence in told) == 2


@pytest.mark.parametrize("kind", ["scriptTask", "businessRuleTask"])
def test_what_goes_into_an_automatic_step_is_its_own(kind: str) -> None:
    inner = PARAMETERS[0].replace("answer", "y")
    step = extended(kind, inner + "<zeebe:calledDecision decisionId='y' resultVariable='y'/>")
    step = step.replace(
        "</bpmn:scriptTask>", "<bpmn:script>y = a * 10</bpmn:script></bpmn:scriptTask>"
    )
    decisions = {"y.dmn": definitions(decision("y", written("20")))}

    one = imported(line(step), decisions=decisions)

    player = Player(one).start(starterBody="zjj", x=1)
    assert (player.data["y"], player.data["c"]) == (20, 22)
    assert "a" not in player.data


def test_a_sub_process_shares_its_parameters_with_the_case() -> None:
    step = extended("subProcess", PARAMETERS[0].replace("answer + a", "a"))
    inside = start("s") + user("u") + flow("s", "u")

    one = imported(line(step.replace("</bpmn:subProcess>", f"{inside}</bpmn:subProcess>")))

    player = Player(one).start(starterBody="zjj", x=1)
    assert (player.data["a"], player.data["d"]) == (2, 4)
    assert player.done("u").data["c"] == 2
    told = [change.sentence_en for change in changes(one, "A")]
    assert any("variables of the case" in sentence for sentence in told)


def test_two_steps_may_lead_their_outputs_into_one_variable() -> None:
    step = extended("userTask", PARAMETERS[1])
    again = step.replace('id="A"', 'id="B"')
    own = '<bpmn:property id="p" name="other"/>'

    one = imported(line(own, step, flow("A", "B"), again, flow("B", "E")))

    assert one.diagram.count(b'name="c"') == 1


def test_a_script_of_ours_beside_a_step_stays_and_the_parameter_is_told() -> None:
    held = "<spiffworkflow:postScript>z := 1</spiffworkflow:postScript>"
    held += "<camunda:outputParameter name='c'>${r}</camunda:outputParameter>"
    one = imported(line(extended("serviceTask", held, camunda__topic="document.number")))

    assert b"z := 1" in one.diagram
    assert any("outputParameter can't be said" in told.sentence_en for told in changes(one, "A"))


def test_work_with_parameters_lets_another_task_choose() -> None:
    step = extended("userTask", PARAMETERS[1])

    one = imported(ways("exclusive", "", "", first=step))

    player = Player(one).start(starterBody="zjj", x=1)
    branch_of_one(player, "A", answer=7)
    assert player.done("ask_G", choice="G_F").path[-1] == "F"


def test_each_member_of_many_gets_parameters_of_its_own() -> None:
    many = MANY.format(' camunda:collection="xs" camunda:elementVariable="x"', "")
    held = (
        "<camunda:inputOutput><camunda:inputParameter name='a'>${x + 1}</camunda:inputParameter>"
        "<camunda:outputParameter name='c'>${x}</camunda:outputParameter></camunda:inputOutput>"
    )
    task = extended("userTask", held).replace("</bpmn:userTask>", f"{many}</bpmn:userTask>")

    one = imported(line(task))

    assert any("outputParameter can't be said" in told.sentence_en for told in changes(one, "A"))
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

    assert any("Parameter can't be said" in told.sentence_en for told in changes(one, "A"))
    assert b"Script" not in one.diagram
    played(one)


@pytest.mark.parametrize(
    ("kind", "inner", "said"),
    [
        (
            "serviceTask",
            "<camunda:inputParameter name='to'>${mail}</camunda:inputParameter>",
            "name=to ${mail}",
        ),
        ("serviceTask", "<zeebe:output source='=r' target='c'/>", "source==r target=c"),
        ("callActivity", "<camunda:in source='x' target='a'/>", "source=x target=a"),
        ("sendTask", "<camunda:inputParameter name='a'>1</camunda:inputParameter>", "name=a 1"),
        ("callActivity", "<zeebe:output source='=r' target='c'/>", "source==r target=c"),
    ],
)
def test_parameters_of_what_a_person_does_instead_are_told(
    kind: str, inner: str, said: str
) -> None:
    one = imported(line(extended(kind, inner)))

    assert [told.was for told in changes(one, "A") if "left out" in told.sentence_en] == [said]


def test_what_a_listener_of_a_flow_or_a_process_would_do_is_told() -> None:
    held = "<bpmn:extensionElements><camunda:executionListener expression='${f()}'/></bpmn:extensionElements>"
    drawn = line(user("A")).replace(b'isExecutable="true">', f'isExecutable="true">{held}'.encode())
    drawn = drawn.replace(b'targetRef="A">', f'targetRef="A">{held}'.encode())

    one = imported(drawn)

    assert [change.was for change in one.changes] == ["${f()}", "${f()}"]
    assert {change.element for change in one.changes} == {"whistle", "S_A"}


def test_what_a_connector_is_given_is_no_variable() -> None:
    held = (
        "<camunda:connector><camunda:inputOutput><camunda:inputParameter name='url'>u</camunda:inputParameter>"
        "</camunda:inputOutput><camunda:connectorId>http</camunda:connectorId></camunda:connector>"
    )
    one = imported(line(extended("userTask", held)))

    assert [told.sentence_en for told in changes(one, "A")[:1]] == [
        "The connector has no effect here and is not run."
    ]
    assert b"dataInputAssociation" not in one.diagram


def test_a_script_of_camunda_8_that_runs_is_not_told_as_left_out() -> None:
    one = imported(
        line(extended("scriptTask", '<zeebe:script expression="=a + 1" resultVariable="r"/>'))
    )

    [told] = changes(one, "A")
    assert (told.was, told.now) == ("r = a + 1", "r := a + 1")


def test_what_an_operation_gave_is_led_out() -> None:
    held = "<camunda:outputParameter name='c'>${r.number}</camunda:outputParameter>"
    said = {"camunda__topic": "document.number", "camunda__resultVariable": "r"}
    one = imported(line(extended("serviceTask", held, **said)))

    world = FakeWorld(answers={"document.number": {"number": 5}})
    assert Player(one, world=world).start(starterBody="zjj").data["c"] == 5
