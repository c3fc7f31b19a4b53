"""How long the house goes on with what may have no end: steps, and seconds of the processor.

Not a clock: it says nothing about when something is, only how much work was put into it. Waiting
for a lock or for the database is no work.
"""

from __future__ import annotations

from time import thread_time


class Patience:
    """What is left of the steps and seconds that one thing may take."""

    __slots__ = ("_left", "_until", "seconds", "steps")

    def __init__(self, *, steps: int, seconds: float) -> None:
        self.steps = steps
        self.seconds = seconds
        self._left = steps
        self._until = thread_time() + seconds

    def lasts(self) -> bool:
        """Count one step more; whether it may still be taken."""
        self._left -= 1
        return self._left >= 0 and thread_time() <= self._until

    @property
    def causes(self) -> tuple[str, str]:
        """Why there is none left, in Chinese and English."""
        return (
            f"自动步骤超过 {self.steps} 步或 {self.seconds:g} 秒，可能是死循环",
            f"more than {self.steps} automatic steps or {self.seconds:g} seconds, perhaps an endless loop",
        )
