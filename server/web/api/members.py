"""Members who join a step with several branches, and who leave it (加签, 减签)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from server.domain.ids import CaseId, FanOutId
from server.services import resizing
from server.web.api.given_cases import AddedOut
from server.web.api.speaking import Endpoint, request_key, sent, speaks
from server.web.api.taken import ActIn, MembersIn
from server.web.context import actor, tools
from server.web.gate import needs

if TYPE_CHECKING:
    from uuid import UUID

members = Blueprint("api_members", __name__)
TAG = "cases"


@members.post("/fan-outs/<uuid:fan_out>/members")
@needs()
@speaks(
    Endpoint(
        summary="Add members behind all others of a step under way (`several` of the case).",
        summary_zh="加签：在进行中的多路环节（事项的 several）末尾增加成员。",
        tag=TAG,
        takes=MembersIn,
        gives=AddedOut,
    )
)
def add(fan_out: UUID) -> dict[str, object]:
    """Adds members."""
    given = tuple(sent(MembersIn)["members"])
    return {"branches": resizing.add(tools(), actor(), FanOutId(fan_out), given, request_key())}


@members.post("/members/<uuid:branch>/take")
@needs()
@speaks(
    Endpoint(
        summary="Take a member out of a step under way: its branch is withdrawn.",
        summary_zh="减签：将成员移出进行中的多路环节，撤回其分支。",
        tag=TAG,
        takes=ActIn,
    )
)
def take(branch: UUID) -> None:
    """Takes a member out."""
    sent(ActIn)
    resizing.take(tools(), actor(), CaseId(branch), request_key())
