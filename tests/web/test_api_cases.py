"""Files, cases, journals and publishing through the API, on the real floors."""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING, Any

from tests.web.journey import DONE, PHOTO, item_of, started
from tests.web.repair import FILES

if TYPE_CHECKING:
    from tests.web.house import House, Program


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


def test_an_attached_file_is_removed_once(department: Program) -> None:
    told = attached(department).get_json()
    place = f"/documents/{told['id']}/remove"

    first = department.post(place, key="once")
    again = department.post(place, key="once")

    assert (first.status_code, again.status_code) == (204, 204)
    assert department.get(f"/work-items/{item_of(department)}").get_json()["documents"] == []


def test_a_file_is_not_removed_by_who_has_no_part_in_the_work(
    house: House, department: Program
) -> None:
    told = attached(department).get_json()

    answer = house.program("buguan.officer").post(f"/documents/{told['id']}/remove")

    assert answer.status_code == 404
    assert department.get(f"/documents/{told['id']}").data == PHOTO


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
    told = house.program("county.admin").get("/verification").get_json()

    assert told["is_sound"]
    assert told["entries"] >= told["journals"] > 0


def test_nobody_else_checks_all_journals(house: House) -> None:
    assert house.program("buguan.officer").get("/verification").status_code == 403
