"""Jobs and sweeps in threads, over a real queue, through faults of their own and of the database."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

import psycopg
import pytest

from server import worker as module
from server.domain.errors import DatabaseAway, StepFailed
from server.domain.recount import Paper
from server.services import delivering, timekeeping
from server.services.mailing import carrying, spreading
from server.worker import QUEUES, Worker, start_embedded
from tests.builders import an_id
from tests.outage import outage
from tests.sweeps import Swept
from tests.waiting import until

if TYPE_CHECKING:
    from collections.abc import Generator

    from server.services.messages import Sent
    from server.services.tools import Tools
    from server.store.database import Database
    from server.store.embedded import EmbeddedServer
    from tests.web.house import House

TOOLS = cast("Tools", object())
DEFER = """SELECT procrastinate_defer_jobs_v1(ARRAY[
  ROW('default', %s, 0, NULL, %s, %s::jsonb, NULL)::procrastinate_job_to_defer_v1])"""
LETTER = (
    '{"source": "%s", "by": "00000000-0000-0000-0000-000000000000", "kind": "message",'
    ' "name": "reply", "key": "7", "digest": "", "until": "2026-03-09T04:00:00+00:00"}'
)
ID = str(an_id())
PAPER = {"kind": "calendar", "name": "2027", "digest": "d"}
RECOUNTED = (UUID(ID), Paper(**PAPER))
DEAD = "UPDATE procrastinate_jobs SET status = 'doing', worker_id = NULL"


@dataclass(slots=True)
class Done(Swept):
    """What the services were asked to do."""

    fired: list[object] = field(default_factory=list)
    climbed: list[tuple[object, str]] = field(default_factory=list)
    delivered: list[tuple[Sent, str | None]] = field(default_factory=list)
    begun: list[object] = field(default_factory=list)

    def begin(self, _tools: Tools, start: object) -> None:
        self.begun.append(start)
        if self.faults:
            raise self.faults.pop()

    def deliver(self, _tools: Tools, sent: Sent, request_key: str | None) -> int:
        if self.faults:
            raise self.faults.pop()
        self.delivered.append((sent, request_key))
        return 1


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> Done:
    seen = Done()
    seen.stand_in(monkeypatch)
    monkeypatch.setattr(module, "AWAY_SECONDS", 0.05)
    monkeypatch.setattr(module, "STALLED_SECONDS", 0.2)
    monkeypatch.setattr(timekeeping, "fire_or_report", lambda _tools, one: seen.fired.append(one))
    monkeypatch.setattr(
        timekeeping, "climb", lambda _tools, item, rung: seen.climbed.append((item, rung))
    )
    monkeypatch.setattr(delivering, "deliver", seen.deliver)
    monkeypatch.setattr(delivering, "begin_kept", lambda _tools, name: seen.begun.append(name))
    monkeypatch.setattr(timekeeping, "begin_or_report", seen.begin)
    return seen


@pytest.fixture
def working(database: Database, done: Done) -> Generator[Worker]:
    assert not done.swept
    worker = start_embedded(TOOLS, database.conninfo)
    yield worker
    worker.stop()


def test_what_waits_for_another_server_holds_up_nothing_of_the_house(
    database: Database, done: Done, monkeypatch: pytest.MonkeyPatch
) -> None:
    hanging, let_go = [], threading.Event()

    def hang(tools: Tools) -> None:
        hanging.append(tools)
        let_go.wait(60)

    spread: list[object] = []
    monkeypatch.setattr(carrying, "carry", hang)
    monkeypatch.setattr(spreading, "spread", lambda _tools, notices: spread.extend(notices))
    timer, notice = an_id(), an_id()
    for _ in range(6):
        ask(database, DEFER.replace("default", "outside"), "carry_mails", None, "{}")
    worker = start_embedded(TOOLS, database.conninfo)
    try:
        until(lambda: len(hanging) == QUEUES["outside"])

        ask(database, DEFER, "fire", "f", f'{{"timer": "{timer.hex}"}}')
        ask(database, DEFER, "spread_notices", None, f'{{"notices": "{notice.hex}"}}')
        until(lambda: done.fired and spread)

        assert (done.fired, spread) == ([timer], [notice])
        assert len(hanging) == QUEUES["outside"]
    finally:
        let_go.set()
        worker.stop()


def ask(database: Database, statement: str, *values: object) -> list[Any]:
    with psycopg.connect(database.conninfo, autocommit=True) as connection:
        cursor = connection.execute(statement.encode(), values)
        return cursor.fetchall() if cursor.description else []


def waiting(database: Database) -> int:
    return len(ask(database, "SELECT id FROM procrastinate_jobs WHERE status <> 'failed'"))


def test_jobs_in_the_queue_are_carried_out(database: Database, done: Done, working: Worker) -> None:
    timer, item, case = an_id(), an_id(), an_id()
    assert working is not None

    ask(database, DEFER, "fire", "f", f'{{"timer": "{timer.hex}"}}')
    ask(database, DEFER, "climb", "c", f'{{"item": "{item.hex}", "rung": "red"}}')
    ask(database, DEFER, "deliver", None, LETTER % case.hex)
    until(lambda: done.fired and done.climbed and done.delivered)

    assert (done.fired, done.climbed) == ([timer], [(item, "red")])
    [(sent, key)] = done.delivered
    assert (sent.source, sent.kind, sent.name, sent.key) == (case, "message", "reply", "7")
    assert str(key).startswith("deliver/")
    until(lambda: waiting(database) == 0)


def test_cases_are_begun_by_jobs_and_one_that_fails_leaves_its_moment_waiting(
    database: Database, done: Done, working: Worker
) -> None:
    start = an_id()
    assert working is not None
    done.faults.append(StepFailed(cause=("no", "no"), element="S"))

    ask(database, DEFER, "begin", "b", f'{{"start": "{start.hex}"}}')
    ask(database, DEFER, "begin_kept", "k", '{"name": "来件"}')
    until(lambda: len(done.begun) > 1)

    assert sorted(map(str, done.begun)) == sorted([str(start), "来件"])
    until(lambda: waiting(database) == 0)


@pytest.mark.parametrize(
    ("job", "service", "given", "asked"),
    [
        ("recount", "recounting.recount", {"kind": "calendar", "name": "7"}, ("calendar", "7")),
        ("recount_work", "recounting.recount_work", {"id": ID, **PAPER}, RECOUNTED),
        ("recount_timer", "recounting.recount_timer", {"id": ID, **PAPER}, RECOUNTED),
        ("resume", "standing_still.resume_by_time", {"case": ID}, (UUID(ID),)),
        ("run_clock", "stopping.go_on_by_time", {"item": ID}, (UUID(ID),)),
        ("hand_on", "leaving_office.hand_on", {"leaving": ID}, (UUID(ID),)),
        ("spread_events", "hearing.hear", {"entries": f"{ID}/3"}, (((UUID(ID), 3),),)),
        ("call_hook", "calling.call", {"hook": "city-oa"}, ("city-oa",)),
        ("hand_back", "ending.hand_back", {}, ()),
        ("take_effect", "ahead.take_effect", {}, ()),
    ],
)
@pytest.mark.usefixtures("working")
def test_a_job_asks_its_service(  # each kind of job
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    job: str,
    service: str,
    given: dict[str, str],
    asked: tuple[object, ...],
) -> None:
    heard: list[tuple[object, ...]] = []
    monkeypatch.setattr(f"server.worker.{service}", lambda _tools, *said: heard.append(said))

    ask(database, DEFER, job, None, json.dumps(given))

    until(lambda: heard)
    assert heard == [asked]


def test_a_job_whose_worker_was_killed_is_taken_up_again(database: Database, done: Done) -> None:
    ask(database, DEFER, "deliver", None, LETTER % an_id().hex)
    ask(database, DEAD)

    worker = start_embedded(TOOLS, database.conninfo)
    until(lambda: done.delivered)
    worker.stop()

    assert len(done.delivered) == 1


def test_a_dead_job_that_was_deferred_anew_is_dropped(database: Database, done: Done) -> None:
    timer = an_id()
    ask(database, DEFER, "fire", "f", f'{{"timer": "{timer.hex}"}}')
    ask(database, DEAD)
    ask(database, DEFER, "fire", "f", f'{{"timer": "{timer.hex}"}}')
    ask(
        database,
        "UPDATE procrastinate_jobs SET scheduled_at = now() + '1 day' WHERE status = 'todo'",
    )

    worker = start_embedded(TOOLS, database.conninfo)
    until(lambda: waiting(database) == 1)
    worker.stop()

    assert done.fired == []


def test_a_delivery_is_tried_again_when_the_database_was_away(
    database: Database, done: Done, working: Worker
) -> None:
    assert working is not None
    done.faults.append(DatabaseAway())
    done_sweep = "SELECT attempts FROM procrastinate_jobs WHERE status = 'todo' AND attempts > 0"

    ask(database, DEFER, "deliver", None, LETTER % an_id().hex)
    until(lambda: done.delivered or ask(database, done_sweep))
    ask(database, "UPDATE procrastinate_jobs SET scheduled_at = now()")
    until(lambda: done.delivered)

    assert len(done.delivered) == 1


@pytest.mark.slow
def test_the_worker_outlives_an_outage_of_the_database(
    house: House, embedded_server: EmbeddedServer, done: Done
) -> None:
    database = house.database
    working = start_embedded(TOOLS, database.conninfo)
    until(lambda: ask(database, "SELECT id FROM procrastinate_workers"))
    with outage(embedded_server, database):
        swept = done.swept
        until(lambda: done.swept > swept + 20)

    ask(database, DEFER, "fire", "f", f'{{"timer": "{an_id().hex}"}}')

    until(lambda: done.fired)
    working.stop()
