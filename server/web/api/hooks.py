"""What hooks were told, their keys, and whether events come through, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from server.domain.calling import CallState
from server.domain.ids import CallId
from server.services.hooks import tending
from server.web.api.given_hooks import HookKeyOut, HookOut, TrialOut
from server.web.api.speaking import Endpoint, asked, request_key, sent, speaks
from server.web.api.taken import ActIn
from server.web.api.taken_hooks import CallsAsked
from server.web.context import actor, tools
from server.web.gate import needs

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from server.domain.reading import HookPage

hooks = Blueprint("api_hooks", __name__)
TAG = "registers"


@hooks.get("/hooks/<hook>/calls")
@needs("administer")
@speaks(
    Endpoint(
        summary="How a hook stands, and what it was told with its answers, the newest first.",
        summary_zh="接收端的状况、推送记录和对方的答复，最新的在前。",
        tag=TAG,
        asks=CallsAsked,
        gives=HookOut,
    )
)
def calls(hook: str) -> HookPage:
    """Lists what it was told."""
    said = asked(CallsAsked)
    state = CallState(said["state"]) if said["state"] else None
    after = CallId(said["after"]) if said["after"] else None
    return tending.page(tools(), actor(), hook, state, after)


@hooks.post("/hooks/<hook>/key")
@needs("administer")
@speaks(
    Endpoint(
        summary="Make a new key for a hook's signatures; it is told this once. The one before is good for a day more.",
        summary_zh="为接收端生成新的签名密钥，只告知这一次；旧密钥再用一天。",
        tag=TAG,
        takes=ActIn,
        gives=HookKeyOut,
    )
)
def make_key(hook: str) -> Mapping[str, str]:
    """Makes a key."""
    sent(ActIn)
    return {"key": tending.make_key(tools(), actor(), hook, request_key())}


@hooks.post("/hooks/<hook>/try")
@needs("administer")
@speaks(
    Endpoint(
        summary="Tell a hook something now that happened nowhere, to see whether events come through.",
        summary_zh="向接收端试推送一次，看能否送达。",
        tag=TAG,
        takes=ActIn,
        gives=TrialOut,
    )
)
def try_out(hook: str) -> Mapping[str, UUID]:
    """Tries it."""
    sent(ActIn)
    return {"call": tending.try_out(tools(), actor(), hook, request_key())}


@hooks.post("/hooks/<hook>/calls/<uuid:call>/retry")
@needs("administer")
@speaks(
    Endpoint(
        summary="Make a call again now, whatever became of it; the hook knows it by its webhook-id.",
        summary_zh="立即再推送一次，无论先前结果如何；对方按 webhook-id 识别。",
        tag=TAG,
        takes=ActIn,
    )
)
def retry(hook: str, call: UUID) -> None:
    """Makes it again."""
    sent(ActIn)
    tending.retry(tools(), actor(), hook, CallId(call), request_key())
