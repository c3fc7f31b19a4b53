"""Cases that fail to begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.ids import IncidentId, ProcessKey, StartId
from server.domain.moves import Move, Push, Skip, Start
from server.domain.process import Occurrence
from server.services.messages import Sent
from tests.builders import NOON
from tests.fakes import Stage
from tests.fakes.stage import moved
from tests.services.failing import FAILURE
from tests.services.starts import (
    DAILY,
    HOUR,
    deployed,
    sent,
    the_start,
)

if TYPE_CHECKING:
    from server.domain.ports import World

REPAIR = ProcessKey("repair")
NEXT = Occurrence(at=NOON + 2 * HOUR, rest="[2]")


def failing(stage: Stage, element: str) -> None:
    """From now on the case fails to begin by this."""
    stage.engine.on(Start, element, FAILURE)


def mended(stage: Stage, element: str) -> None:
    """From now on the case begins by this."""
    stage.engine.on(Start, element, moved())


def skipping(stage: Stage) -> list[Skip | None]:
    """From now on the case begins by a letter; what the engine was then asked to pass over."""
    asked: list[Skip | None] = []

    def begin(_push: Push, world: World) -> Move:
        asked.append(world.skip)
        return moved(skipped=world.skip is not None)

    stage.engine.on(Start, "letter", begin)
    return asked


def message(stage: Stage, kind: str = "message", name: str = "来件") -> Sent:
    """One on its way, with something in it."""
    on_its_way = sent(kind, name)
    stage.state.contents[on_its_way.source, ""] = {"village": "东村"}
    return on_its_way


def clocked(stage: Stage, *moments: Occurrence | Exception | None) -> StartId:
    """A process whose first moment has come, and then these."""
    stage.engine.moments = [Occurrence(at=NOON + HOUR, rest="[1]"), *moments]
    deployed(stage, DAILY)
    stage.clock.pass_by(HOUR)
    return the_start(stage)


def the_incident(stage: Stage) -> IncidentId:
    [incident] = stage.state.incidents
    return incident
