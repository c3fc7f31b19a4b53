"""`muster serve`: answers requests with granian."""

import gc
import multiprocessing
import os
import signal
import threading
import time
from importlib import import_module
from typing import Any

import click
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from server import assets
from server.cli.telling import telling
from server.settings import read_settings
from server.starter import wait_for_the_word

APP = "server.app"
# Requests get this long to end after the server was asked to stop.
LAST_REQUEST_SECONDS = 10


@click.command()
@click.option("--host", help="监听地址 / Address to listen on (MUSTER_HOST).")
@click.option("--port", type=click.IntRange(1, 65535), help="端口 / Port (MUSTER_PORT).")
@click.option("--led", is_flag=True, hidden=True)
def serve(*, host: str | None, port: int | None, led: bool) -> None:
    """启动网页服务 / Answer requests until stopped.

    The tables must be at the revision of this program: run `muster migrate-db` first.
    """
    load_early()
    if led:
        wait_for_the_word()
    with telling():
        settings = read_settings(os.environ)
        assets.build(lambda text: click.echo(text, err=True))
    Granian(
        f"{__name__}:application",
        factory=True,
        interface=Interfaces.WSGI,
        address=host or settings.host,
        port=port or settings.port,
        workers=settings.processes,
        blocking_threads=settings.threads,
        respawn_failed_workers=True,
        workers_kill_timeout=LAST_REQUEST_SECONDS,
        log_level=LogLevels.error,
        websockets=False,
    ).serve()


def load_early() -> None:
    """Import the application where web processes are forked: once for all of them.

    Where they are spawned (Python 3.14, macOS) each has to import for itself. Nothing of what is
    imported is ever garbage, so looking for some meanwhile would be a tenth of the time lost; and
    what is frozen before the fork is neither looked through nor copied in the web processes.
    """
    if multiprocessing.get_start_method() == "fork":
        gc.disable()
        import_module(APP)
        gc.freeze()
        gc.enable()


def application() -> Any:
    """Make the web application inside a web process, which ends with the one that started it."""
    parent = os.getppid()
    threading.Thread(target=end_with, args=(parent,), daemon=True, name="end-with-parent").start()
    return import_module(APP).create()


def end_with(parent: int) -> None:
    """Wait until the process that started this one is gone, then stop as it would have asked for.

    Otherwise a web process would keep the port and the database after a `kill -9` of its parent.
    """
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
