"""How far long work is, for who waits for it."""

from collections.abc import Callable

HowFar = Callable[[int, int], None]
"""Told how much is done, and how much there was when it began: more may have come since."""


def untold(done: int, every: int) -> None:
    """Nobody waits for it."""
