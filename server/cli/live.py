"""`muster live`: tells open pages at once that there is something new."""

import os
from functools import partial

import click
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from server import footing
from server.cli.telling import telling
from server.live import Live
from server.settings import read_settings

STREAMS = 100_000
"""Open streams that one process takes; the system's limit of open files comes first."""
LAST_STREAM_SECONDS = 2


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), help="端口 / Port (MUSTER_LIVE_PORT).")
def live(*, port: int | None) -> None:
    """即时通知打开的网页 / Tell open pages at once that there is something new, until stopped.

    Behind the same proxy as the web server, at the address that MUSTER_LIVE names; without it
    pages ask every half minute.
    """
    with telling():
        settings = read_settings(os.environ)
    Granian(
        f"{__name__}:application",
        factory=True,
        interface=Interfaces.ASGI,
        address=settings.host,
        port=port or settings.live_port,
        workers=1,
        backpressure=STREAMS,
        respawn_failed_workers=True,
        workers_kill_timeout=LAST_STREAM_SECONDS,
        log_level=LogLevels.error,
        websockets=False,
    ).serve()


def application() -> Live:
    """Make the application inside its process; the embedded database runs as long as that does."""
    settings = read_settings(os.environ)
    held = footing.hold(settings)
    return Live(settings.secret_key, partial(footing.hear, held))
