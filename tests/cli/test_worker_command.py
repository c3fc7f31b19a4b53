"""`muster worker` works until it is told to stop."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from server.cli import worker
from server.cli.muster import main

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from server.services.tools import Tools

SIGNS = (signal.SIGINT, signal.SIGTERM)


class FakeWorker:
    """Is told to stop as soon as it has begun."""

    told: list[str]

    def __init__(self, _tools: Tools, conninfo: str) -> None:
        FakeWorker.told = [conninfo]

    def start(self) -> None:
        self.told.append("started")
        os.kill(os.getpid(), signal.SIGTERM)

    def stop(self) -> None:
        self.told.append("stopped")


@pytest.fixture(autouse=True)
def _signals(monkeypatch: pytest.MonkeyPatch) -> Generator[None]:
    monkeypatch.setattr(worker, "Worker", FakeWorker)
    former = [signal.getsignal(sign) for sign in SIGNS]
    yield
    for sign, handler in zip(SIGNS, former, strict=True):
        signal.signal(sign, handler)


def test_it_works_until_it_is_told_to_stop(database_url: str, tmp_path: Path) -> None:
    environment = {"DATABASE_URL": database_url, "MUSTER_DATA": str(tmp_path)}

    ended = CliRunner().invoke(main, ["worker"], env=environment)

    assert (ended.exit_code, FakeWorker.told[1:]) == (0, ["started", "stopped"])
    assert "Ctrl-C stops it" in ended.stderr


def test_it_waits_for_the_word_of_its_starter_when_asked_to(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = {"DATABASE_URL": database_url, "MUSTER_DATA": str(tmp_path)}
    waited: list[bool] = []
    monkeypatch.setattr(worker, "wait_for_the_word", lambda: waited.append(True))

    CliRunner().invoke(main, ["worker", "--led"], env=environment)

    assert waited == [True]
