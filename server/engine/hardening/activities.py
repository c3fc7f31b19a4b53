"""Activities: work for people, acts of the server, sub-processes, and fans of all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from SpiffWorkflow.bpmn.specs.mixins.subworkflow_task import (
    SubWorkflowTask as LibrarySubWorkflowTask,
)
from SpiffWorkflow.spiff.specs.defaults import BusinessRuleTask as LibraryBusinessRuleTask
from SpiffWorkflow.spiff.specs.defaults import ManualTask as LibraryManualTask
from SpiffWorkflow.spiff.specs.defaults import NoneTask as LibraryNoneTask
from SpiffWorkflow.spiff.specs.defaults import ScriptTask as LibraryScriptTask
from SpiffWorkflow.spiff.specs.defaults import ServiceTask as LibraryServiceTask
from SpiffWorkflow.spiff.specs.defaults import UserTask as LibraryUserTask
from SpiffWorkflow.util.task import TaskState

from server.domain.errors import BusyNow, DatabaseAway, Refusal
from server.domain.ids import Token
from server.domain.moves import Decided, Gather
from server.engine.dmn_findings import DecisionUndecided
from server.engine.hardening.specs import Lean, Waiting
from server.engine.hardening.turns import take_back

if TYPE_CHECKING:
    from collections.abc import Mapping

    from server.domain.moves import Work
    from server.engine.decisions import DecisionResult, Decisions
    from server.engine.expressions import Expression, Script
    from server.engine.fanning import Fan
    from server.engine.hardening.events import TriggerEvent
    from server.engine.hardening.running import Run
    from server.engine.hardening.tokens import LeanTask
    from server.engine.offering import Offer

UNDECIDED = "undecided"
"""The code of the error that a decision throws."""


class NoneTask(Lean, LibraryNoneTask):  # type: ignore[misc]  # the library is untyped
    """A task of no kind: nothing to do, so the token passes (the library waits for a person)."""

    is_activity = True


class UserTask(Waiting, LibraryUserTask):  # type: ignore[misc]  # the library is untyped
    """Work for a person, with a form or without."""

    is_activity = True

    offer: Offer
    variable: str | None

    @property
    def is_work(self) -> bool:
        return True

    def wait(self, task: LeanTask) -> Work:
        return self.offer.work(task.workflow, task.id)

    def act(self, task: LeanTask) -> None:
        if task.payload:
            task.workflow.write_under(self.variable, task.payload)


class ManualTask(UserTask, LibraryManualTask):  # type: ignore[misc]  # the library is untyped
    """Work for a person outside the system; somebody says when it is done."""


class ScriptTask(Lean, LibraryScriptTask):  # type: ignore[misc]  # the library is untyped
    """Assignments in FEEL."""

    is_activity = True

    wanted: ClassVar[dict[str, Any]] = {"script": ""}

    body: Script

    def act(self, task: LeanTask) -> None:
        self.body.run(task.workflow)


class ServiceTask(Lean, LibraryServiceTask):  # type: ignore[misc]  # the library is untyped
    """An operation of the server, inside the step's transaction.

    What it refuses is an error with the refusal's code; uncaught, the step fails.
    """

    is_activity = True

    wanted: ClassVar[dict[str, Any]] = {
        "operation_name": "",
        "operation_params": {},
        "result_variable": "",
    }

    operation: str
    parameters: Mapping[str, Expression]
    result: str | None

    def act(self, task: LeanTask) -> None:
        run = task.workflow
        values = {name: run.value(expression) for name, expression in self.parameters.items()}
        try:
            answer = run.world.operate(self.operation, values)
        except (BusyNow, DatabaseAway):
            raise  # says nothing of the matter: the act is carried out again
        except Refusal as refusal:
            if not run.catch_failure(task, refusal.code):
                raise
            return
        if answer:
            run.write_under(self.result, answer)


class BusinessRuleTask(Lean, LibraryBusinessRuleTask):  # type: ignore[misc]  # the library is untyped
    """A decision of the process, evaluated by the house's own DMN.

    A table that contradicts itself is an error; uncaught, the step fails.
    """

    is_activity = True

    wanted: ClassVar[dict[str, Any]] = {"dmnEngine": None}

    decision: str
    decisions: Decisions
    answer: str
    """The name a single value gets."""
    result: str | None

    def act(self, task: LeanTask) -> None:
        run = task.workflow
        try:
            outcome = self.decisions.evaluate(
                self.decision, run.sight, run.world.functions, run.world.moment
            )
        except DecisionUndecided:
            if not run.catch_failure(task, UNDECIDED):
                raise
            return
        self._take(run, outcome)

    def _take(self, run: Run, outcome: DecisionResult) -> None:
        value = outcome.outputs
        outputs = value if isinstance(value, dict) else {self.answer: value}
        if self.result is None:
            run.write_all(outputs)
        else:
            run.write(self.result, value)
        run.decided.append(
            Decided(
                element=self.bpmn_id,
                decision=self.decision,
                inputs=dict(outcome.inputs),
                outputs=outputs,
                rules=tuple(rule for match in outcome.matches for rule in match.rule_ids),
            )
        )


class SubProcess(Lean, LibrarySubWorkflowTask):  # type: ignore[misc]  # the library is untyped
    """An embedded sub-process: a scope whose tokens must all end before its own goes on."""

    is_activity = True
    lasts = True

    wanted: ClassVar[dict[str, Any]] = {"subworkflow_spec": ""}

    starts: tuple[Lean, ...]
    handlers: tuple[EventSubProcess, ...]
    """The event sub-processes inside."""
    fresh: frozenset[str] = frozenset()
    """The variables of its data objects, which begin anew each time (BPMN 2.0, 10.3.1)."""

    def arrive(self, task: LeanTask) -> bool:
        super().arrive(task)
        task.workflow.renew(self.fresh)
        self.open(task)
        self.begin(task)
        return False

    def open(self, task: LeanTask) -> None:
        """Let what watches over it listen, with nothing inside yet."""
        task._set_state(TaskState.STARTED)  # noqa: SLF001  # the library's own way of changing states
        task.workflow.arm(task)
        task.workflow.watch(task.id, self.handlers)

    def begin(self, task: LeanTask) -> None:
        """Put the first tokens inside."""
        for start in self.starts:
            task.workflow.enter(start, task.id)


class EventSubProcess(SubProcess):
    """A sub-process that no flow leads to: its start event begins it, inside the scope around it.

    BPMN 2.0, 10.3.5 and 13.4.4. An interrupting one takes away all else that goes on in the scope; one
    that is begun by compensation undoes the sub-process around it, once that is through (13.5.5).
    """

    is_activity = False  # nobody chooses to do it

    starts: tuple[TriggerEvent, ...]

    @property
    def start(self) -> TriggerEvent:
        """The event that begins it."""
        return self.starts[0]

    @property
    def takes_over(self) -> bool:
        """Whether it takes the place of all else in its scope; one that undoes has nothing to take."""
        return self.start.interrupts and not self.undoes

    def begin(self, task: LeanTask) -> None:
        task.workflow.happen(self.start, task.id)


class AdHocSubProcess(SubProcess):
    """A sub-process whose activities people do in any order (BPMN 2.0, 10.3.5 and 13.3.5).

    Work is offered again once it was done, until the completion condition holds; without a condition
    each activity is done once. What is automatic or a scope of its own is done once in any case, and done
    one at a time so is what lasts, or nothing else would have its turn.
    Done one at a time, only what lasts can be under way when the condition comes to hold; nothing is
    begun any more then.
    """

    completion: Expression | None
    cancels_rest: bool

    def goes_on_inside(self, host: LeanTask, spec: Lean) -> bool:
        if self.completion is None:
            return True
        if host.rest:
            return not self.in_turn
        run = host.workflow
        if not run.holds(self.completion):
            if spec.is_work and spec in self.starts and not (self.in_turn and spec.lasts):
                run.enter(spec, host.id)
            return True
        if self.cancels_rest:
            run.clear(host.id)
            return False
        host.rest = [1]  # enough: what is under way may be finished, nothing is offered again
        if self.in_turn:
            take_back(run, host.id)
        return not self.in_turn


class FanOutTask(Lean):
    """A multi-instance activity, a call, or work with data of its own: one place that waits for rows (decision 0003)."""

    is_activity = True
    lasts = True

    waits = True

    fan: Fan

    @property
    def is_work(self) -> bool:
        return self.fan.offer is not None and self.fan.many is None

    def arrive(self, task: LeanTask) -> bool:
        super().arrive(task)
        wait = self.fan.open(task.workflow, task.id)
        if not wait.branches:
            # No member, no instance: the activity is passed at once (BPMN 2.0, 13.3.7).
            task.payload = Gather(token=Token(task.id), outputs=())
            return True
        task._set_state(TaskState.WAITING)  # noqa: SLF001  # the library's own way of changing states
        task.workflow.arm(task)
        task.workflow.announce(task, wait)
        return False

    def act(self, task: LeanTask) -> None:
        self.fan.gather(task.workflow, task.payload.outputs, task.payload.result)

    def leave_off(self, task: LeanTask) -> None:
        run = task.workflow
        policy = self.fan.sign.policy if self.fan.sign else None
        if policy is None or task.id in run.opened:
            return  # nothing is counted, or nobody was asked yet
        result = run.world.cut_short(Token(task.id), policy)
        if self.fan.vote is not None:
            run.write(self.fan.vote, result)
