"""What a finished whistle leaves behind, from what the diagram gives to the operation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest

from server.engine.adapter import SpiffEngine
from server.services.operations import Scene
from server.services.operations.whistle import close
from tests.builders import NOON
from tests.house.playing import County as Played
from tests.house.playing import engine_with
from tests.house.whistles import Plays

if TYPE_CHECKING:
    from server.domain.values import Values


@pytest.fixture(scope="module")
def engine() -> SpiffEngine:
    return engine_with("whistle")


def test_the_rates_are_over_the_departments(engine: SpiffEngine) -> None:
    county = Played()
    plays = Plays(engine, county)
    play = plays.merged(plays.dispatched()).do("verify", "solved")
    play.answer("rate_departments", rated("solved", 5), rated("partial", 3))
    play.answer("rate_whistle", {"quality": "accurate"}, {"quality": "accurate"})

    operation, given = county.asked[-1]
    record = close(scene(), {**given, "results": [{"arriveAt": "2026-03-03T10:00"}, {}]})

    assert operation == "whistle.close"
    assert record == {
        "closedAt": NOON.isoformat(),
        "outcome": "solved",
        "responseRate": 0.5,
        "handledRate": 0.5,
        "satisfiedRate": 0.5,
    }


def test_without_departments_there_are_no_rates() -> None:
    assert close(scene(), {})["responseRate"] is None


def rated(handled: str, score: int) -> Values:
    return {"handled": handled, "score": str(score)}


def scene() -> Scene:
    nothing = cast("Any", None)
    return Scene(unit=nothing, county=nothing, case=nothing, moment=NOON)
