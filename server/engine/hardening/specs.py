"""What every element does at run time, whatever it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from SpiffWorkflow.bpmn.specs.mixins.bpmn_spec_mixin import BpmnSpecMixin
from SpiffWorkflow.util.task import TaskState

from server.engine.hardening.loops import rounds_of
from server.engine.hardening.stuck import Stuck
from server.engine.hardening.turns import wait_for_turn

if TYPE_CHECKING:
    from collections.abc import Callable

    from server.domain.moves import Skip, Wait
    from server.engine.expressions import Expression, Script
    from server.engine.hardening.events import BoundaryEvent
    from server.engine.hardening.loops import Loop
    from server.engine.hardening.memory import Memory
    from server.engine.hardening.tokens import LeanTask


@dataclass(frozen=True, slots=True, eq=False)
class Flow:
    """A sequence flow, with its condition compiled."""

    id: str
    name: str
    source: Lean
    target: Lean
    condition: Expression | None = None
    default: bool = False


class Frame(Protocol):
    """Data of its own that an element acts within, perhaps once for each of many members."""

    def carry_out(self, run: Memory, deed: Callable[[], bool]) -> None:
        """Let the element act; a deed that says no has failed, and gives nothing."""


class Lean(BpmnSpecMixin):  # type: ignore[misc]  # the library is untyped
    """An element that passes a token on as soon as it comes; all others refine it.

    Nothing of it changes after parsing, so one diagram serves all threads and instances.
    """

    waits: ClassVar[bool] = False
    """Whether a token here stays until it is woken."""
    wanted: ClassVar[dict[str, Any]] = {}
    """What the library's constructor insists on and nothing here uses."""
    joins: ClassVar[bool] = False
    """Whether a token here may wait for others."""
    is_activity: ClassVar[bool] = False
    """Whether it is something done, and no gateway or event."""
    lasts: ClassVar[bool] = False
    """Whether it goes on by itself between its begin and its end, and is not done at one stroke."""
    in_turn: bool = False
    """Whether the activities inside are done one at a time."""

    bpmn_id: str
    bpmn_name: str | None
    loop: Loop | None = None
    frame: Frame | None = None
    """What it acts within, where it has data of its own."""
    takes: int = 1
    """How many tokens must have come before it begins once (``startQuantity``; BPMN 2.0, 10.3.1)."""
    gives: int = 1
    """How many tokens leave by each flow (``completionQuantity``)."""
    undoer: Lean | None = None
    """The activity that undoes this one, of those with a compensation event on them."""
    undoes: bool = False
    """Whether it undoes another activity: it is begun by compensation alone."""
    around: str = ""
    """Id of the sub-process that it lies in; empty: the process itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.leaving: tuple[Flow, ...] = ()
        self.arriving: tuple[str, ...] = ()
        self.guards: tuple[BoundaryEvent, ...] = ()
        self.before: Script | None = None
        self.after: Script | None = None

    def is_told(self, task: LeanTask) -> bool:
        """Whether a token here is a waiting place that the outside knows by its name."""
        return self.waits and not task.is_idle

    def stays(self, task: LeanTask) -> bool:
        """Whether the token stays after acting, until what it began is over."""
        del task
        return False

    def goes_on_inside(self, host: LeanTask, spec: Lean) -> bool:
        """Hear that a token inside has passed an element; whether it goes on from there."""
        del host, spec
        return True

    @property
    def is_work(self) -> bool:
        """Whether it is one piece of work for people."""
        return False

    @property
    def title(self) -> str:
        """The name written on the element."""
        return self.bpmn_name or ""

    def test(self) -> None:
        """Diagrams are checked once, at deploy; the library checks at every step."""

    def _predict(self, *_args: Any, **_kwargs: Any) -> None:
        """The library grows all possible futures here, exponentially in parallel blocks."""

    def _update_hook(self, my_task: LeanTask) -> bool:
        if self.takes > 1 and not my_task.rest and my_task.workflow.hold_back(my_task):
            return False
        return not wait_for_turn(my_task) and self.admit(my_task)

    def admit(self, my_task: LeanTask) -> bool:
        """Let a token begin whose turn it is; whether it may act at once."""
        # Where tokens meet, one that passes over would leave the others behind (``Run._let_through``).
        if not self.joins and my_task.workflow.take_skip(my_task):
            return True
        if self.loop is not None and not my_task.rest and self.loop.skips(my_task):
            my_task.workflow.leave(my_task, self.flows_from(my_task))
            return False
        return self.arrive(my_task)

    def _on_ready(self, my_task: LeanTask) -> None:
        my_task.workflow.agenda.append(my_task)

    def _run_hook(self, my_task: LeanTask) -> bool | None:
        if my_task.workflow.take_skip(my_task):
            self.take_in(my_task)
            return True
        if self.frame is None:
            self.act(my_task)
        else:
            self.frame.carry_out(my_task.workflow, partial(self._perform, my_task))
        return None if self.stays(my_task) else True

    def _perform(self, task: LeanTask) -> bool:
        """Act; whether the token is still there, and was not taken away by what failed."""
        self.act(task)
        return task.id in task.workflow.tasks

    def _on_complete(self, my_task: LeanTask) -> None:
        if my_task.workflow.take_skip(my_task) and my_task.skip is not None:
            self._pass_over(my_task, my_task.skip)
            return
        if self.after is not None:
            self.after.run(my_task.workflow)
        if self.loop is not None and self.loop.repeats(my_task):
            my_task.workflow.repeat(my_task, [rounds_of(my_task) + 1])
        else:
            my_task.workflow.note_done(my_task)
            my_task.workflow.leave(my_task, self.flows_from(my_task) * self.gives)

    def _pass_over(self, task: LeanTask, skip: Skip) -> None:
        run = task.workflow
        run.write_all(skip.values)
        if skip.flow is None:
            run.leave(task, self.flows_from(task) * self.gives)
            return
        chosen = tuple(flow for flow in self.leaving if flow.id == skip.flow)
        if not chosen:
            raise Stuck(
                f"没有从这里出发的连线 {skip.flow}", f"no flow {skip.flow} leads on from here"
            )
        run.leave(task, chosen)

    def _on_error(self, my_task: LeanTask) -> None:
        """The exception goes up to the push, which is discarded whole."""

    def arrive(self, task: LeanTask) -> bool:
        """Take a token in; whether it may act at once."""
        if self.before is not None:
            self.before.run(task.workflow)
        return True

    def act(self, task: LeanTask) -> None:
        """Do what the element is for."""

    def leave_off(self, task: LeanTask) -> None:
        """Hear that an event on the element interrupts it."""

    def take_in(self, task: LeanTask) -> None:
        """Take in what was pushed, where the element itself is passed over."""

    def flows_from(self, task: LeanTask) -> tuple[Flow, ...]:
        """The flows that get a token; an activity with several gives one to each (BPMN 2.0, 13.3.1)."""
        for flow in self.leaving:
            if flow.condition is not None:
                return _conditional(self.leaving, task)
        return self.leaving


def _conditional(flows: tuple[Flow, ...], task: LeanTask) -> tuple[Flow, ...]:
    run = task.workflow
    taken = tuple(
        flow
        for flow in flows
        if not flow.default and (flow.condition is None or run.holds(flow.condition))
    )
    taken = taken or tuple(flow for flow in flows if flow.default)
    if not taken:
        raise no_way(flows, task)
    return taken


def no_way(flows: tuple[Flow, ...], task: LeanTask) -> Stuck:
    """No outgoing flow may be taken, and why not as far as the conditions can tell."""
    notices = [
        notice
        for flow in flows
        if flow.condition is not None
        for notice in task.workflow.doubts(flow.condition)
    ]
    zh = "；".join(dict.fromkeys(notice.message_zh for notice in notices))
    en = "; ".join(dict.fromkeys(notice.message_en for notice in notices))
    return Stuck(
        f"没有任何条件成立，也没有默认分支{zh and f'（{zh}）'}",
        f"no condition holds and there is no default flow{en and f' ({en})'}",
    )


class Waiting(Lean):
    """An element where a token stays until it is pushed."""

    waits = True

    def arrive(self, task: LeanTask) -> bool:
        super().arrive(task)
        task._set_state(TaskState.WAITING)  # noqa: SLF001  # the library's own way of changing states
        run = task.workflow
        run.arm(task)
        if self.is_told(task):
            run.announce(task, self.wait(task))
        return False

    def wait(self, task: LeanTask) -> Wait:
        """What the outside is told."""
        raise NotImplementedError

    def act(self, task: LeanTask) -> None:
        """Take in what was pushed (``task.payload``), before the token goes on."""
        raise NotImplementedError

    def take_in(self, task: LeanTask) -> None:
        self.act(task)
