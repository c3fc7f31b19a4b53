"""The state to keep: the tokens of an instance as small JSON, without diagram, data or history.

Nothing finished is kept, so the state of round 10,000 of a loop is that of the first. Bytes, never
JSONB; user data is not in it, so no key of theirs can be mistaken for one of ours.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from server.engine.diagram import PROCESS
from server.engine.hardening.running import Run
from server.engine.hardening.stuck import Stuck
from server.engine.hardening.tokens import LeanTask

if TYPE_CHECKING:
    from server.domain.ports import World
    from server.domain.values import Values
    from server.engine.diagram import Diagram

_FORMAT = 1
_ALWAYS = 2
"""A token has at least a name and a place."""
_DEFAULTS: list[Any] = ["", "", "", None, 0]


def save(run: Run) -> bytes:
    """Write the tokens down; nothing when the instance is over."""
    if run.ending is not None:
        return b""
    tokens = [_row(task) for task in run.tasks.values()]
    state: dict[str, Any] = {"v": _FORMAT, "n": run.number, "t": tokens}
    if run.root != PROCESS:
        state["r"] = run.root
    if run.done:
        state["d"] = run.done
    return json.dumps(state, ensure_ascii=False, separators=(",", ":")).encode()


def restore(diagram: Diagram, saved: bytes, *, data: Values, outer: Values, world: World) -> Run:
    """Put the tokens back where they were; what was saved under another diagram may not fit."""
    state = json.loads(saved)
    if state["v"] != _FORMAT:
        raise Stuck("保存的状态格式不认识", "the saved state has an unknown format")
    run = Run(diagram, state.get("r", PROCESS), data=data, outer=outer, world=world)
    run.number = state["n"]
    run.done = state.get("d", {})
    for row in state["t"]:
        _put_back(run, row)
    return run


def _row(task: LeanTask) -> list[Any]:
    spec = task.task_spec
    via = task.via if spec.joins or spec.undoes or task.owner else ""
    row = [task.id, spec.bpmn_id, task.scope, task.owner, via, task.rest, task.which]
    while len(row) > _ALWAYS and row[-1] == _DEFAULTS[len(row) - _ALWAYS - 1]:
        row.pop()
    return row


def _put_back(run: Run, row: list[Any]) -> None:
    name, element, scope, owner, via, rest, which = row + _DEFAULTS[len(row) - _ALWAYS :]
    alone = run.diagram.scopes[run.root].alone
    spec = run.diagram.nodes.get(element) if alone is None else alone
    if spec is None:
        raise Stuck(f"图中没有元素 {element}", f"the diagram has no element {element}")
    task = LeanTask(run, spec, name, scope=scope, via=via, owner=owner, which=which)
    task.rest = rest
    run.resume(task)
