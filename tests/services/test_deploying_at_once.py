"""Deployments in the same moment as others, on the real database: each moment begins one case."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest

from server.domain.errors import Refusal
from server.domain.ids import ProcessKey
from server.domain.people import SYSTEM
from server.services.beginning import begin_by_time
from server.services.deploying import deploy
from tests.engine.diagrams import end, line, node, process, timer, user
from tests.services.test_crowds import at_once

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from server.domain.ports import HeldStart, Ids
    from tests.web.house import House

HOURLY = ProcessKey("hourly")
SETTINGS = b"""
key = "hourly"
title = "\xe6\xaf\x8f\xe5\xb0\x8f\xe6\x97\xb6"
title_en = "Hourly"
number = "XS"
owner = "command_centre"
"""


def files(name: str) -> dict[str, bytes]:
    """A process that begins each hour, with a step of this name."""
    begin = node("startEvent", "S", timer("timeCycle", "R/PT1H"))
    desk = {"org": '"zjj"', "role": "dept_handler"}
    drawn = process(begin, user("A", name=name, **desk), end(), line("S", "A", "E"), key="hourly")
    return {"process.toml": SETTINGS, "hourly.bpmn": drawn}


@dataclass
class Meanwhile:
    """Identifiers that let something happen before the second of them is given."""

    ids: Ids
    happens: Callable[[], object]
    given: int = field(default=0)

    def new(self) -> UUID:
        self.given += 1
        if self.given == 2:
            with ThreadPoolExecutor(1) as pool:
                pool.submit(self.happens).result()
        return self.ids.new()


@pytest.fixture
def hourly(house: House) -> HeldStart:
    """What the process waits for; its first moment has come."""
    deploy(house.tools, SYSTEM, files("甲"))
    house.clock.moment += timedelta(hours=1)
    return the_start(house)


def the_start(house: House) -> HeldStart:
    with house.tools.unit() as unit:
        [found] = unit.starts.of(HOURLY)
    return found


def test_a_moment_that_began_a_case_during_a_deployment_is_not_waited_for_again(
    house: House, hourly: HeldStart
) -> None:
    begin = partial(begin_by_time, house.tools, hourly.id)

    deploy(replace(house.tools, ids=Meanwhile(house.tools.ids, begin)), SYSTEM, files("乙"))

    start = the_start(house)
    assert not start.is_due(house.clock.moment)
    assert begin_by_time(house.tools, start.id) is None


def test_deployments_at_once_are_versions_one_after_the_other(
    house: House, hourly: HeldStart
) -> None:
    answers = at_once([partial(deploy, house.tools, SYSTEM, files(name)) for name in "乙丙丁"])

    assert [answer for answer in answers if isinstance(answer, Refusal)] == []
    assert sorted(answer.version.number for answer in answers) == [2, 3, 4]  # type: ignore[union-attr]
    assert the_start(house).occurrence == hourly.occurrence
