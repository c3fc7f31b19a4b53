"""Killed in the middle of its work: whatever was answered is there, once, and nothing is forgotten.

The programs are the real ones, killed by SIGKILL with all their children; programs that post keep
their keys and send again what was not answered, as the pages' script and good clients do.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import psycopg
import pytest

from server import wiring
from server.domain.ids import ProcessKey
from server.domain.people import SYSTEM
from server.services import deploying
from server.services.starting import start_case
from tests.crash.programs import Client, ask, is_sound, program
from tests.engine.diagrams import end, flow, node, process, start, timer, user
from tests.live_program import free_port
from tests.waiting import until
from tests.web.house import PASSWORD
from tests.web.journey import DONE, PLACE, started

if TYPE_CHECKING:
    from tests.web.house import House

CASES = 40
TIMERS = 30
THREADS = 4
KEY = ProcessKey("alarm")
ALARM = {
    "process.toml": b'key = "alarm"\ntitle = "\xe9\x97\xb9\xe9\x92\x9f"\ntitle_en = "Alarm"\n'
    b'starter = ["township_officer"]\n',
    "alarm.bpmn": process(
        start(),
        flow("S", "wait"),
        node("intermediateCatchEvent", "wait", timer("timeDuration", "PT1S")),
        flow("wait", "look"),
        user("look", org='"zjj"', role="dept_handler"),
        flow("look", "E"),
        end(),
        key="alarm",
    ),
}


def signed_in(client: Client) -> dict[str, str]:
    return {
        login: client.post("/tokens", {"login": login, "password": PASSWORD}, login)["token"]
        for login in ("buguan.officer", "zjj.handler")
    }


def play(client: Client, tokens: dict[str, str], number: int, item: object) -> None:
    """One case more, and one piece of work less."""
    place = {"values": PLACE | {"place": f"第{number}街"}}
    client.post("/processes/repair/start", place, f"s{number}", tokens["buguan.officer"])
    client.post(f"/work-items/{item}/complete", DONE, f"c{number}", tokens["zjj.handler"])


def check_all_there_once(house: House, client: Client) -> None:
    begun = ask(house.database.conninfo, "SELECT title, id FROM cases WHERE title LIKE '第%'")
    assert sorted(row[0] for row in begun) == sorted(f"第{number}街" for number in range(CASES))
    answered = {client.answered[f"s{number}"]["case"] for number in range(CASES)}
    assert {str(row[1]) for row in begun} == answered
    query = "SELECT state FROM work_items w JOIN cases c ON c.id = w.case_id WHERE title = '东大街'"
    assert [row[0] for row in ask(house.database.conninfo, query)] == ["done"] * CASES
    assert is_sound(house.environment)


@pytest.mark.slow
def test_a_killed_server_has_lost_and_doubled_nothing(house: House) -> None:
    port = free_port()
    serving = ("serve", "--port", str(port))
    client = Client(f"http://127.0.0.1:{port}")
    for _ in range(CASES):
        started(house)
    items = [row[0] for row in ask(house.database.conninfo, "SELECT id FROM work_items")]
    with ThreadPoolExecutor(THREADS) as threads:
        with program(house.environment, *serving, MUSTER_WORKER="0"):
            until(client.is_up)
            client.up.set()
            tokens = signed_in(client)
            acting = [threads.submit(play, client, tokens, *one) for one in enumerate(items)]
            until(lambda: len(client.answered) > CASES // 2)
        client.up.clear()
        with program(house.environment, *serving, MUSTER_WORKER="0"):
            until(client.is_up)
            client.up.set()
            for one in acting:
                one.result(timeout=60)

    assert client.cut_off > 0
    check_all_there_once(house, client)


@pytest.mark.slow
def test_a_killed_worker_leaves_no_timer_unfired_and_fires_none_twice(house: House) -> None:
    tools = wiring.tools_over(house.database, house.settings)
    deploying.deploy(tools, SYSTEM, ALARM)
    township = house.actor("buguan.officer")
    for _ in range(TIMERS):
        start_case(tools, township, KEY, {})

    def left() -> int:
        return int(ask(house.database.conninfo, "SELECT count(*) FROM timers")[0][0])

    for enough in (TIMERS - 3, TIMERS // 2):
        with program(house.environment, "worker"):
            until(lambda enough=enough: left() <= enough)  # type: ignore[misc]  # bound now
    # As if the half minute were over in which a taken timer is left to its job.
    with psycopg.connect(house.database.conninfo) as connection:
        connection.execute("UPDATE timers SET taken_until = now()")
    with program(house.environment, "worker"):
        until(lambda: left() == 0)
        until(
            lambda: (
                not ask(
                    house.database.conninfo, "SELECT FROM procrastinate_jobs WHERE status = 'todo'"
                )
            )
        )

    with tools.unit() as unit:
        journals = [unit.journal.entries(subject) for subject in unit.journal.subjects()]
    kinds = [
        [type(fact).__name__ for entry in entries for fact in entry.facts] for entries in journals
    ]
    alarms = [told for told in kinds if "TimerSet" in told]
    assert [told.count("TimerFired") for told in alarms] == [1] * TIMERS
    assert [told.count("WorkOffered") for told in alarms] == [1] * TIMERS
    assert is_sound(house.environment)
