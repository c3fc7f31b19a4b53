"""An earlier answer is corrected where the work lies that was returned, and comes straight back (改后直送).

The work that was returned is over; at its place lies an **amendment**: the earlier step, or the form by
which the matter was started, to be answered anew. No flow is followed for it, so nothing beside it
moves, and what waits at the place goes on to wait: its timers, its clock. Once it is answered, the
work that was returned lies there again, in a new round.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from server.domain.process import Step

if TYPE_CHECKING:
    from server.domain.ids import BodyId
    from server.domain.process import Model
    from server.domain.work import WorkItem


class Manner(StrEnum):
    """How a matter goes on from the step that work was returned to."""

    RERUN = "rerun"
    """重走: step by step again."""
    STRAIGHT = "straight"
    """直送: straight back to who returned it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """What is to be answered anew, and at whose desk."""

    element: str
    """A step, or the start event whose form it is."""
    name: str
    body: BodyId
    role: str
    form: str | None


def step_of(model: Model, item: WorkItem) -> Step:
    """The step that a piece of work is of; an amendment chooses no way, takes no turn and signs for nobody."""
    if item.amends is None:
        return model.steps[item.element]
    drawn = model.steps.get(item.element) or replace(_STARTED, duty=model.start_duty)
    return replace(drawn, choices=(), sign=None, in_turn_with=())


_STARTED = Step(element="", name="", lane="", form=None, law="", clock=None, choices=())
"""What a start form asks of whoever started a matter: nothing but its answer."""
