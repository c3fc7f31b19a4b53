"""The sample county with its processes: founded once a run, then copied for every scenario."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import psycopg

from server import wiring
from server.domain.people import SYSTEM
from server.engine.adapter import SpiffEngine
from server.services import deploying, founding
from server.services.county_files import read_county
from server.services.process_folders import files_of
from server.settings import read_settings
from server.store.database import open_database
from server.store.embedded import ROLE
from server.store.embedded_run import SUPERUSER
from tests.databases import TEMPLATE, order
from tests.eased import CHEAP, HandClock
from tests.features.people import PASSWORD
from tests.places import COUNTY, ROOT

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from server.services.tools import Tools
    from server.store.database import Database
    from server.store.embedded import EmbeddedServer

NINE_ON_TUESDAY = datetime(2026, 3, 3, 1, 0, tzinfo=UTC)
PROCESSES = ("whistle", "bench_four_tasks", "joint_decision")


class FoundedCounty:
    """A database with county and processes, and what scenarios may share of the tools."""

    def __init__(self, server: EmbeddedServer, folder: Path) -> None:
        self._server = server
        self.folder = folder
        self._engine = SpiffEngine()
        worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
        self._founded = f"county_{worker}"
        self._played = f"scenario_{worker}"
        order(self._server, f"CREATE DATABASE {self._founded} TEMPLATE {TEMPLATE} OWNER {ROLE}")
        with self._opened(self._founded) as database:
            tools = self.tools_over(database, HandClock(NINE_ON_TUESDAY))
            founding.found(tools, SYSTEM, read_county(COUNTY), PASSWORD)
            for name in PROCESSES:
                files = files_of(ROOT / "workflows" / name, ROOT / "forms")
                deploying.deploy(tools, SYSTEM, files)

    @contextmanager
    def copy(self) -> Generator[Database]:
        """A county of one's own, gone afterwards."""
        order(self._server, f"CREATE DATABASE {self._played} TEMPLATE {self._founded} OWNER {ROLE}")
        try:
            with self._opened(self._played) as database:
                yield database
        finally:
            order(self._server, f"DROP DATABASE {self._played} WITH (FORCE)")

    def tools_over(self, database: Database, clock: HandClock) -> Tools:
        """The real tools; parsed diagrams are shared, passwords cost little."""
        settings = read_settings({"MUSTER_DATA": str(self.folder)})
        tools = wiring.tools_over(database, settings, clock)
        return replace(tools, hasher=CHEAP, engine=self._engine)

    def intruder(self) -> psycopg.Connection:
        """A connection of somebody who got past every rule of the database."""
        url = self._server.url_of(self._played, SUPERUSER)
        connection = psycopg.connect(url, autocommit=True)
        connection.execute("SET session_replication_role = replica")
        return connection

    @contextmanager
    def _opened(self, name: str) -> Generator[Database]:
        database = open_database(self._server.url_of(name))
        try:
            yield database
        finally:
            database.close()
