"""What failed in the county, and the acts that mend it; each leads back to the case, if one began."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
from flask import Blueprint, redirect, render_template, request

from server.domain.errors import AnswerWrong, Fault, Refusal
from server.domain.ids import IncidentId, ProcessKey
from server.services import correcting, failures, retrying, skipping
from server.services.correcting import Correction
from server.services.skipping import Instead
from server.web.addresses import link
from server.web.context import actor, tools
from server.web.gate import needs
from server.web.problems import refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from flask.typing import ResponseReturnValue

    from server.domain.values import Values

incidents = Blueprint("incidents", __name__)


@incidents.get("/incidents")
@needs("administer")
def page() -> ResponseReturnValue:
    """Lists what failed, newest first; of one process, where the query names it."""
    process = request.args.get("process")
    rows = failures.open_incidents(tools(), actor(), ProcessKey(process) if process else None)
    return render_template("incidents.html", rows=rows)


@incidents.post("/incidents/<uuid:incident>/retry")
@needs("administer")
def retry(incident: UUID) -> ResponseReturnValue:
    """Carries out again what failed."""
    return _mended(incident, lambda key: retrying.retry(*_which(incident), key))


@incidents.post("/incidents/<uuid:incident>/correct")
@needs("administer")
def correct(incident: UUID) -> ResponseReturnValue:
    """Corrects the data of the case, and carries out again what failed where that is wanted."""
    said = request.form
    return _mended(
        incident,
        lambda key: correcting.correct(
            *_which(incident),
            Correction(values=_values(), reason=said.get("reason", ""), then_retry="retry" in said),
            key,
        ),
    )


@incidents.post("/incidents/<uuid:incident>/skip")
@needs("administer")
def skip(incident: UUID) -> ResponseReturnValue:
    """Proposes to pass over the failing element."""
    said = request.form
    return _mended(
        incident,
        lambda key: skipping.propose(
            *_which(incident),
            Instead(values=_values(), flow=said.get("flow") or None, reason=said.get("reason", "")),
            key,
        ),
    )


@incidents.post("/incidents/<uuid:incident>/agree")
@needs("administer")
def agree(incident: UUID) -> ResponseReturnValue:
    """Agrees, as the second person, to pass over the failing element."""
    return _mended(incident, lambda key: skipping.agree(*_which(incident), key))


@incidents.post("/incidents/<uuid:incident>/withdraw")
@needs("administer")
def withdraw(incident: UUID) -> ResponseReturnValue:
    """Takes one's own proposal back."""
    return _mended(incident, lambda key: skipping.withdraw(*_which(incident), key))


def _which(incident: UUID) -> tuple[Any, Any, IncidentId]:
    return tools(), actor(), IncidentId(incident)


def _mended(incident: UUID, act: Callable[[str | None], None]) -> ResponseReturnValue:
    """Acts, then leads back to the case; what is refused says why, with the way back."""
    case, _ = failures.incident(*_which(incident))
    address = link("incidents") if case is None else link("case", case=case)
    try:
        act(request.form.get("idempotency_key"))
    except Refusal as refusal:
        return refused(refusal, address)
    return redirect(address, 303)


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
