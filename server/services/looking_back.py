"""Look back: how a case stood at any moment, told from its journal alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.reading import CasePast, PastHolding
from server.services.auditing import check_sight
from server.services.matters import marks_of, read_answers, read_matter, status_of
from server.services.pictures import happenings_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from server.domain.ids import CaseId
    from server.domain.people import Actor
    from server.services.matters import Told
    from server.services.tools import Tools


def past(tools: Tools, actor: Actor, case_id: CaseId, moment: datetime) -> CasePast:
    """The matter as it stood at that moment; refused with ``NoSuchCase``.

    Before it began, its status is ``none`` and nobody has it.
    """
    root = check_sight(tools, actor, case_id)
    with tools.unit() as unit:
        told = read_matter(tools, actor, unit, root, until=moment)
        answers = read_answers(unit, told)
    return CasePast(
        case=root,
        number=told.file.number,
        at=moment,
        status=status_of(told),
        marks=marks_of(told),
        holdings=tuple(_holdings(told)),
        happenings=tuple(happenings_of(told, answers)),
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
