"""Messages, and a case that listens for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from server.domain.ids import Token
from server.domain.moves import Deliver, Listen
from server.services.delivering import deliver
from server.services.messages import Heard, Sent
from tests.builders import NOON, an_id
from tests.fakes import Stage
from tests.fakes.stage import ended

if TYPE_CHECKING:
    from server.domain.ids import CaseId

WEEK = timedelta(days=7)
EAR = Listen(token=Token("ear"), element="hear", kind="message", name="reply", key="7")


def a_stage() -> Stage:
    """A county whose cases end when they hear."""
    stage = Stage.with_process()
    stage.engine.on(Deliver, "ear", ended())
    return stage


def listener(stage: Stage, kind: str = "message", key: str = "7") -> CaseId:
    """A case that listens."""
    return stage.start(stage.person(), replace(EAR, kind=kind, key=key))


def sent(kind: str = "message", key: str = "7", name: str = "reply") -> Sent:
    """One on its way."""
    return Sent(
        source=an_id(), kind=kind, name=name, key=key, digest="", until=NOON + WEEK, by=None
    )


def send(stage: Stage, kind: str = "message", key: str = "7", name: str = "reply") -> Heard:
    """Sends and delivers one."""
    return deliver(stage.tools, sent(kind, key, name))
