"""No page, no answer and no sheet tells personal data to who does not handle the matter."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from openpyxl import load_workbook

from server.domain.ids import CaseId
from server.domain.people import SYSTEM
from server.services import deploying, peopling
from tests.web.house import PASSWORD
from tests.web.journey import PHOTO, item_of, started
from tests.web.repair import FILES, ORDER
from tests.web.test_outsiders import AUDITOR, _something_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.testing import FlaskClient
    from werkzeug.routing import Rule

    from tests.web.house import House

PHONE = "13812345678"
IDENTITY = "330102199003071234"
OFFICER = "13912340000"
TRUE = (PHONE, IDENTITY, OFFICER)
PLACE = f"东大街12号（{PHONE}）"  # Chinese brackets
SEEN = "东大街12号（138****5678）"
HEAD = "zjj.head"


@dataclass(frozen=True, slots=True)
class Play:
    """A matter full of numbers, under way or done."""

    house: House
    case: str
    item: str


def asked_for(house: House) -> Play:
    """A township asks for work, and writes numbers wherever it may."""
    peopling.set_passwords(house.tools, SYSTEM, dict.fromkeys((AUDITOR, HEAD), PASSWORD))
    case = started(house, place=PLACE, count=3)["case"]
    department = house.program("zjj.handler")
    item = item_of(department)
    file = (io.BytesIO(PHOTO), f"{IDENTITY}.jpg")
    department.post(
        f"/work-items/{item}/documents", data={"file": file}, content_type="multipart/form-data"
    )
    return Play(house, case, item)


@pytest.fixture
def open_one(house: House) -> Play:
    return asked_for(house)


@pytest.fixture
def done_one(open_one: Play) -> Play:
    values = {"result": f"已联系{OFFICER}", "why": f"当事人{IDENTITY}"}
    department = open_one.house.program("zjj.handler")
    department.post(
        f"/work-items/{open_one.item}/complete", {"values": values, "choice": "decided_E"}
    )
    return open_one


def addresses(play: Play) -> Iterator[str]:
    """Every address that is read, of this matter and its work wherever one is named."""
    for rule in play.house.app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and not rule.rule.startswith("/static"):
            built = rule.build({name: _given(play, rule, name) for name in rule.arguments})
            assert built is not None
            yield str(built[1])
    yield "/search?q=东大街"
    yield "/api/v1/search?search=东大街"
    yield "/inbox?view=unit"
    yield "/api/v1/work-items?view=unit"
    yield f"/api/v1/cases/{play.case}/past?at=2026-03-10T00:00:00Z"


def _given(play: Play, rule: Rule, name: str) -> Any:
    known = {"case": UUID(play.case), "item": UUID(play.item), "act": "void"}
    return known.get(name, _something_for(rule._converters[name]))


def told_by(client: FlaskClient, play: Play) -> set[str]:
    """The numbers that are told anywhere."""
    texts = [client.get(at).get_data().decode(errors="replace") for at in addresses(play)]
    return {number for number in TRUE if any(number in text for text in texts)}


@pytest.mark.parametrize("login", [HEAD, AUDITOR, "county.admin"])
def test_who_does_not_handle_a_matter_is_told_no_number(open_one: Play, login: str) -> None:
    house = open_one.house
    department = house.program("zjj.handler")
    department.post(f"/work-items/{open_one.item}/claim")

    assert told_by(house.signed_in(login), open_one) == set()


def test_when_it_is_done_everybody_is_told_what_they_wrote_themselves(done_one: Play) -> None:
    house = done_one.house

    assert told_by(house.signed_in("buguan.officer"), done_one) == {PHONE}
    assert told_by(house.signed_in("zjj.handler"), done_one) == {OFFICER, IDENTITY}
    assert told_by(house.signed_in(HEAD), done_one) == set()


def test_who_handles_it_sees_it_whole(open_one: Play) -> None:
    program = open_one.house.program("zjj.handler")

    assert program.get(f"/work-items/{open_one.item}").get_json()["values"]["place"] == PLACE
    assert "138****5678" in program.get("/work-items").get_json()["items"][0]["title"]


def test_a_whole_number_finds_the_matter_and_a_part_of_it_does_not(open_one: Play) -> None:
    program = open_one.house.program("buguan.officer")

    def found(words: str) -> int:
        return len(program.get(f"/search?search={words}").get_json()["items"])

    assert found(PHONE) == 1
    assert found("1381234") == 0
    page = open_one.house.browser("buguan.officer").get(f"/mine?q={PHONE}")
    assert len(page.select("tbody tr")) == 1


def test_a_sheet_tells_no_number(open_one: Play) -> None:
    client = open_one.house.signed_in(HEAD)
    answer = client.post("/inbox/export", data={"query": "view=unit"})

    cells = [
        str(cell.value)
        for row in load_workbook(io.BytesIO(answer.get_data())).worksheets[0].iter_rows()
        for cell in row
    ]
    assert any("138****5678" in cell for cell in cells)
    assert not any(number in cell for number in TRUE for cell in cells)


# --- shown for a reason -----------------------------------------------------------------------


def test_it_is_shown_for_a_reason_and_the_page_says_who_looked(done_one: Play) -> None:
    house = done_one.house
    browser = house.browser(AUDITOR)
    page = browser.get(f"/cases/{done_one.case}")
    assert "139****0000" in page.text
    address = f"/cases/{done_one.case}/personal-data"

    refused = browser.post(address, page.form(address) | {"reason": " "})
    assert "请写明理由" in refused.text
    shown = browser.post(address, page.form(address) | {"reason": f"核实举报（{PHONE}）"})

    assert all(number in shown.text for number in TRUE)
    assert "显示个人信息" not in [each.text for each in shown.select("button")]
    theirs = house.browser("buguan.officer").get(f"/cases/{done_one.case}")
    looks = [each.get_text(" ", strip=True) for each in theirs.select("ul.holders li")]
    assert any("显示了个人信息" in look and "核实举报" in look for look in looks)
    assert OFFICER not in theirs.text


def test_a_reason_that_was_refused_comes_back_and_a_line_end_is_one_letter(done_one: Play) -> None:
    browser = done_one.house.browser(AUDITOR)
    address = f"/cases/{done_one.case}/personal-data"
    just_right, too_long = ("核" * 999 + "\r\n" + "实" * letters for letters in (1000, 1001))

    refused = browser.post(address, {"reason": too_long})

    [field] = refused.select("#f-show-reason")
    assert field.get_text().removeprefix("\n") == too_long.replace("\r\n", "\n")
    assert refused.select("details.fold[open]")
    assert TRUE[2] in browser.post(address, {"reason": just_right}).text


def test_a_program_has_it_shown_in_the_same_way(done_one: Play) -> None:
    program = done_one.house.program("buguan.officer")
    address = f"/cases/{done_one.case}"
    assert program.get(address).get_json()["hides"] is True

    assert (
        program.post(f"{address}/personal-data", {"reason": "回访"}).status_code
        == HTTPStatus.NO_CONTENT
    )

    told = program.get(address).get_json()
    assert told["hides"] is False
    [look] = told["looks"]
    assert (look["reason"], look["by"]) == ("回访", "")


# --- and written back -------------------------------------------------------------------------


@pytest.fixture
def asked_again(house: House) -> Play:
    """A matter whose work asks for the place once more."""
    report = json.loads(FILES["repair/report.json"])
    report["components"] += json.loads(ORDER)["components"][:1]
    files = FILES | {"repair/report.json": json.dumps(report).encode()}
    deploying.deploy(house.tools, SYSTEM, files)
    return asked_for(house)


def test_a_form_that_was_masked_writes_no_stars(asked_again: Play) -> None:
    house, item = asked_again.house, asked_again.item
    department = house.program("zjj.handler")
    department.post(f"/work-items/{item}/claim")
    masked = house.program(HEAD).get(f"/work-items/{item}").get_json()["values"]
    assert masked["place"] == SEEN
    answer = {"result": "已更换", "why": "锈蚀", "place": SEEN}

    department.put(f"/work-items/{item}/draft", {"values": answer})
    assert department.get(f"/work-items/{item}").get_json()["values"]["place"] == PLACE
    done = department.post(
        f"/work-items/{item}/complete", {"values": answer, "choice": "decided_E"}
    )

    assert done.status_code == HTTPStatus.OK
    with house.tools.unit() as unit:
        assert unit.cases.find(CaseId(UUID(asked_again.case))).data["place"] == PLACE


def test_a_file_with_personal_data_is_given_for_a_reason(house: House) -> None:
    marked = json.loads(FILES["repair/report.json"])
    for component in marked["components"]:
        if component["key"] == "photos":
            component["properties"] = {"personal": "file"}
    report = FILES | {"repair/report.json": json.dumps(marked).encode()}
    deploying.deploy(house.tools, SYSTEM, report)
    play = asked_for(house)
    [file] = house.program("zjj.handler").get(f"/cases/{play.case}").get_json()["documents"]
    browser, program = house.browser(HEAD), house.program(HEAD)
    address = f"/documents/{file['id']}"

    page = browser.get(f"/cases/{play.case}")
    refused = program.get(address)
    browser.post(f"/cases/{play.case}/personal-data", {"reason": "核对材料"})

    assert "含个人信息，显示后可下载" in page.text
    assert not page.select(f'a[href="{address}"]')
    assert (refused.status_code, refused.get_json()["code"]) == (403, "file_kept_back")
    assert program.get(address).get_data() == PHOTO
    assert browser.get(f"/cases/{play.case}").select(f'a[href="{address}"]')
    assert house.program("zjj.handler").get(address).get_data() == PHOTO
