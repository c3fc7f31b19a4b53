"""`muster incidents`: what failed in the county, from the shell."""

import json

import click

from server.cli.standing import standing_tools
from server.domain.ids import ProcessKey
from server.domain.people import SYSTEM
from server.services import failures


@click.group()
def incidents() -> None:
    """运行异常 / What failed."""


@incidents.command(name="list")
@click.option("--process", help="只列一个流程的 / Only those of one process.")
@click.option("--limit", default=50, show_default=True, help="最多条数 / How many at most.")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON / Print JSON.")
def show_all(*, process: str | None, limit: int, as_json: bool) -> None:
    """列出未能执行的步骤，最新的在前 / List the steps that failed, newest first.

    “muster cases retry CASE” carries them out again.
    """
    with standing_tools() as tools:
        key = ProcessKey(process) if process else None
        rows = failures.open_incidents(tools, SYSTEM, key, limit=limit)
    if as_json:
        told = [
            {
                "id": str(row.incident),
                "case": str(row.case),
                "number": row.number,
                "process": row.process,
                "element": row.element,
                "since": row.since.isoformat(),
                "is_proposed": row.is_proposed,
            }
            for row in rows
        ]
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    for row in rows:
        click.echo(f"{row.since:%Y-%m-%d %H:%M}  {row.number}  {row.step}  {row.case}")
