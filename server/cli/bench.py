"""`muster bench`: what the server costs, beside the bars it has to meet."""

import json
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from server import assets
from server.benching import telling as results
from server.benching.client import BenchFailed
from server.benching.figures import Measured, Met
from server.benching.measuring import measure
from server.benching.plan import Plan
from server.cli.bench_inbox import inbox
from server.cli.bench_showing import bar, folder, row_of
from server.cli.telling import telling
from server.ground import DatabaseWontStart


@click.group(invoke_without_command=True)
@click.option(
    "--cases",
    type=click.IntRange(1, 100_000),
    default=200,
    show_default=True,
    help="每个阶段办理的事项数 / Cases of each phase.",
)
@click.option(
    "--clients",
    type=click.IntRange(1, 200),
    default=8,
    show_default=True,
    help="同时办理的人数 / People at work at once.",
)
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    help="数据目录，默认为用后即删的临时目录 / Data folder; default: a temporary one, removed afterwards.",
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON / Print JSON.")
@click.pass_context
def bench(
    context: click.Context, *, cases: int, clients: int, data: Path | None, as_json: bool
) -> None:
    """测量性能 / Measure what the server costs, beside the bars it has to meet.

    Starts a database and one web process of its own, with default settings, and plays the process
    of four tasks (workflows/bench_four_tasks): first one request at a time over HTTP, then with
    all clients at once, then without the web.

    \b
    What the figures say:
      CPU      processor time of the web process and of all processes of the database, for one
               act; the time of this command itself is not in it
      p50 p95  how long the client waited
      SQL      statements and commits of one request, the sign-in check included
      kB       growth of all tables and indexes after a VACUUM, for one finished case; request
               keys are told apart, because they are removed when they are old

    Figures of processor time grow when others use the same cores: how much slower than at its best
    the machine was meanwhile is printed too. `muster bench inbox` measures lists and searches. Exit code 1 when a bar is missed.
    """  # noqa: D301  # \b is click's mark for lines to keep
    if context.invoked_subcommand is not None:
        return
    plan = Plan(cases=cases, clients=clients)
    with telling(DatabaseWontStart, BenchFailed):
        assets.build(lambda text: click.echo(text, err=True))  # before its web process would
        with folder(data) as place, bar(plan.steps) as tick:
            measured = measure(place, plan, tick)
    if as_json:
        click.echo(json.dumps(results.told(measured), ensure_ascii=False, indent=1))
    else:
        show(measured, Console())
    if any(figure.met is Met.MISSED for figure in results.figures_of(measured)):
        raise SystemExit(1)


def show(measured: Measured, console: Console) -> None:
    """Print two tables: the bars, and every act."""
    bars = Table(title="指标 / Figures", title_justify="left", show_lines=True)
    for heading in ("", "测得\nmeasured", "底线\nmust", "目标\ngoal", ""):
        bars.add_column(heading, justify="left" if heading == "" else "right")
    for figure in results.figures_of(measured):
        bars.add_row(*row_of(figure))
    console.print(bars)
    acts = Table(title="各步骤 / Acts", title_justify="left")
    for heading in (
        "",
        "web\nms",
        "db\nms",
        "CPU\nms",
        "p50\nms",
        "p95\nms",
        "SQL",
        "提交\ncommit",
    ):
        acts.add_column(heading, justify="left" if heading == "" else "right")
    for name, (zh, en) in results.ACTS.items():
        cells = results.act_of(measured, name).values()
        acts.add_row(f"{zh}\n{en}", *(f"{cell:g}" for cell in cells))
    console.print(acts)
    load = " ".join(f"{one:.1f}" for one in measured.load)
    console.print(
        f"机器比最快时慢 / machine slowed by its neighbours: ×{measured.slowed:.2f} · load {load} · "
        f"空闲 / idle: {measured.idle_ms:.1f} ms CPU/s"
    )


bench.add_command(inbox)
