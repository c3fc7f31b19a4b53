"""What becomes of mails that the server doesn't take at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from server.domain.errors import NoSuchMail, NotAllowed
from server.domain.mailing import MailState, Taken
from server.services.mailing import carrying, choosing, showing
from tests.builders import an_id
from tests.post_office import ADMIN, HANDLER, SOON, PostOffice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from server.domain.mailing import Mail, Receipt
    from server.domain.ports import Mailer


def test_a_mail_that_is_not_taken_is_tried_again_later(office: PostOffice) -> None:
    office.chooses(HANDLER)
    office.urges(office.work())
    office.works()
    office.box.at_data += ["451 busy", "451 still busy"]

    office.works(SOON)
    [line] = office.lines(MailState.WAITING)
    assert (line.tries, line.answer) == (1, "451 busy")
    assert line.due == office.house.clock.moment + timedelta(minutes=1)
    office.works(timedelta(seconds=59))
    assert office.lines()[0].tries == 1
    office.works(timedelta(minutes=1))
    assert office.lines()[0].tries == 2
    office.works(timedelta(minutes=5))

    assert len(office.box.mails) == 1
    assert office.lines(MailState.SENT)[0].tries == 3


def test_what_is_never_taken_fails_for_good_until_somebody_tries_again(office: PostOffice) -> None:
    office.chooses(HANDLER)
    office.urges(office.work())
    office.works()
    office.box.at_data.append("554 looks like spam")
    office.works(SOON)
    [line] = office.lines(MailState.FAILED)
    assert (line.due, line.answer) == (None, "554 looks like spam")
    office.works(timedelta(days=3))
    assert office.box.mails == []

    showing.retry(office.house.tools, office.house.actor(ADMIN), line.id)
    office.works()

    assert len(office.box.mails) == 1


def test_an_address_that_is_refused_is_left_alone_until_it_is_chosen_anew(
    office: PostOffice,
) -> None:
    office.chooses(HANDLER)
    item = office.work()
    office.urges(item)
    office.works()
    office.box.at_rcpt["zjj.handler@county.example"] = "550 no such user"
    office.works(SOON)
    said = choosing.chosen(office.house.tools, office.house.actor(HANDLER))
    assert (said.refusal, said.is_sent) == ("550 no such user", True)
    office.box.at_rcpt.clear()
    office.urges(item)
    office.works(timedelta(days=2))
    assert office.box.mails == []

    office.chooses(HANDLER)
    office.house.clock.moment += timedelta(days=2)
    office.urges(item)
    office.works()
    office.works(SOON)

    assert len(office.box.mails) == 1


class Meanwhile:
    """Hands mails over as the house does; something happens before what became of them is written."""

    def __init__(self, mailer: Mailer, act: Callable[[], None]) -> None:
        self.site = mailer.site
        self._mailer = mailer
        self._act = act

    def carry(self, mails: Iterable[Mail]) -> Iterator[tuple[Mail, Receipt]]:
        settled = list(self._mailer.carry(mails))
        self._act()
        yield from settled


def test_an_address_that_was_corrected_while_the_old_one_was_refused_gets_the_mail(
    office: PostOffice,
) -> None:
    office.chooses(HANDLER, address="tpyo@county.example")
    office.urges(office.work())
    office.works()
    office.box.at_rcpt["tpyo@county.example"] = "550 no such user"
    mailer = office.house.tools.mailer
    assert mailer is not None
    office.house.gets_mailer(Meanwhile(mailer, lambda: office.chooses(HANDLER)))
    office.works(SOON)
    office.house.gets_mailer(mailer)

    office.works(timedelta(minutes=1))

    said = choosing.chosen(office.house.tools, office.house.actor(HANDLER))
    assert said.refusal == ""
    [mail] = office.box.mails
    assert mail["To"] == "zjj.handler@county.example"


def test_after_two_days_a_server_that_is_away_is_tried_no_more(office: PostOffice) -> None:
    office.chooses(HANDLER)
    office.urges(office.work())
    office.works()
    office.works(SOON - SOON)
    office.box.at_data += ["dies"] * 20

    for _ in range(60):
        office.works(timedelta(hours=1))

    [line] = office.lines()
    assert (line.state, line.tries) == (MailState.FAILED, 9)


def test_mails_behind_one_that_found_the_server_away_were_not_tried(office: PostOffice) -> None:
    for login in (HANDLER, "slj.handler"):
        office.chooses(login, groups=frozenset({"standing_in"}))
    office.stands_in()
    office.works()
    office.box.at_data.append("dies")

    office.works(SOON)

    assert sorted(line.tries for line in office.lines(MailState.WAITING)) == [0, 1]
    office.works(timedelta(minutes=1))
    assert len(office.box.mails) == 2


def test_a_worker_that_died_with_a_mail_sends_it_later(office: PostOffice) -> None:
    office.chooses(HANDLER)
    office.urges(office.work())
    office.works()
    office.house.clock.moment += SOON
    carrying.gather(office.house.tools)
    with office.house.tools.unit() as unit:
        assert len(unit.mails.take(office.house.clock.moment, 10)) == 1
        unit.commit()
    office.works()
    assert office.box.mails == []

    office.works(timedelta(minutes=15))

    assert len(office.box.mails) == 1


def test_a_trial_shows_what_the_server_says(office: PostOffice) -> None:
    receipt = showing.send_trial(office.house.tools, "a@county.example")

    assert receipt is not None
    assert receipt.taken is Taken.SENT
    assert "测试邮件" in office.box.mails[0]["Subject"]


def test_only_administrators_look_and_try_again(office: PostOffice) -> None:
    actor = office.house.actor(HANDLER)

    with pytest.raises(NotAllowed):
        showing.mails(office.house.tools, actor)
    with pytest.raises(NotAllowed):
        showing.retry(office.house.tools, actor, an_id())  # type: ignore[arg-type]
    with pytest.raises(NoSuchMail):
        showing.retry(office.house.tools, office.house.actor(ADMIN), an_id())  # type: ignore[arg-type]


def test_old_mails_are_dropped(office: PostOffice) -> None:
    office.chooses(HANDLER)
    office.urges(office.work())
    office.works()
    office.works(SOON)
    assert office.lines()

    office.house.clock.moment = datetime(2026, 12, 1, tzinfo=UTC)
    carrying.drop_old(office.house.tools)

    assert office.lines() == ()
