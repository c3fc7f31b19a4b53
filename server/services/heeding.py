"""Conditions that branches watch hear what changes around them (BPMN 2.0, 10.5.5.3).

A branch reads the data of the cases above it, so a condition in it may come true by what is written
there. Nothing is asked unless a diagram has such a condition and the condition mentions what was written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.moves import Look

if TYPE_CHECKING:
    from server.domain.moves import Move, Push
    from server.domain.ports import HeldCase
    from server.services.running import Run


def tell_branches(run: Run, held: HeldCase, push: Push, move: Move) -> None:
    """Lets the running branches of a case look, in the same act, where a condition may have turned."""
    heeded = run.tools.engine.model(held.version).heeded
    if not _is_heard(heeded, push, move):
        return
    run.settle()
    for fan_out in run.unit.waits.fan_outs(held.id).values():
        for branch in run.unit.cases.open_branches(fan_out):
            if branch.scope is not None and branch.saved:
                run.look_anew(branch)


def _is_heard(heeded: tuple[str, ...], push: Push, move: Move) -> bool:
    if isinstance(push, Look):
        return bool(heeded)  # what changed lies further up
    return any(name in condition for condition in heeded for name in move.written)
