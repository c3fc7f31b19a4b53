"""Works that are done one at a time: an ad-hoc sub-process in sequence offers several to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.amending import step_of
from server.domain.errors import AnotherInTurn

if TYPE_CHECKING:
    from server.domain.ports import HeldCase
    from server.domain.work import WorkItem
    from server.services.running import Run


def check_turn(run: Run, held: HeldCase, item: WorkItem) -> None:
    """Refuses work while another of those that take turns with it is signed for (BPMN 2.0, 13.3.5).

    The case is locked, so of two who choose at the same moment the later one sees the earlier.
    """
    run.learn(held)
    beside = step_of(run.tools.engine.model(held.version), item).in_turn_with
    if not beside:
        return
    for other in run.unit.work.open_of(held.id):
        if other.element in beside and other.holder is not None:
            names = run.tools.engine.model(held.version).names[other.element]
            raise AnotherInTurn(name=(other.holder_name, other.holder_name_en), work=names)
