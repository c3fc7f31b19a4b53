"""The real programs, killed with all their children, and clients that outlive them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import TYPE_CHECKING, Any

import psycopg
from click.testing import CliRunner

from server.cli.muster import main
from tests.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

PATIENCE = 0.1
"""Seconds before a server that does not answer is asked again."""
MAY_COME = {"key_in_flight", "busy_now", "database_away"}
"""Refusals that mean: send it again."""


@contextmanager
def program(
    environment: Mapping[str, str], *words: str, **settings: str
) -> Generator[subprocess.Popen[bytes]]:
    """A command of Muster in a session of its own, which is killed with all that it started."""
    running = begun(environment, *words, **settings)
    try:
        yield running
    finally:
        kill(running)


def begun(environment: Mapping[str, str], *words: str, **settings: str) -> subprocess.Popen[bytes]:
    """A command of Muster in a session of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "server.cli", *words],
        cwd=ROOT,
        env={**os.environ, **environment, **settings},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def kill(running: subprocess.Popen[bytes]) -> None:
    """Kill a program and all that it started, with no time for a last word."""
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()


def ask(conninfo: str, query: str) -> list[Any]:
    """The rows of a query."""
    with psycopg.connect(conninfo) as connection:
        return connection.execute(query.encode()).fetchall()


def is_sound(environment: Mapping[str, str]) -> bool:
    """Whether every journal is whole and the tables are what the journals say."""
    return CliRunner().invoke(main, ["verify"], env=dict(environment)).exit_code == 0


@dataclass(slots=True)
class Client:
    """Speaks to a server that may go and come back; what it posts has keys."""

    address: str
    up: threading.Event = field(default_factory=threading.Event)
    answered: dict[str, Any] = field(default_factory=dict)
    cut_off: int = 0

    def is_up(self) -> bool:
        """Whether the server answers."""
        try:
            with urllib.request.urlopen(f"{self.address}/health", timeout=5):  # noqa: S310  # ours
                return True
        except (OSError, HTTPException):
            return False

    def post(self, path: str, body: Any, key: str, token: str = "") -> Any:
        """Send until it is answered, always under the same key."""
        headers = {"Content-Type": "application/json", "Idempotency-Key": key}
        self.answered[key] = self._sent(path, json.dumps(body).encode(), headers, token)
        return self.answered[key]

    def get(self, path: str, token: str) -> Any:
        """Ask until it is answered."""
        return self._sent(path, None, {}, token)

    def _sent(self, path: str, body: bytes | None, headers: dict[str, str], token: str) -> Any:
        if token:
            headers["Authorization"] = f"Bearer {token}"
        pause = threading.Event()
        while True:
            assert self.up.wait(60), "the server did not come back"
            request = urllib.request.Request(  # noqa: S310  # our own http address
                f"{self.address}/api/v1{path}", body, headers
            )
            try:
                with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310  # ours
                    return json.loads(answer.read() or b"null")
            except urllib.error.HTTPError as refusal:
                code = json.load(refusal)["code"]
                assert code in MAY_COME, code
            except (OSError, HTTPException):
                self.cut_off += 1
            pause.wait(PATIENCE)
