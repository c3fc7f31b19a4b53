"""One instance during one push: how its tokens move until everything waits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from SpiffWorkflow.util.task import TaskState

from server.engine.hardening.stuck import Stuck
from server.engine.hardening.tokens import EARLY, LeanTask
from server.engine.hardening.turns import pass_turn
from server.engine.hardening.undoing import Undoing

if TYPE_CHECKING:
    from server.engine.hardening.specs import Flow, Lean


class Run(Undoing):
    """An instance that moves."""

    def enter(self, spec: Lean, scope: str, flow: Flow | None = None) -> None:
        """Put a new token on an element."""
        if flow is not None:
            self.path.append(flow.id)
        self.stand_at(spec)
        task = LeanTask(self, spec, self.new_name(), scope=scope, via=flow.id if flow else "")
        self.keep(task)
        spec._update(task)  # noqa: SLF001  # the library's own way of moving on

    def hold_back(self, task: LeanTask) -> bool:
        """Let a token wait until its activity has enough of them; the last goes on for all."""
        spec = task.task_spec
        twins = [
            other
            for other in self.members[task.scope].values()
            if other.task_spec is spec and other.is_early
        ]
        if len(twins) + 1 < spec.takes:
            task.rest = [*EARLY]
            task._set_state(TaskState.WAITING)  # noqa: SLF001  # the library's own way of changing states
            return True
        for twin in twins:
            self.forget(twin)
        return False

    def leave(self, task: LeanTask, flows: tuple[Flow, ...]) -> None:
        """Pass an element: its token goes, one comes on each flow, an empty scope is over."""
        self.forget(task)
        self.path.append(task.task_spec.bpmn_id)
        if task.task_spec.undoes:
            self.undone(task)
            return
        host = self.tasks.get(task.scope)
        if host is None or host.task_spec.goes_on_inside(host, task.task_spec):
            for flow in flows:
                self.enter(flow.target, task.scope, flow)
        pass_turn(self, task.scope)
        self.close_if_empty(task.scope)

    def repeat(self, task: LeanTask, rest: list[Any]) -> None:
        """Put a new token on the element that this one has just passed."""
        again = LeanTask(self, task.task_spec, self.new_name(), scope=task.scope)
        again.rest = rest
        self.pass_on(task, again)
        self.forget(task)
        self.path.append(task.task_spec.bpmn_id)
        self.keep(again)
        again.task_spec._update(again)  # noqa: SLF001  # the library's own way of moving on

    def close_if_empty(self, scope: str) -> None:
        """End a scope in which no token is left."""
        if self.members[scope]:
            return
        if not scope:
            self.end(self.end_kind, self.last_end or self.path[-1])
            return
        host = self.tasks[scope]
        del self.members[scope]
        self.stand_at(host.task_spec)
        host.complete()

    def settle(self) -> None:
        """Carry out automatic steps until everything waits."""
        while self.agenda or self._released() or self._noticed() or self._let_through():
            task = self.agenda.popleft()
            if task.id not in self.tasks:
                continue
            self.stand_at(task.task_spec)
            if not self.patience.lasts():
                raise Stuck(*self.patience.causes)
            task.run()
        self._refuse_deadlock()

    def _noticed(self) -> bool:
        return self.diagram.watches and self.notice()

    def _released(self) -> bool:
        return self.diagram.merges and self.joins.release(self.tasks.values())

    def _let_through(self) -> bool:
        """Let a join go on with what has come to it, when two persons have agreed to that."""
        stuck = self.joins.all_stuck(self.tasks.values()) if self.skip is not None else None
        if stuck is None or not self.take_skip(stuck):
            return False
        self.joins.merge(stuck, self.joins.at(stuck))
        stuck._ready()  # noqa: SLF001  # the library's own way of changing states
        return True

    def _refuse_deadlock(self) -> None:
        stuck = self.joins.all_stuck(self.tasks.values())
        if stuck is not None:
            self.stand_at(stuck.task_spec)
            raise Stuck(
                "汇聚网关等待的分支永远不会到达",
                "the join waits for branches that never come",
            )
