"""From a fact to a mail in its reader's box: over a real database and a real mail server."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest

from server.domain.errors import AnswerWrong
from server.domain.mailing import MailChoice, MailState, Rhythm
from server.services.mailing import carrying, choosing, showing
from tests.post_office import HANDLER, OFFICER, SITE, SOON, PostOffice
from tests.web.journey import started

if TYPE_CHECKING:
    from tests.web.house import House


def test_a_notice_comes_by_mail_after_others_were_waited_for(office: PostOffice) -> None:
    office.chooses(HANDLER)
    office.urges(office.work())

    office.works()
    assert office.box.mails == []
    office.works(SOON)

    [mail] = office.box.mails
    assert mail["To"] == "zjj.handler@county.example"
    assert "催办" in mail["Subject"]
    [line] = office.lines()
    assert (line.state, line.tries) == (MailState.SENT, 1)
    assert mail["Subject"].startswith(f"【哨令】{line.number}")


def test_several_notices_about_one_matter_come_as_one_mail(office: PostOffice) -> None:
    office.chooses(HANDLER)
    item = office.work()
    office.urges(item)
    office.house.clock.moment += timedelta(days=2)
    office.urges(item)
    office.works()

    office.works(SOON)

    [mail] = office.box.mails
    assert "2 条通知" in mail["Subject"]
    assert office.box.texts()[0].count(f"{SITE}/notices/") == 2


def test_different_matters_come_as_mails_of_their_own(office: PostOffice) -> None:
    office.chooses(HANDLER)
    first = office.work()
    office.urges(first)
    started(office.house)
    items = office.house.program(HANDLER).get("/work-items").get_json()["items"]
    [other] = [each["id"] for each in items if each["id"] != first]
    office.urges(other)
    office.works()

    office.works(SOON)

    threads = {mail["References"] for mail in office.box.mails}
    assert (len(office.box.mails), len(threads)) == (2, 2)


def test_a_digest_holds_everything_at_its_hour(office: PostOffice) -> None:
    office.chooses(HANDLER, rhythm=Rhythm.DAILY)
    item = office.work()
    office.urges(item)
    started(office.house)
    items = office.house.program(HANDLER).get("/work-items").get_json()["items"]
    [other] = [each["id"] for each in items if each["id"] != item]
    office.urges(other)

    office.works(timedelta(hours=23))
    assert office.box.mails == []
    office.works(timedelta(hours=1, minutes=1))

    [mail] = office.box.mails
    assert mail["Subject"] == "【哨令】共 2 条通知"
    assert mail["References"] is None


def test_what_was_read_meanwhile_is_not_mailed(office: PostOffice) -> None:
    office.chooses(HANDLER)
    office.urges(office.work())
    office.works()
    browser = office.house.browser(HANDLER)
    browser.post("/notices/read", browser.get("/notices").form("/notices/read"))

    office.works(SOON)

    assert office.box.mails == []
    assert office.lines() == ()


def test_nothing_typed_and_no_name_is_in_a_mail(office: PostOffice) -> None:
    office.chooses(HANDLER, language="en")
    office.urges(office.work())
    office.works()

    office.works(SOON)

    [text] = office.box.texts()
    assert "请尽快" not in text
    assert "东大街" not in text
    assert "Urged" in text
    assert "/me/mail" in text


def test_groups_that_were_not_chosen_stay_in_the_page(office: PostOffice) -> None:
    office.chooses(HANDLER, groups=frozenset({"own"}))
    office.urges(office.work())
    office.works()

    office.works(SOON)

    assert office.box.mails == []


def test_without_an_address_nothing_is_mailed(office: PostOffice) -> None:
    office.chooses(HANDLER, address="")
    office.urges(office.work())
    office.works()

    office.works(SOON)

    assert office.lines() == ()


def test_who_wants_no_more_mail_gets_none_that_waited(office: PostOffice) -> None:
    office.chooses(HANDLER)
    office.urges(office.work())
    office.works()
    office.chooses(HANDLER, address="")

    office.works(SOON)

    assert (office.box.mails, office.lines()) == ([], ())


def test_the_starter_hears_of_the_end_if_that_was_chosen(office: PostOffice) -> None:
    office.chooses(OFFICER, groups=frozenset({"own"}))
    case = started(office.house)["case"]
    program = office.house.program(OFFICER)
    ended = program.post(f"/cases/{case}/acts/terminate", {"reason": "重复"})
    assert ended.status_code == HTTPStatus.NO_CONTENT
    office.works()

    office.works(SOON)

    assert "事项已终止" in office.box.mails[0]["Subject"]


def test_who_stands_in_is_told_too(office: PostOffice) -> None:
    office.chooses("slj.handler", groups=frozenset({"due"}))
    office.stands_in(["repair"])
    office.urges(office.work())
    office.works()

    office.works(SOON)

    assert [mail["To"] for mail in office.box.mails] == ["slj.handler@county.example"]


def test_a_house_without_a_mail_server_puts_nothing_down(house: House) -> None:
    choosing.choose(house.tools, house.actor(HANDLER), MailChoice(address="a@county.example"))
    started(house)

    assert not carrying.sweep(house.tools)
    assert carrying.carry(house.tools) == 0
    assert showing.send_trial(house.tools, "a@county.example") is None
    assert not choosing.chosen(house.tools, house.actor(HANDLER)).is_sent


def test_the_same_choice_twice_is_one_fact(house: House) -> None:
    actor = house.actor(HANDLER)
    choice = MailChoice(address=" li@county.example ", rhythm=Rhythm.TWICE)

    for _ in range(2):
        choosing.choose(house.tools, actor, choice, "the-key")

    kept = choosing.chosen(house.tools, actor)
    assert (kept.choice.address, kept.choice.rhythm) == ("li@county.example", Rhythm.TWICE)
    lines = house.tools.unit()
    with lines as unit:
        journal = unit.views.journal(actor.person, 0, 100)  # type: ignore[arg-type]
    facts = [name for line in journal for name, _ in line.facts]
    assert facts.count("MailChosen") == 1


def test_what_was_never_chosen_is_usual(house: House) -> None:
    kept = choosing.chosen(house.tools, house.actor(HANDLER), "en")

    assert (kept.choice.address, kept.choice.language) == ("", "en")


def test_a_mangled_choice_is_refused(house: House) -> None:
    with pytest.raises(AnswerWrong):
        choosing.choose(house.tools, house.actor(HANDLER), MailChoice(address="nobody"))
