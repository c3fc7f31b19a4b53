"""Every place of the web, registered in one list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.web import api
from server.web.health import health
from server.web.pages.acts import acts
from server.web.pages.asides import asides
from server.web.pages.batches import batches
from server.web.pages.bells import bells
from server.web.pages.candidates import circulation
from server.web.pages.case_acts import case_acts
from server.web.pages.cases import cases
from server.web.pages.clocks import clocks
from server.web.pages.county import county
from server.web.pages.device import device
from server.web.pages.feeds import calendars
from server.web.pages.hooks import hooks
from server.web.pages.inbox import inbox
from server.web.pages.incidents import incidents
from server.web.pages.leaving import leaving
from server.web.pages.mails import mails
from server.web.pages.members import members
from server.web.pages.proposals import proposals
from server.web.pages.registers import registers
from server.web.pages.session import session
from server.web.pages.sheets import sheets
from server.web.pages.starting import starting
from server.web.pages.substitutes import substitutes
from server.web.pages.tasks import tasks
from server.web.pages.views import views

if TYPE_CHECKING:
    from flask import Flask

BLUEPRINTS = (
    health,
    session,
    device,
    inbox,
    views,
    batches,
    tasks,
    acts,
    asides,
    clocks,
    circulation,
    calendars,
    starting,
    cases,
    case_acts,
    incidents,
    members,
    county,
    substitutes,
    mails,
    bells,
)
ADMINISTRATION = (proposals, sheets, leaving, hooks, registers)
"""Fixed addresses first: those of the registers take any key."""


def register(app: Flask) -> None:
    """Registers every blueprint."""
    for blueprint in (*BLUEPRINTS, *ADMINISTRATION):
        app.register_blueprint(blueprint)
    api.install(app)
