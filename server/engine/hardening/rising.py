"""What is thrown inside an instance rises until somebody catches it, or leaves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.moves import EndKind, Thrown
from server.engine.hardening.activities import EventSubProcess
from server.engine.hardening.events import BoundaryEvent, EventKind, TriggerEvent, catcher
from server.engine.hardening.watching import Watching

if TYPE_CHECKING:
    from server.domain.values import Values
    from server.engine.hardening.events import Event
    from server.engine.hardening.tokens import LeanTask


class Rising(Watching):
    """The part of an instance that throws and catches."""

    def broadcast(self, told: Thrown) -> None:
        """Wake everything in this instance that waits for a signal."""
        for task in list(self.tasks.values()):
            event = self._hears(task)
            if (
                event is not None
                and event.kind is EventKind.SIGNAL
                and event.name == told.name
                and task.told
                and task.id in self.tasks
            ):
                self.wake(task, told.values)

    def escalate(self, scope: str, told: Thrown) -> bool:
        """Let the nearest surrounding activity catch an escalation; whether one did."""
        return self._caught(scope, EventKind.ESCALATION, told)

    def escalate_at(self, host: LeanTask, told: Thrown) -> None:
        """Let an activity itself catch an escalation, then those around; uncaught, it leaves the instance."""
        found = catcher(host.task_spec.guards, EventKind.ESCALATION, told.code)
        if found is not None:
            self.catch_at(host, *found, told.values)
        elif not self.escalate(host.scope, told):
            self.thrown.append(told)

    def tell(self, host: LeanTask, event: Event, values: Values) -> None:
        """Throw what an activity tells of itself while it goes on."""
        told = Thrown(
            element=host.task_spec.bpmn_id,
            kind=event.kind.value,
            name=event.name,
            code=event.code,
            values=values,
        )
        if event.kind is EventKind.ERROR:
            self._fail_at(host, told)
        elif event.kind is EventKind.ESCALATION:
            self.escalate_at(host, told)
        else:
            self.thrown.append(told)
            self.broadcast(told)

    def fail(self, scope: str, told: Thrown) -> None:
        """Let the nearest surrounding activity catch an error; uncaught, it ends the instance."""
        if not self._caught(scope, EventKind.ERROR, told):
            self._break_off(told)

    def _break_off(self, told: Thrown) -> None:
        self.thrown.append(told)
        self.end(EndKind.ERROR, told.element, told.code, told.name)

    def _caught(self, scope: str, kind: EventKind, told: Thrown) -> bool:
        is_interrupted = False
        while True:
            host = self.tasks.get(scope)
            trigger = None if is_interrupted else self._trigger(host, kind, told.code)
            if trigger is not None:
                self.take(trigger[1], told.values)
                self.begin(trigger[0], scope)
                return True
            if host is None:
                return False
            found = catcher(host.task_spec.guards, kind, told.code)
            if found is not None:
                self.catch_at(host, *found, told.values)
                return True
            # What an interrupting event sub-process throws is thrown by the scope that it took over.
            spec = host.task_spec
            is_interrupted = isinstance(spec, EventSubProcess) and spec.takes_over
            scope = host.scope

    def catch_at(
        self, host: LeanTask, guard: BoundaryEvent, event: Event, values: Values | None = None
    ) -> None:
        """Let a boundary event of an activity catch what came up to it."""
        self.take(event, values)
        if guard.interrupts:
            self.withdraw(host)
        self.happen(guard, host.scope)

    def _trigger(
        self, host: LeanTask | None, kind: EventKind, code: str
    ) -> tuple[TriggerEvent, Event] | None:
        handlers = (
            self.diagram.scopes[self.root].handlers if host is None else host.task_spec.handlers
        )
        return catcher((handler.start for handler in handlers), kind, code)

    def refuse(self, task: LeanTask, code: str, name: str = "") -> None:
        """Let a waiting place fail; uncaught, it ends the instance."""
        self._fail_at(task, _failed(task, code, name))

    def catch_failure(self, task: LeanTask, code: str) -> bool:
        """Let an activity itself fail: its own boundary first, then those around; whether one caught."""
        return self._caught_at(task, _failed(task, code))

    def _fail_at(self, task: LeanTask, told: Thrown) -> None:
        if not self._caught_at(task, told):
            self._break_off(told)

    def _caught_at(self, task: LeanTask, told: Thrown) -> bool:
        found = catcher(task.task_spec.guards, EventKind.ERROR, told.code)
        if found is not None:
            self.catch_at(task, *found, told.values)
            return True
        return self._caught(task.scope, EventKind.ERROR, told)


def _failed(task: LeanTask, code: str, name: str = "") -> Thrown:
    return Thrown(element=task.task_spec.bpmn_id, kind="error", name=name, code=code)
