"""The whole journey of a case through the API, on the real floors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.web.journey import DONE, PLACE, item_of, started

if TYPE_CHECKING:
    from tests.web.house import House, Program


def test_processes_are_listed(house: House) -> None:
    told = house.program("zjj.handler").get("/processes").get_json()

    assert [(one["key"], one["version"]) for one in told["items"]] == [("repair", 1)]


def test_a_process_shows_its_start_form_to_who_may_start_it(house: House) -> None:
    told = house.program("buguan.officer").get("/processes/repair").get_json()

    assert told["form"]["components"][0]["key"] == "place"
    assert "<bpmn:definitions" in told["diagram"]


def test_who_may_not_start_a_process_is_told(house: House) -> None:
    answer = house.program("zjj.handler").get("/processes/repair")

    assert (answer.status_code, answer.get_json()["code"]) == (403, "may_not_start")


def test_an_unknown_process_is_not_found(house: House) -> None:
    assert house.program("zjj.handler").get("/processes/other").status_code == 404


def test_a_case_is_started_and_gets_its_number(house: House) -> None:
    assert started(house)["number"] == "JG-2026-00001"


def test_a_wrong_start_is_told_by_field(house: House) -> None:
    township = house.program("buguan.officer")

    answer = township.post("/processes/repair/start", {"values": {"count": 0}})

    assert answer.status_code == 422
    assert [one["field"] for one in answer.get_json()["errors"]] == ["count", "place"]


def test_the_same_key_starts_one_case(house: House) -> None:
    township = house.program("buguan.officer")

    first = township.post("/processes/repair/start", {"values": PLACE}, key="once")
    again = township.post("/processes/repair/start", {"values": PLACE}, key="once")

    assert first.get_json() == again.get_json()
    assert len(township.get("/cases").get_json()["items"]) == 1


def test_the_same_key_for_another_request_is_refused(house: House) -> None:
    township = house.program("buguan.officer")
    township.post("/processes/repair/start", {"values": PLACE}, key="once")

    answer = township.post("/processes/repair/start", {"values": {"place": "西街"}}, key="once")

    assert (answer.status_code, answer.get_json()["code"]) == (409, "same_key_other_request")


def test_work_reaches_the_inbox_of_its_department_only(house: House) -> None:
    started(house)

    there = house.program("zjj.handler").get("/work-items").get_json()["items"]
    elsewhere = house.program("slj.handler").get("/work-items").get_json()["items"]

    assert [one["title"] for one in there] == ["东大街"]
    assert elsewhere == []


def test_work_is_shown_with_form_values_and_choices(department: Program) -> None:
    told = department.get(f"/work-items/{item_of(department)}").get_json()

    assert told["form"]["components"][0]["key"] == "result"
    assert told["values"]["place"] == "东大街"
    assert [one["name"] for one in told["choices"]] == ["办结", "不予受理"]


def test_work_of_others_looks_like_none(house: House, department: Program) -> None:
    item = item_of(department)

    assert house.program("slj.handler").get(f"/work-items/{item}").status_code == 404


def test_work_is_signed_for_and_given_back(department: Program) -> None:
    item = item_of(department)

    claimed = department.post(f"/work-items/{item}/claim").status_code
    is_mine = department.get("/work-items").get_json()["items"][0]["is_mine"]
    given_back = department.post(f"/work-items/{item}/give-back").status_code

    assert (claimed, is_mine, given_back) == (204, True, 204)


def test_what_was_not_signed_for_can_not_be_given_back(department: Program) -> None:
    answer = department.post(f"/work-items/{item_of(department)}/give-back")

    assert (answer.status_code, answer.get_json()["code"]) == (409, "not_claimed")


def test_work_is_completed_and_the_case_ends(department: Program) -> None:
    item = item_of(department)

    told = department.post(f"/work-items/{item}/complete", DONE).get_json()

    assert department.get(f"/cases/{told['case']}").get_json()["status"] == "finished"
    assert department.get("/work-items").get_json()["items"] == []


def test_completing_twice_with_one_key_has_one_answer(department: Program) -> None:
    item = item_of(department)

    first = department.post(f"/work-items/{item}/complete", DONE, key="once")
    again = department.post(f"/work-items/{item}/complete", DONE, key="once")

    assert (first.status_code, again.status_code) == (200, 200)
    assert first.get_json() == again.get_json()


def test_completing_anew_tells_who_was_faster(department: Program) -> None:
    item = item_of(department)
    department.post(f"/work-items/{item}/complete", DONE)

    answer = department.post(f"/work-items/{item}/complete", DONE)

    assert (answer.status_code, answer.get_json()["code"]) == (409, "already_completed")


def test_a_wrong_answer_changes_nothing(department: Program) -> None:
    item = item_of(department)

    answer = department.post(f"/work-items/{item}/complete", {"values": {}, "choice": "decided_E"})

    assert [one["field"] for one in answer.get_json()["errors"]] == ["result"]
    assert item_of(department) == item


def test_a_condition_reads_what_the_case_holds(house: House) -> None:
    started(house, count=5)
    department = house.program("zjj.handler")

    answer = department.post(f"/work-items/{item_of(department)}/complete", DONE)

    assert [one["field"] for one in answer.get_json()["errors"]] == ["why"]


def test_a_decision_left_open_is_asked_for(department: Program) -> None:
    answer = department.post(
        f"/work-items/{item_of(department)}/complete", {"values": {"result": "x"}}
    )

    assert (answer.status_code, answer.get_json()["code"]) == (422, "choice_wanted")


def test_a_stale_revision_is_told(department: Program) -> None:
    answer = department.post(f"/work-items/{item_of(department)}/complete", DONE | {"revision": 99})

    assert (answer.status_code, answer.get_json()["code"]) == (409, "case_moved_on")


def test_a_draft_is_kept_and_shown_again(department: Program) -> None:
    item = item_of(department)

    saved = department.put(f"/work-items/{item}/draft", {"values": {"result": "写到一半"}})

    told = department.get(f"/work-items/{item}").get_json()
    assert saved.get_json()["saved_at"] == "2026-03-09T01:00:00+00:00"
    assert told["values"]["result"] == "写到一半"


def test_a_draft_of_another_window_is_given_with_the_refusal(department: Program) -> None:
    item = item_of(department)
    department.put(f"/work-items/{item}/draft", {"values": {"result": "东"}, "draft_at": None})

    refused = department.put(
        f"/work-items/{item}/draft", {"values": {"result": "西"}, "draft_at": None}
    ).get_json()

    assert (refused["status"], refused["code"]) == (409, "draft_kept_elsewhere")
    assert refused["values"] == {"result": "东"}
    assert refused["draft_at"] == "2026-03-09T01:00:00+00:00"
