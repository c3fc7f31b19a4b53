"""What every page's frame shows, and the words and addresses that templates use."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import request
from werkzeug.local import LocalProxy

from server.domain.access import audited_role, may
from server.domain.errors import Refusal
from server.domain.reading import Badge
from server.services import candidates, finding
from server.web import clock_words, register_words
from server.web.addresses import here, link
from server.web.bundles import read_bundles
from server.web.candidate_sheets import candidate_words
from server.web.catalogues import compile_catalogues
from server.web.context import actor_or_none, language, live, tools
from server.web.words import teach

if TYPE_CHECKING:
    from flask import Flask

BUILD = Path(__file__).parent / "static" / "dist"
NOTHING = Badge(inbox=0, late=0, notices=0)


def install(app: Flask) -> None:
    """Gives the templates their words, addresses, bundles and frame."""
    compile_catalogues()
    teach(app)
    clock_words.teach(app)
    register_words.teach(app)
    app.jinja_env.globals.update(
        link=link,
        asset=lambda name: f"/static/{name}",
        bundles=read_bundles(BUILD),
    )
    app.jinja_env.filters.update(candidate_words=candidate_words)
    app.context_processor(_frame)


def _frame() -> dict[str, Any]:
    """The figures are asked for where a template shows them: parts of pages have no frame."""
    me = actor_or_none()
    spoken = language()
    return {
        "language": spoken,
        "theme": request.cookies.get("theme", ""),
        "size": request.cookies.get("size", ""),
        "live": live(),
        "county": _county(spoken),
        "me": me,
        "oversees": me is not None and audited_role(me) is not None,
        "mends": me is not None and may(me, "administer"),
        "supervises": LocalProxy(cache(_supervises)),
        "badge": LocalProxy(cache(_badge)),
        "now": tools().clock.now(),
        "here": here(),
    }


def _county(spoken: str) -> str:
    """The county's name; a page about a database that is away must not need the database."""
    try:
        return finding.county_name(tools(), spoken)
    except Refusal:
        return ""


def _supervises() -> bool:
    """Whether the frame leads to what may be circulated."""
    me = actor_or_none()
    try:
        return me is not None and candidates.supervises(tools(), me)
    except Refusal:
        return False


def _badge() -> Badge:
    me = actor_or_none()
    try:
        return finding.badge(tools(), me) if me else NOTHING
    except Refusal:
        return NOTHING
