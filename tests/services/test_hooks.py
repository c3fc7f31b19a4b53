"""Which events a server outside is told of, and under what signature: real database, real connections."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

import server.web
from server.domain.calling import KEPT, CallState
from server.domain.errors import HookIsOff, HookWithoutKey, NoSuchCall, NoSuchHook, NotAllowed
from server.domain.hooks import HookState
from server.domain.ids import CallId
from server.services.hooks import calling, hearing, tending
from tests.hook_server import said
from tests.post_office import SITE
from tests.switchboard import ADMIN, HANDLER, HOOK, Switchboard
from tests.web.journey import DONE

EXAMPLE = Path(server.web.__file__).with_name("templates") / "admin" / "receiver.py.txt"


def is_from_muster(*given: Any) -> bool:
    """The program that receivers are given, as it stands on the page."""
    known: dict[str, Any] = {}
    exec(compile(EXAMPLE.read_text("utf-8"), str(EXAMPLE), "exec"), known)  # noqa: S102  # it is ours
    known["time"] = Standing
    return bool(known["is_from_muster"](*given))


class Standing:
    """The clock of the house, for the program of the receiver."""

    now = 0.0

    @classmethod
    def time(cls) -> float:
        return cls.now


def test_an_event_is_told_to_who_hears_of_it(board: Switchboard) -> None:
    board.registers()
    item = board.work()
    board.claims(item)
    board.works()

    [told] = board.told()
    assert told["type"] == "WorkClaimed"
    assert told["data"]["work_item"]["id"] == item
    assert told["data"]["work_item"]["body"] == "zjj"
    assert told["data"]["case"]["process"] == "repair"
    assert told["data"]["links"]["page"].startswith(f"{SITE}/cases/")
    [line] = board.lines()
    assert (line.state, line.status, line.tries) == (CallState.SENT, 204, 1)
    assert line.number == told["data"]["case"]["number"]


def test_nothing_that_people_typed_or_are_is_told(board: Switchboard) -> None:
    board.registers()
    item = board.work()
    board.claims(item)
    board.house.program(HANDLER).post(f"/work-items/{item}/complete", DONE)
    board.works()

    assert [told["type"] for told in board.told()] == ["WorkClaimed", "WorkCompleted"]
    everything = b"".join(request.body for request in board.receiver.requests).decode()
    for word in ("已更换", "东大街", "zjj.handler", str(board.house.actor(HANDLER).person)):
        assert word not in everything


def test_the_example_for_receivers_knows_the_house_and_nobody_else(board: Switchboard) -> None:
    key = board.registers()
    board.claims()
    board.works()
    [came] = board.receiver.requests
    Standing.now = board.house.clock.moment.timestamp()

    assert is_from_muster(key, came.headers, came.body)
    assert not is_from_muster(key, came.headers, came.body + b" ")
    assert not is_from_muster("whsec_" + "A" * 44, came.headers, came.body)
    Standing.now += 301
    assert not is_from_muster(key, came.headers, came.body)


def test_for_a_day_after_a_new_key_both_are_good(board: Switchboard) -> None:
    former = board.registers()
    key = tending.make_key(board.house.tools, board.house.actor(ADMIN), HOOK)
    assert board.page().former_until == board.house.clock.moment + timedelta(days=1)
    board.claims()
    board.works()
    board.claims()
    board.works(timedelta(days=1))

    first, second = board.receiver.requests
    Standing.now = float(first.headers["webhook-timestamp"])
    assert is_from_muster(key, first.headers, first.body)
    assert is_from_muster(former, first.headers, first.body)
    Standing.now = float(second.headers["webhook-timestamp"])
    assert is_from_muster(key, second.headers, second.body)
    assert not is_from_muster(former, second.headers, second.body)
    assert board.page().former_until is None


def test_nothing_is_said_under_another_secret_than_the_key_was_made_with(
    board: Switchboard,
) -> None:
    board.registers()
    board.claims()
    board.speaks("another secret, after a restore without it")
    board.works()

    assert board.receiver.requests == []
    assert "MUSTER_SECRET_KEY" in board.lines()[0].answer


def test_who_hears_of_nothing_makes_no_job(board: Switchboard) -> None:
    board.registers(kinds="WorkUrged")
    board.enters("without-key")
    board.registers("off")
    board.enters("off", state="off")
    board.claims()

    assert board.house.jobs("spread_events") == []


def test_a_hook_without_a_key_is_told_nothing(board: Switchboard) -> None:
    board.registers("other")
    board.enters()
    board.claims()
    board.works()

    assert board.lines() == ()
    assert len(board.lines("other")) == 1


@pytest.mark.parametrize(
    ("narrowed", "told"),
    [
        ({"bodies": "zjj"}, 1),
        ({"bodies": "buguan;slj"}, 1),
        ({"bodies": "scj"}, 0),
        ({"processes": "repair"}, 1),
        ({"processes": "repair", "bodies": "scj"}, 0),
    ],
)
def test_a_hook_hears_of_its_bodies_and_processes_only(
    board: Switchboard, narrowed: dict[str, str], told: int
) -> None:
    board.registers(**narrowed)
    board.claims()
    board.works()

    assert len(board.told()) == told


def test_the_beginning_and_the_end_of_a_case_are_told_once(board: Switchboard) -> None:
    board.registers(kinds="CaseStarted;CaseFinished")
    item = board.work()
    done = board.house.program(HANDLER).post(f"/work-items/{item}/complete", DONE)
    assert done.status_code == HTTPStatus.OK
    board.works()
    board.works()

    assert [told["type"] for told in board.told()] == ["CaseStarted", "CaseFinished"]
    assert all("work_item" not in told["data"] for told in board.told())


def test_a_job_that_runs_twice_tells_once(board: Switchboard) -> None:
    board.registers()
    board.claims()
    [job] = board.house.jobs("spread_events")
    tools = board.house.tools

    assert hearing.hear(tools, hearing.places_in(job["entries"])) == 1
    assert hearing.hear(tools, hearing.places_in(job["entries"])) == 1
    board.works()

    assert len(board.told()) == 1


def test_a_trial_shows_that_events_come_through(board: Switchboard) -> None:
    board.registers()
    tools, admin = board.house.tools, board.house.actor(ADMIN)

    first = tending.try_out(tools, admin, HOOK, "key")
    assert tending.try_out(tools, admin, HOOK, "key") == first
    board.works()

    assert board.told()[0]["type"] == "HookTried"
    [line] = board.lines()
    assert (line.id, line.case, line.number) == (first, None, "")


def test_a_call_is_made_again_under_the_same_id(board: Switchboard) -> None:
    board.registers()
    board.claims()
    board.works()
    tools, admin = board.house.tools, board.house.actor(ADMIN)
    [line] = board.lines()

    tending.retry(tools, admin, HOOK, line.id, "key")
    tending.retry(tools, admin, HOOK, line.id, "key")
    board.works()

    first, second = board.receiver.requests
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.body == second.body
    assert board.lines()[0].tries == 2


def test_what_is_not_there_is_refused(board: Switchboard) -> None:
    tools, admin = board.house.tools, board.house.actor(ADMIN)
    with pytest.raises(NoSuchHook):
        tending.page(tools, admin, HOOK)
    with pytest.raises(NoSuchHook):
        tending.make_key(tools, admin, HOOK)
    board.enters()
    with pytest.raises(HookWithoutKey):
        tending.try_out(tools, admin, HOOK)
    board.registers()
    with pytest.raises(NoSuchCall):
        tending.retry(tools, admin, HOOK, CallId(UUID(int=1)))
    board.enters(state="off")
    with pytest.raises(HookIsOff):
        tending.try_out(tools, admin, HOOK)


def test_only_administrators_tend_hooks(board: Switchboard) -> None:
    board.registers()
    tools, handler = board.house.tools, board.house.actor(HANDLER)

    with pytest.raises(NotAllowed):
        tending.page(tools, handler, HOOK)
    with pytest.raises(NotAllowed):
        tending.make_key(tools, handler, HOOK)
    with pytest.raises(NotAllowed):
        tending.try_out(tools, handler, HOOK)
    with pytest.raises(NotAllowed):
        tending.retry(tools, handler, HOOK, CallId(UUID(int=1)))


def test_a_key_is_told_once_and_the_same_to_the_same_request(board: Switchboard) -> None:
    board.enters()
    tools, admin = board.house.tools, board.house.actor(ADMIN)

    key = tending.make_key(tools, admin, HOOK, "one")

    assert tending.make_key(tools, admin, HOOK, "one") == key
    assert tending.make_key(tools, admin, HOOK, "other") != key
    assert key not in str(board.page())


def test_what_was_told_is_forgotten_after_a_month(board: Switchboard) -> None:
    board.registers()
    board.claims()
    board.works()
    calling.drop_old(board.house.tools)
    assert len(board.lines()) == 1

    board.house.clock.moment += KEPT + timedelta(seconds=1)
    calling.drop_old(board.house.tools)

    assert board.lines() == ()


def test_a_hook_that_is_switched_off_is_told_no_more(board: Switchboard) -> None:
    board.registers()
    board.claims()
    board.enters(state="off")
    board.works()

    assert board.page().state is HookState.OFF
    assert board.told() == []


def test_a_list_of_what_was_told_goes_on_page_by_page(board: Switchboard) -> None:
    board.registers()
    tools, admin = board.house.tools, board.house.actor(ADMIN)
    for _ in range(51):
        tending.try_out(tools, admin, HOOK)
    board.receiver.answers.append(said("400 Bad Request"))
    board.works()

    page = tending.page(tools, admin, HOOK).calls
    rest = tending.page(tools, admin, HOOK, after=page.next).calls
    assert (len(page.rows), len(rest.rows), rest.next) == (50, 1, None)
    assert len(board.lines(state=CallState.WAITING)) == 1
