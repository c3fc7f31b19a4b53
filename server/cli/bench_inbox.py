"""`muster bench inbox`: what lists and searches cost where a million pieces of work are open."""

import json
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from server import assets
from server.benching.client import BenchFailed
from server.benching.figures import Figure, Met
from server.benching.inbox import STEPS, Missed, measure
from server.cli.bench_showing import bar, folder, row_of
from server.cli.telling import telling
from server.ground import DatabaseWontStart


@click.command()
@click.option(
    "--items",
    type=click.IntRange(100, 10_000_000),
    default=1_000_000,
    show_default=True,
    help="待办与事项各多少 / Open work, and as many cases.",
)
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    help="数据目录，默认为用后即删的临时目录 / Data folder; default: a temporary one, removed afterwards.",
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON / Print JSON.")
def inbox(*, items: int, data: Path | None, as_json: bool) -> None:
    """测量待办与搜索 / Measure lists and searches over a full inbox.

    Fills a database of its own with open work on the twenty desks of one person and as many cases,
    half of which that person has no part in; then asks for every view, filter and search, in the
    database and as whole pages over HTTP: processor time of one act, as `muster bench` counts it. Exit code 1 when a bar is missed; how the database went
    about what was missed is printed below the table.
    """
    with telling(DatabaseWontStart, BenchFailed):
        assets.build(lambda text: click.echo(text, err=True))
        with folder(data) as place, bar(STEPS) as tick:
            found, missed = measure(place, items, tick)
    if as_json:
        told = {"items": items, "figures": [figure.told() for figure in found]}
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        show(found, missed, Console())
    if any(figure.met is Met.MISSED for figure in found):
        raise SystemExit(1)


def show(found: list[Figure], missed: list[Missed], console: Console) -> None:
    """Print the table, then the plans of what missed its bar."""
    table = Table(title="待办与搜索 / Lists and searches", title_justify="left")
    for heading in ("", "测得 measured", "底线 must", "目标 goal", ""):
        table.add_column(heading, justify="left" if heading == "" else "right")
    for figure in found:
        name, *rest = row_of(figure)
        table.add_row(name.replace("\n", " "), *rest)
    console.print(table)
    for one in missed:
        console.rule(one.name)
        for plan in one.plans:
            console.print(plan, markup=False, highlight=False, soft_wrap=True)
