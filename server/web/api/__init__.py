"""The same acts for programs: JSON under ``/api/v1``, described by OpenAPI 3.1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.web.api.cases import cases
from server.web.api.decisions import decisions
from server.web.api.description import description
from server.web.api.incidents import incidents
from server.web.api.members import members
from server.web.api.messages import messages
from server.web.api.processes import processes
from server.web.api.signing import signing
from server.web.api.work_items import work_items

if TYPE_CHECKING:
    from flask import Flask

PREFIX = "/api/v1"


def install(app: Flask) -> None:
    """Adds every endpoint, and the description of them all."""
    for part in (
        signing,
        processes,
        work_items,
        cases,
        incidents,
        members,
        decisions,
        messages,
        description,
    ):
        app.register_blueprint(part, url_prefix=PREFIX)
