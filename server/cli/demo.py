"""`muster demo`: a whole county to try, started and stopped with one command."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack, contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from server import assets
from server.cli.telling import say, telling
from server.settings import Settings, read_settings
from server.starter import give_the_word

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from types import FrameType

    from server.footing import Footing

HEALTH = "/health"
READY_SECONDS = 120.0
STOP_SECONDS = 15.0
PAUSE = 0.05
GROUND = "server.cli.demo_ground"
PASSWORD = "muster-demo"  # noqa: S105  # invented people in a sample county
ACCOUNTS = (
    ("buguan.officer", "部官镇执法人员：填哨单、现场核验 / township officer: whistles, verifies"),
    (
        "buguan.officer2",
        "部官镇执法人员：现场核验时共同确认 / second officer: confirms what is verified",
    ),
    ("buguan.lead", "部官镇班子成员：签发 / township leader: signs"),
    ("cmd.duty", "县指挥中心值班员：派单、裁决 / command centre: dispatches, rules"),
    ("zjj.handler", "县住建局承办人 / housing bureau: reports for duty"),
    ("zrzy.handler", "县自然资源局承办人 / natural resources bureau: reports for duty"),
    ("sthj.handler", "市生态环境局分局承办人 / environment branch: reports for duty"),
    ("gov.leader", "县领导：督办、裁定 / county leader: urges, decides"),
    ("sfj.supervisor", "司法局执法监督员：查阅全部事项 / supervisor: may look at every case"),
    (
        "county.admin",
        "县管理员：提议跳过运行异常 / administrator: proposes to pass over what fails",
    ),
    ("county.deputy", "县副管理员：同意跳过 / deputy administrator: agrees to it"),
    ("hotline.gateway", "热线平台：经接口发消息 / another system: sends messages by /api/v1"),
)


class DemoStopped(BaseException):  # like KeyboardInterrupt, no fault and not to be swallowed
    """Somebody asked the demo to stop."""


@click.command()
@click.option("--host", help="监听地址 / Address to listen on (MUSTER_HOST).")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    help="端口，默认 8000 / Port, default 8000 (MUSTER_PORT).",
)
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    help="数据目录，默认 data / Data folder (MUSTER_DATA).",
)
def demo(*, host: str | None, port: int | None, data: Path | None) -> None:
    """用样例县试用 / Try Muster with a sample county.

    Starts the database (or uses DATABASE_URL), loads the county, deploys workflows/, starts the
    server and prints its address and the accounts. Ctrl-C stops everything; the data stays.
    """
    given = {"MUSTER_HOST": host, "MUSTER_PORT": port, "MUSTER_DATA": data and data.absolute()}
    environment = dict(os.environ) | {key: str(one) for key, one in given.items() if one}
    with telling(), stoppable():
        settings = read_settings(environment)
        refuse_taken_port(settings)
        raise SystemExit(run(settings, environment))


def run(settings: Settings, environment: dict[str, str]) -> int:
    """Start everything, wait until it is asked to stop or a part of it ends, and stop everything."""
    with ExitStack() as ending:
        try:
            # They import what they need while the ground is made ready, then wait for the word.
            parts = [start_part(one, environment, ending) for one in commands(settings)]
            assets.build(say)
            ground = import_module(GROUND)  # only now, as it takes as long as to start the parts
            footing = ground.start_database(settings, ending)
            ground.prepare(footing, environment, PASSWORD)
            for part in parts:
                give_the_word(part)
            wait_until_ready(settings, parts)
            greet(settings)
            return wait_for_end(parts, footing)
        except DemoStopped:
            say("\n正在停止…… / Stopping ...")
            return 0


def commands(settings: Settings) -> list[list[str]]:
    """Return the programs that a demo consists of."""
    server = [sys.executable, "-m", "server.cli", "serve", "--led"]
    worker = [sys.executable, "-m", "server.cli", "worker", "--led"]
    return [server] if settings.worker else [server, worker]


def start_part(
    command: list[str], environment: dict[str, str], ending: ExitStack
) -> subprocess.Popen[bytes]:
    """Start a program that ends with this one, even when this one is killed."""
    part = subprocess.Popen(command, stdin=subprocess.PIPE, env=environment)  # noqa: S603  # our own programs
    ending.callback(stop_part, part)
    return part


def stop_part(part: subprocess.Popen[bytes]) -> None:
    """Ask a program to end, and end it when it does not."""
    part.terminate()
    try:
        part.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        part.kill()
        part.wait()
    if part.stdin is not None:
        with suppress(BrokenPipeError):
            part.stdin.close()


def wait_until_ready(settings: Settings, parts: Sequence[subprocess.Popen[bytes]]) -> None:
    """Wait until the server answers; refuses when it ends or takes too long."""
    begun = time.monotonic()
    while not answers(address(settings) + HEALTH):
        if any(part.poll() is not None for part in parts):
            raise click.ClickException(
                "服务启动失败，原因见上。\nThe server ended at once; see above."
            )
        if time.monotonic() - begun > READY_SECONDS:
            raise click.ClickException("服务没有应答。\nThe server does not answer.")
        time.sleep(PAUSE)


def answers(url: str) -> bool:
    """Tell whether a healthy server is at an address."""
    try:
        with urllib.request.urlopen(url, timeout=2) as response:  # noqa: S310  # our own http address
            return bool(response.status == 200)  # noqa: PLR2004  # HTTP's own number
    except (urllib.error.URLError, OSError):
        return False


def address(settings: Settings) -> str:
    """Return the address a person on this machine would type."""
    host = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host  # noqa: S104  # compared, not bound
    return f"http://{host}:{settings.port}"


def greet(settings: Settings) -> None:
    """Print where to go and as whom; the only words on standard output."""
    click.echo(f"\n  哨令已就绪 / Muster is ready:  {address(settings)}\n")
    for login, who in ACCOUNTS:
        click.echo(f"  {login:<15} {PASSWORD:<13} {who}")
    click.echo("\n  按 Ctrl-C 停止 / Ctrl-C stops it")


def wait_for_end(parts: Sequence[subprocess.Popen[bytes]], footing: Footing) -> int:
    """Wait until any part ends by itself, which is a fault, and return its exit code.

    A database that was killed is started again: the server recovers by itself once it is there.
    """
    while True:
        for part in parts:
            code = part.poll()
            if code is not None:
                say(
                    "一个部分意外结束，正在停止其余部分。 / A part ended by itself; stopping the rest."
                )
                return code or 1
        if footing.revive():
            say("数据库意外停止，已重新启动。 / The database had stopped and was started again.")
        time.sleep(PAUSE * 4)


def refuse_taken_port(settings: Settings) -> None:
    """Refuse a port that another program listens on, before anything is started."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as fault:
            raise click.ClickException(
                f"不能监听 {settings.host}:{settings.port}（{fault.strerror}），请用 --port 换一个端口。\n"
                f"Can't listen on {settings.host}:{settings.port} ({fault.strerror}); choose another "
                "port with --port."
            ) from fault


@contextmanager
def stoppable() -> Generator[None]:
    """Turn Ctrl-C and SIGTERM into one request to stop; a second one while stopping changes nothing."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        raise DemoStopped

    former = [(one, signal.signal(one, stop)) for one in (signal.SIGINT, signal.SIGTERM)]
    try:
        yield
    finally:
        for number, handler in former:
            signal.signal(number, handler)
