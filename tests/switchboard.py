"""A house that tells a server of somebody else on this machine what happens."""

from __future__ import annotations

import json
from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from server.domain.hooks import OwnPlaces
from server.domain.people import SYSTEM
from server.domain.registers import Register
from server.outside.http import HttpCaller
from server.services.hooks import calling, tending
from server.services.registers import entering
from server.services.registers.entries import Line
from tests.features.jobs import run_all
from tests.hook_server import Receiver, hook_server
from tests.post_office import SITE
from tests.web.journey import started

if TYPE_CHECKING:
    from collections.abc import Generator

    from server.domain.calling import CallState
    from server.domain.reading import CallLine, HookPage
    from tests.web.house import House, Program

SECRET = "a house of tests, and no other one"
HOOK, ADMIN, HANDLER = "city-oa", "county.admin", "zjj.handler"
NEVER = timedelta(0)
HERE = OwnPlaces.read(["127.0.0.1"])
"""What the house may call although it is not public: this machine."""


def hook_line(hook: str, **changed: str) -> Line:
    """A hook as it is entered."""
    usual = {
        "id": hook,
        "name": "市里的 OA",
        "kinds": "WorkClaimed;WorkCompleted",
        "bodies": "",
        "processes": "",
        "state": "on",
    }
    return Line(register=Register.HOOKS, cells=usual | changed)


class Switchboard:
    """A house, and the server outside that it tells."""

    def __init__(self, house: House, receiver: Receiver) -> None:
        self.house = house
        self.receiver = receiver
        self.speaks()

    def speaks(self, secret: str = SECRET, seconds: float = 10) -> None:
        """The house speaks with this secret, may call this machine, and waits so long for an answer."""
        self.house.gets_caller(HttpCaller(secret, SITE, HERE, seconds=seconds))

    def enters(self, hook: str = HOOK, **changed: str) -> None:
        """Enter a hook, as the house itself: nobody has to agree."""
        line = hook_line(hook, **{"address": self.receiver.address, **changed})
        entering.enter(self.house.tools, SYSTEM, [line])

    def registers(self, hook: str = HOOK, **changed: str) -> str:
        """Enter a hook and make its key."""
        self.enters(hook, **changed)
        return tending.make_key(self.house.tools, self.house.actor(ADMIN), hook)

    def work(self) -> str:
        """A new case, and its piece of work."""
        program = self.house.program(HANDLER)
        before = _items(program)
        started(self.house)
        [item] = _items(program) - before
        return item

    def claims(self, item: str | None = None) -> None:
        """Somebody signs for work."""
        answer = self.house.program(HANDLER).post(f"/work-items/{item or self.work()}/claim")
        assert answer.status_code < HTTPStatus.BAD_REQUEST

    def works(self, later: timedelta = NEVER) -> None:
        """Carry out what is due that much later, as a worker would."""
        self.house.clock.moment += later
        with psycopg.connect(self.house.database.conninfo, autocommit=True) as connection:
            run_all(self.house.tools, connection)
            calling.sweep(self.house.tools)
            run_all(self.house.tools, connection)

    def page(self, hook: str = HOOK, state: CallState | None = None) -> HookPage:
        return tending.page(self.house.tools, self.house.actor(ADMIN), hook, state)

    def lines(self, hook: str = HOOK, state: CallState | None = None) -> tuple[CallLine, ...]:
        return self.page(hook, state).calls.rows

    def told(self) -> list[dict[str, Any]]:
        """All that was said, the earliest first."""
        return [json.loads(request.body) for request in self.receiver.requests]


def _items(program: Program) -> set[str]:
    return {str(one["id"]) for one in program.get("/work-items").get_json()["items"]}


@pytest.fixture
def board(house: House) -> Generator[Switchboard]:
    with hook_server() as receiver:
        yield Switchboard(house, receiver)
