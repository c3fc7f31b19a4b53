"""Standard loops: an activity that is done again while its condition holds (BPMN 2.0, 10.3.7)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from server.engine.expressions import Expression
    from server.engine.hardening.tokens import LeanTask


@dataclass(frozen=True, slots=True, kw_only=True)
class Loop:
    """What the loop marker says."""

    condition: Expression | None
    """Without one it goes on until the maximum."""
    most: int | None
    tests_before: bool

    def skips(self, task: LeanTask) -> bool:
        """Whether the activity is not done even once."""
        return self.tests_before and not self._goes_on(task, 0)

    def repeats(self, task: LeanTask) -> bool:
        """Whether the activity, just done, is done once more."""
        return self._goes_on(task, rounds_of(task))

    def _goes_on(self, task: LeanTask, rounds: int) -> bool:
        if self.most is not None and rounds >= self.most:
            return False
        return self.condition is None or task.workflow.holds(
            self.condition, {"loopCounter": Decimal(rounds)}
        )


def rounds_of(task: LeanTask) -> int:
    """How often the activity will have been done when this token is through."""
    return int(task.rest[0]) if task.rest else 1


def done_before(task: LeanTask) -> list[Any]:
    """What was done inside the activity in the rounds before this one."""
    kept = (task.rest or []) if task.task_spec.loop is not None else []
    return [entry for inside in kept[1:] for entry in inside]
