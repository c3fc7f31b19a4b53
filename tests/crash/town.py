"""A county on an embedded database of its own, whose programs are killed and started again."""

from __future__ import annotations

import os
import random
import signal
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg

from server import wiring
from server.domain.people import SYSTEM
from server.engine.adapter import SpiffEngine
from server.services import deploying, peopling
from server.store import revising
from server.store.database import open_database
from server.store.embedded_alive import living_postmaster
from tests.crash.programs import Client, ask, begun, kill
from tests.engine.diagrams import (
    about,
    end,
    extensions,
    gateway,
    line,
    node,
    process,
    start,
    timer,
    user,
)
from tests.live_program import free_port
from tests.waiting import until
from tests.web.house import PASSWORD, House

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Generator

    from server.store.database import Database

HANDLERS = ("zjj", "slj", "gaj", "nyj", "jtj", "wlj", "czj", "rsj", "mzj", "fgj")
ABOUT_THIS = extensions(correlation="caseNumber")
PROCESS = {
    "process.toml": 'key = "errand"\ntitle = "差事"\ntitle_en = "Errand"\n'
    'starter = ["dept_handler"]\n'.encode(),
    "errand.bpmn": process(
        start(),
        gateway("parallel", "split"),
        user("A", org="starterBody", role="dept_handler"),
        node("intermediateThrowEvent", "send", about("message", "m"), said=ABOUT_THIS),
        node("intermediateCatchEvent", "hear", about("message", "m"), said=ABOUT_THIS),
        user("B", org="starterBody", role="dept_handler"),
        node("intermediateCatchEvent", "wait", timer("timeDuration", "PT1S")),
        user("T", org="starterBody", role="dept_handler"),
        gateway("parallel", "join"),
        end(),
        line("S", "split", "A", "send", "join", "E"),
        line("split", "wait", "T", "join"),
        line("split", "hear", "B", "join"),
        beside='<bpmn:message id="m" name="差事已办"/>',
        key="errand",
    ),
}
WORK = ("A", "B", "T")


@dataclass
class Town:
    """The programs that run, and what is needed to start them again."""

    database: Database
    environment: dict[str, str]
    client: Client
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    killed: list[str] = field(default_factory=list)

    def start(self) -> None:
        """Start whatever doesn't run: web processes and worker, over a database that runs."""
        embedded = self.database.embedded
        assert embedded is not None
        embedded.revive()
        port = self.client.address.rpartition(":")[2]
        for name, words in {"web": ("serve", "--port", port), "worker": ("worker",)}.items():
            if name not in self.running:
                self.running[name] = begun(self.environment, *words)
        until(self.client.is_up)
        self.client.up.set()

    def strike(self, name: str) -> None:
        """Kill the web server, the worker, one web process or the database, with SIGKILL."""
        self.killed.append(name)
        match name:
            case "web" | "worker":
                kill(self.running.pop(name))
            case "web process":
                os.kill(random.choice(self._web_processes()), signal.SIGKILL)  # noqa: S311  # any
            case "database":
                embedded = self.database.embedded
                assert embedded is not None
                postmaster = living_postmaster(embedded.place.cluster)
                assert postmaster is not None
                os.kill(postmaster, signal.SIGKILL)

    def _web_processes(self) -> list[int]:
        master = self.running["web"].pid
        children = Path(f"/proc/{master}/task/{master}/children").read_text(encoding="ascii")
        return [int(pid) for pid in children.split()]

    def ask(self, query: str) -> list[Any]:
        """The rows of a query."""
        return ask(self.database.conninfo, query)

    def forget_the_dead(self) -> None:
        """As if the half minute were over in which what a killed worker had taken is left to it."""
        with psycopg.connect(self.database.conninfo) as connection:
            connection.execute("UPDATE timers SET taken_until = now()")
            connection.execute(
                "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'"
            )

    def stop(self) -> None:
        """Kill what runs and let the database go."""
        for name in list(self.running):
            kill(self.running.pop(name))
        self.database.close()


@contextmanager
def town(data: Path) -> Generator[Town]:
    """A founded county, nothing running but its database."""
    database = open_database(data)
    revising.upgrade(database.engine)
    house = House(database, data, SpiffEngine()).furnish()
    people = dict.fromkeys((f"{body}.handler" for body in HANDLERS), PASSWORD)
    peopling.set_passwords(house.tools, SYSTEM, people)
    tools = wiring.tools_over(database, house.settings)
    deploying.deploy(tools, SYSTEM, PROCESS)
    environment = {"MUSTER_DATA": str(data), "MUSTER_PROCESSES": "2", "MUSTER_WORKER": "0"}
    found = Town(database, environment, Client(f"http://127.0.0.1:{free_port()}"))
    try:
        yield found
    finally:
        found.stop()


@dataclass
class Person:
    """Somebody at a screen: begins errands and does the work of each."""

    town: Town
    number: int
    stopped: threading.Event
    errands: int = 0

    def live(self) -> None:
        """Errand after errand until told to stop, each to its end."""
        client = self.town.client
        login = f"{HANDLERS[self.number % len(HANDLERS)]}.handler"
        signing = {"login": login, "password": PASSWORD}
        token = client.post("/tokens", signing, f"in-{self.number}")["token"]
        while not self.stopped.is_set():
            self._errand(client, token, f"{self.number}-{self.errands}")
            self.errands += 1

    def _errand(self, client: Client, token: str, key: str) -> None:
        case = client.post("/processes/errand/start", {"values": {}}, f"start-{key}", token)["case"]
        left = set(WORK)
        pause = threading.Event()
        while left:
            for held in client.get(f"/cases/{case}", token)["holdings"]:
                element, item = held["element"], held["item"]
                client.post(f"/work-items/{item}/claim", {}, f"claim-{key}-{element}", token)
                client.post(f"/work-items/{item}/complete", {}, f"do-{key}-{element}", token)
                left.remove(element)
            pause.wait(0.3)
