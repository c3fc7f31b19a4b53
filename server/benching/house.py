"""A house of its own to measure: county, process, a server in its own process."""

import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import AF_INET, socket
from typing import Any

from server import wiring
from server.app import build
from server.benching.client import BenchFailed, Client
from server.benching.processor import seconds_of
from server.domain.ids import CaseId, ItemId
from server.domain.people import SYSTEM, Actor
from server.domain.work import WorkState
from server.ground import Database, open_for, postmaster_of
from server.migrating import bring_up_to_date
from server.services import deploying, founding
from server.services.county_files import read_county
from server.services.process_folders import files_of
from server.services.tools import Tools
from server.settings import Settings, read_settings
from server.starter import give_the_word

ROOT = Path(__file__).parents[2]
LOGIN = "county.admin"
PASSWORD = "muster-demo"  # noqa: S105  # invented people in a sample county
READY_SECONDS = 120.0
STOP_SECONDS = 15.0
PAUSE = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Everything to measure but the server, which runs only while it is measured."""

    settings: Settings
    environment: dict[str, str]
    database: Database
    tools: Tools

    def actor(self) -> Actor:
        """Who does all the work."""
        with self.tools.unit() as unit:
            return unit.people.actor(LOGIN, self.tools.clock.now().date())

    def open_items(self, case: CaseId) -> dict[str, ItemId]:
        """Return the open work of a case by its element."""
        with self.tools.unit() as unit:
            found = unit.work.of_case(case)
        return {one.element: one.id for one in found if one.state is WorkState.OPEN}

    def database_seconds(self) -> float:
        """Return the processor seconds of all processes of the database so far."""
        postmaster = postmaster_of(self.database)
        if postmaster is None:
            raise BenchFailed("数据库已停止 / the database has stopped")
        return seconds_of(postmaster)

    def application(self) -> Any:
        """Return the web application, to be asked in this very process."""
        return build(self.tools, self.settings)


@contextmanager
def furnished(data: Path, environ: dict[str, str]) -> Generator[House]:
    """A database in a folder, with the sample county and the process of four tasks."""
    environment = _environment(data, environ)
    settings = read_settings({name: environment[name] for name in environment if _ours(name)})
    database = open_for(settings)
    try:
        bring_up_to_date(database)
        tools = wiring.tools_over(database, settings)
        founding.found(tools, SYSTEM, read_county(ROOT / "server" / "county"), PASSWORD)
        deploying.deploy(
            tools, SYSTEM, files_of(ROOT / "workflows" / "bench_four_tasks", ROOT / "forms")
        )
        yield House(settings=settings, environment=environment, database=database, tools=tools)
    finally:
        database.close()


@contextmanager
def serving(house: House) -> Generator[tuple[Client, int]]:
    """One web process over real HTTP: somebody signed in there, and the program's number."""
    log = house.settings.data / "server.log"
    command = [sys.executable, "-m", "server.cli", "serve", "--led"]
    with log.open("wb") as words:
        server = subprocess.Popen(  # noqa: S603  # our own program
            command,
            cwd=ROOT,
            env=house.environment,
            stdin=subprocess.PIPE,
            stdout=words,
            stderr=words,
        )
        give_the_word(server)
    client = Client(port=house.settings.port)
    try:
        _wait_until_ready(server, house.settings.port, log)
        client.sign_in(LOGIN, PASSWORD)
        yield client, server.pid
    finally:
        client.close()
        server.terminate()
        try:
            server.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        if server.stdin is not None:
            server.stdin.close()


def _wait_until_ready(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    begun = time.monotonic()
    while not _answers(port):
        if server.poll() is not None or time.monotonic() - begun > READY_SECONDS:
            told = log.read_text(encoding="utf-8", errors="replace")[-2000:]
            raise BenchFailed(f"服务没有应答 / the server does not answer:\n{told}")
        time.sleep(PAUSE)


def _answers(port: int) -> bool:
    probe = Client(port=port)
    try:
        probe.get("/health")
    except (OSError, BenchFailed):
        return False
    finally:
        probe.close()
    return True


def _environment(data: Path, environ: dict[str, str]) -> dict[str, str]:
    """Everything as an operator gets it by default, whatever this shell is set to."""
    kept = {name: value for name, value in environ.items() if not _ours(name)}
    return kept | {"MUSTER_DATA": str(data), "MUSTER_PORT": str(_free_port())}


def _ours(name: str) -> bool:
    return name.startswith("MUSTER_") or name == "DATABASE_URL"


def _free_port() -> int:
    with socket(AF_INET) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
