"""`muster fuzz`: tries what strangers may draw until something breaks or the time is up."""

import time
from collections.abc import Generator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from server.fuzzing import hunting
from server.fuzzing.case import Kind
from server.fuzzing.hunting import Score
from server.fuzzing.mutating import made
from server.fuzzing.seeds import gathered

FOLDER = click.Path(path_type=Path, file_okay=False)
HOWS = {"accepted": "通过\naccepted", "refused": "拒绝\nrefused", "fault": "故障\nfaults"}


@click.command()
@click.option(
    "--minutes",
    type=click.FloatRange(min=0, min_open=True),
    default=1,
    show_default=True,
    help="时长 / How long.",
)
@click.option(
    "--seed",
    type=int,
    default=0,
    show_default=True,
    help="随机种子，相同则用例相同 / The same seed gives the same cases.",
)
@click.option(
    "--seeds",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    multiple=True,
    help="另取其中的 .bpmn .dmn .json .feel 作样本 / Begin with the files of this folder, too.",
)
@click.option(
    "--keep",
    type=FOLDER,
    default=Path("fuzz-faults"),
    show_default=True,
    help="故障用例存放目录 / Where cases that broke something are kept.",
)
@click.option(
    "--again",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="重试一个故障用例 / Try the case of a file again.",
)
def fuzz(
    *, minutes: float, seed: int, seeds: tuple[Path, ...], keep: Path, again: Path | None
) -> None:
    """变异测试 / Try mutated processes, decisions, forms and expressions.

    Each is checked as at a deployment, and played in random order when it is accepted, in a program
    of its own. A fault is anything but a refusal of ours: a crash, a hang, memory without bound, or
    code run on this machine. Exit code 1 when there was one.
    """
    if again is not None:
        fault = hunting.again(again)["fault"]
        click.echo(fault or "没有故障 / No fault")
        raise SystemExit(1 if fault else 0)
    begun = gathered(seeds)
    with bar(minutes * 60) as tick:
        score = hunting.hunt(
            (made(begun, seed, number) for number in count()), minutes * 60, keep, tick
        )
    show(score, Console())
    raise SystemExit(1 if score.faults else 0)


@contextmanager
def bar(seconds: float) -> Generator[hunting.Tick]:
    """A progress bar beside the output: of the time, with the cases and faults so far."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), refresh_per_second=2) as progress:
        task = progress.add_task("准备 / Preparing", total=seconds)
        begun = time.monotonic()

        def tick(score: Score) -> None:
            words = f"{score.total} 例 cases, {len(score.faults)} 故障 faults"
            progress.update(task, completed=time.monotonic() - begun, description=words)

        yield tick


def show(score: Score, console: Console) -> None:
    """Print how many cases came out how, and the files of those that broke something."""
    table = Table(title="变异测试 / Fuzzing", title_justify="left")
    for heading in ("", *HOWS.values()):
        table.add_column(heading, justify="right" if heading else "left")
    for kind in Kind:
        table.add_row(kind, *(str(score.counts[kind, how]) for how in HOWS))
    console.print(table)
    console.print(
        f"{score.total} 例 cases; 最慢 slowest {score.slowest:.1f} s; 内存 memory {score.megabytes} MB"
    )
    for file in score.faults:
        console.print(f"muster fuzz --again {file}", soft_wrap=True)
