"""What a hook was told, its key, and whether events come through: beside its entry in the register."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, request

from server.domain.calling import CallState
from server.domain.ids import CallId, uuid_in
from server.services.hooks import tending
from server.web.addresses import link
from server.web.context import actor, tools
from server.web.gate import needs

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

hooks = Blueprint("hooks", __name__)


@hooks.get("/admin/hooks/<hook>/calls")
@needs("administer")
def page(hook: str) -> ResponseReturnValue:
    """How a hook stands and what it was told, the newest first; of one state, where the query names it."""
    return _shown(hook)


@hooks.post("/admin/hooks/<hook>/key")
@needs("administer")
def make_key(hook: str) -> ResponseReturnValue:
    """Makes a key and shows it, this once: so the answer is the page, and leads nowhere."""
    key = tending.make_key(tools(), actor(), hook, request.form.get("idempotency_key"))
    return _shown(hook, key)


@hooks.post("/admin/hooks/<hook>/try")
@needs("administer")
def try_out(hook: str) -> ResponseReturnValue:
    """Tells the hook something now that happened nowhere."""
    tending.try_out(tools(), actor(), hook, request.form.get("idempotency_key"))
    return redirect(link("hook", hook=hook), 303)


@hooks.post("/admin/hooks/<hook>/calls/<uuid:call>/retry")
@needs("administer")
def retry(hook: str, call: UUID) -> ResponseReturnValue:
    """Makes a call again now."""
    key = request.form.get("idempotency_key")
    tending.retry(tools(), actor(), hook, CallId(call), key)
    return redirect(link("hook", hook=hook), 303)


def _shown(hook: str, key: str = "") -> str:
    """The page of a hook; ``key`` is shown once."""
    state = request.args.get("state", "")
    chosen = CallState(state) if state in set(CallState) else None
    last = uuid_in(request.args.get("after", ""))
    found = tending.page(tools(), actor(), hook, chosen, CallId(last) if last else None)
    after = found.calls.next
    return render_template(
        "admin/hook.html",
        hook=found,
        state=chosen,
        key=key,
        act_key=str(uuid4()),
        next_href=link("hook", hook=hook, state=chosen or "", after=after) if after else None,
    )
