"""Look back: how a case stood at any moment, told from its journal alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.reading import CasePast, PastHolding
from server.services.auditing import check_sight
from server.services.pictures import happenings_of, marks_of, read_matter

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from server.domain.ids import CaseId
    from server.domain.people import Actor
    from server.services.pictures import Told
    from server.services.tools import Tools


def past(tools: Tools, actor: Actor, case_id: CaseId, moment: datetime) -> CasePast:
    """The matter as it stood at that moment; refused with ``NoSuchCase``.

    Before it began, its status is ``none`` and nobody has it.
    """
    root = check_sight(tools, actor, case_id)
    with tools.unit() as unit:
        told = read_matter(tools, unit, root, until=moment)
        row = unit.cases.find(root)
    return CasePast(
        case=root,
        number=row.number,
        at=moment,
        status=told.stories[root].status,
        marks=marks_of(told),
        holdings=tuple(_holdings(told)),
        happenings=tuple(happenings_of(told)),
    )


def _holdings(told: Told) -> Iterable[PastHolding]:
    for story in told.stories.values():
        for item, holder in story.open_work.items():
            offered = story.offered[item]
            zh, en = told.names.body(offered.body)
            step, step_en = told.names.step(item)
            holder_zh, holder_en = told.person(holder)
            yield PastHolding(
                element=offered.element,
                step=step,
                step_en=step_en,
                body=zh,
                body_en=en,
                holder=holder_zh,
                holder_en=holder_en,
            )
