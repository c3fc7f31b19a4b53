"""Events that catch something: each waits under a name of its own."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import (
    BoundaryEvent as LibraryBoundaryEvent,
)
from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import (
    IntermediateCatchEvent as LibraryIntermediateCatchEvent,
)
from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import (
    ReceiveTask as LibraryReceiveTask,
)
from SpiffWorkflow.bpmn.specs.mixins.events.start_event import StartEvent as LibraryStartEvent

from server.domain.ids import Token
from server.domain.moves import Alarm, Listen
from server.engine.hardening.keys import key_awaited
from server.engine.hardening.specs import Lean, Waiting

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from server.domain.moves import Wait
    from server.engine.expressions import Expression
    from server.engine.hardening.activities import EventSubProcess
    from server.engine.hardening.specs import Frame
    from server.engine.hardening.tokens import LeanTask
    from server.engine.timers import Timer


G = TypeVar("G", bound="Guarding")


class EventKind(StrEnum):
    """What an event is about."""

    NONE = "none"
    TIMER = "timer"
    MESSAGE = "message"
    SIGNAL = "signal"
    ERROR = "error"
    ESCALATION = "escalation"
    TERMINATE = "terminate"
    LINK = "link"
    CANCEL = "cancel"
    COMPENSATE = "compensate"
    CONDITIONAL = "conditional"


INNER = frozenset({EventKind.ERROR, EventKind.ESCALATION, EventKind.CANCEL, EventKind.COMPENSATE})
"""What is caught on its way up, so that nothing has to listen for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """The definition of an event, with its expressions compiled."""

    kind: EventKind = EventKind.NONE
    name: str = ""
    code: str = ""
    timer: Timer | None = None
    payload: Expression | None = None
    variable: str | None = None
    keys: Mapping[str, Expression] = field(default_factory=dict)
    """What says whose a message is, by the names of the keys."""
    condition: Expression | None = None
    ttl: Timer | None = None
    """How long a message is kept that nobody waits for."""
    brings: Frame | None = None
    """Where what it brings goes, when the diagram says so."""

    @property
    def listens(self) -> bool:
        """Whether it is waited for; the rest comes from inside, or as ``Fail`` and ``Escalate``."""
        return self.kind not in INNER

    @property
    def is_told(self) -> bool:
        """Whether the outside may let it occur; a condition is watched from inside."""
        return self.condition is None and self.listens

    def catches(self, kind: EventKind, code: str) -> bool:
        """Whether this throw is mine; a definition without a code takes any."""
        return self.kind is kind and self.code in {"", code}


class Catching(Waiting):
    """An event that waits for something from outside, or for something inside the instance.

    With several definitions each has a token that listens for it, an ear; the first that occurs
    counts, or when they belong together the last (BPMN 2.0, 10.5.1: multiple, parallel multiple).
    """

    events: tuple[Event, ...]
    together: bool = False

    def hears(self, task: LeanTask) -> Event | None:
        """What a token here listens for; None where its ears do, or where it is not yet begun."""
        if task.is_idle or (len(self.events) > 1 and not task.owner):
            return None
        return self.events[task.which]

    def is_told(self, task: LeanTask) -> bool:
        event = self.hears(task)
        return event is not None and event.is_told

    def arrive(self, task: LeanTask) -> bool:
        super().arrive(task)
        if self.hears(task) is None:
            task.workflow.listen(task, self)
        return False

    def wait(self, task: LeanTask) -> Wait:
        run, event = task.workflow, self.events[task.which]
        if event.timer is not None:
            due, task.rest = event.timer.first(run.world.moment, run.value)
            if event.timer.expression is None:
                return self.alarm(task, due)
            calls_due = "due" in event.timer.expression.compiled.mentions.calls
            clock = run.world.reckoned(due, just_now=calls_due)
            return replace(self.alarm(task, due), clock=clock)
        return Listen(
            token=Token(task.id),
            element=self.bpmn_id,
            kind=event.kind.value,
            name=event.name,
            key=key_awaited(event, run.value),
        )

    def alarm(self, task: LeanTask, due: datetime) -> Alarm:
        """What the outside is told of a timer."""
        return Alarm(token=Token(task.id), element=self.bpmn_id, name=self.title, due=due)

    def act(self, task: LeanTask) -> None:
        """What came was written as it came."""


class IntermediateCatchEvent(Catching, LibraryIntermediateCatchEvent):  # type: ignore[misc]  # the library is untyped
    """Waits in the middle of a flow, or behind an event-based gateway."""


class Landing(Lean, LibraryIntermediateCatchEvent):  # type: ignore[misc]  # the library is untyped
    """Where the flow goes on that a link event left (BPMN 2.0, 10.5.4)."""


class ReceiveTask(Catching, LibraryReceiveTask):  # type: ignore[misc]  # the library is untyped
    """Waits for a message, or for a person who has it on paper."""

    is_activity = True


class Guarding(Catching):
    """An event that watches over an activity or a scope; it takes its place or runs beside it."""

    interrupts: bool


def catcher(guards: Iterable[G], kind: EventKind, code: str) -> tuple[G, Event] | None:
    """Which of these catches a throw: one that names its code before one that takes any."""
    catching = (
        (guard, event) for guard in guards for event in guard.events if event.catches(kind, code)
    )
    return max(catching, key=lambda found: bool(found[1].code), default=None)


class BoundaryEvent(Guarding, LibraryBoundaryEvent):  # type: ignore[misc]  # the library is untyped
    """Listens while its activity is at work."""

    wanted: ClassVar[dict[str, Any]] = {"cancel_activity": True}


class TriggerEvent(Guarding, LibraryStartEvent):  # type: ignore[misc]  # the library is untyped
    """Begins an event sub-process; listens while the scope around that is at work."""

    handler: EventSubProcess


class GatheringStart(Catching, LibraryStartEvent):  # type: ignore[misc]  # the library is untyped
    """Begins a process by the first of several messages, and waits for the others."""


class StartEvent(Lean, LibraryStartEvent):  # type: ignore[misc]  # the library is untyped
    """Where a token begins."""
