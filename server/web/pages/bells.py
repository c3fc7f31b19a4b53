"""Where an open page hears at once that there is something new."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Blueprint, jsonify

from server.domain.bells import HEARD, ears, sealed
from server.web.context import actor, live, secret, tools
from server.web.gate import needs

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bells = Blueprint("bells", __name__)


@bells.get("/bells")
@needs()
def address() -> ResponseReturnValue:
    """The address of a stream for this person, good for a while."""
    until = tools().clock.now() + HEARD
    token = sealed(secret(), ears(actor()), until)
    return jsonify(address=f"{live()}?{urlencode({'token': token})}")
