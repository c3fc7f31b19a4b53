"""督办单: what is urged in writing, and what the head says will be done by when."""

from __future__ import annotations

from datetime import date

import pytest

from server.domain import facts as f
from server.domain.acts import Act
from server.domain.errors import ActNotYours, AnswerWrong, NoSuchWork, NotUrged
from server.services import acting, pictures, timekeeping
from server.services.acts.scene import Given
from server.services.reckoning import clock_of
from server.services.urging_sheets import sheet_of
from tests.builders import a_nobody
from tests.services.clock_office import ClockOffice, a_clock_office, at

SOON = Given(text="增派人手", until=date(2026, 3, 13))


@pytest.fixture
def office() -> ClockOffice:
    """Work that is a day late."""
    office = a_clock_office()
    office.stage.clock.moment = at(10, 19)
    assert timekeeping.climb(office.stage.tools, office.item, "urge")
    return office


def test_the_head_says_what_will_be_done_and_the_office_hears(office: ClockOffice) -> None:
    assert Act.ANSWER_URGE in office.offered(office.head)
    office.act(office.head, Act.ANSWER_URGE, SOON)

    fact = office.last
    assert isinstance(fact, f.UrgeAnswered)
    assert (fact.until, fact.body, fact.role) == (at(13), "cmd", "cmd_head")
    assert office.told()[-1] == ("UrgeAnswered", "cmd_head")
    assert office.due == at(9)
    picture = pictures.case(office.stage.tools, office.head, office.work.root)
    assert any("2026-03-13 前办结" in one.sentence for one in picture.happenings)


def test_the_sheet_tells_the_facts_and_the_last_answer(office: ClockOffice) -> None:
    sheet = sheet_of(office.stage.tools, office.head, office.item)
    assert (sheet.answer, sheet.text) == (None, "")
    assert sheet.issued_at == at(10)
    assert clock_of(office.stage.tools, office.head, office.item).is_urged

    office.act(office.head, Act.ANSWER_URGE, Given(text="再看看", until=date(2026, 3, 20)))
    office.act(office.head, Act.ANSWER_URGE, SOON)
    sheet = sheet_of(office.stage.tools, office.overseer, office.item)

    assert sheet.answer is not None
    assert (sheet.text, sheet.answer.until) == ("增派人手", at(13))
    assert sheet.clock.due == at(9)


def test_it_is_foreseen_that_the_deadline_stays(office: ClockOffice) -> None:
    page = acting.look(office.stage.tools, office.head, office.item, Act.ANSWER_URGE)

    assert any("期限不变" in zh for zh, _ in page.foreseen)


def test_a_day_gone_by_is_no_answer(office: ClockOffice) -> None:
    with pytest.raises(AnswerWrong):
        office.act(office.head, Act.ANSWER_URGE, Given(text="已办", until=date(2026, 3, 9)))


def test_only_the_head_answers(office: ClockOffice) -> None:
    with pytest.raises(ActNotYours):
        office.act(office.clerk, Act.ANSWER_URGE, SOON)


def test_what_is_not_late_is_not_urged() -> None:
    office = a_clock_office()

    with pytest.raises(NotUrged):
        office.act(office.head, Act.ANSWER_URGE, SOON)
    with pytest.raises(NotUrged):
        sheet_of(office.stage.tools, office.head, office.item)
    assert Act.ANSWER_URGE not in office.offered(office.head)


def test_to_others_it_looks_as_if_there_were_no_work(office: ClockOffice) -> None:
    with pytest.raises(NoSuchWork):
        sheet_of(office.stage.tools, a_nobody(), office.item)
