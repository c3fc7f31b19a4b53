"""What an instance waits for: who listens, who is woken, who goes on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from server.engine.hardening.events import Catching, Guarding, TriggerEvent
from server.engine.hardening.keys import heard_by_key
from server.engine.hardening.living import WHOLE, Living
from server.engine.hardening.tokens import LeanTask

if TYPE_CHECKING:
    from server.domain.moves import Wait
    from server.domain.values import Values
    from server.engine.hardening.activities import EventSubProcess
    from server.engine.hardening.events import Event
    from server.engine.hardening.specs import Lean
    from server.engine.timers import Timer


class Watching(Living):
    """The part of an instance that waits."""

    def announce(self, task: LeanTask, wait: Wait) -> None:
        """Tell the outside about a waiting place."""
        task.told = True
        self.opened[task.id] = wait

    def arm(self, host: LeanTask) -> None:
        """Let the boundary events of an activity listen, through all rounds of a loop."""
        if host.id in self.listeners:
            return  # since the first round of a loop
        for guard in host.task_spec.guards:
            self.listen(host, guard)

    def pass_on(self, task: LeanTask, again: LeanTask) -> None:
        """Hand what listens for an activity to the token of its next round.

        What listens for the inside of a round, its event sub-processes, ends with it.
        """
        ears = self.listeners.get(task.id, {})
        outside = [ear for ear in ears.values() if ear.scope == task.scope]
        for ear in outside:
            del ears[ear.id]
            ear.owner = again.id
        self.listeners[again.id] = {ear.id: ear for ear in outside}

    def watch(self, scope: str, handlers: tuple[EventSubProcess, ...]) -> None:
        """Let the event sub-processes of a scope listen."""
        for handler in handlers:
            self._listen(handler.start, scope, scope or WHOLE)

    def listen(self, owner: LeanTask, spec: Catching, via: str = "") -> None:
        """Open waiting places that belong to another token, one for each definition."""
        self._listen(spec, owner.scope, owner.id, via)

    def await_rest(self, spec: Catching, heard: Event) -> None:
        """Listen for all that belongs together with what has happened already."""
        owner = LeanTask(self, spec, self.new_name())
        self.keep(owner)
        spec._update(owner)  # noqa: SLF001  # the library's own way of moving on
        for ear in list(self.listeners[owner.id].values()):
            if spec.events[ear.which] is heard:
                self.forget(ear)

    def _listen(self, spec: Catching, scope: str, owner: str, via: str = "") -> None:
        for which in heard_by_key(spec.events, self.value):
            self._ear(spec, which, scope=scope, owner=owner, via=via)

    def _ear(self, spec: Catching, which: int, *, scope: str, owner: str, via: str = "") -> None:
        ear = LeanTask(self, spec, self.new_name(), scope=scope, via=via, owner=owner, which=which)
        self.keep(ear)
        spec._update(ear)  # noqa: SLF001  # the library's own way of moving on

    def wake(self, task: LeanTask, payload: Any = None) -> None:
        """Let what waited happen: the token goes on, or an event takes its place beside or instead."""
        spec = task.task_spec
        if isinstance(spec, Catching):
            self.take(spec.events[task.which], payload)
        else:
            task.payload = payload
        if not task.owner:
            task._ready()  # noqa: SLF001  # the library's own way of changing states
        elif spec.together and self._ears(task) != [task]:
            self.forget(task)  # it has occurred; the others have to occur as well
        else:
            self._occur(task, spec)

    def take(self, event: Event, values: Values | None) -> None:
        """Write what an event brings, as it comes."""
        if event.brings is not None:
            event.brings.carry_out(self, partial(self._taken, event, values))
        else:
            self._taken(event, values)

    def _taken(self, event: Event, values: Values | None) -> bool:
        if values:
            self.write_under(event.variable, values)
        return True

    def _ears(self, task: LeanTask) -> list[LeanTask]:
        """The tokens that listen for the definitions of the same event."""
        beside = self.listeners[task.owner].values()
        return [other for other in beside if other.task_spec is task.task_spec]

    def _occur(self, task: LeanTask, spec: Catching) -> None:
        if isinstance(spec, Guarding) and not spec.interrupts:
            self._rearm(task, spec)
        if isinstance(spec, TriggerEvent):
            self.begin(spec, task.scope)
            return
        owner = self.tasks[task.owner]
        if task.via:
            self.path.extend((owner.task_spec.bpmn_id, task.via))
        if not isinstance(spec, Guarding) or spec.interrupts:
            owner.task_spec.leave_off(owner)
            self.withdraw(owner)
        self.happen(spec, task.scope)

    def _rearm(self, task: LeanTask, spec: Guarding) -> None:
        event = spec.events[task.which]
        if spec.together:
            self._rearm_all(task, spec)
        elif task.id == self.pushed:  # else it happened inside: nobody outside used the token up
            self.forget(task)
            if event.timer is None:
                self._ear(spec, task.which, scope=task.scope, owner=task.owner)
            elif task.rest is not None:
                self._again(task, event.timer, task.rest)

    def _rearm_all(self, task: LeanTask, spec: Guarding) -> None:
        """Let a parallel multiple event listen anew; with a moment in it, which comes once, never."""
        self.forget(task)
        if any(event.timer is not None for event in spec.events):
            return
        self._listen(spec, task.scope, task.owner)
        for ear in self.listeners[task.owner].values():
            condition = spec.events[ear.which].condition if ear.task_spec is spec else None
            if condition is not None:
                ear.rest = [1] if self.holds(condition) else None

    def _again(self, before: LeanTask, timer: Timer, rest: list[Any]) -> None:
        """Arm the next occurrence of a cycle, if there is one."""
        following = timer.next(rest, self.world)
        if following is None:
            return
        due, left = following
        spec = before.task_spec
        task = LeanTask(
            self,
            spec,
            self.new_name(),
            scope=before.scope,
            owner=before.owner,
            which=before.which,
        )
        task.rest = left
        self.keep(task)
        self.announce(task, spec.alarm(task, due))

    def begin(self, trigger: TriggerEvent, scope: str) -> None:
        """Begin an event sub-process inside its scope."""
        if trigger.interrupts:
            self.clear(scope)
        task = LeanTask(self, trigger.handler, self.new_name(), scope=scope)
        self.keep(task)
        trigger.handler._update(task)  # noqa: SLF001  # the library's own way of moving on

    def happen(self, spec: Lean, scope: str) -> None:
        """Put a token on an event that just occurred."""
        task = LeanTask(self, spec, self.new_name(), scope=scope)
        self.keep(task)
        task._ready()  # noqa: SLF001  # the library's own way of changing states

    def notice(self) -> bool:
        """Wake the first whose condition has become true; whether that set anything off (BPMN 2.0, 10.5.5.3).

        One that goes on listening is woken once each time its condition turns from false to true.
        """
        for task in list(self.tasks.values()):
            event = self._hears(task)
            if event is None or event.condition is None:
                continue
            self.stand_at(task.task_spec)
            was_true, task.rest = bool(task.rest), [1] if self.holds(event.condition) else None
            if task.rest and not was_true:
                self.wake(task)
            if self.agenda:
                return True
        return False

    @staticmethod
    def _hears(task: LeanTask) -> Event | None:
        spec = task.task_spec
        return spec.hears(task) if isinstance(spec, Catching) else None
