"""Whatever a diagram gives to an operation, it answers or refuses: nothing else goes up."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from server.domain.errors import Refusal
from server.services.county_tables import county_of
from server.services.operations import Scene
from server.services.operations.registry import OPERATIONS
from tests.builders import a_held_case, work_for
from tests.fakes import Stage

if TYPE_CHECKING:
    from server.domain.values import Value

RUBBISH: tuple[Value, ...] = (
    *(None, True, -1, 0.5, 1e308, "", "x", "南村"),
    *([], [None], [[]], [{}], [5], ["x"], [{"score": {}}]),
    *({}, {"longitude": []}, {"longitude": "1e999", "latitude": "nan"}, date(2026, 3, 2)),
)
SENSIBLE = {"itemCodes": [], "township": "buguan", "location": None, "results": [], "ratings": []}


class Everywhere(dict[str, Any]):
    """Gives the same under each name but those that are said."""

    def __init__(self, rubbish: Value, **said: Value) -> None:
        super().__init__(said)
        self.rubbish = rubbish

    def get(self, name: str, default: Value = None) -> Value:
        return super().get(name, self.rubbish)


@pytest.fixture
def scene() -> Scene:
    stage = Stage.with_process()
    stage.start(stage.person(), work_for())
    unit = stage.tools.unit()
    return Scene(unit=unit, county=county_of(unit), case=a_held_case(), moment=stage.clock.now())


@pytest.mark.parametrize("rubbish", RUBBISH, ids=repr)
@pytest.mark.parametrize("operation", OPERATIONS)
def test_rubbish_is_answered_or_refused(scene: Scene, operation: str, rubbish: Value) -> None:
    given = [{"id": rubbish}, {"code": rubbish}, Everywhere(rubbish)]
    given += [
        Everywhere(rubbish, **{name: value for name, value in SENSIBLE.items() if name != left})
        for left in SENSIBLE
    ]

    for values in given:
        try:
            answer = OPERATIONS[operation](scene, values)
        except Refusal as refusal:
            assert refusal.sentence("zh") != refusal.sentence("en")
        else:
            assert isinstance(answer, dict)
