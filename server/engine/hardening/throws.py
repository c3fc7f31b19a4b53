"""Events that tell something: what is thrown finds its catcher, or leaves the instance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from SpiffWorkflow.bpmn.specs.mixins.events.end_event import EndEvent as LibraryEndEvent
from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import (
    IntermediateThrowEvent as LibraryIntermediateThrowEvent,
)
from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import SendTask as LibrarySendTask

from server.domain.moves import EndKind, Thrown
from server.engine.hardening.events import EventKind
from server.engine.hardening.keys import keys_told
from server.engine.hardening.specs import Lean

if TYPE_CHECKING:
    from server.domain.values import Values
    from server.engine.hardening.events import Event
    from server.engine.hardening.running import Run
    from server.engine.hardening.tokens import LeanTask


class Throwing(Lean):
    """An event that tells something, or several things, one after the other."""

    events: tuple[Event, ...]

    def act(self, task: LeanTask) -> None:
        for event in self.events:
            if task.id in task.workflow.tasks:
                _THROWS[event.kind](self, event, task)

    def stays(self, task: LeanTask) -> bool:
        return task.undoing

    def told(self, event: Event, task: LeanTask) -> Thrown:
        """What leaves the instance."""
        run = task.workflow
        values: Values = {}
        if event.payload is not None:
            values = run.mapping(event.payload, "payload")
        return Thrown(
            element=self.bpmn_id,
            kind=event.kind.value,
            name=event.name,
            code=event.code,
            key=keys_told(event, lambda key: run.value(key, values)),
            values=values,
            until=None if event.ttl is None else event.ttl.first(run.world.moment, run.value)[0],
        )


class IntermediateThrowEvent(Throwing, LibraryIntermediateThrowEvent):  # type: ignore[misc]  # the library is untyped
    """Tells something and goes on; a link goes on elsewhere."""

    landing: Lean


class SendTask(Throwing, LibrarySendTask):  # type: ignore[misc]  # the library is untyped
    """Sends a message and goes on."""

    is_activity = True


class EndEvent(Throwing, LibraryEndEvent):  # type: ignore[misc]  # the library is untyped
    """Where a token ends."""

    def act(self, task: LeanTask) -> None:
        task.workflow.last_end = self.bpmn_id
        super().act(task)


def _tell_nobody(spec: Throwing, event: Event, task: LeanTask) -> None:
    del spec, event, task


def _send(spec: Throwing, event: Event, task: LeanTask) -> None:
    # A message goes to exactly one receiver, which the host finds by name and key, here or elsewhere.
    task.workflow.thrown.append(spec.told(event, task))


def _broadcast(spec: Throwing, event: Event, task: LeanTask) -> None:
    told = spec.told(event, task)
    task.workflow.thrown.append(told)
    task.workflow.broadcast(told)


def _escalate(spec: Throwing, event: Event, task: LeanTask) -> None:
    told = spec.told(event, task)
    if not task.workflow.escalate(task.scope, told):
        task.workflow.thrown.append(told)


def _fail(spec: Throwing, event: Event, task: LeanTask) -> None:
    told = spec.told(event, task)
    task.workflow.path.append(spec.bpmn_id)
    task.workflow.fail(task.scope, told)


def _cancel(spec: Throwing, event: Event, task: LeanTask) -> None:
    # Only a transaction catches it, and the rules see to it that one does (BPMN 2.0, 13.3.4).
    task.workflow.path.append(spec.bpmn_id)
    task.workflow.cancel(task.scope, spec.told(event, task))


def _compensate(spec: Throwing, event: Event, task: LeanTask) -> None:
    del spec
    task.undoing = task.workflow.undo(task, event.name)


def _jump(spec: IntermediateThrowEvent, event: Event, task: LeanTask) -> None:
    del event
    task.workflow.enter(spec.landing, task.scope)


def _terminate(spec: Throwing, event: Event, task: LeanTask) -> None:
    run: Run = task.workflow
    for other in list(run.members[task.scope].values()):
        if other is not task:
            run.withdraw(other)
    if not task.scope:
        run.end_kind = EndKind.TERMINATED
    del spec, event


_THROWS = {
    EventKind.NONE: _tell_nobody,
    EventKind.MESSAGE: _send,
    EventKind.SIGNAL: _broadcast,
    EventKind.ESCALATION: _escalate,
    EventKind.ERROR: _fail,
    EventKind.TERMINATE: _terminate,
    EventKind.LINK: _jump,
    EventKind.CANCEL: _cancel,
    EventKind.COMPENSATE: _compensate,
}
