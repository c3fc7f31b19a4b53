"""The wrong diagrams of the features are wrong in the one way that they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.people import SYSTEM
from server.services import deploying
from tests.eased import HandClock
from tests.features import diagrams
from tests.features.county import NINE_ON_TUESDAY

if TYPE_CHECKING:
    from tests.features.county import FoundedCounty


def test_the_small_diagram_without_a_fault_is_accepted(county: FoundedCounty) -> None:
    with county.copy() as database:
        deployed = deploying.deploy(
            county.tools_over(database, HandClock(NINE_ON_TUESDAY)), SYSTEM, diagrams.right()
        )

    assert deployed.version.number == 2
