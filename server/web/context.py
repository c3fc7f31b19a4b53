"""Tools, actor and language of the present request; the only use of ``current_app`` and ``g``."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from flask import current_app, g, request

from server.domain.errors import NotSignedIn

if TYPE_CHECKING:
    from server.domain.people import Actor
    from server.services.tools import Tools

TOOLS = "muster.tools"
LANGUAGES = ("zh", "en")


def tools() -> Tools:
    """What the services of this application work with."""
    return cast("Tools", current_app.extensions[TOOLS])


def live() -> str:
    """Where browsers find ``muster live``; empty where there is none."""
    return cast("str", current_app.config["MUSTER_LIVE"])


def site() -> str:
    """The address by which people reach this application; without its setting, that of the request."""
    return cast("str", current_app.config["MUSTER_SITE"]) or request.host_url.rstrip("/")


def secret() -> str:
    """What this application signs with."""
    return cast("str", current_app.config["SECRET_KEY"])


def set_actor(actor: Actor) -> None:
    """Who makes the present request; only the gate knows."""
    g.actor = actor


def actor_or_none() -> Actor | None:
    """Who makes the present request, if they are signed in."""
    return cast("Actor | None", g.get("actor"))


def actor() -> Actor:
    """Who makes the present request; refused with ``NotSignedIn``."""
    found = actor_or_none()
    if found is None:
        raise NotSignedIn
    return found


def language() -> str:
    """``zh`` or ``en``: what was chosen, else what a program asks for, else the county's."""
    chosen = request.cookies.get("language", "")
    if chosen in LANGUAGES:
        return chosen
    if _is_api():
        return request.accept_languages.best_match(LANGUAGES) or "zh"
    return cast("str", current_app.config["MUSTER_LANGUAGE"])


def is_page(address: str) -> bool:
    """Whether something answers here when a browser opens this address of ours."""
    routes = current_app.url_map.bind_to_environ(request.environ)
    return routes.test(urlsplit(address).path, "GET")


def wants_json() -> bool:
    """Whether a program asks and no page is wanted."""
    if _is_api() or request.is_json:
        return True
    best = request.accept_mimetypes.best_match(["text/html", "application/json"], "text/html")
    return best == "application/json"


def _is_api() -> bool:
    return request.path.startswith("/api/")
