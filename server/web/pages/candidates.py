"""What may be circulated (通报候选): the list of the supervising office, and the same for Excel."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, render_template, request

from server.domain.county_time import day_of
from server.domain.reading.candidates import candidates_asked
from server.domain.workdays import months_after
from server.services import candidates
from server.web.addresses import link
from server.web.candidate_sheets import sheet_of_candidates
from server.web.context import actor, tools
from server.web.gate import needs
from server.web.words import speak

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from flask.typing import ResponseReturnValue

    from server.domain.reading import CandidateQuery

circulation = Blueprint("candidates", __name__)
MONTHS_OF_A_QUARTER = 3


@circulation.get("/candidates")
@needs()
def page() -> ResponseReturnValue:
    """Shows late work of the clocks that one's office supervises."""
    query = candidates_asked(request.args)
    found = candidates.listed(tools(), actor(), query)
    return render_template(
        "candidates.html",
        page=found,
        query=query,
        periods=list(_periods(query, day_of(tools().clock.now()))),
        bodies=[(body, speak(name, name_en)) for body, name, name_en in found.bodies],
        kept=urlencode(query.said),
        previous_href=_address(query, found.previous),
        next_href=_address(query, found.next),
    )


@circulation.post("/candidates/export")
@needs()
def export() -> ResponseReturnValue:
    """What the list shows, as a sheet for Excel."""
    query = candidates_asked(dict(parse_qsl(request.form.get("query", ""))))
    rows, is_cut = candidates.exported(tools(), actor(), query)
    return sheet_of_candidates(rows, is_cut=is_cut)


def _periods(query: CandidateQuery, today: date) -> Iterator[tuple[str, str, bool]]:
    """The periods that notices are written for: their name, where they lead, whether one is shown."""
    month = today.replace(day=1)
    quarter = months_after(month, -((month.month - 1) % MONTHS_OF_A_QUARTER))
    for name, since in (("month", month), ("quarter", quarter), ("every", None)):
        so = replace(query, since=since, until=None, cursor=None)
        yield name, link("candidates", **so.said), so == replace(query, cursor=None)


def _address(query: CandidateQuery, after: str | None) -> str | None:
    return link("candidates", **query.said, after=after) if after else None
