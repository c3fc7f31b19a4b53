"""Changes of the registers that two administrators must want, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from server.domain.ids import ProposalId
from server.services.registers import proposals as deciding
from server.web.api.given_registers import RegisterProposalOut, RegisterProposalRowOut
from server.web.api.speaking import Endpoint, asked, request_key, sent, speaks
from server.web.api.taken import ActIn
from server.web.api.taken_registers import ProposalsAsked, WhyIn, WithdrawIn
from server.web.context import actor, tools
from server.web.gate import needs

if TYPE_CHECKING:
    from uuid import UUID

    from server.domain.reading.proposals import ProposalPage, ProposalRow

proposals = Blueprint("api_proposals", __name__)
TAG = "registers"


@proposals.get("/proposals")
@needs("administer")
@speaks(
    Endpoint(
        summary="Changes that wait for a second administrator or for their day, or that were decided; newest first.",
        summary_zh="等待另一位管理员同意的、等待生效的、已有结果的变更；最新的在前。",
        tag=TAG,
        asks=ProposalsAsked,
        gives=RegisterProposalRowOut,
        many=True,
    )
)
def list_proposals() -> tuple[ProposalRow, ...]:
    """Lists proposals."""
    said = asked(ProposalsAsked)
    after = ProposalId(said["after"]) if said["after"] else None
    found = deciding.proposals(tools(), actor(), said["stage"], after)
    return found[: deciding.A_LIST]


@proposals.get("/proposals/<uuid:proposal>")
@needs("administer")
@speaks(
    Endpoint(
        summary="A proposal, every cell before and after.",
        summary_zh="一项提议，逐格对照变更前后。",
        tag=TAG,
        gives=RegisterProposalOut,
    )
)
def show(proposal: UUID) -> ProposalPage:
    """Shows a proposal."""
    return deciding.proposal_page(tools(), actor(), ProposalId(proposal))


@proposals.post("/proposals/<uuid:proposal>/agree")
@needs("administer")
@speaks(
    Endpoint(
        summary="Agree as the second administrator: the changes are made, or wait for their day.",
        summary_zh="作为另一位管理员同意，变更当即生效，或等到生效日。",
        tag=TAG,
        takes=ActIn,
    )
)
def agree(proposal: UUID) -> None:
    """Agrees."""
    sent(ActIn)
    deciding.agree(tools(), actor(), ProposalId(proposal), request_key())


@proposals.post("/proposals/<uuid:proposal>/refuse")
@needs("administer")
@speaks(
    Endpoint(
        summary="Refuse as the second administrator, with a reason.",
        summary_zh="作为另一位管理员不同意，写明理由。",
        tag=TAG,
        takes=WhyIn,
    )
)
def refuse(proposal: UUID) -> None:
    """Refuses."""
    why = sent(WhyIn)["reason"]
    deciding.refuse(tools(), actor(), ProposalId(proposal), why, request_key())


@proposals.post("/proposals/<uuid:proposal>/withdraw")
@needs("administer")
@speaks(
    Endpoint(
        summary="Take back one's own proposal, or one that waits for its day; the latter with a reason.",
        summary_zh="撤回本人的提议，或者等待生效的变更；后者须写明理由。",
        tag=TAG,
        takes=WithdrawIn,
    )
)
def withdraw(proposal: UUID) -> None:
    """Takes it back."""
    why = sent(WithdrawIn)["reason"]
    deciding.withdraw(tools(), actor(), ProposalId(proposal), why, request_key())
