"""Waits for another thread or process to have done something; never longer than it takes."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PAUSE = 0.05


def until(is_so: Callable[[], object], seconds: float = 60) -> None:
    """Looks again and again until it is so; fails when that takes too long."""
    begun = time.monotonic()
    while not is_so():
        assert time.monotonic() - begun < seconds, "it did not come to that"
        time.sleep(PAUSE)
