"""What failed in the county, and the acts that mend it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from flask import Blueprint

from server.domain.ids import IncidentId, ProcessKey
from server.services import correcting, failures, retrying, skipping
from server.services.correcting import Correction
from server.services.skipping import Instead
from server.web.api.given_incidents import IncidentOfOut, IncidentRowOut
from server.web.api.speaking import Endpoint, asked, request_key, sent, speaks
from server.web.api.taken import ActIn, CorrectIn, IncidentsAsked, SkipIn
from server.web.context import actor, tools
from server.web.gate import needs

if TYPE_CHECKING:
    from uuid import UUID

    from server.domain.reading import IncidentRow

incidents = Blueprint("api_incidents", __name__)
TAG = "incidents"


@incidents.get("/incidents")
@needs("administer")
@speaks(
    Endpoint(
        summary="Steps that failed and wait to be mended, newest first; ask again with `after`.",
        summary_zh="未能执行、等待处理的步骤，最新的在前；以最后一条的 id 作为 after 继续读取。",
        tag=TAG,
        asks=IncidentsAsked,
        gives=IncidentRowOut,
        many=True,
    )
)
def list_incidents() -> tuple[IncidentRow, ...]:
    """Lists what failed."""
    said = asked(IncidentsAsked)
    process, after = said["process"], said["after"]
    return failures.open_incidents(
        tools(),
        actor(),
        ProcessKey(process) if process else None,
        IncidentId(after) if after else None,
        said["limit"],
    )


@incidents.get("/incidents/<uuid:incident>")
@needs("administer")
@speaks(
    Endpoint(
        summary="Where a step failed, why, what it read, and what was proposed.",
        summary_zh="何处未能执行、原因、读取的数据与跳过提议。",
        tag=TAG,
        gives=IncidentOfOut,
    )
)
def show(incident: UUID) -> dict[str, object]:
    """Shows one incident."""
    case, found = failures.incident(tools(), actor(), IncidentId(incident))
    return {**asdict(found), "case": case}


@incidents.post("/incidents/<uuid:incident>/retry")
@needs("administer")
@speaks(
    Endpoint(
        summary="Carry out again what failed, once its cause is mended.",
        summary_zh="消除原因后，重新执行。",
        tag=TAG,
        takes=ActIn,
    )
)
def retry(incident: UUID) -> None:
    """Carries out again what failed."""
    sent(ActIn)
    retrying.retry(tools(), actor(), IncidentId(incident), request_key())


@incidents.post("/incidents/<uuid:incident>/correct")
@needs("administer")
@speaks(
    Endpoint(
        summary="Correct the data of the case, with a reason; with `retry`, both or neither.",
        summary_zh="写明理由，更正事项数据；retry 为真时同时重试，不成则都不改。",
        tag=TAG,
        takes=CorrectIn,
    )
)
def correct(incident: UUID) -> None:
    """Corrects the data of the case."""
    said = sent(CorrectIn)
    correction = Correction(values=said["values"], reason=said["reason"], then_retry=said["retry"])
    correcting.correct(tools(), actor(), IncidentId(incident), correction, request_key())


@incidents.post("/incidents/<uuid:incident>/skip")
@needs("administer")
@speaks(
    Endpoint(
        summary="Propose to pass over the failing element; a second person has to agree.",
        summary_zh="提议跳过未能执行的步骤，须第二人同意。",
        tag=TAG,
        takes=SkipIn,
    )
)
def skip(incident: UUID) -> None:
    """Proposes to pass over the failing element."""
    said = sent(SkipIn)
    instead = Instead(values=said["values"], flow=said["flow"], reason=said["reason"])
    skipping.propose(tools(), actor(), IncidentId(incident), instead, request_key())


@incidents.post("/incidents/<uuid:incident>/agree")
@needs("administer")
@speaks(
    Endpoint(
        summary="Agree, as the second person, to pass over the failing element.",
        summary_zh="作为第二人同意跳过。",
        tag=TAG,
        takes=ActIn,
    )
)
def agree(incident: UUID) -> None:
    """Agrees to pass over the failing element."""
    sent(ActIn)
    skipping.agree(tools(), actor(), IncidentId(incident), request_key())


@incidents.post("/incidents/<uuid:incident>/withdraw")
@needs("administer")
@speaks(
    Endpoint(
        summary="Take back one's own proposal to pass over an element.",
        summary_zh="撤回本人的跳过提议。",
        tag=TAG,
        takes=ActIn,
    )
)
def withdraw(incident: UUID) -> None:
    """Takes one's own proposal back."""
    sent(ActIn)
    skipping.withdraw(tools(), actor(), IncidentId(incident), request_key())
