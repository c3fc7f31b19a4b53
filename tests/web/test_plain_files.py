"""Files chosen in a form that a browser sends without script: kept, named, and never lost."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from server.domain.ids import ItemId
from server.domain.people import SYSTEM
from server.services import attaching, deploying, drafting
from tests.forms.form import field, form, rows
from tests.web.journey import PHOTO, started
from tests.web.repair import FILES

if TYPE_CHECKING:
    from tests.page import Browser, Page
    from tests.web.house import House

PROGRAM = b"MZ\x90\x00 a program"
START = "/start/repair"
ORDER = form(
    field(key="place", label="地点", validate={"required": True}),
    field("filepicker", key="plan", label="图纸"),
    rows("spots", field("filepicker", key="photos", label="照片", multiple=True)),
)


@pytest.fixture
def department(house: House) -> Browser:
    """The handler of the department, with one piece of work in the inbox."""
    started(house)
    return house.browser("zjj.handler")


@pytest.fixture
def township(house: House) -> Browser:
    """Somebody who may start a case, with a form that takes files."""
    deploying.deploy(house.tools, SYSTEM, FILES | {"repair/order.json": ORDER})
    return house.browser("buguan.officer")


def opened(browser: Browser) -> tuple[str, dict[str, str]]:
    address = browser.get("/inbox").link("东大街")
    return address, browser.get(address).form(address)


def item_in(address: str) -> ItemId:
    return ItemId(UUID(address.rsplit("/", maxsplit=1)[-1]))


def file(content: bytes = PHOTO, name: str = "现场.jpg") -> tuple[BytesIO, str]:
    return BytesIO(content), name


def chosen(page: Page, name: str) -> dict[str, str]:
    """The files that a field holds already: reference and name."""
    return {
        str(box["value"]): label.get_text(strip=True)
        for box in page.select(f"input[type=checkbox][name='{name}'][checked]")
        if (label := box.find_parent("label"))
    }


def test_a_form_with_a_file_is_sent_in_parts(department: Browser) -> None:
    address, _ = opened(department)

    [sender] = department.get(address).select("form#work")

    assert sender["enctype"] == "multipart/form-data"


def test_a_chosen_file_goes_with_the_work(department: Browser) -> None:
    address, fields = opened(department)

    department.post(address, fields | {"result": "已更换", "choice": "decided_E", "photos": file()})

    assert "现场.jpg" in department.get(department.get("/done").link("东大街")).text


def test_a_chosen_file_is_kept_with_the_draft(department: Browser) -> None:
    address, fields = opened(department)

    department.post(f"{address}/draft", fields | {"result": "初步", "photos": file()})

    page = department.get(address)
    assert page.form(address)["result"] == "初步"
    assert list(chosen(page, "photos").values()) == ["现场.jpg"]


def test_a_refused_form_comes_back_with_its_file(department: Browser) -> None:
    address, fields = opened(department)

    page = department.post(address, fields | {"choice": "decided_E", "photos": file()})

    assert page.status == 422
    assert list(chosen(page, "photos").values()) == ["现场.jpg"]


def test_a_file_of_a_refused_form_goes_with_the_next_attempt(department: Browser) -> None:
    address, fields = opened(department)
    page = department.post(address, fields | {"choice": "decided_E", "photos": file()})
    [sent] = chosen(page, "photos")
    more = [sent, file(name="之后.jpg")]

    fields = page.form(address) | {"result": "已更换", "choice": "decided_E"}
    department.post(address, fields | {"photos": more})

    case = department.get(department.get("/done").link("东大街"))
    assert "现场.jpg" in case.text
    assert "之后.jpg" in case.text


def test_a_file_of_another_kind_is_told_beside_its_field_and_the_words_are_kept(
    department: Browser,
) -> None:
    address, fields = opened(department)
    said = {"result": "已更换", "choice": "decided_E", "photos": [file(), file(PROGRAM, "x.jpg")]}

    page = department.post(address, fields | said)

    assert page.status == 422
    assert any(error.startswith("照片：x.jpg：不接收此类附件") for error in page.errors)
    assert page.form(address)["result"] == "已更换"
    assert list(chosen(page, "photos").values()) == ["现场.jpg"]


def test_a_draft_with_a_file_of_another_kind_keeps_the_words(department: Browser) -> None:
    address, fields = opened(department)

    page = department.post(f"{address}/draft", fields | {"result": "初步", "photos": file(PROGRAM)})

    assert page.status == 422
    assert department.get(address).form(address)["result"] == "初步"


def test_who_was_too_slow_with_a_file_keeps_the_words(department: Browser, house: House) -> None:
    address, fields = opened(department)
    house.browser("zjj.handler").post(
        address, fields | {"result": "已更换", "choice": "decided_E", "idempotency_key": "faster"}
    )

    page = department.post(
        address, fields | {"result": "另一结果", "choice": "decided_E", "photos": file()}
    )

    assert page.status == 409
    assert page.link("查看该事项").startswith("/cases/")
    assert "另一结果" in department.get(address).text


def test_who_was_too_slow_with_a_file_chooses_between_two_drafts(
    department: Browser, house: House
) -> None:
    address, fields = opened(department)
    phone = house.browser("zjj.handler")
    phone.post(f"{address}/draft", fields | {"result": "手机上写的"})
    phone.post(
        address, fields | {"result": "已更换", "choice": "decided_E", "idempotency_key": "f"}
    )
    drafting.save_draft(
        house.tools, house.actor("zjj.handler"), item_in(address), {"result": "手机上写的"}
    )
    said = fields | {"result": "桌面上写的", "choice": "decided_E"}

    for where in (address, f"{address}/draft"):
        page = department.post(where, said | {"photos": file()})

        assert page.status == 409
        assert "草稿冲突" in page.text
        assert "桌面上写的" in page.text


def test_a_double_click_attaches_once(department: Browser) -> None:
    address, fields = opened(department)
    said = fields | {"result": "已更换", "choice": "decided_E"}

    answers = [department.client.post(address, data=said | {"photos": file()}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    page = department.get(department.get("/done").link("东大街"))
    assert len(page.select(".files li")) == 1


def test_chosen_files_go_with_a_case_that_is_started(township: Browser) -> None:
    fields = township.get(START).form(START)
    said = {"place": "西河桥", "plan": file(name="图纸.jpg"), "spots.0.photos": file()}

    case = township.post(START, fields | said)

    assert "图纸.jpg" in case.text


def test_a_start_that_is_sent_again_is_the_same_start_with_the_same_files(
    township: Browser, house: House
) -> None:
    said = township.get(START).form(START) | {"place": "西河桥"}

    answers = [
        township.client.post(
            START, data=said | {"plan": file(name="图纸.jpg"), "spots.0.photos": file()}
        )
        for _ in range(2)
    ]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].location == answers[1].location
    files = [
        each.get_text(strip=True) for each in township.get(answers[0].location).select(".files li")
    ]
    assert len(files) == 2
    clerk = house.actor("buguan.officer")
    assert attaching.waiting(house.tools, clerk) == ()


def test_a_refused_start_comes_back_with_its_files(township: Browser) -> None:
    fields = township.get(START).form(START)
    said = {"place": "", "plan": file(name="图纸.jpg"), "spots.0.photos": file()}

    page = township.post(START, fields | said)
    again = township.post(START, page.form(START) | {"place": ""})

    for shown in (page, again):
        assert shown.status == 422
        assert list(chosen(shown, "plan").values()) == ["图纸.jpg"]
        assert list(chosen(shown, "spots.0.photos").values()) == ["现场.jpg"]


def test_a_field_for_one_file_takes_the_new_one(township: Browser) -> None:
    page = township.post(START, {"place": "", "plan": file(name="旧.jpg")})
    [old] = chosen(page, "plan")

    page = township.post(START, {"place": "", "plan": [old, file(name="新.jpg")]})

    assert list(chosen(page, "plan").values()) == ["新.jpg"]


def test_a_file_is_removed_until_the_work_is_done(department: Browser) -> None:
    address, fields = opened(department)
    department.post(f"{address}/draft", fields | {"result": "初步", "photos": file()})

    page = take_away(department, address)

    assert page.answer.request.path == address
    assert "现场.jpg" not in page.text
    assert page.form(address)["result"] == "初步"


def test_the_draft_no_longer_names_a_file_that_was_removed(department: Browser) -> None:
    address, fields = opened(department)
    department.post(f"{address}/draft", fields | {"result": "已更换", "photos": file()})

    page = take_away(department, address)
    said = page.form(address) | {"choice": "decided_E"}

    assert chosen(page, "photos") == {}
    assert department.post(address, said).answer.request.path == "/inbox"


def test_a_file_of_work_that_is_done_has_no_button(department: Browser) -> None:
    address, fields = opened(department)
    said = {"result": "已更换", "choice": "decided_E", "photos": file()}
    department.post(address, fields | said)

    assert not department.get(address).select("form[action$='/remove']")


def take_away(browser: Browser, address: str) -> Page:
    """Press the one button that removes a file."""
    page = browser.get(address)
    [button] = page.select("form[action$='/remove']")
    place = str(button["action"])
    return browser.post(place, page.form(place))
