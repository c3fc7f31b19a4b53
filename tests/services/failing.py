"""Cases in which something has failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from server.domain.errors import StepFailed, StepStandsStill
from server.domain.ids import IncidentId, Token
from server.domain.moves import Alarm, Complete, Deliver, Fire, Listen
from server.services.delivering import deliver
from server.services.messages import Heard, Sent
from server.services.timekeeping import fire_or_report
from server.services.working import Answer, complete
from tests.builders import NOON, a_seat, an_actor, an_id, work_for

if TYPE_CHECKING:
    from server.domain.ids import CaseId
    from server.domain.people import Actor
    from tests.fakes import Stage

ADMIN = an_actor(a_seat("gov", "admin"), login="admin")
OTHER_ADMIN = an_actor(a_seat("gov", "admin"), login="other")
FAILURE = StepFailed(element="script", cause=("不行", "no"), read={"n": 1})


def alarm(name: str = "later") -> Alarm:
    """A timer."""
    return Alarm(token=Token(name), element=name, name="等", due=NOON)


def timer_failed(stage: Stage, *names: str) -> CaseId:
    """A case in which the steps after these timers failed."""
    case = stage.start(stage.person(), *(alarm(name) for name in names))
    for name in names:
        stage.engine.on(Fire, name, FAILURE)
    for timer in list(stage.state.timers):
        fire_or_report(stage.tools, timer)
    return case


def message_failed(stage: Stage) -> CaseId:
    """A case in which the step after a message failed."""
    listen = Listen(token=Token("ear"), element="hear", kind="message", name="reply", key="7")
    sender = stage.start(stage.person())
    stage.state.contents[sender, "d"] = {"said": "好"}
    case = stage.start(stage.person(), listen)
    stage.engine.on(Deliver, "ear", FAILURE)
    assert send(stage, sender) == Heard()
    return case


def send(stage: Stage, sender: CaseId | None = None, key: str | None = None) -> Heard:
    """Sends the message."""
    sent = Sent(
        source=sender or an_id(),
        kind="message",
        name="reply",
        key="7",
        digest="d",
        until=NOON,
        by=sender,
    )
    return deliver(stage.tools, sent, key)


def work_failed(stage: Stage, doer: Actor, *typed: str) -> CaseId:
    """A case in which the step after work failed, each time it was handed in."""
    case = stage.start(doer, work_for())
    stage.engine.on(Complete, "t1", FAILURE)
    for result in typed:
        with pytest.raises(StepStandsStill):
            complete(stage.tools, doer, stage.item(case).id, Answer(values={"result": result}))
    return case


def the_incident(stage: Stage) -> IncidentId:
    """The one that is open."""
    [incident] = stage.state.incidents
    return incident
