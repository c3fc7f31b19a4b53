"""Steps that failed: seen, corrected, skipped by two, through pages and the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from server.domain.people import SYSTEM
from server.services.auditing import verify
from tests.web.stuck import stuck, the_incident

if TYPE_CHECKING:
    from tests.web.branches import Play
    from tests.web.house import House, Program


@pytest.fixture
def play(house: House) -> Play:
    return stuck(house)


@pytest.fixture
def admin(house: House) -> Program:
    return house.program("county.admin")


@pytest.fixture
def second(house: House) -> Program:
    return house.program("slj.handler")


def test_the_doer_keeps_what_was_typed_and_reads_no_cause(house: House, play: Play) -> None:
    page = house.browser("zjj.handler").get(f"/cases/{play.case}")

    assert play.waiting == ["核查"]
    assert "“是否受理”自 03-09 09:00 起未能执行" in page.text
    assert "没有任何条件成立" not in page.text


def test_a_program_reads_where_it_failed_why_and_what_was_read(play: Play, admin: Program) -> None:
    incident = the_incident(admin)

    assert (incident["element"], incident["step"]) == ("which", "是否受理")
    assert incident["case"] == str(play.case)
    assert "no condition holds" in incident["mending"]["cause_en"]
    assert incident["mending"]["given"] == {}
    assert [flow["id"] for flow in incident["mending"]["flows"]] == ["which_B", "which_C"]
    assert admin.get("/incidents?process=other").get_json()["items"] == []
    assert len(admin.get("/incidents?process=survey").get_json()["items"]) == 1


def test_data_are_corrected_and_the_step_carried_out(
    house: House, play: Play, admin: Program
) -> None:
    address = f"/incidents/{the_incident(admin)['id']}/correct"

    said = {"values": {"amount": 5}, "reason": "补录金额", "retry": True}
    assert admin.post(address, said).status_code == 204

    assert play.waiting == ["受理"]
    assert {"DataCorrected", "WorkCompleted", "IncidentClosed"} <= set(play.kinds)
    assert verify(house.tools, SYSTEM).is_sound
    page = house.browser("buguan.officer").get(f"/cases/{play.case}")
    assert "管理员更正数据：amount" in page.text
    told = admin.get(f"/cases/{play.case}").get_json()["happenings"]
    [doer] = [one["who"] for one in told if one["kind"] == "done"]
    [mender] = [one["who"] for one in told if "更正数据" in one["sentence"]]
    assert doer != mender, "who did the work did it, though somebody else had it tried again"
    assert "补录金额" in page.text


def test_a_name_that_nobody_knows_is_refused_in_both_languages(play: Play, admin: Program) -> None:
    address = f"/incidents/{the_incident(admin)['id']}/correct"

    said = {"values": {"amuont": 5}, "reason": "补录金额"}
    refused = admin.post(address, said).get_json()

    assert refused["code"] == "unknown_names"
    assert "amuont" in str(refused)
    assert "DataCorrected" not in play.kinds


def test_a_correction_that_does_not_mend_it_changes_nothing(play: Play, admin: Program) -> None:
    address = f"/incidents/{the_incident(admin)['id']}/correct"

    said = {"values": {"amount": 1}, "reason": "补录金额", "retry": True}
    assert admin.post(address, said).status_code == 422

    assert "DataCorrected" not in play.kinds


def test_two_persons_pass_over_the_element(
    house: House, play: Play, admin: Program, second: Program
) -> None:
    address = f"/incidents/{the_incident(admin)['id']}"

    said = {"flow": "which_C", "reason": "按退回办理"}
    assert admin.post(f"{address}/skip", said).status_code == 204
    assert admin.post(f"{address}/agree").get_json()["code"] == "second_person_wanted"
    assert second.post(f"{address}/agree").status_code == 204

    assert play.waiting == ["退回"]
    assert "SkipAgreed" in play.kinds
    assert verify(house.tools, SYSTEM).is_sound


def test_a_proposal_is_taken_back(play: Play, admin: Program, second: Program) -> None:
    address = f"/incidents/{the_incident(admin)['id']}"
    admin.post(f"{address}/skip", {"reason": "按退回办理"})

    assert second.post(f"{address}/withdraw").get_json()["code"] == "only_proposer_withdraws"
    assert admin.post(f"{address}/withdraw").status_code == 204
    assert second.post(f"{address}/agree").get_json()["code"] == "nothing_proposed"
    assert "SkipWithdrawn" in play.kinds


def test_a_program_retries_one(play: Play, admin: Program) -> None:
    address = f"/incidents/{the_incident(admin)['id']}/retry"

    assert admin.post(address).get_json()["code"] == "step_failed"
    assert play.waiting == ["核查"]


def test_nobody_else_sees_or_mends_what_failed(house: House, play: Play, admin: Program) -> None:
    incident = the_incident(admin)
    other = house.program("buguan.officer")

    assert other.get("/incidents").status_code == 403
    assert other.get(f"/incidents/{incident['id']}").status_code == 403
    assert other.post(f"/incidents/{incident['id']}/retry").status_code == 403
    seen = other.get(f"/cases/{play.case}").get_json()
    assert seen["incidents"][0]["mending"] is None
    assert seen["stuck"] == ["which"]


def test_the_page_lists_what_failed_and_leads_to_the_case(house: House, play: Play) -> None:
    page = house.browser("county.admin").get("/incidents")

    assert "是否受理" in page.text
    assert page.link("ZQ-2026") == f"/cases/{play.case}" or page.link("征求意见")
    assert page.link("运行异常") == "/incidents"


def test_a_county_without_incidents_says_so(house: House) -> None:
    assert "没有未能执行的步骤" in house.browser("county.admin").get("/incidents").text


def test_an_administrator_corrects_on_the_page(house: House, play: Play, admin: Program) -> None:
    browser = house.browser("county.admin")
    page = browser.get(f"/cases/{play.case}")
    address = f"/incidents/{the_incident(admin)['id']}/correct"
    [new, *_] = page.soup.select("textarea[name=values]")
    said = page.form(address) | {"values": '{"amount": 5}', "reason": "补录金额", "retry": "1"}

    answer = browser.post(address, said)

    assert "没有任何条件成立" in page.text
    assert new.get_text() == "{}", "only what is typed is written"
    assert answer.status == 200
    assert play.waiting == ["受理"]


def test_two_administrators_skip_on_the_page(house: House, play: Play, admin: Program) -> None:
    address = f"/incidents/{the_incident(admin)['id']}"
    first, other = house.browser("county.admin"), house.browser("slj.handler")
    case = f"/cases/{play.case}"
    said = first.get(case).form(f"{address}/skip")
    mine = first.post(f"{address}/skip", said | {"flow": "which_C", "reason": "按退回办理"})
    assert "撤回提议" in mine.text
    first.post(f"{address}/withdraw", mine.form(f"{address}/withdraw"))
    again = first.get(case).form(f"{address}/skip")
    first.post(f"{address}/skip", again | {"flow": "which_C", "reason": "按退回办理"})

    page = other.get(case)
    assert "按退回办理" in page.text
    other.post(f"{address}/agree", page.form(f"{address}/agree"))

    assert play.waiting == ["退回"]


def test_one_step_is_tried_again_on_the_page(house: House, play: Play, admin: Program) -> None:
    browser = house.browser("county.admin")
    address = f"/incidents/{the_incident(admin)['id']}/retry"

    page = browser.post(address, browser.get(f"/cases/{play.case}").form(address))

    assert page.status == 422
    assert "没有任何条件成立" in page.text


def test_the_failed_element_is_marked_on_the_diagram(house: House, play: Play) -> None:
    page = house.browser("county.admin").get(f"/cases/{play.case}")

    assert '"stuck": ["which"]' in page.answer.text


def test_a_form_of_the_case_that_is_sent_twice_leads_back_to_it_twice(
    house: House, play: Play, admin: Program
) -> None:
    browser = house.browser("county.admin")
    address = f"/incidents/{the_incident(admin)['id']}/correct"
    form = browser.get(f"/cases/{play.case}").form(address)
    sent = {**form, "values": '{"amount": 5}', "reason": "补录金额", "retry": "true"}

    pages = [browser.post(address, sent) for _ in range(2)]

    assert [page.status for page in pages] == [200, 200]
    assert pages[0].heading == pages[1].heading != "运行异常"
