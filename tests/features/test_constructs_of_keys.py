"""A message that has several keys, on the whole house below the web (BPMN 2.0, 8.3.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from server.domain.people import SYSTEM
from server.services import sending
from server.services.messages import Heard, Letter
from tests.engine.diagrams import about, end, line, start, user
from tests.engine.event_pen import catch
from tests.engine.pool_pen import file, pool
from tests.engine.test_correlation import BY_EITHER, EITHER, TWO

if TYPE_CHECKING:
    from tests.features.matter import Matter

DIAGRAM = file(
    pool(
        "whistle",
        start(),
        user("A"),
        catch("T", about("message", "m")),
        user("Z"),
        end(),
        line("S", "A", "T", "Z", "E"),
        BY_EITHER,
    ),
    collaboration=EITHER,
    beside=TWO,
)


def send(matter: Matter, key: str) -> Heard:
    heard = sending.send_message(
        matter.world.tools, SYSTEM, Letter(name="回函", values={}, key=key)
    )
    matter.world.run_jobs()
    return heard


@pytest.mark.parametrize("key", ["␟K=7", "␟L=[2026,7]", "␟K=8␟L=[2026,7]"])
def test_any_key_that_agrees_is_enough(matter: Matter, key: str) -> None:
    matter.begin(DIAGRAM, asked=2026, mine=7)
    matter.done("A")
    assert send(matter, "␟K=8␟L=[2026,8]").kept

    assert send(matter, key).moved == (matter.world.case,)
    assert matter.open == ["Z"]


@pytest.mark.parametrize("key", ["␟K=7", "␟K=8␟L=[2026,7]"])
def test_one_that_was_kept_is_found_by_any_key(matter: Matter, key: str) -> None:
    matter.begin(DIAGRAM, asked=2026, mine=7)
    assert send(matter, "␟K=8").kept
    assert send(matter, key).kept

    matter.done("A")

    assert matter.open == ["Z"]
    assert matter.is_sound()
