"""What the tests of the house share."""

import pytest

from server.engine.adapter import SpiffEngine
from tests.house.playing import County, engine_with
from tests.house.whistles import CLEAR, Plays


@pytest.fixture(scope="module")
def whistle_engine() -> SpiffEngine:
    return engine_with("whistle")


@pytest.fixture
def county() -> County:
    return County(answers={"whistle.precheck": CLEAR})


@pytest.fixture
def plays(whistle_engine: SpiffEngine, county: County) -> Plays:
    return Plays(whistle_engine, county)
