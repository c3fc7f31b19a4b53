"""Somebody leaves office: what is open with them, who takes over, and one act."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from flask import Blueprint, redirect, render_template, request

from server.domain.county_time import day_in, day_of
from server.domain.errors import Conflict, Invalid
from server.services.registers.leaving import Leaving, leave, leaving_page
from server.web.addresses import link
from server.web.context import actor, language, tools
from server.web.gate import needs
from server.web.problems import faults_in
from server.web.speech import gettext

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

leaving = Blueprint("leaving", __name__)
SUCCESSOR = "successor."
"""Before the post in the name of a field."""


@leaving.get("/admin/persons/<login>/leaving")
@needs("administer")
def page(login: str) -> ResponseReturnValue:
    """Everything open with a person, and who may take over."""
    return _page(login)


@leaving.post("/admin/persons/<login>/leaving")
@needs("administer")
def enter(login: str) -> ResponseReturnValue:
    """Ends all posts and arranges the handing on."""
    said = request.form
    last_day = day_in(said.get("last_day", ""))
    if last_day is None:
        return _page(login, wrong=gettext("请填写最后一天。")), Invalid.status
    asked = Leaving(
        last_day=last_day,
        successors={
            name.removeprefix(SUCCESSOR): value.strip()
            for name, value in said.items()
            if name.startswith(SUCCESSOR) and value.strip()
        },
        reason=said.get("reason", "").strip(),
    )
    try:
        leave(tools(), actor(), login, asked, said.get("idempotency_key"))
    except (Invalid, Conflict) as refusal:
        faults = " ".join(message for _, message in faults_in(refusal))
        return _page(login, wrong=faults or refusal.sentence(language())), refusal.status
    return redirect(link("leaving", login=login), 303)


def _page(login: str, wrong: str = "") -> str:
    yesterday = day_of(tools().clock.now()) - timedelta(days=1)
    return render_template(
        "admin/leaving.html",
        page=leaving_page(tools(), actor(), login),
        said=request.form,
        last_day=request.form.get("last_day") or yesterday.isoformat(),
        refusal=wrong,
        act_key=str(uuid4()),
    )
