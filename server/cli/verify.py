"""`muster verify`: proves that nobody changed the record."""

import json

import click

from server.cli import progress
from server.cli.standing import standing_tools
from server.domain.people import SYSTEM
from server.services import auditing


@click.command()
@click.option("--json", "as_json", is_flag=True, help="输出 JSON / Print JSON.")
def verify(*, as_json: bool) -> None:
    """校验全部记录 / Recompute every journal's chain and compare the tables with it.

    Exit code 1 when a record was changed outside the system, or tables and journal disagree.
    """
    with standing_tools() as tools, progress.shown("校验 / Verifying") as tell:
        verdict = auditing.verify(tools, SYSTEM, tell)
    if as_json:
        told = {
            "sound": verdict.is_sound,
            "journals": verdict.journals,
            "entries": verdict.entries,
            "broken": verdict.broken,
            "apart": verdict.apart,
        }
        click.echo(json.dumps(told))
    else:
        click.echo(f"{verdict.journals} 份记录 / journals, {verdict.entries} 条 / entries")
        for subject, seq in verdict.broken:
            click.echo(f"✗ {subject}: 第 {seq} 条被改动 / entry {seq} was changed")
        for case in verdict.apart:
            click.echo(f"✗ {case}: 数据表与记录不符 / tables differ from the journal")
        if verdict.is_sound:
            click.echo("✓ 记录完整，无改动 / Sound: nothing was changed")
    if not verdict.is_sound:
        raise SystemExit(1)
