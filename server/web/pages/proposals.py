"""Changes of the registers that two administrators must want."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, request

from server.domain.errors import Conflict, Invalid
from server.domain.ids import ProposalId, uuid_in
from server.domain.registers import ProposalStage
from server.services.registers import proposals as deciding
from server.web.addresses import link
from server.web.context import actor, language, tools
from server.web.gate import needs
from server.web.problems import faults_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue

proposals = Blueprint("proposals", __name__)


@proposals.get("/admin/proposals")
@needs("administer")
def page() -> ResponseReturnValue:
    """Those that wait for the second one, those that wait for their day, and those that were decided."""
    stage = _stage(request.args.get("stage", ""))
    last = uuid_in(request.args.get("after", ""))
    after = ProposalId(last) if last else None
    rows = deciding.proposals(tools(), actor(), stage, after)
    shown, more = rows[: deciding.A_LIST], rows[deciding.A_LIST :]
    following = link("proposals", stage=stage.value, after=shown[-1].id) if more else None
    return render_template(
        "admin/proposals.html", rows=shown, stage=stage.value, next_href=following
    )


@proposals.get("/admin/proposals/<uuid:proposal>")
@needs("administer")
def show(proposal: UUID) -> ResponseReturnValue:
    """One proposal: every cell before and after."""
    return _shown(ProposalId(proposal))


@proposals.post("/admin/proposals/<uuid:proposal>/agree")
@needs("administer")
def agree(proposal: UUID) -> ResponseReturnValue:
    """Agrees as the second administrator."""
    return _decided(proposal, lambda one, key: deciding.agree(tools(), actor(), one, key))


@proposals.post("/admin/proposals/<uuid:proposal>/refuse")
@needs("administer")
def refuse(proposal: UUID) -> ResponseReturnValue:
    """Refuses with a reason."""
    why = request.form.get("reason", "")
    return _decided(proposal, lambda one, key: deciding.refuse(tools(), actor(), one, why, key))


@proposals.post("/admin/proposals/<uuid:proposal>/withdraw")
@needs("administer")
def withdraw(proposal: UUID) -> ResponseReturnValue:
    """Takes one's own back, or one that waits for its day."""
    why = request.form.get("reason", "")
    return _decided(proposal, lambda one, key: deciding.withdraw(tools(), actor(), one, why, key))


def _decided(number: UUID, act: Callable[[ProposalId, str | None], None]) -> ResponseReturnValue:
    proposal = ProposalId(number)
    try:
        act(proposal, request.form.get("idempotency_key"))
    except (Invalid, Conflict) as refusal:
        return _shown(proposal, refusal), refusal.status
    return redirect(link("proposal", proposal=proposal), 303)


def _shown(proposal: ProposalId, refusal: Invalid | Conflict | None = None) -> str:
    errors = [("", field, message) for field, message in faults_in(refusal)] if refusal else []
    return render_template(
        "admin/proposal.html",
        page=deciding.proposal_page(tools(), actor(), proposal),
        errors=errors,
        refusal=refusal.sentence(language()) if refusal else "",
        act_key=str(uuid4()),
    )


def _stage(given: str) -> ProposalStage:
    try:
        return ProposalStage(given)
    except ValueError:
        return ProposalStage.OPEN
