"""The real tools, built from settings over a real database."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from server import app, wiring
from server.domain.reading import Lamp
from server.services.shelf import Shelf
from server.settings import read_settings
from server.wiring import SortedIds, WallClock

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from server.store.database import Database
    from tests.web.house import House


def test_identifiers_are_of_version_7_and_sort_by_their_moment() -> None:
    ids = SortedIds()

    made = [ids.new() for _ in range(5000)]

    assert sorted(made) == made
    assert len(set(made)) == 5000
    assert {(one.version, one.variant) for one in made} == {(7, "specified in RFC 4122")}


def test_the_clock_of_the_wall_tells_utc() -> None:
    now = WallClock().now()

    assert now.tzinfo is UTC
    assert abs(now - datetime.now(UTC)) < timedelta(seconds=5)


def test_a_command_stands_up_and_lets_go(tmp_path: Path, database: Database) -> None:
    settings = read_settings({"MUSTER_DATA": str(tmp_path), "DATABASE_URL": database.conninfo})

    with wiring.standing(settings) as stood:
        with stood.tools.unit() as unit:
            assert unit.processes.all_newest() == ()
        assert stood.conninfo == database.conninfo
        assert stood.tools.limits.wrong_passwords == 5

    assert stood.database.engine.pool.checkedin() == 0  # type: ignore[attr-defined]  # a queue pool


def test_before_a_county_is_loaded_no_deadline_has_a_lamp() -> None:
    clock = WallClock()
    manner = wiring.manner_of(Shelf(clock, timedelta(seconds=5)))

    deadline = manner.deadline_of(clock.now(), clock.now(), False)  # noqa: FBT003  # the shape that the store calls

    assert deadline.lamp is Lamp.NONE


def test_a_deadline_is_told_by_the_county_s_calendar(house: House) -> None:
    shelf = house.tools.shelf
    with house.tools.unit() as unit:
        shelf.county(unit)
    now = house.clock.now()

    deadline = wiring.manner_of(shelf).deadline_of(now + timedelta(days=1), now, True)  # noqa: FBT003  # the shape that the store calls

    assert (deadline.lamp, deadline.amount, deadline.provisional) == (Lamp.GOOD, 1, True)


def test_the_application_stands_with_its_worker_where_it_is_asked_for(
    tmp_path: Path, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []
    monkeypatch.setenv("MUSTER_DATA", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", database.conninfo)
    monkeypatch.setattr(app, "start_embedded", lambda _tools, conninfo: begun.append(conninfo))

    monkeypatch.setenv("MUSTER_WORKER", "0")
    alone = app.create()
    monkeypatch.setenv("MUSTER_WORKER", "1")
    both = app.create()

    assert begun == [database.conninfo]
    for made in (alone, both):
        assert made.test_client().get("/health").status_code == 200
        with made.extensions["muster.tools"].unit() as unit:
            assert unit.processes.all_newest() == ()
        made.extensions["muster.database"].close()


def test_a_server_starts_without_what_only_a_migration_needs() -> None:
    tell = "import sys, server.app; print('alembic' in sys.modules, 'flask' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", tell], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["False", "True"]
