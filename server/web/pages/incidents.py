"""What failed in the county, and the acts that mend it; each leads back to the case, if one began."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol
from uuid import UUID, uuid4

import orjson
from flask import Blueprint, redirect, render_template, request

from server.domain.errors import AnswerWrong, Conflict, Fault, Invalid
from server.domain.ids import CaseId, IncidentId, ProcessKey, uuid_in
from server.services import correcting, failures, manning, retrying, skipping
from server.services.correcting import Correction
from server.services.skipping import Instead
from server.web.addresses import link
from server.web.case_page import case_page
from server.web.context import actor, tools
from server.web.gate import needs
from server.web.mending_forms import Attempt
from server.web.problems import refused

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from server.domain.people import Actor
    from server.domain.values import Values
    from server.services.tools import Tools


class Act(Protocol):
    """What mends an incident, once for a request."""

    def __call__(
        self, tools: Tools, actor: Actor, incident_id: IncidentId, /, *, request_key: str | None
    ) -> None: ...


incidents = Blueprint("incidents", __name__)


@incidents.get("/incidents")
@needs("administer")
def page() -> ResponseReturnValue:
    """Lists what failed, newest first; of one process, where the query names it."""
    process = request.args.get("process", "")
    after = uuid_in(request.args.get("after", ""))
    rows = failures.open_incidents(
        tools(),
        actor(),
        ProcessKey(process) if process else None,
        IncidentId(after) if after else None,
        failures.A_LIST + 1,
    )
    shown, more = rows[: failures.A_LIST], rows[failures.A_LIST :]
    following = link("incidents", process=process, after=shown[-1].incident) if more else None
    return render_template(
        "incidents.html",
        rows=shown,
        next_href=following,
        act_key=str(uuid4()),
        vacancies=() if after else manning.vacancies(tools(), actor()),
    )


@incidents.post("/incidents/<uuid:incident>/retry")
@needs("administer")
def retry(incident: UUID) -> ResponseReturnValue:
    """Carries out again what failed."""
    return _mended("incident_retry", incident, retrying.retry)


@incidents.post("/incidents/<uuid:incident>/correct")
@needs("administer")
def correct(incident: UUID) -> ResponseReturnValue:
    """Corrects the data of the case, and carries out again what failed where that is wanted."""
    return _mended("incident_correct", incident, _correct)


@incidents.post("/incidents/<uuid:incident>/skip")
@needs("administer")
def skip(incident: UUID) -> ResponseReturnValue:
    """Proposes to pass over the failing element."""
    return _mended("incident_skip", incident, _propose)


@incidents.post("/incidents/<uuid:incident>/agree")
@needs("administer")
def agree(incident: UUID) -> ResponseReturnValue:
    """Agrees, as the second person, to pass over the failing element."""
    return _mended("incident_agree", incident, skipping.agree)


@incidents.post("/incidents/<uuid:incident>/withdraw")
@needs("administer")
def withdraw(incident: UUID) -> ResponseReturnValue:
    """Takes one's own proposal back."""
    return _mended("incident_withdraw", incident, skipping.withdraw)


def _mended(place: str, number: UUID, act: Act) -> ResponseReturnValue:
    """Acts, then leads back; what is refused comes back with what was typed.

    Where no case could begin there is none to lead to, only the list.
    """
    incident = IncidentId(number)
    case = _matter(incident)
    address = link("incidents") if case is None else link("case", case=case)
    try:
        act(tools(), actor(), incident, request_key=request.form.get("idempotency_key"))
    except (Invalid, Conflict) as refusal:
        if case is None:
            return refused(refusal, address)
        typed = request.form.to_dict()
        attempt = Attempt(place=place, incident=incident, typed=typed, refusal=refusal)
        return case_page(case, attempt)
    return redirect(address, 303)


def _matter(incident: IncidentId) -> CaseId | None:
    """The case that the form came from: a request that is repeated finds no incident any more."""
    if "case" not in request.form:
        return failures.incident(tools(), actor(), incident)[0]
    case = uuid_in(request.form["case"])
    return CaseId(case) if case else None


def _correct(tools: Tools, actor: Actor, incident: IncidentId, *, request_key: str | None) -> None:
    said = request.form
    correction = Correction(
        values=_values(), reason=said.get("reason", ""), then_retry="retry" in said
    )
    correcting.correct(tools, actor, incident, correction, request_key)


def _propose(tools: Tools, actor: Actor, incident: IncidentId, *, request_key: str | None) -> None:
    said = request.form
    instead = Instead(
        values=_values(), flow=said.get("flow") or None, reason=said.get("reason", "")
    )
    skipping.propose(tools, actor, incident, instead, request_key)


def _values() -> Values:
    """The values that were typed as JSON; refused with ``AnswerWrong`` when they are none."""
    try:
        values = orjson.loads(request.form.get("values") or "{}")
    except ValueError:
        values = None
    if not isinstance(values, dict):
        wrong = Fault(
            field="values",
            zh='请按 JSON 对象填写，例如 {"amount": 3}。',
            en='Write a JSON object, as in {"amount": 3}.',
        )
        raise AnswerWrong([wrong])
    return values
