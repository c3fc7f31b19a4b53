"""Work is returned to whoever started the matter: they correct the start form."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from server.domain.acts import Act
from server.domain.errors import AnswerWrong, NothingBefore, TooLateToTakeBack
from server.domain.reading import InboxQuery
from server.domain.work import WorkState
from server.services import acting, finding, tasks, working
from server.services.acts.scene import Given
from server.services.working import Answer
from tests.engine.diagrams import about, boundary, line, many
from tests.services.asking import SETTINGS
from tests.services.drawn import Drawn, desk
from tests.services.test_returning import SPLIT, give_up, losses

if TYPE_CHECKING:
    from server.domain.ids import ItemId
    from tests.web.house import House

FORM = {
    "type": "default", "id": "ask",
    "components": [
        {"type": "textfield", "id": "f1", "key": "where", "label": "地点", "validate": {"required": True}},
        {"type": "number", "id": "f2", "key": "count", "label": "数量"},
        {"type": "taglist", "id": "f3", "key": "bodies", "label": "单位",
         "values": [{"label": "住建", "value": "zjj"}, {"label": "水利", "value": "slj"}]},
        {"type": "select", "id": "f4", "key": "urgency", "label": "紧急程度",
         "values": [{"label": "一般", "value": "normal"}, {"label": "特急", "value": "emergency"}]},
    ],
}  # fmt: skip
NAMED = """start_form = "survey/ask"
title_value = "where"
searchable = ["bodies"]
columns = ["count"]
"""
BEGUN = {
    "process.toml": (SETTINGS + NAMED).encode(),
    "survey/ask.json": json.dumps(FORM).encode(),
}
ROW = (desk("A"), desk("B"), line("S", "A", "B", "E"))


def begun(house: House, *parts: str, **values: Any) -> Drawn:
    return Drawn(house, *(parts or ROW), more=BEGUN, where="东村", **values)


def back(drawn: Drawn, element: str, way: str = "straight") -> ItemId:
    """Returned to the start form; gives what the starter has to correct."""
    give_up(drawn, drawn.item(element), "start", way=way)
    return drawn.item("S")


def correct(drawn: Drawn, item: ItemId, **values: Any) -> None:
    answer = Answer(values={"where": "西村", **values})
    working.complete(drawn.tools, drawn.officer, item, answer)


def test_the_starter_sees_what_they_said_and_why_it_came_back(house: House) -> None:
    drawn = begun(house)
    item = back(drawn, "A")

    shown = tasks.task(drawn.tools, drawn.officer, item)
    assert shown.may_complete
    assert shown.values["where"] == "东村"
    assert shown.returned is not None
    assert (shown.returned.by, shown.returned.reason) == ("褚例甲", "材料不全")
    page = house.browser("buguan.officer").get(f"/work/{item}")
    assert "材料不全" in page.text


def test_what_is_corrected_is_the_matters_and_it_comes_straight_back(house: House) -> None:
    drawn = begun(house)
    drawn.do("A")
    correct(drawn, back(drawn, "B"), count=2)

    assert drawn.open == ["B"]
    assert (drawn.data["where"], drawn.data["count"]) == ("西村", 2)
    with drawn.tools.unit() as unit:
        assert unit.cases.find(drawn.case).title == "西村"
    drawn.do("B")
    assert drawn.status == "finished"
    assert drawn.is_sound


def test_what_is_wrong_is_not_taken(house: House) -> None:
    drawn = begun(house)
    item = back(drawn, "A")

    with pytest.raises(AnswerWrong):
        correct(drawn, item, where="")
    assert drawn.open == ["S"]


def test_what_is_corrected_is_found_listed_and_as_urgent_as_it_is_now(house: House) -> None:
    drawn = begun(house, bodies=["zjj"], count=1)
    correct(drawn, back(drawn, "A"), bodies=["slj"], count=2, urgency="emergency")

    assert [row.title for row in finding.search(drawn.tools, drawn.officer, "西村 slj").rows] == [
        "西村"
    ]
    assert finding.search(drawn.tools, drawn.officer, "zjj").rows == ()
    asked = InboxQuery(columns=("count",), urgency="emergency")
    [row] = finding.inbox(drawn.tools, drawn.handler, asked).rows
    assert row.shown == {"count": ("2", "2")}


def test_what_is_corrected_and_named_nowhere_takes_nothing_away(house: House) -> None:
    drawn = begun(house, bodies=["zjj"], count=1)
    correct(drawn, back(drawn, "A"), bodies=["zjj"], count=1)

    assert len(finding.search(drawn.tools, drawn.officer, "西村 zjj").rows) == 1


def test_step_by_step_all_begins_anew_once_it_is_corrected(house: House) -> None:
    drawn = begun(house, *SPLIT)
    drawn.do("P")

    assert "重走到“征求意见”时，正在办理的“办C”随之撤回，经办人会收到提醒。" in losses(drawn, "A")
    item = back(drawn, "A", way="rerun")
    assert drawn.open == ["C", "S"]
    correct(drawn, item)
    assert drawn.open == ["P"]
    drawn.do("P", "A", "B", "C", "Z")
    assert drawn.status == "finished"
    assert drawn.is_sound


def test_what_begins_anew_is_not_taken_back(house: House) -> None:
    drawn = begun(house)
    item = back(drawn, "A", way="rerun")
    correct(drawn, item)

    with pytest.raises(TooLateToTakeBack):
        acting.act(drawn.tools, drawn.officer, item, Act.TAKE_BACK, Given())


def test_out_of_a_branch_the_start_form_only_comes_straight_back(house: House) -> None:
    asked = desk("M", many("bodies", "body", into="asked", output="body"))
    drawn = begun(house, asked, desk("Z"), line("S", "M", "Z", "E"), bodies=["zjj", "slj"])
    with pytest.raises(AnswerWrong):
        back(drawn, "M", way="rerun")
    item = back(drawn, "M")

    correct(drawn, item)
    assert drawn.data["where"] == "西村"
    assert drawn.open == ["M", "M"]
    drawn.do("M", "M", "Z")
    assert drawn.status == "finished"
    assert drawn.is_sound


def test_a_condition_that_the_correction_makes_true_is_heard(house: House) -> None:
    watched = boundary(
        "many", "A", about("conditional", inner="<bpmn:condition>count > 5</bpmn:condition>")
    )
    drawn = begun(
        house, desk("A"), watched, desk("L"), line("S", "A", "E"), line("many", "L", "E"), count=1
    )
    correct(drawn, back(drawn, "A"), count=9)

    assert drawn.open == ["L"]
    assert len(drawn.items("A", WorkState.WITHDRAWN)) == 1
    assert drawn.is_sound


def test_it_is_not_returned_to_itself_nor_past_what_the_diagram_says(house: House) -> None:
    drawn = begun(house)
    item = back(drawn, "A")
    with pytest.raises(NothingBefore):
        acting.look(drawn.tools, drawn.officer, item, Act.RETURN)

    said = begun(house, desk("A"), desk("B", return_to="A"), line("S", "A", "B", "E"))
    said.do("A")
    with pytest.raises(AnswerWrong):
        back(said, "B")
