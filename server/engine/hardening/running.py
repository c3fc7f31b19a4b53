"""One instance during one push: its tokens, its data, and what the outside will be told."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from server.domain.ids import Token
from server.domain.moves import Ending, EndKind, Move, Thrown
from server.engine.expressions import SCRIPT_ENGINE
from server.engine.hardening.activities import EventSubProcess
from server.engine.hardening.events import (
    BoundaryEvent,
    Catching,
    EventKind,
    Guarding,
    TriggerEvent,
    catcher,
)
from server.engine.hardening.joins import Joins
from server.engine.hardening.memory import Memory
from server.engine.hardening.stuck import Stuck
from server.engine.hardening.tokens import LeanTask

if TYPE_CHECKING:
    from server.domain.moves import Decided, Wait
    from server.domain.ports import World
    from server.domain.values import Values
    from server.engine.diagram import Diagram
    from server.engine.hardening.specs import Flow, Lean


WHOLE = "0"
"""The owner of those that watch over the whole instance; tokens are numbered from 1."""


class Run(Memory, BpmnWorkflow):  # type: ignore[misc]  # the library is untyped
    """The library's workflow without its tree: only tokens that live, indexed by scope and owner."""

    tasks: dict[str, LeanTask]

    def __init__(
        self, diagram: Diagram, root: str, *, data: Values, outer: Values, world: World, limit: int
    ) -> None:
        super().__init__(
            diagram.scopes[root].library, script_engine=SCRIPT_ENGINE, deserializing=True
        )
        self.diagram = diagram
        self.root = root
        self.world = world
        self.limit = limit
        self.number = 0
        self.remember(data, outer)
        self.members: dict[str, dict[str, LeanTask]] = {"": {}}
        self.listeners: dict[str, dict[str, LeanTask]] = {}
        self.joins = Joins()
        self.agenda: deque[LeanTask] = deque()
        self.pushed = ""
        self.choice: str | None = None
        self.at = root
        self._tell()

    def _tell(self) -> None:
        self.path: list[str] = []
        self.opened: dict[str, Wait] = {}
        self.closed: list[Token] = []
        self.decided: list[Decided] = []
        self.thrown: list[Thrown] = []
        self.ending: Ending | None = None
        self.end_kind = EndKind.FINISHED
        self.last_end = ""

    def move(self, saved: bytes) -> Move:
        """All that this push changed."""
        return Move(
            saved=saved,
            data=self.own,
            written=frozenset(self.written),
            path=tuple(self.path),
            opened=tuple(self.opened.values()),
            closed=tuple(self.closed),
            decided=tuple(self.decided),
            thrown=tuple(self.thrown),
            ending=self.ending,
        )

    # --- tokens -----------------------------------------------------------------------------------

    def new_name(self) -> str:
        """A name for a token, never used before in this instance."""
        self.number += 1
        return str(self.number)

    def enter(self, spec: Lean, scope: str, flow: Flow | None = None) -> None:
        """Put a new token on an element."""
        if flow is not None:
            self.path.append(flow.id)
        self.at = spec.bpmn_id
        task = LeanTask(self, spec, self.new_name(), scope=scope, via=flow.id if flow else "")
        self.keep(task)
        spec._update(task)  # noqa: SLF001  # the library's own way of moving on

    def keep(self, task: LeanTask) -> None:
        """Index a token."""
        self.tasks[task.id] = task
        where = self.listeners if task.owner else self.members
        where.setdefault(task.owner or task.scope, {})[task.id] = task

    def resume(self, task: LeanTask) -> None:
        """Put back a token that waited when the state was saved."""
        task._set_state(TaskState.WAITING)  # noqa: SLF001  # the library's own way of changing states
        task.told = task.task_spec.waits
        self.keep(task)
        if task.task_spec.joins:
            self.joins.add(task)

    def forget(self, task: LeanTask) -> None:
        """Take a token and those that listen for it out of the indexes, and tell the outside."""
        del self.tasks[task.id]
        where = self.listeners if task.owner else self.members
        del where[task.owner or task.scope][task.id]
        if task.told and self.opened.pop(task.id, None) is None and task.id != self.pushed:
            self.closed.append(Token(task.id))
        for listener in list(self.listeners.get(task.id, {}).values()):
            self.forget(listener)
        self.listeners.pop(task.id, None)

    def withdraw(self, task: LeanTask) -> None:
        """Take a token away with everything inside it."""
        for inner in list(self.members.get(task.id, {}).values()):
            self.withdraw(inner)
        self.members.pop(task.id, None)
        if task.task_spec.joins:
            self.joins.drop(task)
        self.forget(task)

    def clear(self, scope: str) -> None:
        """Take away all that goes on in a scope, and what watches over it."""
        for task in list(self.members[scope].values()):
            self.withdraw(task)
        for watching in list(self.listeners.get(scope or WHOLE, {}).values()):
            if watching.scope == scope:
                self.forget(watching)

    def leave(self, task: LeanTask, flows: tuple[Flow, ...]) -> None:
        """Pass an element: its token goes, one comes on each flow, an empty scope is over."""
        self.forget(task)
        self.path.append(task.task_spec.bpmn_id)
        for flow in flows:
            self.enter(flow.target, task.scope, flow)
        self.close_if_empty(task.scope)

    def close_if_empty(self, scope: str) -> None:
        """End a scope in which no token is left."""
        if self.members[scope]:
            return
        if not scope:
            self.end(self.end_kind, self.last_end or self.path[-1])
            return
        host = self.tasks[scope]
        del self.members[scope]
        host.complete()

    def end(self, kind: EndKind, element: str, code: str = "") -> None:
        """Be over."""
        self.clear("")
        self.agenda.clear()
        output = self.diagram.scopes[self.root].output
        values = self.own if output is None else self.mapping(output, "output")
        self.ending = Ending(kind=kind, element=element, code=code, output=dict(values))

    # --- waiting ----------------------------------------------------------------------------------

    def announce(self, task: LeanTask, wait: Wait) -> None:
        """Tell the outside about a waiting place."""
        task.told = True
        self.opened[task.id] = wait

    def arm(self, host: LeanTask) -> None:
        """Let the boundary events of an activity listen."""
        for guard in host.task_spec.guards:
            if guard.listens and (
                guard.event.kind is not EventKind.ESCALATION or host.task_spec.waits
            ):
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
            return  # a throw inside the instance: nobody outside used the token up
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

    # --- moving -----------------------------------------------------------------------------------

    def settle(self) -> None:
        """Carry out automatic steps until everything waits."""
        steps = 0
        while self.agenda or self._released():
            task = self.agenda.popleft()
            if task.id not in self.tasks:
                continue
            self.at = task.task_spec.bpmn_id
            steps += 1
            if steps > self.limit:
                raise Stuck(
                    f"自动步骤超过 {self.limit} 步，可能是死循环",
                    f"more than {self.limit} automatic steps, perhaps an endless loop",
                )
            task.run()
        self._refuse_deadlock()

    def _released(self) -> bool:
        return self.diagram.merges and self.joins.release(self.tasks.values())

    def _refuse_deadlock(self) -> None:
        stuck = self.joins.all_stuck(self.tasks.values())
        if stuck is not None:
            self.at = stuck.task_spec.bpmn_id
            raise Stuck(
                "汇聚网关等待的分支永远不会到达",
                "the join waits for branches that never come",
            )
