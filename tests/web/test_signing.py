"""How several sign a step, on pages and by the API."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import pytest

from server.domain.people import SYSTEM
from server.domain.values import digest_of
from server.services import peopling
from tests.services.signing import Signing, counted, drawn, vote
from tests.web.house import PASSWORD

if TYPE_CHECKING:
    from tests.web.house import House

THREE = ("zjj", "slj", "gaj")
SAID = vote(vetoes=[{"function": "police"}], weights=[{"function": "police", "weight": 2}])


@pytest.fixture
def signing(house: House) -> Signing:
    peopling.set_passwords(house.tools, SYSTEM, {"slj.head": PASSWORD})
    signing = Signing(house, drawn(counted()), *THREE, votes=SAID)
    signing.say("zjj", "yes")
    return signing


def test_the_case_tells_who_signed_and_what_is_needed(house: House, signing: Signing) -> None:
    page = house.browser("slj.head").get(f"/cases/{signing.case}")

    panel = page.soup.select_one("section[aria-labelledby^=signing-]")
    assert panel is not None
    said = " ".join(panel.get_text(" ").split())
    assert "会签情况：表决" in said
    assert "共 4 票：同意 1，不同意 0，弃权 0" in said
    assert "还差 1 票" in said
    rows = [" ".join(row.get_text(" ").split()) for row in panel.select("tbody tr")]
    assert rows[0].startswith("示例县住房和城乡建设局 卫例乙 已签署")
    assert rows[0].endswith("同意")
    assert rows[2] == "示例县公安局 2 票 可否决 待签署 —"


def test_who_signs_sees_the_others_beside_the_form(house: House, signing: Signing) -> None:
    page = house.browser("slj.head").get(f"/work/{signing.item('slj').id}")

    assert page.soup.select_one("aside section[aria-labelledby^=signing-]") is not None


def test_what_came_out_stands_on_the_case_in_english_too(house: House, signing: Signing) -> None:
    signing.say("gaj", "no")
    browser = house.browser("slj.head")
    browser.post("/language", {"language": "en", "next": f"/cases/{signing.case}"})
    page = browser.get(f"/cases/{signing.case}")

    said = " ".join(page.soup.get_text(" ").split())
    assert "did not pass (vetoed): 1 for, 2 against, 0 abstained, of 4" in said
    assert "No longer asked" in said


def test_a_program_reads_the_same(house: House, signing: Signing) -> None:
    answer = house.program("slj.head").get(f"/cases/{signing.case}/signings")

    [one] = answer.get_json()["items"]
    assert (one["step"], one["round"], one["is_open"]) == ("表决", 1, True)
    assert one["tallied"] == {
        "asked": 4, "given": 1, "agreed": 1, "refused": 0, "abstained": 0, "needed": 1,
    }  # fmt: skip
    assert [each["state"] for each in one["signers"]] == ["signed", "asked", "asked"]


def test_a_journal_tells_no_secret_vote_before_it_is_over(house: House) -> None:
    peopling.set_passwords(house.tools, SYSTEM, {"slj.head": PASSWORD})
    secret = vote(secret=True, early=False)
    signing = Signing(house, drawn(counted()), *THREE, votes=secret)
    program = house.program("slj.head")
    [asked] = program.get(f"/cases/{signing.case}/signings").get_json()["items"]
    address = f"/cases/{asked['signers'][0]['branch']}/journal"

    def completed() -> list[dict[str, Any]]:
        entries = program.get(address).get_json()["items"]
        facts = [fact for entry in entries for fact in entry["facts"]]
        return [fact for fact in facts if fact["fact"] == "WorkCompleted"]

    signing.say("zjj", "yes")
    during = completed()
    for body in THREE[1:]:
        signing.say(body, "no")

    assert during == [{"fact": "WorkCompleted"}]
    assert completed()[0]["digest"] == digest_of({"ballot": {"opinion": "yes"}})


def test_a_stranger_reads_nothing(house: House, signing: Signing) -> None:
    peopling.set_passwords(house.tools, SYSTEM, {"lyj.head": PASSWORD})
    answer = house.program("lyj.head").get(f"/cases/{signing.case}/signings")

    assert answer.status_code == HTTPStatus.NOT_FOUND
