"""`muster worker`: carries out jobs and fires what is due, beside the web server or on other machines."""

import os
import signal
import threading

import click

from server import wiring
from server.cli.telling import telling
from server.domain.errors import Refusal
from server.ground import DatabaseAway, DatabaseWontStart, WrongDatabase
from server.settings import read_settings
from server.starter import wait_for_the_word
from server.worker import Worker


@click.command()
@click.option("--led", is_flag=True, hidden=True)
def worker(*, led: bool) -> None:
    """执行后台任务和到期时限 / Carry out jobs and fire what is due, until stopped.

    Any number may run, on any number of machines that reach the database. The web server runs one
    inside itself unless MUSTER_WORKER=0.
    """
    if led:
        wait_for_the_word()
    ended = threading.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, lambda *_: ended.set())
    with (
        telling(DatabaseAway, DatabaseWontStart, WrongDatabase, Refusal),
        wiring.standing(read_settings(os.environ)) as stood,
    ):
        working = Worker(stood.tools, stood.conninfo)
        working.start()
        click.echo("后台任务已启动，Ctrl-C 停止 / Working; Ctrl-C stops it", err=True)
        ended.wait()
        working.stop()
