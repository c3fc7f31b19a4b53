"""Members join a step with several branches, and leave it (加签, 减签)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, request

from server.domain.errors import Refusal
from server.domain.ids import CaseId, FanOutId
from server.services import resizing
from server.web.addresses import link
from server.web.context import actor, tools
from server.web.gate import needs
from server.web.problems import refused

if TYPE_CHECKING:
    from uuid import UUID

    from flask.typing import ResponseReturnValue

members = Blueprint("members", __name__)


@members.post("/fan-outs/<uuid:fan_out>/members")
@needs()
def add(fan_out: UUID) -> ResponseReturnValue:
    """Adds one member, who is a body; then shows the case."""
    given, key = (request.form.get("member", ""),), request.form.get("idempotency_key")
    back = link("case", case=request.form.get("case", ""))
    try:
        resizing.add(tools(), actor(), FanOutId(fan_out), given, key)
    except Refusal as refusal:
        return refused(refusal, back)
    return redirect(back, 303)


@members.post("/members/<uuid:branch>/take")
@needs()
def take(branch: UUID) -> ResponseReturnValue:
    """Takes a member out; then shows the case."""
    back = link("case", case=request.form.get("case", ""))
    try:
        resizing.take(tools(), actor(), CaseId(branch), request.form.get("idempotency_key"))
    except Refusal as refusal:
        return refused(refusal, back)
    return redirect(back, 303)
