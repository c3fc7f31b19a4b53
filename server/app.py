"""Ties the knot: settings, wiring, and the web on top."""

from __future__ import annotations

import gc
import os
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from server import wiring
from server.settings import read_settings
from server.web import face, gate, problems, safety, speech, spoken_templates
from server.web.context import TOOLS
from server.web.line_ends import Posted
from server.web.queueing import Queue
from server.web.routes import register
from server.worker import start_embedded

if TYPE_CHECKING:
    from server.services.tools import Tools
    from server.settings import Settings

WEB = Path(__file__).parent / "web"
ROOM_FOR_FIELDS = 2_000_000
"""Bytes a request may have beyond the largest attached file."""
COLLECTOR = (20_000, 20, 20)
"""New objects before a round; a request makes some thousands."""


def create() -> Flask:
    """The application that a web server runs, with everything real."""
    settings = read_settings(os.environ)
    standing = wiring.stand_up(settings)
    app = build(standing.tools, settings)
    app.extensions["muster.database"] = standing.database  # for whoever has to close it
    spare_collector()
    if settings.worker:
        app.extensions["muster.worker"] = start_embedded(standing.tools, standing.conninfo)
    return app


def spare_collector() -> None:
    """Takes what lives as long as the program out of the garbage collector's rounds.

    Libraries and parsed grammars are some hundred thousand objects that never become garbage.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECTOR)


def build(tools: Tools, settings: Settings) -> Flask:
    """An application over the given tools."""
    app = Flask("server.web", template_folder=str(WEB / "templates"), static_folder=None)
    app.request_class = Posted
    app.extensions[TOOLS] = tools
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MUSTER_LANGUAGE=settings.language,
        MUSTER_LIVE=settings.live,
        MUSTER_SITE=settings.site,
        MAX_CONTENT_LENGTH=settings.attachment_bytes + ROOM_FOR_FIELDS,
        MAX_FORM_MEMORY_SIZE=ROOM_FOR_FIELDS,
        PERMANENT_SESSION_LIFETIME=settings.session_lifetime,
        SESSION_COOKIE_NAME="muster",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.https,
        BABEL_DEFAULT_LOCALE="zh",
        BABEL_TRANSLATION_DIRECTORIES=str(WEB / "translations"),
    )
    for part in (spoken_templates, speech, safety, gate, problems, face):
        part.install(app)
    register(app)
    if settings.proxies:
        near = settings.proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # Flask's own way to wrap
            app.wsgi_app, x_for=near, x_proto=near, x_host=near
        )
    files = WhiteNoise(
        app.wsgi_app,
        root=str(WEB / "static"),
        prefix="static/",
        max_age=int(timedelta(hours=1).total_seconds()),
        immutable_file_test=lambda path, _url: "/dist/" in path,
    )
    app.wsgi_app = Queue(files)  # type: ignore[method-assign]  # Flask's own way to wrap
    return app
