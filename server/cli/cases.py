"""`muster cases`: look at cases from the shell."""

import json
from uuid import UUID

import click

from server.cli import progress
from server.cli.standing import standing_tools
from server.domain.ids import CaseId
from server.domain.people import SYSTEM
from server.services import auditing, describing, finding, pictures, retrying


@click.group()
def cases() -> None:
    """事项 / Cases."""


@cases.command()
@click.argument("case", type=click.UUID)
def retry(*, case: UUID) -> None:
    """重试事项中未能执行的自动步骤 / Try again the automatic steps that failed in CASE.

    First mend the cause that “muster cases show CASE” names. Exit code 1 when a step fails again.
    """
    with standing_tools() as tools:
        done = retrying.retry_all(tools, SYSTEM, CaseId(case))
    nothing = "= 没有未执行的步骤 / nothing has failed"
    click.echo(f"✓ {done} 个步骤已执行 / steps carried out" if done else nothing)


@cases.command()
def describe() -> None:
    """按流程现在指定的栏目，补全已有事项的查找词和列表的列 / Fill words and columns of existing cases.

    What the newest version of each process names counts. Safe while people work, to break off and to do again.
    """
    with standing_tools() as tools, progress.shown("补全 / Filling") as tell:
        done = describing.describe_anew(tools, SYSTEM, tell)
    click.echo(f"✓ {done} 个事项 / cases")


@cases.command(name="list")
@click.option("--running", is_flag=True, help="只列在办的 / Only running ones.")
@click.option("--limit", default=50, show_default=True, help="最多条数 / How many at most.")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON / Print JSON.")
def show_all(*, running: bool, limit: int, as_json: bool) -> None:
    """列出事项，最近的在前 / List cases, newest first."""
    with standing_tools() as tools:
        rows = finding.all_cases(tools, SYSTEM, running=running, limit=limit).rows
    if as_json:
        told = [
            {"id": str(row.case), "number": row.number, "title": row.title, "status": row.status}
            for row in rows
        ]
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    for row in rows:
        click.echo(f"{row.number}  {row.status:<9}  {row.now:<10}  {row.title}  {row.case}")


@cases.command()
@click.argument("case", type=click.UUID)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON / Print JSON.")
def show(*, case: UUID, as_json: bool) -> None:
    """查看一个事项的办理过程 / Show where CASE is and what happened."""
    with standing_tools() as tools:
        picture = pictures.case(tools, SYSTEM, CaseId(case))
        lines = auditing.journal(tools, SYSTEM, CaseId(case), limit=1000) if as_json else ()
    if as_json:
        told = [
            {"seq": line.seq, "at": line.at.isoformat(), "facts": line.facts, "digest": line.digest}
            for line in lines
        ]
        click.echo(json.dumps(told, ensure_ascii=False, default=str))
        return
    click.echo(f"{picture.number}  {picture.title}  [{picture.status}]")
    for holding in picture.holdings:
        click.echo(f"  → {holding.step}: {holding.body} {holding.holder}")
    for happening in picture.happenings:
        where = f"[{happening.branch}] " if happening.branch else ""
        click.echo(f"  {happening.at:%Y-%m-%d %H:%M}  {where}{happening.sentence}  {happening.who}")
