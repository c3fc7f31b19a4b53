"""The acts on a whole case: which there are now, what each asks for, and doing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from server.domain.ids import CaseId
from server.services import acting_on_cases
from server.services.acting import named
from server.web.api.given_acts import ActOut, ActPageOut
from server.web.api.speaking import Endpoint, request_key, sent, speaks
from server.web.api.taken import GivenIn, given_in
from server.web.context import actor, tools
from server.web.gate import needs

if TYPE_CHECKING:
    from uuid import UUID

    from server.domain.reading import ActOffer, ActPage

case_acts = Blueprint("api_case_acts", __name__)
TAG = "cases"


@case_acts.get("/cases/<uuid:case>/acts")
@needs()
@speaks(
    Endpoint(
        summary="The acts that you may carry out on the whole case now.",
        summary_zh="您现在可以对整个事项进行的操作。",
        tag=TAG,
        gives=ActOut,
        many=True,
    )
)
def offered(case: UUID) -> tuple[ActOffer, ...]:
    """Lists the acts."""
    return acting_on_cases.offers(tools(), actor(), CaseId(case))


@case_acts.get("/cases/<uuid:case>/acts/<act>")
@needs()
@speaks(
    Endpoint(
        summary="What an act on the case asks for, and what will happen, before it is carried out.",
        summary_zh="对整个事项操作之前：需要填写什么，会有什么结果。",
        tag=TAG,
        gives=ActPageOut,
    )
)
def look(case: UUID, act: str) -> ActPage:
    """Shows an act."""
    return acting_on_cases.look(tools(), actor(), CaseId(case), named(act))


@case_acts.post("/cases/<uuid:case>/acts/<act>")
@needs()
@speaks(
    Endpoint(
        summary="Carry an act out: suspend, resume, terminate, void, reopen, agree, drop.",
        summary_zh="进行操作：挂起、恢复、终止、提议作废、提议重启、同意提议、不予同意。",
        tag=TAG,
        takes=GivenIn,
    )
)
def carry_out(case: UUID, act: str) -> None:
    """Carries an act out."""
    acting_on_cases.act(
        tools(), actor(), CaseId(case), named(act), given_in(sent(GivenIn)), request_key()
    )
