"""An instance goes on at an element that lies ahead of a waiting place; what lies between is left out.

The rule follows from the token rules of the standard (BPMN 2.0, 13.4): a token may be put where it could
have come to by itself, all else in the scope being as it is. So whatever still waits can go on as before,
and no join waits in vain, or goes on twice. What the conditions on flows say isn't asked: two persons choose.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.engine.hardening.ahead import Ahead
from server.engine.hardening.passing import Passing
from server.engine.hardening.rerouting import NO_FLOW, UNDOING, broken, may_begin

if TYPE_CHECKING:
    from server.engine.hardening.running import Run
    from server.engine.hardening.specs import Lean
    from server.engine.hardening.tokens import LeanTask

OTHER_LEVEL = (
    "它与本环节不在同一层级，在子流程之内或者之外",
    "it lies in another sub-process, or outside of this one",
)
NO_WAY = "从本环节不能单独走到它", "no way leads there alone from this step"
AMONG_OTHERS = (
    "它是同时办理的几路之一，只到它一处，其他几路就没有了",
    "it is one of several ways that go on side by side, and the others would be missing",
)
BEHIND_OTHERS = (
    "它在汇聚之后，须等同时办理的其他几路到齐",
    "it lies behind a join that waits for others",
)


def advance(run: Run, element: str, given_up: LeanTask) -> None:
    """Put the token of a waiting place on an element ahead."""
    spec = run.diagram.nodes.get(element)
    if spec is None or not may_begin(spec):
        raise broken(run, element, NO_FLOW)
    if spec.around != given_up.task_spec.around:
        raise broken(run, element, OTHER_LEVEL)
    here = list(run.members[given_up.scope].values())
    if any(task.task_spec.undoes for task in here):
        raise broken(run, element, UNDOING)
    passing = _passing(run, given_up, spec)
    for place in passing.merged or ():
        run.withdraw(next(task for task in here if (task.task_spec.bpmn_id, task.via) == place[:2]))
    run.withdraw(given_up)
    run.left_out = passing.left_out
    run.enter(spec, given_up.scope)


def _passing(run: Run, given_up: LeanTask, spec: Lean) -> Passing:
    """How it comes there; refused where it doesn't, or not by itself."""
    if spec.takes > 1 or spec.bpmn_id not in Ahead(run.diagram, given_up.task_spec).places:
        raise broken(run, spec.bpmn_id, NO_WAY)
    passing = Passing(run, given_up, spec)
    if passing.merged is None:
        why = AMONG_OTHERS if passing.is_met else BEHIND_OTHERS if passing.is_awaited else NO_WAY
        raise broken(run, spec.bpmn_id, why)
    return passing
