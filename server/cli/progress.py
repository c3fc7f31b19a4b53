"""The bar that long commands show on a terminal; nothing of it goes to the standard output."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator

    from server.services.how_far import HowFar


@contextmanager
def shown(words: str) -> Iterator[HowFar]:
    """A bar under these words; what it gives is told how much is done, and of how much."""
    with Progress(console=Console(stderr=True)) as progress:
        bar = progress.add_task(words, total=None)
        yield lambda done, every: progress.update(bar, completed=done, total=max(done, every))
