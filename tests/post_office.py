"""A house whose notices also come by mail, over a real mail server on this machine."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from server.domain.mailing import MailChoice
from server.outside.smtp import MailServer, SmtpMailer
from server.services.mailing import carrying, choosing, showing
from tests.features.jobs import run_all
from tests.mail_server import MailBox, mail_server
from tests.web.journey import item_of, started

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from server.domain.mailing import MailState
    from server.domain.reading import MailLine
    from tests.web.house import House

SITE = "https://muster.example"
OFFICER, HANDLER, ADMIN = "buguan.officer", "zjj.handler", "county.admin"
SOON = timedelta(minutes=4)
"""By when a first notice has gone out."""


def plain_mailer(port: int) -> SmtpMailer:
    """What hands mails to a server on this machine."""
    server = MailServer(
        host="127.0.0.1",
        port=port,
        tls="none",
        user="",
        password="",
        sender="muster@county.example",
    )
    return SmtpMailer(server, SITE, seconds=2)


class PostOffice:
    """A house whose notices also come by mail."""

    def __init__(self, house: House, box: MailBox) -> None:
        self.house = house
        self.box = box
        house.gets_mailer(plain_mailer(box.port))

    def chooses(self, login: str, **changed: Any) -> None:
        """This person wants mail, at once and at any hour if nothing else is said."""
        usual: dict[str, Any] = {
            "address": f"{login}@county.example",
            "quiet_from": "",
            "quiet_to": "",
            "workdays": False,
        }
        choosing.choose(self.house.tools, self.house.actor(login), MailChoice(**usual | changed))

    def work(self) -> str:
        """A new case, and its piece of work."""
        started(self.house)
        return item_of(self.house.program(HANDLER))

    def urges(self, item: str) -> None:
        self.house.program(OFFICER).post(f"/work-items/{item}/acts/urge", {"text": "请尽快"})

    def stands_in(self, processes: Sequence[str] = ()) -> None:
        """The water bureau's handler stands in for the department's: both are told."""
        wanted = {
            "post": "zjj.handler",
            "substitute": "slj.handler",
            "reason": "培训",
            "valid_from": "2026-03-09",
            "valid_to": "2026-03-13",
            "processes": list(processes),
        }
        self.house.program(HANDLER).post("/substitutions", wanted)

    def works(self, later: timedelta = timedelta(0)) -> None:
        """Carry out what is due that much later, as a worker would."""
        self.house.clock.moment += later
        with psycopg.connect(self.house.database.conninfo, autocommit=True) as connection:
            run_all(self.house.tools, connection)
            carrying.sweep(self.house.tools)
            run_all(self.house.tools, connection)

    def lines(self, state: MailState | None = None) -> tuple[MailLine, ...]:
        return showing.mails(self.house.tools, self.house.actor(ADMIN), state).rows


@pytest.fixture
def office(house: House) -> Generator[PostOffice]:
    with mail_server() as box:
        yield PostOffice(house, box)
