"""``muster live`` itself, beside a house, as an operator runs it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.waiting import until

if TYPE_CHECKING:
    from collections.abc import Generator

    from tests.web.house import House


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    return port


@contextmanager
def living(house: House, port: int) -> Generator[None]:
    """Lets it run."""
    environment = os.environ | house.environment | {"MUSTER_LIVE_PORT": str(port)}
    program = subprocess.Popen(  # our own program
        [sys.executable, "-m", "server.cli", "live"], env=environment
    )
    try:
        until(lambda: _is_listening(port), seconds=30)
        yield
    finally:
        program.terminate()
        program.wait(20)


def _is_listening(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0
