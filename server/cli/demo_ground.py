"""What a demo stands on: database, tables, county and processes, each made only where it is missing."""

import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import click

from server.cli.telling import say, telling
from server.footing import (
    DatabaseUnreachable,
    DatabaseWontStart,
    Footing,
    deployed_digests,
    hold,
    is_founded,
    standing,
)
from server.services.process_folders import digest_of_files, files_of
from server.settings import Settings

STDERR = 2
ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "server" / "county"
WORKFLOWS = ROOT / "workflows"
FORMS = ROOT / "forms"


def start_database(settings: Settings, ending: ExitStack) -> Footing:
    """Start the database, saying what the operator should know about where it lies."""
    say("启动数据库 / Starting the database")
    with telling(DatabaseUnreachable, DatabaseWontStart):
        footing = hold(settings)
    ending.callback(footing.let_go)
    for note in footing.notes:
        say(note)
    return footing


def prepare(footing: Footing, environment: dict[str, str], password: str) -> None:
    """Bring tables, county and workflows up to date.

    Each is a program of its own, run only when there is something to do: a second start would lose
    a second or two by importing what they need.
    """
    with telling(DatabaseUnreachable):
        if not standing(footing).up_to_date:
            say("更新数据库结构 / Bringing the tables up to date")
            order(environment, "migrate-db")
        load_county(footing, environment, password)
        deploy_workflows(footing, environment)


def load_county(footing: Footing, environment: dict[str, str], password: str) -> None:
    """Load the sample county where it is not loaded yet."""
    if not is_founded(footing):
        say("加载示例县 / Loading the sample county")
        order(environment, "people", "load", str(SAMPLE), "--password", password)


def deploy_workflows(footing: Footing, environment: dict[str, str]) -> None:
    """Deploy what changed in the folder of workflows."""
    digests = deployed_digests(footing)
    folders = sorted(path.parent for path in WORKFLOWS.glob("*/process.toml"))
    changed = [str(one) for one in folders if digest_of_files(files_of(one, FORMS)) not in digests]
    if changed:
        say("部署流程 / Deploying the processes")
        order(environment, "deploy", "--forms", str(FORMS), *changed)


def order(environment: dict[str, str], *arguments: str) -> None:
    """Run another command of Muster to its end; refuses when it fails."""
    command = [sys.executable, "-m", "server.cli", *arguments]
    ended = subprocess.run(command, env=environment, stdout=STDERR, check=False)  # noqa: S603  # our own programs
    if ended.returncode != 0:
        raise click.ClickException(
            f"没有完成：{arguments[0]}（原因见上）。\nNot done: {arguments[0]} (see above)."
        )
