"""How benchmarks show what they do and what they found."""

import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from server.benching.figures import Figure, Met
from server.benching.plan import Tick

MARKS = {
    Met.GOAL: "[green]★ 目标 goal[/]",
    Met.MUST: "[green]✓ 达标 met[/]",
    Met.MISSED: "[red]✗ 未达 missed[/]",
    Met.NONE: "",
}


@contextmanager
def folder(data: Path | None) -> Generator[Path]:
    """The folder that was named, or one that is removed afterwards."""
    if data is not None:
        yield data.absolute()
        return
    with tempfile.TemporaryDirectory(prefix="muster-bench-") as made:
        Path(made).chmod(0o711)  # PostgreSQL runs as another account when this is run by root
        yield Path(made)


@contextmanager
def bar(steps: int) -> Generator[Tick]:
    """A progress bar beside the output."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(
        *columns, TimeElapsedColumn(), console=Console(stderr=True), refresh_per_second=2
    ) as progress:
        task = progress.add_task("准备 / Preparing", total=steps)
        yield lambda words: progress.update(task, advance=1, description=words)


def row_of(figure: Figure) -> tuple[str, ...]:
    """A figure as a line of the table."""
    sign = "≥" if figure.more_is_better else "≤"
    bars = (f"{sign} {bar:g}" if bar is not None else "" for bar in (figure.must, figure.goal))
    value = f"{figure.value:.2f}".rstrip("0").rstrip(".")
    return (f"{figure.zh}\n{figure.en}", f"{value} {figure.unit}", *bars, MARKS[figure.met])
