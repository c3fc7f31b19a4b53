"""Gateways by the standard's token rules (BPMN 2.0, 13.4), in loops as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import (
    EventBasedGateway as LibraryEventBasedGateway,
)
from SpiffWorkflow.bpmn.specs.mixins.exclusive_gateway import (
    ExclusiveGateway as LibraryExclusiveGateway,
)
from SpiffWorkflow.bpmn.specs.mixins.inclusive_gateway import (
    InclusiveGateway as LibraryInclusiveGateway,
)
from SpiffWorkflow.bpmn.specs.mixins.parallel_gateway import (
    ParallelGateway as LibraryParallelGateway,
)
from SpiffWorkflow.util.task import TaskState

from server.domain.errors import ChoiceWanted
from server.engine.hardening.specs import Flow, Lean, no_way

if TYPE_CHECKING:
    from server.engine.hardening.tokens import LeanTask


class ExclusiveGateway(Lean, LibraryExclusiveGateway):  # type: ignore[misc]  # the library is untyped
    """One flow: the first whose condition holds, else the default, else the one the doer chose."""

    @property
    def undecided(self) -> bool:
        """Whether a person decides here: several flows, none with a condition or as default."""
        return len(self.leaving) > 1 and all(
            flow.condition is None and not flow.default for flow in self.leaving
        )

    def flows_from(self, task: LeanTask) -> tuple[Flow, ...]:
        run = task.workflow
        if len(self.leaving) == 1 and self.leaving[0].condition is None:
            return self.leaving
        if self.undecided:
            return (self._chosen(run.choice),)
        for flow in self.leaving:
            if flow.condition is not None and not flow.default and run.holds(flow.condition):
                return (flow,)
        for flow in self.leaving:
            if flow.default:
                return (flow,)
        raise no_way(self.leaving, task)

    def _chosen(self, choice: str | None) -> Flow:
        for flow in self.leaving:
            if flow.id == choice:
                return flow
        raise ChoiceWanted(choices="、".join(flow.name or flow.id for flow in self.leaving))


class Joining(Lean):
    """A gateway where tokens of several flows may have to meet."""

    joins = True

    reach: dict[str, frozenset[str]]
    """Element id -> those of my incoming flows that a token there can still come by."""

    def arrive(self, task: LeanTask) -> bool:
        super().arrive(task)
        if len(self.arriving) == 1:
            return True
        task._set_state(TaskState.WAITING)  # noqa: SLF001  # the library's own way of changing states
        run = task.workflow
        run.joins.add(task)
        return self.complete_with(task)

    def complete_with(self, task: LeanTask) -> bool:
        """Whether the arriving token completes the set; then it goes on for all."""
        raise NotImplementedError


def meets(spec: Lean) -> bool:
    """Whether tokens of several flows do meet there."""
    return isinstance(spec, Joining) and len(spec.arriving) > 1


class ParallelGateway(Joining, LibraryParallelGateway):  # type: ignore[misc]  # the library is untyped
    """Takes one token from each incoming flow; tokens in excess stay for the next pass."""

    def complete_with(self, task: LeanTask) -> bool:
        run = task.workflow
        present = run.joins.at(task)
        if len(present) < len(self.arriving):
            return False
        run.joins.merge(task, present)
        return True

    def flows_from(self, task: LeanTask) -> tuple[Flow, ...]:
        del task
        return self.leaving


class InclusiveGateway(Joining, LibraryInclusiveGateway):  # type: ignore[misc]  # the library is untyped
    """Every flow whose condition holds, else the default; joins when no more token can come."""

    def complete_with(self, task: LeanTask) -> bool:
        # Whether more can come is asked when all automatic steps are done (``Joins.release``).
        del task
        return False

    def flows_from(self, task: LeanTask) -> tuple[Flow, ...]:
        if len(self.leaving) == 1 and self.leaving[0].condition is None:
            return self.leaving
        run = task.workflow
        taken = tuple(
            flow
            for flow in self.leaving
            if flow.condition is not None and not flow.default and run.holds(flow.condition)
        )
        taken = taken or tuple(flow for flow in self.leaving if flow.default)
        if not taken:
            raise no_way(self.leaving, task)
        return taken


class EventBasedGateway(Lean, LibraryEventBasedGateway):  # type: ignore[misc]  # the library is untyped
    """Waits for the first of the events that follow it; each is a waiting place of its own."""

    together: bool
    """Whether it begins a process, which waits for all of them (BPMN 2.0, 10.6.6)."""

    def arrive(self, task: LeanTask) -> bool:
        super().arrive(task)
        task._set_state(TaskState.WAITING)  # noqa: SLF001  # the library's own way of changing states
        for flow in self.leaving:
            task.workflow.listen(task, flow.target, via=flow.id)
        return False

    def connect(self, taskspec: Lean) -> None:
        # The library moves the event of the child into the gateway and blanks the child.
        Lean.connect(self, taskspec)
