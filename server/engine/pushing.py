"""Each push, laid on the tokens of a restored instance."""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING

from server.domain.errors import WorkGone
from server.domain.moves import (
    Complete,
    Count,
    Deliver,
    Escalate,
    Fail,
    Fire,
    Gather,
    Look,
    Start,
)
from server.domain.rerouting import Advance, Reroute
from server.engine.associating import demand
from server.engine.hardening.activities import FanOutTask, UserTask
from server.engine.hardening.advancing import advance
from server.engine.hardening.events import Catching, EventKind, GatheringStart, ReceiveTask
from server.engine.hardening.rerouting import reroute
from server.engine.hardening.stuck import Stuck

if TYPE_CHECKING:
    from server.domain.moves import FanOut, Joining, Push
    from server.engine.fanning import Fan
    from server.engine.hardening.running import Run
    from server.engine.hardening.specs import Lean
    from server.engine.hardening.tokens import LeanTask
    from server.engine.starting import Beginning


def apply(run: Run, push: Push) -> None:
    """Lay a push on and carry out all automatic steps that follow from it."""
    _lay(push, run)
    run.settle()


def join(run: Run, joining: Joining) -> FanOut:
    """What members get who join a fan-out that waits here."""
    task = _waiting(run, joining.token, FanOutTask)
    fan: Fan = task.task_spec.fan
    return fan.join(run, joining)


@singledispatch
def _lay(push: Push, run: Run) -> None:
    raise TypeError(type(push).__name__, run.at)


@_lay.register(Start)
def _(push: Start, run: Run) -> None:
    if run.number:
        raise Stuck("实例已经开始", "the instance has begun already")
    run.write_all(push.values)
    scope = run.diagram.scopes[run.root]
    demand("输入数据", "data input", scope.needed - push.values.keys())
    run.watch("", scope.handlers)
    if push.trigger is None:
        _begin(run, scope.starts)
    else:
        _begin_triggered(run, push)


def _begin(run: Run, starts: tuple[Lean, ...]) -> None:
    if not starts:
        raise Stuck(
            "流程只由消息、信号或定时器发起", "only messages, signals or timers begin this process"
        )
    for start in starts:
        run.enter(start, "")


def _begin_triggered(run: Run, push: Start) -> None:
    """Put a token where the trigger lies, which has happened, so nothing waits there any more."""
    trigger = push.trigger
    beginning = run.diagram.beginnings.get(trigger) if trigger else None
    if trigger is None or beginning is None:
        raise Stuck(f"“{trigger}”不会自行发起流程", f"{trigger} begins nothing by itself")
    run.path.extend(beginning.way)
    spec = run.diagram.nodes[trigger.element]
    run.at = trigger.element
    if spec.before is not None:
        spec.before.run(run)
    run.take(beginning.event, push.payload)
    _await_beside(run, beginning)
    if isinstance(spec, GatheringStart):
        run.await_rest(spec, beginning.event)
    else:
        run.happen(spec, "")


def _await_beside(run: Run, beginning: Beginning) -> None:
    """Wait for what else stands behind a gateway that wants all of it (BPMN 2.0, 10.6.6)."""
    if not beginning.way:
        return
    key, taken = beginning.way
    gateway = run.diagram.nodes[key]
    for flow in gateway.leaving if gateway.together else ():
        if flow.id != taken:
            run.enter(flow.target, "", flow)


@_lay.register(Complete)
def _(push: Complete, run: Run) -> None:
    task = _waiting(run, push.token, UserTask, ReceiveTask)
    run.choice = push.choice
    run.wake(task, push.values)


@_lay.register(Gather)
def _(push: Gather, run: Run) -> None:
    run.wake(_waiting(run, push.token, FanOutTask), push)


@_lay.register(Fire)
def _(push: Fire, run: Run) -> None:
    task = _waiting(run, push.token, Catching)
    event = task.task_spec.hears(task)
    if event is None or event.kind is not EventKind.TIMER:
        raise WorkGone
    run.wake(task)


@_lay.register(Deliver)
def _(push: Deliver, run: Run) -> None:
    task = _waiting(run, push.token, Catching)
    event = task.task_spec.hears(task)
    if event is None or event.kind is EventKind.TIMER:
        raise WorkGone
    run.wake(task, push.values)


@_lay.register(Fail)
def _(push: Fail, run: Run) -> None:
    run.refuse(_waiting(run, push.token, UserTask, FanOutTask, ReceiveTask), push.code, push.name)


@_lay.register(Escalate)
def _(push: Escalate, run: Run) -> None:
    task = _waiting(run, push.token, FanOutTask)
    run.pushed = ""  # the fan-out goes on waiting; if it is taken away, that has to be told
    run.escalate_at(task, push.thrown)


@_lay.register(Count)
def _(push: Count, run: Run) -> None:
    task = _waiting(run, push.token, FanOutTask)
    run.pushed = ""  # it goes on waiting, as with an escalation
    fan = task.task_spec.fan
    for event in fan.told(run, push):
        if task.id in run.tasks:
            run.tell(task, event, fan.brought(run, event, push))


@_lay.register(Look)
def _(push: Look, run: Run) -> None:
    del push, run  # conditions are asked in any case, when nothing else is left to do


@_lay.register(Reroute)
def _(push: Reroute, run: Run) -> None:
    if not run.number:
        run.watch("", run.diagram.scopes[run.root].handlers)
    given_up = None if push.token is None else _waiting(run, push.token, UserTask, FanOutTask)
    reroute(run, push.element, given_up)


@_lay.register(Advance)
def _(push: Advance, run: Run) -> None:
    advance(run, push.element, _waiting(run, push.token, UserTask, FanOutTask))


def _waiting(run: Run, token: str, *kinds: type[Lean]) -> LeanTask:
    """The waiting token of one of these kinds; the library would run a finished or future task again."""
    task = run.tasks.get(token)
    if task is None or not task.told or not isinstance(task.task_spec, kinds):
        raise WorkGone
    run.pushed = token
    run.stand_at(task.task_spec)
    return task
