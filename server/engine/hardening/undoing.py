"""Compensation: what was done is undone in reverse order (BPMN 2.0, 10.6 and 13.5.5).

Of all that was passed only what can be undone is remembered: activities with a compensation event on
them, and sub-processes that hold such. An activity is undone once; what undoes is not undone itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from SpiffWorkflow.util.task import TaskState

from server.domain.values import plain
from server.engine.hardening.activities import EventSubProcess
from server.engine.hardening.events import BoundaryEvent, EventKind, catcher
from server.engine.hardening.loops import done_before
from server.engine.hardening.rising import Rising
from server.engine.hardening.tokens import LeanTask

if TYPE_CHECKING:
    from collections.abc import Iterable

    from server.domain.moves import Thrown
    from server.engine.hardening.specs import Lean

Done = list[Any]
"""An activity that was done: its element, what was done inside it, and the data as they were then.

The data are kept only where the event sub-process that undoes it names a variable for them.
"""


class Undoing(Rising):
    """The part of an instance that remembers what it may have to undo."""

    def note_done(self, task: LeanTask) -> None:
        """Remember an activity that can be undone."""
        inside, spec = self._done_in(task), task.task_spec
        if spec.undoes or not (inside or spec.undoer is not None):
            return
        as_it_was = plain(self.own) if _kept_under(spec.undoer) else None
        self.done.setdefault(task.scope, []).append([spec.bpmn_id, inside, as_it_was])

    def pass_on(self, task: LeanTask, again: LeanTask) -> None:
        super().pass_on(task, again)
        inside = self._done_in(task)
        if inside and again.rest is not None:
            again.rest.append(inside)  # from inside the new round it can't be undone any more

    def _done_in(self, task: LeanTask) -> list[Done]:
        """All that was done inside an activity, in all the rounds of a loop."""
        return [*done_before(task), *self.done.pop(task.id, [])]

    def withdraw(self, task: LeanTask) -> None:
        super().withdraw(task)
        self.done.pop(task.id, None)

    def undo(self, driver: LeanTask, element: str) -> bool:
        """Begin to undo one activity of the driver's scope, or all; whether there is anything to undo.

        The driver's token stays until the last is undone.
        """
        kept: list[Done] = []
        undone: list[Done] = []
        for entry in self.done.pop(driver.scope, []):
            (undone if element in {"", entry[0]} else kept).append(entry)
        if kept:
            self.done[driver.scope] = kept
        driver.rest = list(self._undoers(reversed(undone)))
        return self._undo_next(driver)

    def undone(self, task: LeanTask) -> None:
        """Go on after one activity was undone."""
        driver = self.tasks[task.via]
        if self._undo_next(driver):
            return
        if isinstance(driver.task_spec, BoundaryEvent):
            self._leave_cancelled(driver.task_spec, driver.scope)
        else:
            driver.complete()

    def cancel(self, scope: str, told: Thrown) -> None:
        """Take away what goes on in the nearest transaction, undo what was done, go on at its event."""
        host = self.tasks[scope]
        found = catcher(host.task_spec.guards, EventKind.CANCEL, "")
        if found is None:
            self.cancel(host.scope, told)
            return
        guard = found[0]
        self.clear(host.id)
        driver = LeanTask(self, guard, self.new_name(), scope=host.id)
        driver._set_state(TaskState.STARTED)  # noqa: SLF001  # the library's own way of changing states
        self.keep(driver)
        if not self.undo(driver, ""):
            self._leave_cancelled(guard, host.id)

    def _leave_cancelled(self, guard: BoundaryEvent, scope: str) -> None:
        host = self.tasks[scope]
        self.withdraw(host)
        self.happen(guard, host.scope)

    def _undo_next(self, driver: LeanTask) -> bool:
        if not driver.rest:
            return False
        element, inside, as_it_was = driver.rest.pop(0)
        spec = self.diagram.nodes[element]
        task = LeanTask(self, spec, self.new_name(), scope=driver.scope, via=driver.id)
        self.keep(task)
        if isinstance(spec, EventSubProcess):
            self.done[task.id] = inside
            self.write_all(dict.fromkeys(_kept_under(spec), as_it_was))
        spec._update(task)  # noqa: SLF001  # the library's own way of moving on
        return True

    def _undoers(self, entries: Iterable[Done]) -> Iterable[Done]:
        for element, inside, as_it_was in entries:
            undoer = self.diagram.nodes[element].undoer
            if undoer is None:
                # A sub-process without an event of its own is undone by what was done inside it.
                yield from self._undoers(reversed(inside))
            else:
                yield [undoer.bpmn_id, inside, as_it_was]


def _kept_under(undoer: Lean | None) -> list[str]:
    """The variable under which an event sub-process finds the data as they were, if it names one."""
    events = undoer.start.events if isinstance(undoer, EventSubProcess) else ()
    return [event.variable for event in events if event.variable]
