"""What an instance waits for, and what is thrown inside it: who hears, who catches, who goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from SpiffWorkflow.util.task import TaskState

from server.domain.moves import EndKind, Thrown
from server.engine.hardening.activities import EventSubProcess
from server.engine.hardening.events import (
    BoundaryEvent,
    Catching,
    EventKind,
    Guarding,
    TriggerEvent,
    catcher,
)
from server.engine.hardening.living import WHOLE, Living
from server.engine.hardening.tokens import LeanTask

if TYPE_CHECKING:
    from server.domain.moves import Wait
    from server.engine.hardening.specs import Lean


class Watching(Living):
    """The part of an instance that waits."""

    def announce(self, task: LeanTask, wait: Wait) -> None:
        """Tell the outside about a waiting place."""
        task.told = True
        self.opened[task.id] = wait

    def arm(self, host: LeanTask) -> None:
        """Let the boundary events of an activity listen."""
        for guard in host.task_spec.guards:
            if guard.listens:
                self.listen(host, guard)

    def watch(self, scope: str, handlers: tuple[EventSubProcess, ...]) -> None:
        """Let the event sub-processes of a scope listen."""
        for handler in handlers:
            if handler.start.listens:
                self._listen(handler.start, scope, scope or WHOLE)

    def listen(self, owner: LeanTask, spec: Lean, via: str = "") -> None:
        """Open a waiting place that belongs to another token."""
        self._listen(spec, owner.scope, owner.id, via)

    def _listen(self, spec: Lean, scope: str, owner: str, via: str = "") -> None:
        task = LeanTask(self, spec, self.new_name(), scope=scope, via=via, owner=owner)
        self.keep(task)
        spec._update(task)  # noqa: SLF001  # the library's own way of moving on

    def wake(self, task: LeanTask, payload: Any = None) -> None:
        """Let what waited happen: the token goes on, or an event takes its place beside or instead."""
        if not task.owner:
            task.payload = payload
            task._ready()  # noqa: SLF001  # the library's own way of changing states
            return
        spec: Catching = task.task_spec
        if isinstance(spec, Guarding) and not spec.interrupts:
            self._rearm(task)
        if isinstance(spec, TriggerEvent):
            self.begin(spec, task.scope, payload)
            return
        if not isinstance(spec, BoundaryEvent):
            self.path.extend((self.tasks[task.owner].task_spec.bpmn_id, task.via))
        if not isinstance(spec, BoundaryEvent) or spec.interrupts:
            self.withdraw(self.tasks[task.owner])
        self.happen(spec, task.scope, payload)

    def _rearm(self, task: LeanTask) -> None:
        if task.id != self.pushed:
            return  # it happened inside the instance: nobody outside used the token up
        spec: Catching = task.task_spec
        self.forget(task)
        if spec.event.timer is None:
            self._listen(spec, task.scope, task.owner)
        elif task.rest is not None:
            self._again(task, spec, task.rest)

    def _again(self, before: LeanTask, spec: Catching, rest: list[Any]) -> None:
        """Arm the next occurrence of a cycle, if there is one."""
        timer = spec.event.timer
        following = timer.next(rest, self.world.moment) if timer is not None else None
        if following is None:
            return
        due, left = following
        task = LeanTask(self, spec, self.new_name(), scope=before.scope, owner=before.owner)
        task.rest = left
        self.keep(task)
        self.announce(task, spec.alarm(task, due))

    def begin(self, trigger: TriggerEvent, scope: str, payload: Any = None) -> None:
        """Begin an event sub-process inside its scope."""
        if trigger.interrupts:
            self.clear(scope)
        task = LeanTask(self, trigger.handler, self.new_name(), scope=scope)
        task._set_state(TaskState.STARTED)  # noqa: SLF001  # the library's own way of changing states
        self.keep(task)
        self.watch(task.id, trigger.handler.handlers)
        self.happen(trigger, task.id, payload)

    def happen(self, spec: Lean, scope: str, payload: Any = None) -> None:
        """Put a token on an event that just occurred."""
        task = LeanTask(self, spec, self.new_name(), scope=scope)
        task.payload = payload
        self.keep(task)
        task._ready()  # noqa: SLF001  # the library's own way of changing states

    def notice(self) -> bool:
        """Wake the first whose condition has become true; whether any was woken (BPMN 2.0, 10.5.5.3).

        One that goes on listening is woken once each time its condition turns from false to true.
        """
        for task in list(self.tasks.values()):
            spec = task.task_spec
            condition = spec.event.condition if isinstance(spec, Catching) else None
            if condition is None:
                continue
            was_true, task.rest = bool(task.rest), [1] if self.holds(condition) else None
            if task.rest and not was_true:
                self.wake(task)
                return True
        return False

    # --- throws -----------------------------------------------------------------------------------

    def broadcast(self, told: Thrown) -> None:
        """Wake everything in this instance that waits for a signal."""
        for task in list(self.tasks.values()):
            spec = task.task_spec
            if (
                isinstance(spec, Catching)
                and spec.event.kind is EventKind.SIGNAL
                and spec.event.name == told.name
                and task.told
                and task.id in self.tasks
            ):
                self.wake(task, told.values)

    def escalate(self, scope: str, told: Thrown) -> bool:
        """Let the nearest surrounding activity catch an escalation; whether one did."""
        return self._caught(scope, EventKind.ESCALATION, told)

    def fail(self, scope: str, told: Thrown) -> None:
        """Let the nearest surrounding activity catch an error; uncaught, it ends the instance."""
        if not self._caught(scope, EventKind.ERROR, told):
            self.thrown.append(told)
            self.end(EndKind.ERROR, told.element, told.code)

    def _caught(self, scope: str, kind: EventKind, told: Thrown) -> bool:
        is_interrupted = False
        while True:
            host = self.tasks.get(scope)
            trigger = None if is_interrupted else self._trigger(host, kind, told.code)
            if trigger is not None:
                self.begin(trigger, scope, told.values)
                return True
            if host is None:
                return False
            guard = catcher(host.task_spec.guards, kind, told.code)
            if guard is not None:
                if guard.interrupts:
                    self.withdraw(host)
                self.happen(guard, host.scope, told.values)
                return True
            # What an interrupting event sub-process throws is thrown by the scope that it took over.
            spec = host.task_spec
            is_interrupted = isinstance(spec, EventSubProcess) and spec.start.interrupts
            scope = host.scope

    def _trigger(self, host: LeanTask | None, kind: EventKind, code: str) -> TriggerEvent | None:
        handlers = (
            self.diagram.scopes[self.root].handlers if host is None else host.task_spec.handlers
        )
        return catcher((handler.start for handler in handlers), kind, code)

    def refuse(self, task: LeanTask, code: str) -> None:
        """Let the waiting place itself fail: its own boundary first, then those around it."""
        guard = catcher(task.task_spec.guards, EventKind.ERROR, code)
        if guard is not None:
            self.withdraw(task)
            self.happen(guard, task.scope)
            return
        told = Thrown(element=task.task_spec.bpmn_id, kind="error", name="", code=code)
        self.fail(task.scope, told)
