"""One at a time: the activities of an ad-hoc sub-process in sequence (BPMN 2.0, 10.3.5 and 13.3.5).

What a person does or a message brings is offered together, for them to choose, and done at one stroke.
What lasts (a sub-process, a call, many instances) nobody chooses: it begins as soon as nothing else
lasts, and until it is over nothing is offered beside it. Whoever signs for one of several works keeps
people from the others; that is seen to outside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from SpiffWorkflow.util.task import TaskState

from server.engine.hardening.tokens import HELD, LeanTask

if TYPE_CHECKING:
    from typing import Any

    from server.engine.hardening.running import Run


def wait_for_turn(task: LeanTask) -> bool:
    """Let a token wait as long as something lasts beside it; whether it has to."""
    run, spec = task.workflow, task.task_spec
    if not _takes_turns(task) or not _in_turn(run, task.scope):
        return False
    others = [other for other in run.members[task.scope].values() if other is not task]
    if any(map(_lasts, others)):
        _hold(task, task.rest)
        return True
    for other in others if spec.lasts else ():
        if other.told and other.task_spec.is_activity:
            _put_off(run, other)
    return False


def pass_turn(run: Run, scope: str) -> None:
    """Let those go on who waited for their turn: the first that lasts, else all."""
    if not _in_turn(run, scope):
        return
    inside = list(run.members[scope].values())
    if any(map(_lasts, inside)):
        return
    held = [task for task in inside if task.is_held]
    lasting = [task for task in held if task.task_spec.lasts]
    for task in lasting[:1] or held:
        _release(run, task)


def take_back(run: Run, scope: str) -> None:
    """Take away all that takes turns and has not begun: what is offered as well as what waits."""
    for task in list(run.members[scope].values()):
        if _takes_turns(task) and not _lasts(task):
            run.withdraw(task)


def _takes_turns(task: LeanTask) -> bool:
    return task.task_spec.is_activity and not task.task_spec.undoes


def _in_turn(run: Run, scope: str) -> bool:
    host = run.tasks.get(scope)
    return host is not None and host.task_spec.in_turn


def _lasts(task: LeanTask) -> bool:
    spec = task.task_spec
    return spec.is_activity and spec.lasts and not task.is_idle


def _hold(task: LeanTask, rest: list[Any] | None) -> None:
    task.rest = [HELD, *(rest or [])]
    task._set_state(TaskState.WAITING)  # noqa: SLF001  # the library's own way of changing states


def _put_off(run: Run, task: LeanTask) -> None:
    run.forget(task)
    held = LeanTask(run, task.task_spec, run.new_name(), scope=task.scope)
    _hold(held, task.rest)
    run.keep(held)


def _release(run: Run, held: LeanTask) -> None:
    run.forget(held)
    task = LeanTask(run, held.task_spec, run.new_name(), scope=held.scope)
    task.rest = (held.rest or [])[1:] or None
    run.keep(task)
    run.stand_at(task.task_spec)
    if task.task_spec.admit(task):
        task._ready()  # noqa: SLF001  # the library's own way of changing states
