"""One program leads another, as real programs."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from server import starter
from server.starter import give_the_word

LED = """
from server.starter import wait_for_the_word
print("imported", flush=True)
wait_for_the_word()
print("begun", flush=True)
import time
time.sleep(60)
"""


@pytest.fixture
def led() -> Iterator[subprocess.Popen[bytes]]:
    """Give a program that has imported what it needs and waits."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", LED], **pipes) as program:  # type: ignore[call-overload]  # three pipes
        assert program.stdout.readline() == b"imported\n"
        yield program
        program.kill()


def test_it_begins_at_the_word_and_ends_with_its_starter(led: subprocess.Popen[bytes]) -> None:
    assert led.stdin is not None
    assert led.stdout is not None

    give_the_word(led)

    assert led.stdout.readline() == b"begun\n"
    led.stdin.close()
    assert led.wait(10) == -signal.SIGTERM


def test_it_asks_itself_to_stop_when_its_starter_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    read, write = os.pipe()
    stopped = threading.Event()
    monkeypatch.setattr(starter, "STDIN", read)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setattr(os, "kill", lambda _pid, _sign: stopped.set())
    os.write(write, b"\nmore")

    starter.wait_for_the_word()
    os.close(write)

    assert stopped.wait(5)
    os.close(read)


def test_it_leaves_ctrl_c_to_its_starter(led: subprocess.Popen[bytes]) -> None:
    assert led.stdout is not None
    give_the_word(led)
    assert led.stdout.readline() == b"begun\n"

    os.kill(led.pid, signal.SIGINT)

    with pytest.raises(subprocess.TimeoutExpired):
        led.wait(0.3)


def test_it_never_begins_when_its_starter_is_gone(led: subprocess.Popen[bytes]) -> None:
    assert led.stdin is not None
    assert led.stderr is not None

    led.stdin.close()

    assert led.wait(10) == 1
    assert led.stderr.read() == b""


def test_a_word_to_a_program_that_has_ended_is_lost(led: subprocess.Popen[bytes]) -> None:
    led.kill()
    led.wait(10)

    give_the_word(led)

    assert led.poll() == -signal.SIGKILL
