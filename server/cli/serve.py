"""`muster serve`: answers requests with granian."""

import os
import signal
import sys
import threading

import click
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from server import assets
from server.cli.telling import telling
from server.settings import read_settings

TARGET = "server.app:create"


@click.command()
@click.option("--host", help="监听地址 / Address to listen on (MUSTER_HOST).")
@click.option("--port", type=click.IntRange(1, 65535), help="端口 / Port (MUSTER_PORT).")
@click.option("--until-input-ends", is_flag=True, hidden=True)
def serve(*, host: str | None, port: int | None, until_input_ends: bool) -> None:
    """启动网页服务 / Answer requests until stopped.

    The tables must be at the revision of this program: run `muster migrate-db` first.
    """
    if until_input_ends:
        stop_with_the_starter()
    with telling():
        settings = read_settings(os.environ)
        assets.build(lambda text: click.echo(text, err=True))
    Granian(
        TARGET,
        factory=True,
        interface=Interfaces.WSGI,
        address=host or settings.host,
        port=port or settings.port,
        workers=settings.processes,
        blocking_threads=settings.threads,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
        websockets=False,
    ).serve()


def stop_with_the_starter() -> None:
    """Stop when standard input ends, which it does even when the starter was killed."""

    def wait() -> None:
        sys.stdin.buffer.read()
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, daemon=True, name="stop-with-the-starter").start()
