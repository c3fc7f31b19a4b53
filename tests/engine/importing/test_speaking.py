"""What the import writes for people is Chinese on the diagram, and English beside it."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from server.domain.errors import DiagramRefused
from server.domain.process import English
from server.engine.adapter import SpiffEngine
from tests.engine.diagrams import end, flow, gateway, node, process, start, user
from tests.engine.importing.foreign import LOOP, MANY, extended, line, ways
from tests.engine.importing.imports import imported
from tests.engine.player import KNOWN

if TYPE_CHECKING:
    from server.domain.process import Model, Sources


def model_of(one: Sources) -> Model:
    return SpiffEngine().check(one, KNOWN)


def label_of(one: Sources, name: str) -> tuple[str, dict[str, Any]]:
    """The label of a form's one field, and its English words."""
    [field] = json.loads(one.forms[name])["components"]
    return field["label"], tomllib.loads(one.words[name].decode())[field["id"]]


def test_a_task_to_choose_and_its_buttons_have_names_in_both_languages() -> None:
    one = imported(
        process(
            *(start(), flow("S", "X"), gateway("exclusive", "X"), flow("X", "G")),
            *(gateway("exclusive", "G"), flow("G", "A"), flow("G", "B"), flow("G", "C")),
            *(
                flow("G", "E"),
                user("A", name="受理"),
                user("B", name="受理"),
                node("userTask", "C"),
            ),
            *(flow(key, "E") for key in "ABC"),
            end(),
        ),
        english={"A": English(name="Accept")},
    )

    step = model_of(one).steps["ask_G"]
    assert (step.name, step.name_en) == ("选择", "Choose")
    assert [(choice.name, choice.name_en) for choice in step.choices] == [
        ("受理", "Accept"),
        ("受理 2", "受理 2"),
        ("分支 3", "Way 3"),
        ("分支 4", "Way 4"),
    ]


def test_a_task_to_choose_is_called_after_its_gateway_in_both_languages() -> None:
    way = ways("exclusive", "", "", first=gateway("exclusive", "A"), name="是否受理")

    one = imported(way, english={"G": English(name="Accepted?")})

    step = model_of(one).steps["ask_G"]
    assert (step.name, step.name_en) == ("是否受理", "Accepted?")


def test_what_was_said_in_english_stays() -> None:
    said = {"G_E": English(name="Yes"), "A": English(instructions="Look.")}

    one = imported(ways("exclusive", "", "", first=user("A")), english=said)

    assert {**one.english, **said} == one.english
    assert one.english["G_F"] == English(name="Way 2")


def test_english_of_what_was_left_out_goes_with_it() -> None:
    drawn = line(user("A"), node("task", "B"), flow("B", "E"))

    one = imported(drawn, english={"B": English(name="Never reached")})

    assert one.english == {}


def test_english_of_what_never_was_is_a_mistake_all_the_same() -> None:
    drawn = line(user("A"), node("task", "B"), flow("B", "E"))

    with pytest.raises(DiagramRefused):
        imported(drawn, english={"X": English(name="Elsewhere")})


def test_boxes_to_tick_are_named_in_both_languages() -> None:
    one = imported(ways("inclusive", "", "", name="哪些"), english={"E": English(name="Archive")})

    [name] = one.forms
    label, words = label_of(one, name)
    assert label == "哪些"
    assert words == {"values": {"G_E": "Way 1", "G_F": "Way 2"}}


def test_boxes_to_tick_of_a_gateway_without_name() -> None:
    one = imported(ways("inclusive", "", ""))

    [name] = one.forms
    assert label_of(one, name)[1]["label"] == "Choose"


@pytest.mark.parametrize(
    ("drawn", "name", "zh", "en"),
    [
        (
            line(extended("userTask", "", camunda__formKey="x")),
            "userTask_A",
            "办理意见",
            "Comment",
        ),
        (line(node("userTask", "A", LOOP)), "userTask_A", "再办一次", "Once more"),
        (line(node("userTask", "A", MANY.format("", ""))), "userTask_ask_A", "几份", "How many"),
    ],
)
def test_a_form_of_the_import_is_in_both_languages(
    drawn: bytes, name: str, zh: str, en: str
) -> None:
    one = imported(drawn)

    [form] = one.forms
    assert form.endswith(name)
    label, words = label_of(one, form)
    assert (label, words) == (zh, {"label": en})


def test_how_many_asks_for_a_step_by_its_name_in_both_languages() -> None:
    drawn = line(node("userTask", "A", MANY.format("", ""), name="会签"))

    plain = model_of(imported(drawn)).steps["ask_A"]
    spoken = model_of(imported(drawn, english={"A": English(name="Sign")})).steps["ask_A"]

    assert (plain.name, plain.name_en) == ("会签：几份", "会签: how many")
    assert spoken.name_en == "Sign: how many"


def test_who_does_what_the_server_can_not_is_told_in_both_languages() -> None:
    one = imported(line(extended("serviceTask", "", camunda__topic="pay")))
    nothing = imported(line(node("serviceTask", "A")))

    step, other = model_of(one).steps["A"], model_of(nothing).steps["A"]
    assert step.instructions == "原图由外部系统办理（pay）。请代为办理后确认。"
    assert step.instructions_en == (
        "Another system does this in the drawing (pay). Do it in its place, then confirm."
    )
    assert other.instructions == "原图由外部系统办理。请代为办理后确认。"


def test_instructions_of_the_drawing_stay_as_they_are() -> None:
    drawn = extended(
        "serviceTask",
        '<spiffworkflow:properties><spiffworkflow:property name="instructions" value="付款"/>'
        "</spiffworkflow:properties>",
    )

    step = model_of(imported(line(drawn))).steps["A"]

    assert (step.instructions, step.instructions_en) == ("付款", "")
