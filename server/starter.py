"""How one program starts another and leads it by its standard input."""

import os
import signal
import subprocess
import threading
from contextlib import suppress

STDIN = 0


def wait_for_the_word() -> None:
    """Wait until the starter writes its first byte, and from then on end when the starter does.

    So a starter may let a program import what it needs while it makes the ground ready itself.
    Ctrl-C in a terminal reaches every program of a group: here the starter alone hears it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if not os.read(STDIN, 1):
        raise SystemExit(1)
    threading.Thread(target=_end_with_it, daemon=True, name="end-with-the-starter").start()


def give_the_word(program: subprocess.Popen[bytes]) -> None:
    """Let a program begin that was started to wait for it."""
    if program.stdin is not None:
        with suppress(BrokenPipeError):  # it has ended, as whoever waits for its answer will see
            os.write(program.stdin.fileno(), b"\n")


def _end_with_it() -> None:
    # Standard input ends even when the starter was killed. Not by sys.stdin, whose lock a forked
    # web process would wait for without end.
    while os.read(STDIN, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
