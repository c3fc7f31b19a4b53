"""What is typed wrongly, sent twice or sent too late is told, and nothing typed is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from server.domain.ids import PostId
from server.domain.people import SYSTEM, Holding
from server.services import peopling
from tests.web.journey import DONE, item_of, started

if TYPE_CHECKING:
    from tests.page import Browser, Page
    from tests.web.house import House

TYPED = "写了很久的处置经过"


@pytest.fixture
def second(house: House) -> Browser:
    """Another person at the same desk from today on."""
    shared = Holding(
        login="slj.handler", post=PostId("zjj.handler"), valid_from=house.clock.now().date()
    )
    peopling.grant_posts(house.tools, SYSTEM, [shared])
    return house.browser("slj.handler")


def opened(browser: Browser) -> tuple[str, dict[str, str]]:
    address = browser.get("/inbox").link("东大街")
    return address, browser.get(address).form(address)


def summary(page: Page) -> list[str]:
    return [one.get_text(" ", strip=True) for one in page.select(".errors li")]


# --- wrong values -----------------------------------------------------------------------------


def test_every_fault_stands_beside_its_field_and_in_the_summary(first: Browser) -> None:
    address, fields = opened(first)

    page = first.post(address, fields | {"result": "", "why": "", "choice": "decided_E"})

    assert page.status == 422
    assert [said.partition("：")[0] for said in summary(page)] == ["结果", "原因"]
    for name in ("result", "why"):
        [field] = page.select(f"[name={name}]")
        assert field["aria-invalid"] == "true"
        told = str(field["aria-describedby"]).split()[-1]
        assert page.select(f"#{told}")[0].get_text(strip=True)


def test_what_was_typed_beside_a_fault_is_still_there(first: Browser) -> None:
    address, fields = opened(first)

    page = first.post(address, fields | {"result": TYPED, "why": "", "choice": "decided_E"})

    assert page.form(address)["result"] == TYPED


def test_a_forgotten_decision_loses_nothing(first: Browser) -> None:
    address, fields = opened(first)

    page = first.post(address, fields | {"result": TYPED, "why": "远"})

    assert page.status == 422
    assert "请选择其一" in page.text
    assert page.form(address)["result"] == TYPED


def test_a_wrong_start_comes_back_with_what_was_typed(house: House) -> None:
    township = house.browser("buguan.officer")
    fields = township.get("/start/repair").form("/start/repair")

    page = township.post("/start/repair", fields | {"place": "西河桥" * 30, "count": "-1"})

    assert page.status == 422
    assert len(summary(page)) == 2
    again = page.form("/start/repair")
    assert (again["place"], again["count"]) == ("西河桥" * 30, "-1")


def test_a_number_that_is_none_comes_back_as_it_was_typed(house: House) -> None:
    township = house.browser("buguan.officer")
    fields = township.get("/start/repair").form("/start/repair")

    page = township.post("/start/repair", fields | {"place": "桥", "count": "三个"})

    assert page.status == 422
    assert page.form("/start/repair")["count"] == "三个"


def test_the_script_of_a_task_page_is_told_the_same(first: Browser) -> None:
    address, _ = opened(first)

    answer = first.client.post(address, json={"values": {}, "choice": "decided_E"})

    assert answer.status_code == 422
    assert [one["field"] for one in answer.get_json()["errors"]] == ["result", "why"]


def test_the_script_of_a_start_page_is_told_the_same(house: House) -> None:
    answer = house.browser("buguan.officer").client.post("/start/repair", json={"values": {}})

    assert answer.status_code == 422
    assert [one["field"] for one in answer.get_json()["errors"]] == ["place"]


# --- twice ------------------------------------------------------------------------------------


def test_a_double_click_completes_once_with_the_same_answer(first: Browser) -> None:
    address, fields = opened(first)
    said = fields | {"result": TYPED, "why": "远", "choice": "decided_E"}

    answers = [first.client.post(address, data=said) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].location == answers[1].location


def test_a_double_click_starts_one_case(house: House) -> None:
    township = house.browser("buguan.officer")
    said = township.get("/start/repair").form("/start/repair") | {"place": "西河桥", "count": "1"}

    answers = [township.client.post("/start/repair", data=said) for _ in range(2)]

    assert answers[0].location == answers[1].location
    assert len(township.get("/mine").select("tbody tr")) == 1


def test_a_key_used_for_another_answer_is_refused(first: Browser) -> None:
    address, fields = opened(first)
    said = fields | {"result": TYPED, "why": "远", "choice": "decided_E"}
    first.post(address, said)

    page = first.post(address, said | {"result": "另一结果"})

    assert page.status == 409
    assert "幂等键" in page.text


def test_the_script_is_led_on_after_its_answer(first: Browser) -> None:
    address, fields = opened(first)
    said: dict[str, Any] = {"values": {"result": "好", "why": "远"}, "choice": "decided_E"}
    headers = {"Idempotency-Key": fields["idempotency_key"], "Accept": "application/json"}

    answer = first.client.post(address, json=said, headers=headers)

    assert answer.get_json()["location"].startswith("/inbox?done=")


# --- too late ---------------------------------------------------------------------------------


def test_the_slower_of_two_is_told_who_was_faster_and_when(first: Browser, second: Browser) -> None:
    address, mine = opened(first)
    _, theirs = opened(second)
    first.post(address, mine | {"result": "好", "why": "远", "choice": "decided_E"})

    page = second.post(address, theirs | {"result": TYPED, "why": "近", "choice": "decided_E"})

    assert page.status == 409
    assert "2026-03-09 09:00 办结" in page.text
    assert TYPED in second.get(address).text


def test_the_slower_script_is_led_to_the_case(first: Browser, second: Browser) -> None:
    address, mine = opened(first)
    first.post(address, mine | {"result": "好", "why": "远", "choice": "decided_E"})

    answer = second.client.post(
        address,
        json={"values": {"result": TYPED, "why": "近"}, "choice": "decided_E"},
        headers={"Accept": "application/json"},
    )

    assert (answer.status_code, answer.get_json()["code"]) == (409, "already_completed")
    assert answer.get_json()["location"].startswith("/cases/")
    assert TYPED in second.get(address).text


def test_who_completes_what_another_signed_for_is_told_so(first: Browser, second: Browser) -> None:
    address, _ = opened(first)
    _, theirs = opened(second)
    first.post(f"{address}/claim", {"idempotency_key": "c"})

    page = second.post(address, theirs | {"result": TYPED, "why": "近", "choice": "decided_E"})

    assert page.status == 409
    assert "签收" in page.text
    assert "草稿" in page.text
    assert TYPED in second.get(address).text


def test_a_stale_page_is_told_and_its_words_are_kept(first: Browser) -> None:
    address, fields = opened(first)
    stale = fields | {"revision": "99", "result": TYPED, "why": "远", "choice": "decided_E"}

    page = first.post(address, stale)

    assert page.status == 409
    assert "已有变化" in page.text
    assert first.get(address).form(address)["result"] == TYPED


def test_the_page_of_a_conflict_leads_to_the_case(first: Browser) -> None:
    address, fields = opened(first)

    page = first.post(address, fields | {"revision": "99", "choice": "decided_E"})

    assert page.link("查看该事项").startswith("/cases/")


def test_the_api_keeps_the_words_of_the_slower_as_well(house: House) -> None:
    started(house)
    department = house.program("zjj.handler")
    item = item_of(department)

    stale = department.post(f"/work-items/{item}/complete", DONE | {"revision": 99})

    assert stale.get_json()["code"] == "case_moved_on"
    assert department.get(f"/work-items/{item}").get_json()["values"]["result"] == "已更换"


# --- drafts and signatures by plain pages -------------------------------------------------------


def test_a_draft_is_kept_by_a_plain_page(first: Browser) -> None:
    address, fields = opened(first)

    first.post(f"{address}/draft", fields | {"result": TYPED})

    assert first.get(address).form(address)["result"] == TYPED


def test_a_draft_is_kept_by_the_script(first: Browser) -> None:
    address, _ = opened(first)

    answer = first.client.put(f"{address}/draft", json={"values": {"result": TYPED}})

    assert answer.get_json() == {"saved_at": "09:00", "draft_at": "2026-03-09T01:00:00+00:00"}


def test_two_windows_don_t_write_over_each_other_by_plain_pages(first: Browser) -> None:
    address, fields = opened(first)
    first.post(f"{address}/draft", fields | {"result": "另一窗口"})

    told = first.post(f"{address}/draft", fields | {"result": TYPED})

    assert (told.status, told.form(address)["result"]) == (409, TYPED)
    assert "草稿冲突" in told.text
    assert first.get(address).form(address)["result"] == "另一窗口"
    first.post(f"{address}/draft", told.form(address))
    assert first.get(address).form(address)["result"] == TYPED, "sending it again chooses it"


def test_a_draft_upon_no_moment_is_refused(first: Browser) -> None:
    address, _ = opened(first)

    answer = first.client.put(f"{address}/draft", json={"values": {}, "draft_at": "nonsense"})

    assert answer.status_code == 422


def test_work_is_signed_for_and_given_back_by_plain_pages(first: Browser) -> None:
    address, _ = opened(first)

    claimed = first.post(f"{address}/claim", {"idempotency_key": "a"})
    given_back = first.post(f"{address}/release", {"idempotency_key": "b"})

    assert claimed.answer.request.path == address
    assert given_back.answer.request.path == "/inbox"
