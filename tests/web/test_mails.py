"""What comes by mail: chosen on a page and through the API, looked up and tried again, and where it leads."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from click.testing import CliRunner

from server.cli.muster import main
from server.domain.ids import NoticeId
from tests.post_office import ADMIN, HANDLER, SOON
from tests.web.journey import started

if TYPE_CHECKING:
    from tests.post_office import PostOffice
    from tests.web.house import House

ADDRESS = "/me/mail"
CHOSEN = {
    "address": "li@county.example",
    "groups": ["due", "own"],
    "rhythm": "twice",
    "quiet_from": "21:00",
    "quiet_to": "07:30",
    "language": "en",
}


def failed(office: PostOffice) -> str:
    """A mail that the server refused for good."""
    office.chooses(HANDLER)
    office.urges(office.work())
    office.works()
    office.box.at_data.append("554 looks like spam")
    office.works(SOON)
    return str(office.lines()[0].id)


def told(house: House, kind: str) -> NoticeId:
    """The last notice of a kind."""
    with house.database.engine.connect() as connection:
        found = connection.exec_driver_sql(
            "SELECT id FROM notices WHERE kind LIKE %s ORDER BY id DESC LIMIT 1", (f"{kind}%",)
        ).scalar_one()
    return NoticeId(found)


def test_the_page_keeps_what_was_chosen(house: House) -> None:
    browser = house.browser(HANDLER)
    shown = browser.get(ADDRESS)
    assert "尚未接通邮件服务器" in shown.text

    kept = browser.post(ADDRESS, shown.form(ADDRESS) | CHOSEN)

    assert "已保存" in kept.text
    said = house.program(HANDLER).get("/mail-choice").get_json()
    assert {name: said[name] for name in CHOSEN} == CHOSEN
    assert said["workdays"]
    assert browser.get(ADDRESS).soup.select_one("input[type=email]")["value"] == CHOSEN["address"]  # type: ignore[index]


def test_what_was_typed_comes_back_with_what_is_wrong(house: House) -> None:
    browser = house.browser(HANDLER)
    typed = browser.get(ADDRESS).form(ADDRESS) | CHOSEN | {"address": "li@nowhere", "quiet_to": ""}

    again = browser.post(ADDRESS, typed)

    assert again.status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "这不是可用的邮箱地址" in again.text
    assert "免打扰时段的起止请都填写" in again.text
    assert 'value="li@nowhere"' in again.answer.text


def test_the_page_says_when_an_address_is_refused(office: PostOffice) -> None:
    office.chooses(HANDLER)
    office.urges(office.work())
    office.works()
    office.box.at_rcpt["zjj.handler@county.example"] = "550 no such user"
    office.works(SOON)

    page = office.house.browser(HANDLER).get(ADDRESS)

    assert "550 no such user" in page.text


def test_a_program_chooses_too(house: House) -> None:
    program = house.program(HANDLER)

    kept = program.post("/mail-choice", CHOSEN | {"workdays": False})
    refused = program.post("/mail-choice", {"groups": ["gossip"]})

    assert kept.status_code == HTTPStatus.NO_CONTENT
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not program.get("/mail-choice").get_json()["workdays"]


def test_administrators_see_what_failed_and_try_it_again(office: PostOffice) -> None:
    mail = failed(office)
    browser = office.house.browser(ADMIN)
    page = browser.get("/admin/mails?state=failed")
    assert "554 looks like spam" in page.text
    retry = f"/admin/mails/{mail}/retry"

    browser.post(retry, page.form(retry))
    office.works()

    assert "已发出" in browser.get("/admin/mails?after=x&state=burnt").text
    assert len(office.box.mails) == 1


def test_a_mail_that_waits_says_when_it_is_tried_again(office: PostOffice) -> None:
    office.chooses(HANDLER)
    office.urges(office.work())
    office.works()
    office.box.at_data.append("451 busy")

    office.works(SOON)

    assert "已试 1 次" in office.house.browser(ADMIN).get("/admin/mails").text


def test_programs_of_administrators_do_the_same(office: PostOffice) -> None:
    mail = failed(office)
    program = office.house.program(ADMIN)

    [row] = program.get("/mails?state=failed").get_json()["items"]
    again = program.post(f"/mails/{mail}/retry")
    gone = program.post(f"/mails/{uuid4()}/retry")

    assert (row["id"], row["state"], row["tries"]) == (mail, "failed", 1)
    assert again.status_code == HTTPStatus.NO_CONTENT
    assert gone.get_json()["code"] == "no_such_mail"
    assert program.get(f"/mails?after={mail}").get_json()["items"] == []
    assert office.house.program(HANDLER).get("/mails").status_code == HTTPStatus.FORBIDDEN


def test_there_may_be_more_than_a_page(office: PostOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    for login in (HANDLER, "slj.handler"):
        office.chooses(login)
    office.stands_in()
    office.works()
    office.works(SOON)
    monkeypatch.setattr("server.store.mails.PAGE", 1)

    page = office.house.browser(ADMIN).get("/admin/mails")

    assert page.soup.select_one("a[rel=next]")


def test_a_mail_leads_to_open_work_and_then_to_its_case(office: PostOffice) -> None:
    office.chooses(HANDLER)
    item = office.work()
    office.urges(item)
    office.works()
    office.works(SOON)
    [address] = re.findall(r"https://muster.example(/notices/\S+)", office.box.texts()[0])
    handler = office.house.signed_in(HANDLER)

    while_open = handler.get(address)
    department = office.house.program(HANDLER)
    department.post(f"/work-items/{item}/claim")
    department.post(
        f"/work-items/{item}/complete",
        {"values": {"result": "已更换"}, "choice": "decided_E"},
    )
    afterwards = handler.get(address)

    assert while_open.location == f"/work/{item}"
    assert afterwards.location.startswith("/cases/")


def test_a_mail_about_no_case_leads_to_the_notices(office: PostOffice) -> None:
    office.stands_in()
    notice = told(office.house, "SubstitutionMade/absent")

    assert office.house.signed_in(HANDLER).get(f"/notices/{notice}").location == "/notices"


def test_a_mail_about_what_is_asked_leads_there(office: PostOffice) -> None:
    item = office.work()
    department = office.house.program(HANDLER)
    department.post(f"/work-items/{item}/claim")
    other = office.house.actor("slj.handler").person
    body = {"people": [str(other)], "text": "请阅"}
    said = department.post(f"/work-items/{item}/acts/copy", body)
    assert said.status_code == HTTPStatus.NO_CONTENT, said.get_json()
    notice = told(office.house, "AsideOpened")

    assert office.house.signed_in("slj.handler").get(f"/notices/{notice}").location == "/asides"


def test_somebody_elses_notice_and_none_look_alike(office: PostOffice) -> None:
    office.urges(office.work())
    notice = told(office.house, "WorkUrged")
    other = office.house.browser("slj.handler")

    assert other.get(f"/notices/{notice}").status == HTTPStatus.NOT_FOUND
    assert other.get(f"/notices/{uuid4()}").status == HTTPStatus.NOT_FOUND


def test_the_shell_sends_a_trial(office: PostOffice) -> None:
    settings = {
        "MUSTER_MAIL_HOST": "127.0.0.1",
        "MUSTER_MAIL_PORT": str(office.box.port),
        "MUSTER_MAIL_TLS": "none",
        "MUSTER_MAIL_FROM": "muster@county.example",
        "MUSTER_SITE": "https://muster.example",
    }
    environment = office.house.environment | settings

    sent = CliRunner().invoke(main, ["mail-test", "li@county.example"], env=environment)
    office.box.at_mail = "550 who are you"
    refused = CliRunner().invoke(main, ["mail-test", "li@county.example"], env=environment)

    assert (sent.exit_code, len(office.box.mails)) == (0, 1)
    assert refused.exit_code == 1
    assert "550 who are you" in refused.output


def test_the_shell_says_what_is_missing(house: House) -> None:
    no_server = CliRunner().invoke(main, ["mail-test", "li@county.example"], env=house.environment)
    no_address = CliRunner().invoke(main, ["mail-test", "li"], env=house.environment)

    assert "MUSTER_MAIL_HOST" in no_server.output
    assert no_address.exit_code == 2


def test_a_house_with_a_case_but_without_mail_defers_nothing(house: House) -> None:
    started(house)

    assert house.jobs("spread_notices") == []
