"""The living tokens of one instance, indexed; and what the outside will be told of one push."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from server.domain.ids import Token
from server.domain.moves import Ending, EndKind, Move, Thrown
from server.engine.expressions import SCRIPT_ENGINE
from server.engine.hardening.joins import Joins
from server.engine.hardening.memory import Memory

if TYPE_CHECKING:
    from server.domain.moves import Decided, Wait
    from server.domain.ports import World
    from server.domain.values import Values
    from server.engine.diagram import Diagram
    from server.engine.hardening.specs import Lean
    from server.engine.hardening.tokens import LeanTask

WHOLE = "0"
"""The owner of those that watch over the whole instance; tokens are numbered from 1."""


class Living(Memory, BpmnWorkflow):  # type: ignore[misc]  # the library is untyped
    """The library's workflow without its tree: only tokens that live, indexed by scope and owner."""

    tasks: dict[str, LeanTask]

    def __init__(
        self, diagram: Diagram, root: str, *, data: Values, outer: Values, world: World
    ) -> None:
        super().__init__(
            diagram.scopes[root].library, script_engine=SCRIPT_ENGINE, deserializing=True
        )
        self.diagram = diagram
        self.root = root
        self.world = world
        self.number = 0
        self.remember(data, outer)
        self.members: dict[str, dict[str, LeanTask]] = {"": {}}
        self.listeners: dict[str, dict[str, LeanTask]] = {}
        self.joins = Joins()
        self.done: dict[str, list[list[Any]]] = {}
        """By scope, what was done there and can be undone, oldest first."""
        self.agenda: deque[LeanTask] = deque()
        self.pushed = ""
        self.choice: str | None = None
        self.at = root
        self.skip = world.skip
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
        self.left_out: tuple[str, ...] = ()

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
            skipped=self.skip is not self.world.skip,
            left_out=self.left_out,
        )

    def stand_at(self, spec: Lean) -> None:
        """Remember which element is at work, so that a failure can name it and what it read."""
        self.at = spec.bpmn_id
        self.sight.looked_up.clear()

    def take_skip(self, task: LeanTask) -> bool:
        """Whether this token passes its element as if done, because it was agreed on."""
        if self.skip is not None and self.skip.element == task.task_spec.bpmn_id:
            task.skip, self.skip = self.skip, None
        return task.skip is not None

    def new_name(self) -> str:
        """A name for a token, never used before in this instance."""
        self.number += 1
        return str(self.number)

    def keep(self, task: LeanTask) -> None:
        """Index a token."""
        self.tasks[task.id] = task
        where = self.listeners if task.owner else self.members
        where.setdefault(task.owner or task.scope, {})[task.id] = task

    def resume(self, task: LeanTask) -> None:
        """Put back a token that waited when the state was saved."""
        task._set_state(TaskState.WAITING)  # noqa: SLF001  # the library's own way of changing states
        task.told = task.task_spec.is_told(task)
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

    def end(self, kind: EndKind, element: str, code: str = "", name: str = "") -> None:
        """Be over."""
        self.clear("")
        self.agenda.clear()
        output = self.diagram.scopes[self.root].output
        values = self.own if output is None else self.mapping(output, "output")
        self.ending = Ending(kind=kind, element=element, code=code, name=name, output=dict(values))
