"""What is asked beside work, over pages and the API on the real floors."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.house import House, Program
from tests.web.journey import PLACE


@pytest.fixture
def handler(house: House) -> Program:
    """Give a department's handler who has signed for a repair."""
    house.program("buguan.officer").post("/processes/repair/start", {"values": PLACE})
    handler = house.program("zjj.handler")
    handler.post(f"/work-items/{work(handler)}/claim")
    return handler


def work(program: Program) -> str:
    return str(program.get("/work-items").get_json()["items"][0]["id"])


def person(house: House, login: str) -> str:
    with house.tools.unit() as unit:
        found = unit.people.person_named(login)
    assert found is not None
    return str(found.id)


def asks(house: House, handler: Program, act: str, **given: Any) -> str:
    """The handler asks somebody of another body; gives what they were asked."""
    people = [person(house, "slj.handler")]
    answer = handler.post(f"/work-items/{work(handler)}/acts/{act}", {"people": people, **given})
    assert answer.status_code == 204, answer.get_data(as_text=True)
    return str(listed(house.program("slj.handler"))[0]["aside"]["id"])


def listed(program: Program, tab: str = "all") -> list[dict[str, Any]]:
    return list(program.get(f"/asides?tab={tab}").get_json()["items"])


def test_an_opinion_is_asked_for_across_bodies_and_given(house: House, handler: Program) -> None:
    other = house.program("slj.handler")
    aside = asks(house, handler, "consult", way="wait", text="涉河是否可行")

    shown = other.get(f"/asides/{aside}").get_json()
    assert shown["aside"]["text"] == "涉河是否可行"
    assert shown["is_mine_to_answer"]
    assert "place" not in shown["values"], "the form of this step does not speak of it"
    refused = handler.post(f"/work-items/{work(handler)}/complete", {"values": {}})
    assert refused.get_json()["code"] == "answers_awaited"
    assert other.get(f"/work-items/{work(handler)}").status_code == 404

    assert other.post(f"/asides/{aside}/answer", {"text": "可行"}).status_code == 204

    [line] = handler.get(f"/work-items/{work(handler)}").get_json()["asides"]
    assert (line["state"], line["answer"]) == ("answered", "可行")
    assert [row["aside"]["id"] for row in listed(other, "over")] == [aside]
    assert listed(other) == []


def test_the_matter_itself_stays_closed_to_who_is_asked(house: House, handler: Program) -> None:
    other = house.program("slj.handler")
    aside = asks(house, handler, "consult", way="wait", text="可行吗")
    case = listed(other)[0]["case"]
    assert other.get(f"/cases/{case}").status_code == 404

    other.post(f"/asides/{aside}/answer", {"text": "可行"})

    assert other.get(f"/cases/{case}").status_code == 404


def test_a_question_is_called_off(house: House, handler: Program) -> None:
    other = house.program("slj.handler")
    aside = asks(house, handler, "add_signers", way="beside")

    assert handler.post(f"/asides/{aside}/withdraw").status_code == 204

    assert listed(other) == []
    gone = other.post(f"/asides/{aside}/answer", {"verdict": "agree"})
    assert gone.get_json()["code"] == "not_asked_any_more"


def test_the_people_of_another_body_are_offered(house: House, handler: Program) -> None:
    address = f"/work-items/{work(handler)}/acts/consult?body=slj"

    page = handler.get(address).get_json()

    people = next(each for each in page["questions"] if each["asks"] == "people")
    assert person(house, "slj.handler") in [option["value"] for option in people["options"]]
    assert page["body"] == "slj"


# --- pages ------------------------------------------------------------------------------------


def test_people_of_several_bodies_are_chosen_without_script(house: House, handler: Program) -> None:
    browser, address = house.browser("zjj.handler"), f"/work/{work(handler)}/acts/consult"
    browser.get(address)
    mine, theirs = person(house, "zjj.head"), person(house, "slj.handler")

    page = browser.post(address, {"people": [mine], "body": "slj", "look": "1", "text": "可行吗"})

    offered = {str(box["value"]): box.has_attr("checked") for box in page.select("[name=people]")}
    assert offered[mine]
    assert offered[theirs] is False
    assert "可行吗" in page.text
    done = browser.post(
        address, {"people": [mine, theirs, ""], "way": "wait", "text": "可行吗", "body": "slj"}
    )
    assert done.status == 200
    assert len(handler.get(f"/work-items/{work(handler)}").get_json()["asides"]) == 2
    broken = browser.post(address, {"people": ["nobody"], "look": "1"})
    assert broken.status == 200


def test_who_is_asked_answers_on_a_page(house: House, handler: Program) -> None:
    aside = asks(house, handler, "add_signers", way="before", text="请审", until="2026-03-12")
    browser = house.browser("slj.handler")

    assert "待阅待答" in browser.get("/asides").text
    assert "请审" in browser.get(f"/asides/{aside}").text
    wrong = browser.post(f"/asides/{aside}/answer", {"verdict": "disagree", "text": ""})
    assert wrong.status == 422
    browser.post(f"/asides/{aside}/answer", {"verdict": "perhaps", "text": "好"})
    browser.post(f"/asides/{aside}/answer", {"verdict": "agree", "text": "同意上报"})

    assert "同意上报" in browser.get(f"/asides/{aside}").text
    assert "同意" in browser.get("/asides?tab=over").text
    assert "没有需要您" in browser.get("/asides?tab=nonsense").text


def test_what_was_circulated_is_marked_as_read_on_a_page(house: House, handler: Program) -> None:
    aside = asks(house, handler, "circulate", text="请阅")
    browser = house.browser("slj.handler")

    assert browser.client.get("/counts").get_json()["asides"] == 1
    browser.get(f"/asides/{aside}")
    browser.post(f"/asides/{aside}/read", {"text": "已阅"})

    assert browser.client.get("/counts").get_json()["asides"] == 0
    page = house.browser("zjj.handler").get(f"/work/{work(handler)}").text
    assert "征求意见与加签" in page


def test_the_task_page_tells_who_is_awaited_and_calls_off(house: House, handler: Program) -> None:
    aside = asks(house, handler, "consult", way="wait", text="可行吗")
    browser = house.browser("zjj.handler")

    assert "办结前还须 1 人答复" in browser.get(f"/work/{work(handler)}").text
    browser.post(f"/asides/{aside}/withdraw")
    assert "办结前还须" not in browser.get(f"/work/{work(handler)}").text
    again = browser.post(f"/asides/{aside}/withdraw")
    assert again.status == 409


def test_personal_data_are_shown_to_who_is_asked_for_a_reason(
    house: House, handler: Program
) -> None:
    aside = asks(house, handler, "consult", way="wait", text="请联系13912345678")
    browser, other = house.browser("slj.handler"), house.program("slj.handler")
    page = browser.get(f"/asides/{aside}")
    assert "139****5678" in page.text
    form, address = page.form(f"/asides/{aside}/personal-data"), f"/asides/{aside}/personal-data"

    wrong = browser.post(address, form | {"reason": " "})
    shown = browser.post(address, form | {"reason": "需要联系当事人"})

    assert wrong.status == 422
    assert wrong.select("#f-show-reason[aria-invalid=true]")
    assert "请联系13912345678" in shown.text
    assert not shown.select(f'form[action="{address}"]')
    looks = house.program("zjj.handler").get(f"/cases/{listed(other)[0]['case']}").get_json()
    assert [look["reason"] for look in looks["looks"] if look["reason"]] == ["需要联系当事人"]
    assert other.get(f"/asides/{aside}").get_json()["hides"] is False


def test_a_program_has_them_shown_in_the_same_way(house: House, handler: Program) -> None:
    aside = asks(house, handler, "copy", text="当事人电话13912345678")
    other = house.program("slj.handler")
    assert other.get(f"/asides/{aside}").get_json()["hides"] is True

    assert other.post(f"/asides/{aside}/personal-data", {"reason": "核对"}).status_code == 204

    assert "13912345678" in other.get(f"/asides/{aside}").get_json()["aside"]["text"]
    stranger = house.program("buguan.officer")
    refused = stranger.post(f"/asides/{aside}/personal-data", {"reason": "核对"})
    assert refused.get_json()["code"] == "no_such_aside"
