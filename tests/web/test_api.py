"""The whole journey of a case through the API, on the real floors."""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.repair import FILES

if TYPE_CHECKING:
    from tests.web.house import House, Program

PHOTO = b"\xff\xd8\xff\xe0 a manhole"
PLACE = {"place": "东大街", "count": 2}
DONE: dict[str, Any] = {"values": {"result": "已更换"}, "choice": "decided_E"}


def started(house: House, **values: Any) -> dict[str, Any]:
    township = house.program("buguan.officer")
    answer = township.post("/processes/repair/start", {"values": PLACE | values})
    told: dict[str, Any] = answer.get_json()
    return told


def item_of(department: Program) -> str:
    return str(department.get("/work-items").get_json()["items"][0]["id"])


@pytest.fixture
def department(house: House) -> Program:
    """The handler of the department, with one piece of work in the inbox."""
    started(house)
    return house.program("zjj.handler")


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


def attached(department: Program, content: bytes = PHOTO) -> Any:
    file = (io.BytesIO(content), "现场照片.jpg")
    return department.post(f"/work-items/{item_of(department)}/documents", data={"file": file})


def test_a_file_is_attached_and_can_be_had_again(department: Program) -> None:
    told = attached(department).get_json()

    answer = department.get(f"/documents/{told['id']}")

    assert told["sha256"] == hashlib.sha256(PHOTO).hexdigest()
    assert answer.data == PHOTO


def test_a_file_is_never_shown_inside_the_browser(department: Program) -> None:
    told = attached(department).get_json()

    headers = department.get(f"/documents/{told['id']}").headers

    assert headers["Content-Disposition"].startswith("attachment; ")
    assert headers["Content-Security-Policy"].startswith("sandbox")
    assert headers["Content-Type"] == "application/octet-stream"


def test_a_file_of_another_kind_is_refused(department: Program) -> None:
    answer = attached(department, b"MZ\x90 program")

    assert (answer.status_code, answer.get_json()["code"]) == (422, "file_kind_refused")


def test_a_file_is_not_for_who_has_no_part_in_the_case(house: House, department: Program) -> None:
    told = attached(department).get_json()

    assert house.program("slj.handler").get(f"/documents/{told['id']}").status_code == 404


def test_an_attached_file_may_be_named_in_the_answer(department: Program) -> None:
    told = attached(department).get_json()
    named = DONE | {"values": {"result": "x", "photos": [told["reference"]]}}

    answer = department.post(f"/work-items/{item_of(department)}/complete", named)

    assert answer.status_code == 200


def test_a_file_sent_elsewhere_may_not_be_named(department: Program) -> None:
    named = DONE | {"values": {"result": "x", "photos": ["doc:" + "0" * 8]}}

    answer = department.post(f"/work-items/{item_of(department)}/complete", named)

    assert [one["field"] for one in answer.get_json()["errors"]] == ["photos"]


def test_a_case_tells_who_has_it_and_what_happened(house: House) -> None:
    case = started(house)["case"]

    told = house.program("buguan.officer").get(f"/cases/{case}").get_json()

    assert (told["title"], told["status"], told["now"]) == ("东大街", "running", ["report"])
    assert [one["step"] for one in told["holdings"]] == ["处置"]
    assert told["happenings"]
    assert told["is_verified"]


def test_a_case_is_not_for_who_has_no_part_in_it(house: House) -> None:
    case = started(house)["case"]

    assert house.program("slj.handler").get(f"/cases/{case}").status_code == 404


def test_cases_are_listed_as_started_and_as_done(house: House, department: Program) -> None:
    department.post(f"/work-items/{item_of(department)}/complete", DONE)

    own = house.program("buguan.officer").get("/cases?list=started").get_json()["items"]
    done = department.get("/cases?list=done").get_json()["items"]

    assert [one["title"] for one in own] == [one["title"] for one in done] == ["东大街"]


def test_a_case_is_looked_back_at(house: House) -> None:
    case = started(house)["case"]
    township = house.program("buguan.officer")

    before = township.get(f"/cases/{case}/past?at=2026-01-01T09:00:00Z").get_json()
    now = township.get(f"/cases/{case}/past?at=2026-12-31T09:00:00Z").get_json()

    assert (before["status"], before["holdings"]) == ("none", [])
    assert (now["status"], [one["step"] for one in now["holdings"]]) == ("running", ["处置"])


def test_a_moment_without_a_place_on_earth_is_refused(house: House) -> None:
    case = started(house)["case"]

    answer = house.program("buguan.officer").get(f"/cases/{case}/past?at=2026-01-01T09:00")

    assert answer.status_code == 422


def test_all_journals_are_checked_by_who_may(house: House) -> None:
    told = house.program("sfj.supervisor").get("/verification").get_json()

    assert told["is_sound"]
    assert told["entries"] >= told["journals"] > 0


def test_nobody_else_checks_all_journals(house: House) -> None:
    assert house.program("buguan.officer").get("/verification").status_code == 403


def test_a_journal_is_read_on_from_where_it_was_left(house: House) -> None:
    case = started(house)["case"]
    township = house.program("buguan.officer")
    first = township.get(f"/cases/{case}/journal").get_json()["items"]

    rest = township.get(f"/cases/{case}/journal?after={first[-1]['seq']}").get_json()["items"]

    assert {"CaseStarted", "WorkOffered"} <= {
        fact["fact"] for line in first for fact in line["facts"]
    }
    assert rest == []


def test_a_mark_that_was_made_up_is_refused(department: Program) -> None:
    answer = department.get("/work-items?cursor=made-up")

    assert (answer.status_code, answer.get_json()["code"]) == (422, "cursor_wrong")


def test_the_inbox_is_read_page_by_page(house: House) -> None:
    for _ in range(3):
        started(house)
    department = house.program("zjj.handler")

    first = department.get("/work-items?limit=2").get_json()
    second = department.get(f"/work-items?limit=2&cursor={first['next']}").get_json()

    assert (len(first["items"]), len(second["items"]), second["next"]) == (2, 1, None)


def test_a_version_is_published_as_json(house: House) -> None:
    admin = house.program("county.admin")
    changed = FILES | {"process.toml": FILES["process.toml"] + b"# changed\n"}

    answer = admin.post(
        "/processes", {"files": {name: text.decode() for name, text in changed.items()}}
    )

    assert (answer.status_code, answer.get_json()["version"]) == (201, 2)


def test_the_same_files_are_the_same_version(house: House) -> None:
    admin = house.program("county.admin")
    files = [(io.BytesIO(text), name) for name, text in FILES.items()]

    answer = admin.post("/processes", data={"files": files})

    assert (answer.get_json()["version"], answer.get_json()["is_new"]) == (1, False)


def test_a_process_that_is_refused_says_all_that_is_wrong(house: House) -> None:
    admin = house.program("county.admin")
    broken = {"process.toml": FILES["process.toml"].decode(), "repair.bpmn": "<x/>"}

    answer = admin.post("/processes", {"files": broken})

    assert (answer.status_code, answer.get_json()["code"]) == (422, "diagram_refused")
    assert answer.get_json()["problems"]
