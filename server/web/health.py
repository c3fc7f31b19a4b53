"""Am I alive, am I ready."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, jsonify

from server.web.context import tools
from server.web.gate import public

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

health = Blueprint("health", __name__)


@health.get("/health")
@public
def alive() -> ResponseReturnValue:
    """Answers while the program runs."""
    return jsonify(status="ok")


@health.get("/ready")
@public
def ready() -> ResponseReturnValue:
    """Answers when the database does too; otherwise 503 by the refusal."""
    with tools().unit() as unit:
        unit.processes.all_newest()
    return jsonify(status="ok")
