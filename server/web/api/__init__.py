"""The same acts for programs: JSON under ``/api/v1``, described by OpenAPI 3.1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.web.api.acts import acts
from server.web.api.asides import asides
from server.web.api.case_acts import case_acts
from server.web.api.cases import cases
from server.web.api.clocks import clocks
from server.web.api.decisions import decisions
from server.web.api.description import description
from server.web.api.feeds import calendars
from server.web.api.finding import search
from server.web.api.hooks import hooks
from server.web.api.incidents import incidents
from server.web.api.mails import mails
from server.web.api.members import members
from server.web.api.messages import messages
from server.web.api.processes import processes
from server.web.api.proposals import proposals
from server.web.api.registers import registers
from server.web.api.signing import signing
from server.web.api.substitutions import substitutions
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
        acts,
        clocks,
        asides,
        cases,
        case_acts,
        search,
        incidents,
        members,
        decisions,
        messages,
        substitutions,
        mails,
        hooks,
        calendars,
        registers,
        proposals,
        description,
    ):
        app.register_blueprint(part, url_prefix=PREFIX)
