"""Clocks: why a piece of work is due when it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from server.domain.ids import ItemId
from server.domain.reading import CandidateQuery
from server.services import candidates, reckoning, recounting, urging_sheets
from server.web.api.given_clocks import CandidatesOut, ClockOut, RecountsOut, UrgingOut
from server.web.api.speaking import Endpoint, asked, speaks
from server.web.api.taken_clocks import CandidatesAsked
from server.web.context import actor, tools
from server.web.gate import needs

if TYPE_CHECKING:
    from uuid import UUID

    from server.domain.ports import RecountRow
    from server.domain.reading import CandidatePage, ClockOfWork, UrgingSheet

clocks = Blueprint("api_clocks", __name__)
TAG = "work"


@clocks.get("/recounts")
@needs("administer")
@speaks(
    Endpoint(
        summary="How far open deadlines are reckoned anew by papers that took effect.",
        summary_zh="新日历、新时限表生效后，在办期限重算的进度。",
        tag=TAG,
        gives=RecountsOut,
    )
)
def recounts() -> dict[str, tuple[RecountRow, ...]]:
    """Lists papers that took effect."""
    return {"items": recounting.progress(tools(), actor())}


@clocks.get("/work-items/<uuid:item>/clock")
@needs()
@speaks(
    Endpoint(
        summary="Why the work is due when it is: its days one by one, and who hears when.",
        summary_zh="时限推算：逐日说明期限如何得出，以及到何时告知谁。",
        tag=TAG,
        gives=ClockOut,
    )
)
def why(item: UUID) -> ClockOfWork:
    """Shows how a due moment was found."""
    return reckoning.clock_of(tools(), actor(), ItemId(item))


@clocks.get("/work-items/<uuid:item>/urging")
@needs()
@speaks(
    Endpoint(
        summary="What is urged in writing: how late the work is, and what its head says will be done.",
        summary_zh="督办单：工作超期多久，单位负责人答复采取什么措施、何时办结。",
        tag=TAG,
        gives=UrgingOut,
    )
)
def urging(item: UUID) -> UrgingSheet:
    """Shows what is urged in writing."""
    return urging_sheets.sheet_of(tools(), actor(), ItemId(item))


@clocks.get("/candidates")
@needs()
@speaks(
    Endpoint(
        summary="Late work that may be circulated, for who leads the office that supervises its clock; newest first.",
        summary_zh="通报候选，供督办单位核实；最近列入的在前。",
        tag=TAG,
        asks=CandidatesAsked,
        gives=CandidatesOut,
    )
)
def listed() -> CandidatePage:
    """Lists late work that may be circulated."""
    return candidates.listed(tools(), actor(), CandidateQuery(**asked(CandidatesAsked)))
