"""Every place of the web, registered in one list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.web import api
from server.web.health import health
from server.web.pages.cases import cases
from server.web.pages.county import county
from server.web.pages.inbox import inbox
from server.web.pages.incidents import incidents
from server.web.pages.members import members
from server.web.pages.session import session
from server.web.pages.starting import starting
from server.web.pages.tasks import tasks

if TYPE_CHECKING:
    from flask import Flask

BLUEPRINTS = (health, session, inbox, tasks, starting, cases, incidents, members, county)


def register(app: Flask) -> None:
    """Registers every blueprint."""
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    api.install(app)
