"""Mail over a real connection to a real server, which takes it, refuses it, hangs, or dies midway."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from server.domain.ids import CaseId, MailId
from server.domain.mailing import Mail, Taken
from server.outside.smtp import MailServer, SmtpMailer
from tests.mail_server import MailBox, mail_server, silent_server

if TYPE_CHECKING:
    from collections.abc import Generator

HOST = "127.0.0.1"


@pytest.fixture
def box() -> Generator[MailBox]:
    with mail_server() as box:
        yield box


def mailer(port: int, **changed: str) -> SmtpMailer:
    plain = MailServer(
        host=HOST, port=port, tls="none", user="", password="", sender="muster@county.example"
    )
    server = replace(plain, **changed)  # type: ignore[arg-type]  # no port among them
    return SmtpMailer(server, "https://muster.example", seconds=0.5)


def mail(number: int = 1, to: str = "li@county.example") -> Mail:
    return Mail(
        id=MailId(UUID(int=number)),
        to=to,
        subject="【哨令】“核实”已超期",
        text="“核实”已超期",
        html="<p>“核实”已超期</p>",
        choices="https://muster.example/me/mail",
        thread=CaseId(UUID(int=77)),
    )


def taken(mailer: SmtpMailer, *mails: Mail) -> list[Taken]:
    return [receipt.taken for _, receipt in mailer.carry(mails)]


def test_a_mail_comes_as_text_and_as_a_page(box: MailBox) -> None:
    assert taken(mailer(box.port), mail()) == [Taken.SENT]

    [came] = box.mails
    assert came["Subject"] == "【哨令】“核实”已超期"
    assert box.texts() == ["“核实”已超期\n"]
    assert "<p>“核实”已超期</p>" in box.pages()[0]
    assert came["Auto-Submitted"] == "auto-generated"


def test_a_name_on_two_lines_stands_on_one_in_the_subject(box: MailBox) -> None:
    two_lines = replace(mail(), subject="【哨令】“现场\n核实”已超期")

    assert taken(mailer(box.port), two_lines) == [Taken.SENT]

    assert box.mails[0]["Subject"] == "【哨令】“现场 核实”已超期"


def test_mails_about_one_matter_stand_together_and_can_be_told_apart(box: MailBox) -> None:
    taken(mailer(box.port), mail(1), mail(2))

    first, second = box.mails
    assert first["References"] == second["References"]
    assert first["Message-ID"] != second["Message-ID"]
    assert str(UUID(int=1)) in first["Message-ID"]


def test_many_mails_go_over_one_connection(box: MailBox) -> None:
    taken(mailer(box.port), *map(mail, range(1, 6)))

    assert (len(box.mails), box.lines) == (5, 1)


def test_a_mail_about_no_matter_stands_alone(box: MailBox) -> None:
    taken(mailer(box.port), replace(mail(), thread=None))

    assert box.mails[0]["References"] is None


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("550 5.1.1 no such user", Taken.NO_SUCH_ADDRESS),
        ("552 5.2.2 over quota", Taken.NEVER),
        ("450 4.2.1 try again", Taken.LATER),
    ],
)
def test_what_is_said_of_an_address_is_told_apart(box: MailBox, said: str, expected: Taken) -> None:
    box.at_rcpt["li@county.example"] = said

    [(_, receipt)] = mailer(box.port).carry([mail()])

    assert (receipt.taken, receipt.answer) == (expected, said)


def test_one_refused_address_holds_up_no_other(box: MailBox) -> None:
    box.at_rcpt["gone@county.example"] = "550 no such user"

    told = taken(mailer(box.port), mail(1, "gone@county.example"), mail(2))

    assert told == [Taken.NO_SUCH_ADDRESS, Taken.SENT]


@pytest.mark.parametrize(
    ("said", "expected"), [("554 looks like spam", Taken.NEVER), ("451 busy", Taken.LATER)]
)
def test_what_is_said_of_the_mail_is_told_apart(box: MailBox, said: str, expected: Taken) -> None:
    box.at_data.append(said)

    assert taken(mailer(box.port), mail()) == [expected]


def test_a_server_that_dies_midway_is_away_for_the_others_too(box: MailBox) -> None:
    box.at_data += ["250 OK", "dies"]

    told = taken(mailer(box.port), mail(1), mail(2), mail(3))

    assert told == [Taken.SENT, Taken.AWAY, Taken.AWAY]


def test_a_server_that_hangs_is_away_after_a_while() -> None:
    with silent_server() as port:
        [(_, first), (_, second)] = mailer(port).carry([mail(1), mail(2)])

    assert first == second
    assert first.taken is Taken.AWAY
    assert "timed out" in first.answer


def test_a_server_that_is_not_there_is_away() -> None:
    with silent_server() as port:
        pass

    assert taken(mailer(port), mail()) == [Taken.AWAY]


def test_without_tls_nothing_is_sent_where_tls_is_wanted(box: MailBox) -> None:
    [(_, receipt)] = mailer(box.port, tls="starttls", user="muster").carry([mail()])

    assert receipt.taken is Taken.AWAY
    assert "STARTTLS" in receipt.answer
    assert box.mails == []


def test_tls_from_the_first_byte_is_not_spoken_in_plain(box: MailBox) -> None:
    assert taken(mailer(box.port, tls="tls"), mail()) == [Taken.AWAY]
    assert box.mails == []


def test_a_server_that_knows_no_accounts_is_told_as_it_answers(box: MailBox) -> None:
    [(_, receipt)] = mailer(box.port, user="muster", password="hidden").carry([mail()])

    assert receipt.taken is Taken.AWAY
    assert "hidden" not in receipt.answer


def test_a_sender_who_is_refused_may_be_taken_later(box: MailBox) -> None:
    box.at_mail = "451 who are you"

    [(_, receipt)] = mailer(box.port).carry([mail()])

    assert (receipt.taken, receipt.answer) == (Taken.LATER, "451 who are you")
