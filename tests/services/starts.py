"""A process that begins by messages, signals and moments."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from server.domain.ids import StartId, subject_named
from server.domain.moves import Start
from server.domain.people import SYSTEM
from server.domain.process import Trigger, TriggerKind
from server.services.deploying import deploy
from server.services.messages import Sent
from tests.builders import NOON, a_model, an_id, process_files
from tests.fakes import Stage
from tests.fakes.stage import moved

HOUR = timedelta(hours=1)
LETTER = Trigger(element="letter", kind=TriggerKind.MESSAGE, name="来件")
ALARM = Trigger(element="alarm", kind=TriggerKind.SIGNAL, name="汛情")
DAILY = Trigger(element="daily", kind=TriggerKind.TIMER, name="timeCycle R/PT1H")
PROCESS = subject_named("process", "repair")


def a_stage() -> Stage:
    """A county in which nothing is deployed yet."""
    stage = Stage.in_county()
    for element in ("letter", "alarm", "daily"):
        stage.engine.on(Start, element, moved())
    return stage


def deployed(stage: Stage, *triggers: Trigger, bpmn: bytes = b"<a/>", settings: str = "") -> None:
    """The repair process, whose newest version waits for these."""
    stage.engine.accepted = replace(a_model(), triggers=triggers)
    files = dict(process_files(repair__bpmn=bpmn))
    files["process.toml"] = settings.encode() + files["process.toml"]
    deploy(stage.tools, SYSTEM, files)


def sent(kind: str = "message", name: str = "来件", key: str = "") -> Sent:
    """One on its way."""
    return Sent(
        source=an_id(), kind=kind, name=name, key=key, digest="", until=NOON + 24 * HOUR, by=None
    )


def cause(stage: Stage) -> str:
    """Why the only case that did not begin did not."""
    [incident] = stage.state.incidents.values()
    return str(stage.state.contents[incident.root, incident.digest]["cause_en"])


def the_start(stage: Stage) -> StartId:
    """The only thing that is waited for."""
    [start] = stage.state.starts
    return start
