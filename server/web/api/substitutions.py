"""Who stands in for whom (职务代理), and desks where nobody is."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint

from server.domain.ids import SubstitutionId
from server.services import manning, standing_in
from server.web.api.given_people import MadeOut, SubstitutionsOut, VacancyOut
from server.web.api.speaking import Endpoint, asked, request_key, sent, speaks
from server.web.api.taken import ActIn
from server.web.api.taken_people import SubstitutionIn, SubstitutionsAsked, wanted_in
from server.web.context import actor, tools
from server.web.gate import needs

if TYPE_CHECKING:
    from uuid import UUID

    from server.domain.reading import SubstitutionPage, VacancyRow

substitutions = Blueprint("api_substitutions", __name__)
TAG = "people"


@substitutions.get("/substitutions")
@needs()
@speaks(
    Endpoint(
        summary="Who stands in for you, and for whom you stand in; all of them for administrators.",
        summary_zh="谁代理您、您代理谁；系统管理员可查全部。",
        tag=TAG,
        asks=SubstitutionsAsked,
        gives=SubstitutionsOut,
    )
)
def listed() -> SubstitutionPage:
    """Lists what is in force or to come."""
    said = asked(SubstitutionsAsked)
    if said["list"] == "mine":
        return standing_in.of_mine(tools(), actor())
    after = SubstitutionId(said["after"]) if said["after"] else None
    return standing_in.every(tools(), actor(), after)


@substitutions.post("/substitutions")
@needs()
@speaks(
    Endpoint(
        summary="Let somebody stand in for the holder of a post: your own, or one of the body you head.",
        summary_zh="设定职务代理：本人的岗位，或本单位负责人为本单位的岗位设定。",
        tag=TAG,
        takes=SubstitutionIn,
        gives=MadeOut,
        status=HTTPStatus.CREATED,
    )
)
def make() -> dict[str, SubstitutionId]:
    """Makes a substitution."""
    wanted = wanted_in(sent(SubstitutionIn))
    return {"id": standing_in.make(tools(), actor(), wanted, request_key())}


@substitutions.post("/substitutions/<uuid:substitution>/end")
@needs()
@speaks(
    Endpoint(
        summary="End a substitution before its last day.",
        summary_zh="提前结束职务代理。",
        tag=TAG,
        takes=ActIn,
    )
)
def end(substitution: UUID) -> None:
    """Ends a substitution."""
    sent(ActIn)
    standing_in.end(tools(), actor(), SubstitutionId(substitution), request_key())


@substitutions.get("/vacancies")
@needs("administer")
@speaks(
    Endpoint(
        summary="Desks with open work where nobody holds a post, the longest ago first.",
        summary_zh="有工作而无人在岗的岗位职能，最早的在前。",
        tag=TAG,
        gives=VacancyOut,
        many=True,
    )
)
def vacancies() -> tuple[VacancyRow, ...]:
    """Lists them."""
    return manning.vacancies(tools(), actor())
