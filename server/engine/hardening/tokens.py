"""The library's task as a token: no clock, no random id, no data, no tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

if TYPE_CHECKING:
    from server.domain.moves import Skip
    from server.engine.hardening.running import Run
    from server.engine.hardening.specs import Lean


EARLY = [0]
"""The rounds of a token that came before enough others had."""
HELD = -1
"""What stands before the rounds of a token whose turn has not come."""


class LeanTask(Task):  # type: ignore[misc]  # the library is untyped
    """One token: where it is, in which scope, by which flow it came, and which event it listens for."""

    workflow: Run
    task_spec: Lean

    def __init__(  # noqa: PLR0913  # all that a token is; the library's own asks clock and random source
        self,
        run: Run,
        spec: Lean,
        name: str,
        *,
        scope: str = "",
        via: str = "",
        owner: str = "",
        which: int = 0,
    ) -> None:
        self.id = name
        self.workflow = run
        self.task_spec = spec
        self.scope = scope
        self.via = via
        self.owner = owner
        self.which = which
        self.payload: Any = None
        self.rest: list[Any] | None = None
        self.told = False
        self.undoing = False
        self.skip: Skip | None = None
        self._state = TaskState.FUTURE
        self._parent = None
        self._children: list[str] = []
        self.triggered = False

    @property
    def is_early(self) -> bool:
        """Whether it waits for others to come, because its activity takes several at once."""
        return self.rest == EARLY

    @property
    def is_held(self) -> bool:
        """Whether it waits for its turn, because something beside it lasts."""
        return self.rest is not None and self.rest[:1] == [HELD]

    @property
    def is_idle(self) -> bool:
        """Whether nothing has begun at it yet, so that nobody is told of it."""
        return self.is_early or self.is_held

    def _set_state(self, value: int) -> None:
        # The library's version writes a log record with business data at every change.
        self._state = value

    def _inherit_data(self) -> None:
        """Data lies beside the engine (decision 0004), so there is nothing to copy."""

    def complete(self) -> None:
        """Mark the token passed, unless its own act took it away (an error or terminate end)."""
        if self.id in self.workflow.tasks:
            super().complete()
