"""`muster test`: every gate and every test with one command, for developers and CI alike."""

import os
import subprocess
import sys
from pathlib import Path

import click

from server import assets
from server.cli.telling import telling

ROOT = Path(__file__).parents[2]
PLACES = ["server", "tests", "migrations"]
# What a gate is called and how it is run; each is a program of the locked test tools.
GATES = {
    "ruff check": ["ruff", "check", *PLACES],
    "ruff format": ["ruff", "format", "--check", *PLACES],
    "mypy": ["mypy"],
    "import-linter": ["lint-imports"],
}
COVERAGE = ["--cov=server", "--cov-branch", "--cov-report=", "-p", "tests.floors"]


@click.command(context_settings={"ignore_unknown_options": True})
@click.option(
    "--fast",
    is_flag=True,
    help="不运行浏览器与慢测试，不量覆盖率 / No browser, no slow tests, no coverage.",
)
@click.option(
    "-k", "chosen", metavar="WORDS", help="只运行名称匹配的测试 / Only tests whose names match."
)
@click.argument("rest", nargs=-1, type=click.UNPROCESSED)
def test(*, fast: bool, chosen: str | None, rest: tuple[str, ...]) -> None:
    """运行全部检查 / Run every gate and every test.

    ruff, mypy, the floors, then pytest in random order with coverage by floor. More arguments go
    to pytest. With MUSTER_REQUIRE_ALL=1 a missing browser or database fails instead of skipping.
    """
    with telling():
        assets.build(lambda text: click.echo(text, err=True))
    red = [] if chosen or rest else red_gates()
    command = pytest_command(fast=fast, chosen=chosen, rest=rest)
    ended = subprocess.run(command, cwd=ROOT, check=False)  # noqa: S603  # our own programs
    raise SystemExit(ended.returncode or (1 if red else 0))


def red_gates() -> list[str]:
    """Run the gates side by side, print what they found, and return the red ones.

    They come before pytest, so that pytest's own line is the last one.
    """
    running = {name: _start(command) for name, command in GATES.items()}
    red = []
    for name, gate in running.items():
        words, _nothing = gate.communicate()
        if gate.returncode != 0:
            red.append(name)
            click.echo(words)
        click.echo(f"{'红 red  ' if gate.returncode else '绿 green'}  {name}")
    return red


def pytest_command(*, fast: bool, chosen: str | None, rest: tuple[str, ...]) -> list[str]:
    """Return how pytest is called; two workers only where the whole suite outweighs their start."""
    command = [sys.executable, "-m", "pytest"]
    if fast:
        command += ["-m", "not browser and not slow"]
    if chosen:
        command += ["-k", chosen]
    if not chosen and not rest:
        command += ["-n", "2"]
        command += [] if fast else COVERAGE
    return [*command, *rest]


def _start(command: list[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603  # our own tools
        [str(Path(sys.executable).parent / command[0]), *command[1:]],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=os.environ | {"NO_COLOR": "1"},
    )
