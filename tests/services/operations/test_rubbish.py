"""Whatever a diagram gives to an operation, it answers or refuses: nothing else goes up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from server.domain.errors import Refusal
from server.services.county_tables import county_of
from server.services.operations import Scene
from server.services.operations.registry import OPERATIONS
from tests.builders import a_held_case, work_for
from tests.fakes import Stage

if TYPE_CHECKING:
    from server.domain.values import Value, Values

RUBBISH: tuple[Value, ...] = (
    *(None, True, -1, 0.5, 1e308, 10**400, Decimal("NaN"), "", "x", "南村"),
    *([], [None], [[]], [{}], [5], ["x"], [{"score": {}}]),
    *({}, {"longitude": []}, {"longitude": "1e999", "latitude": "nan"}, date(2026, 3, 2)),
)
SENSIBLE: Values = {
    "itemCodes": [],
    "township": "buguan",
    "location": None,
    "results": [],
    "ratings": [],
}


NAMES = (*SENSIBLE, "subject", "outcome", "id", "code")


@pytest.fixture
def scene() -> Scene:
    stage = Stage.with_process()
    case = stage.start(stage.person(), work_for())
    stage.state.moved[case] = (1, b"state", {"location": {"longitude": 111, "latitude": 34}})
    unit = stage.tools.unit()
    return Scene(unit=unit, county=county_of(unit), case=a_held_case(), moment=stage.clock.now())


@pytest.mark.parametrize("rubbish", RUBBISH, ids=repr)
@pytest.mark.parametrize("operation", OPERATIONS)
def test_rubbish_is_answered_or_refused(scene: Scene, operation: str, rubbish: Value) -> None:
    given = [{name: rubbish} for name in NAMES]
    given += [{**SENSIBLE, name: rubbish} for name in NAMES]

    answers = [_asked(operation, scene, values) for values in given]

    assert {type(answer) for answer in answers} <= {dict, tuple}


def _asked(operation: str, scene: Scene, values: Values) -> Values | tuple[str, str]:
    try:
        return OPERATIONS[operation](scene, values)
    except Refusal as refusal:
        return refusal.sentence("zh"), refusal.sentence("en")
