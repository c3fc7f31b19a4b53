"""An instance goes on at an element again: what came of its earlier round is taken away.

BPMN 2.0 knows no going back but by a flow that is drawn, so the rule is ours; it follows from the token
rules of the standard (13.4). Of the tokens in the element's scope those go that stand where a token
at the element can come to. Those beside it stay: a token is beside when the two are to meet at a join,
each by flows of its own. And what a join ahead waits for, and nothing brings any more, counts as
arrived: it was done beside the element before, and stays done.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.util.task import TaskState

from server.domain.errors import FlowWouldBreak, NotBefore
from server.engine.hardening.activities import EventSubProcess, SubProcess
from server.engine.hardening.ahead import Ahead, coming
from server.engine.hardening.events import Guarding
from server.engine.hardening.gateways import ParallelGateway, meets
from server.engine.hardening.tokens import LeanTask

if TYPE_CHECKING:
    from server.engine.hardening.running import Run
    from server.engine.hardening.specs import Lean

NO_FLOW = "没有连线单独通向它", "no flow leads to it alone"
ELSEWHERE = "它在另一个分支之内", "it lies inside another branch"
SEVERAL = "它所在的子流程同时有几轮在办", "the sub-process around it goes on several times at once"
TAKES_MANY = "其后有环节须等几路到齐才开始", "a step behind it waits for several tokens"
UNDOING = "正在撤销已办的事项", "what was done is being undone"
MIXED = (
    "几路未经汇聚就并入其后的同一环节，分不清哪件工作出自哪一路",
    "ways flow together behind it without a join, so nobody can tell whose work is whose",
)


def reroute(run: Run, element: str, given_up: LeanTask | None) -> None:
    """Take away what came of an element, and put one token there.

    Sub-processes around it that are over begin anew, with no token but this one.
    """
    spec = run.diagram.nodes.get(element)
    if spec is None or not may_begin(spec):
        raise broken(run, element, NO_FLOW)
    scope, closed = _way_in(run, spec, given_up)
    way: list[Any] = [*closed, spec]
    _take_away(run, Ahead(run.diagram, way[0]), scope, given_up)
    for host, inside in pairwise(way):
        task = LeanTask(run, host, run.new_name(), scope=scope)
        run.keep(task)
        host.open(task)
        scope = task.id
        run.members.setdefault(scope, {})
        _bring(run, Ahead(run.diagram, inside), scope)
    run.enter(spec, scope)


def may_begin(spec: Lean) -> bool:
    """Whether one token by itself may be put there."""
    return not (meets(spec) or spec.undoes or isinstance(spec, Guarding | EventSubProcess))


def broken(run: Run, element: str, why: tuple[str, str]) -> FlowWouldBreak:
    """The refusal to go on at an element, and why."""
    return FlowWouldBreak(step=_names(run, element), why=why)


def _names(run: Run, element: str) -> tuple[str, str]:
    zh, en = run.diagram.model.names.get(element, ("", ""))
    return zh or element, en or element


def _way_in(run: Run, spec: Lean, given_up: LeanTask | None) -> tuple[str, list[SubProcess]]:
    """The innermost open scope around an element, and the sub-processes in it that are over."""
    closed: list[SubProcess] = []
    around = spec.around
    while around != run.root:
        host = run.diagram.nodes.get(around)
        if not isinstance(host, SubProcess):
            raise broken(run, spec.bpmn_id, ELSEWHERE)
        closed.insert(0, host)
        around = host.around
    within = {task.id for task in _around(run, given_up)}
    scope = ""
    while closed:
        going_on = [
            task
            for task in run.members[scope].values()
            if task.task_spec is closed[0]
            and not task.is_idle
            and (given_up is None or task.id in within)
        ]
        if len(going_on) > 1:
            raise broken(run, spec.bpmn_id, SEVERAL)
        if not going_on:
            break
        scope = going_on[0].id
        del closed[0]
    if any(isinstance(host, EventSubProcess) for host in closed):
        raise broken(run, spec.bpmn_id, ELSEWHERE)
    return scope, closed


def _around(run: Run, task: LeanTask | None) -> list[LeanTask]:
    """A token and the sub-processes around it, from inside out."""
    found: list[LeanTask] = []
    while task is not None:
        found.append(task)
        task = run.tasks.get(task.scope)
    return found


def _take_away(run: Run, ahead: Ahead, scope: str, given_up: LeanTask | None) -> None:
    here = list(run.members[scope].values())
    _check_flow(run, ahead, here)
    going = [
        task
        for task in here
        if task.task_spec.bpmn_id in ahead.places and not ahead.is_beside(task)
    ]
    mine = [task for task in _around(run, given_up) if task.scope == scope]
    handler = next((task for task in here if _takes_over(task)), None)
    if handler in mine:
        going.append(handler)
    elif handler is not None or not set(mine) <= set(going):
        raise NotBefore(step=_names(run, ahead.spec.bpmn_id))
    if ahead.mixes(task for task in going if task not in mine):
        raise broken(run, ahead.spec.bpmn_id, MIXED)
    for task in going:
        run.withdraw(task)
    if handler is not None:  # it had taken the scope over, which listens again from now on
        host = run.tasks.get(scope)
        run.watch(
            scope, (run.diagram.scopes[run.root] if host is None else host.task_spec).handlers
        )
    _bring(run, ahead, scope)


def _check_flow(run: Run, ahead: Ahead, here: list[LeanTask]) -> None:
    if any(other.takes > 1 and other.bpmn_id in ahead.places for other in ahead.beside):
        raise broken(run, ahead.spec.bpmn_id, TAKES_MANY)
    if any(task.task_spec.undoes for task in here):
        raise broken(run, ahead.spec.bpmn_id, UNDOING)


def _takes_over(task: LeanTask) -> bool:
    return isinstance(task.task_spec, EventSubProcess) and task.task_spec.takes_over


def _bring(run: Run, ahead: Ahead, scope: str) -> None:
    """Let that have arrived at the joins ahead which was done beside the element, and comes no more."""
    for join in ahead.joins:
        if not isinstance(join, ParallelGateway):
            continue  # an inclusive join waits for no more than what can still come
        mine = ahead.by(join)
        others = [coming(join, task) for task in run.members[scope].values()]
        # Who can come by my flows as well does so later, in another round.
        expected = mine.union(*(flows for flows in others if not flows & mine))
        for flow in join.arriving:
            if flow not in expected:
                task = LeanTask(run, join, run.new_name(), scope=scope, via=flow)
                task._set_state(TaskState.WAITING)  # noqa: SLF001  # the library's own way of changing states
                run.keep(task)
                run.joins.add(task)
