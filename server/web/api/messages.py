"""Messages and signals from other systems."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import Blueprint

from server.services.messages import Letter
from server.services.sending import send_message, send_signal
from server.web.api.given_cases import HeardOut
from server.web.api.speaking import Endpoint, request_key, sent, speaks
from server.web.api.taken import MessageIn, SignalIn
from server.web.context import actor, tools
from server.web.gate import needs

if TYPE_CHECKING:
    from server.services.messages import Heard

messages = Blueprint("api_messages", __name__)
TAG = "messages"


@messages.post("/messages")
@needs("send")
@speaks(
    Endpoint(
        summary="Send a message: the case that waits for it with this key goes on, else one that waits without "
        "a key, else a process begins by it, else it is kept for `ttl` seconds.",
        summary_zh="发送消息：等待它且关联值相同的事项继续办理；没有则由不带关联值等待的事项继续；再没有则由它发起流程；再没有则留存 ttl 秒。",
        tag=TAG,
        takes=MessageIn,
        gives=HeardOut,
    )
)
def message() -> Heard:
    """Sends a message."""
    said = sent(MessageIn)
    life = None if said["ttl"] is None else timedelta(seconds=said["ttl"])
    letter = Letter(name=said["name"], key=said["key"], values=said["values"], keep_for=life)
    return send_message(tools(), actor(), letter, request_key=request_key())


@messages.post("/signals")
@needs("send")
@speaks(
    Endpoint(
        summary="Send a signal: every case that waits for it goes on, every process that begins by it begins. "
        "It is never kept.",
        summary_zh="发送信号：等待它的全部事项继续办理，由它发起的全部流程发起。信号不留存。",
        tag=TAG,
        takes=SignalIn,
        gives=HeardOut,
    )
)
def signal() -> Heard:
    """Sends a signal."""
    said = sent(SignalIn)
    letter = Letter(name=said["name"], values=said["values"])
    return send_signal(tools(), actor(), letter, request_key=request_key())
