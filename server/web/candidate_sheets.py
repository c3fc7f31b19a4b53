"""What may be circulated, as a sheet for Excel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.ladder import CandidateState
from server.web.sheets import Sheet, download
from server.web.speech import gettext
from server.web.words import lamp_words, speak

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from flask import Response

    from server.domain.reading import CandidateRow


def candidate_words(state: CandidateState) -> str:
    """What was decided."""
    said = {
        CandidateState.LISTED: gettext("待定"),
        CandidateState.KEPT: gettext("确定通报"),
        CandidateState.STRUCK: gettext("免予通报"),
    }
    return str(said[state])


def sheet_of_candidates(rows: Sequence[CandidateRow], *, is_cut: bool) -> Response:
    """The rows of the list as a file to be downloaded."""
    columns = (
        (gettext("编号"), 18),
        (gettext("事项"), 44),
        (gettext("流程"), 24),
        (gettext("环节"), 18),
        (gettext("责任单位"), 20),
        (gettext("经办人"), 12),
        (gettext("时限编号"), 14),
        (gettext("依据"), 36),
        (gettext("到期时间"), 18),
        (gettext("办结时间"), 18),
        (gettext("超期"), 18),
        (gettext("列入时间"), 18),
        (gettext("督办答复"), 44),
        (gettext("承诺办结"), 18),
        (gettext("决定"), 12),
        (gettext("理由"), 44),
        (gettext("决定人"), 12),
        (gettext("决定时间"), 18),
    )
    title = gettext("通报候选")
    cells = [_cells(row) for row in rows]
    return download(Sheet(title=title, columns=columns, rows=cells, is_cut=is_cut))


def _cells(row: CandidateRow) -> Sequence[str | datetime | None]:
    said, decided = row.answer, row.decision
    return (
        row.number,
        row.title,
        speak(row.process_title, row.process_title_en),
        speak(row.step, row.step_en),
        speak(row.body, row.body_en),
        speak(row.holder, row.holder_en),
        row.clock,
        row.law,
        row.deadline.due,
        row.done_at,
        lamp_words(row.deadline),
        row.listed_at,
        row.text,
        said.until if said else None,
        candidate_words(row.state),
        decided.reason if decided else "",
        speak(decided.name, decided.name_en) if decided else "",
        decided.at if decided else None,
    )
