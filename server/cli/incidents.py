"""`muster incidents`: what failed in the county, from the shell."""

import json
from uuid import UUID

import click

from server.cli.standing import standing_tools
from server.domain.ids import IncidentId, ProcessKey
from server.domain.people import SYSTEM
from server.services import failures, retrying


@click.group()
def incidents() -> None:
    """运行异常 / What failed."""


@incidents.command(name="list")
@click.option("--process", help="只列一个流程的 / Only those of one process.")
@click.option("--limit", default=50, show_default=True, help="最多条数 / How many at most.")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON / Print JSON.")
def show_all(*, process: str | None, limit: int, as_json: bool) -> None:
    """列出未能执行的步骤，最新的在前 / List the steps that failed, newest first.

    “muster incidents retry INCIDENT” carries one out again, “muster cases retry CASE” those of a case.
    """
    with standing_tools() as tools:
        key = ProcessKey(process) if process else None
        rows = failures.open_incidents(tools, SYSTEM, key, limit=limit)
    if as_json:
        told = [
            {
                "id": str(row.incident),
                "case": str(row.case) if row.case else None,
                "number": row.number,
                "process": row.process,
                "element": row.element,
                "cause": row.cause,
                "cause_en": row.cause_en,
                "since": row.since.isoformat(),
                "is_proposed": row.is_proposed,
            }
            for row in rows
        ]
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    for row in rows:
        matter = (
            f"{row.number}  {row.step}  {row.case}" if row.case else f"{row.process}  {row.step}"
        )
        click.echo(f"{row.since:%Y-%m-%d %H:%M}  {matter}  {row.incident}  {row.cause}")


@incidents.command()
@click.argument("incident", type=click.UUID)
def retry(*, incident: UUID) -> None:
    """重新执行一项异常 / Carry out INCIDENT again.

    For cases that did not begin, too; those of a case together: “muster cases retry CASE”.
    """
    with standing_tools() as tools:
        retrying.retry(tools, SYSTEM, IncidentId(incident))
    click.echo("已重新执行 / Carried out.")
