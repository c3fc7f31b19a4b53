"""`muster migrate-db`: brings the tables to the revision of this program."""

import json
import os

import click

from server.cli.telling import telling
from server.ground import (
    DatabaseUnreachable,
    DatabaseWontStart,
    WrongDatabase,
    open_for,
    standing,
)
from server.migrating import WrongRevision, bring_up_to_date
from server.settings import read_settings


@click.command(name="migrate-db")
@click.option(
    "--check",
    is_flag=True,
    help="只查看，不改动；有未应用的修订时退出码为 3 / Only look; exit code 3 if revisions are missing.",
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON / Print JSON.")
def migrate_db(*, check: bool, as_json: bool) -> None:
    """把数据库结构升级到本程序的版本 / Bring the tables to the revision of this program.

    Safe to run twice and on several machines at once: one applies, the others wait.
    """
    with telling(DatabaseUnreachable, DatabaseWontStart, WrongDatabase, WrongRevision):
        database = open_for(read_settings(os.environ))
        try:
            before = standing(database)
            if not check:
                bring_up_to_date(database)
            after = standing(database)
        finally:
            database.close()
    if as_json:
        told = {"before": before.current, "current": after.current, "known": after.known[-1:]}
        click.echo(json.dumps(told | {"up_to_date": after.up_to_date}))
    else:
        click.echo(f"{before.current or '—'} → {after.current or '—'}")
    if not after.up_to_date:
        raise SystemExit(3)
