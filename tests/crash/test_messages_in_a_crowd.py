"""Messages and those who wait for them, all at once: each message reaches one, and none is missed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

import pytest

from server.domain.ids import ProcessKey
from server.domain.people import SYSTEM
from server.services import auditing, deploying
from server.services.messages import Heard, Letter
from server.services.sending import send_message
from server.services.starting import start_case
from tests.crash.programs import ask, program
from tests.engine.diagrams import about, end, extensions, line, node, process, start, timer, user
from tests.engine.event_pen import BESIDE, catch
from tests.engine.test_parallel_starts import START
from tests.services.test_crowds import at_once
from tests.waiting import until

if TYPE_CHECKING:
    from tests.web.house import House

CROWD = 12
KEY = ProcessKey("crowd")
SETTINGS = """key = "crowd"
title = "众"
title_en = "Crowd"
owner = "command_centre"
"""
WAITING = process(
    start(),
    catch("ear", about("message", "m")),
    end(),
    line("S", "ear", "E"),
    beside=BESIDE,
    key="crowd",
)
HOURS = process(
    node("startEvent", "S", timer("timeCycle", f"R{CROWD}/PT1H"), said=extensions(missed="all")),
    user("look", org="starterBody", role="cmd_officer"),
    end(),
    line("S", "look", "E"),
    key="crowd",
)


def count(house: House, table: str) -> int:
    [[number]] = ask(house.database.conninfo, f"SELECT count(*) FROM {table}")  # noqa: S608  # a name of ours
    return int(number)


def reached(house: House, enough: int) -> bool:
    return count(house, "cases") >= enough


def test_all_who_begin_to_wait_while_messages_come_get_one_each(house: House) -> None:
    settings = SETTINGS + 'starter = ["township_officer"]\n'
    files = {"process.toml": settings.encode(), "crowd.bpmn": WAITING}
    deploying.deploy(house.tools, SYSTEM, files)
    with house.tools.unit() as unit:
        officer = unit.people.actor("buguan.officer", house.clock.now().date())

    with ThreadPoolExecutor(8) as people:
        acts = [
            people.submit(start_case, house.tools, officer, KEY, {})
            if number % 2
            else people.submit(send_message, house.tools, SYSTEM, Letter(name="回函", values={}))
            for number in range(2 * CROWD)
        ]
        for act in acts:
            act.result()

    assert (count(house, "listeners"), count(house, "messages")) == (0, 0)
    assert count(house, "cases WHERE status = 'finished'") == CROWD
    assert auditing.verify(house.tools, SYSTEM).is_sound


SEATED = (
    START.replace(b"value='\"zjj\"'", b"value='body_of(\"command_centre\")'")
    .replace(b'value="clerk"', b'value="cmd_officer"')
    .replace(b'id="whistle"', b'id="crowd"')
)
AGAIN = process(
    node("startEvent", "S", about("message", "m")),
    catch("ear", about("message", "m"), correlation="no"),
    end(),
    line("S", "ear", "E"),
    beside=BESIDE,
    key="crowd",
)


@pytest.mark.parametrize(
    ("diagram", "names"), [(SEATED, ("申请", "缴费", "证明")), (AGAIN, ("回函", "回函"))]
)
def test_messages_of_one_matter_that_come_together_begin_one_case(
    house: House, diagram: bytes, names: tuple[str, ...]
) -> None:
    deploying.deploy(
        house.tools, SYSTEM, {"process.toml": SETTINGS.encode(), "crowd.bpmn": diagram}
    )

    def send(name: str, number: int) -> Heard:
        letter = Letter(name=name, values={"no": number}, key=str(number))
        return send_message(house.tools, SYSTEM, letter)

    for number in range(4):
        answers = at_once([partial(send, name, number) for name in names])
        heard = [one for one in answers if isinstance(one, Heard)]
        assert sum(len(one.started) for one in heard) == 1, answers
        assert sum(len(one.moved) for one in heard) == len(names) - 1, answers
    assert count(house, "listeners") == 0


@pytest.mark.slow
def test_each_moment_begins_one_case_though_the_worker_is_killed(house: House) -> None:
    files = {"process.toml": SETTINGS.encode(), "crowd.bpmn": HOURS}
    deploying.deploy(house.tools, SYSTEM, files)  # by a clock of long ago: all moments were missed
    assert house.clock.now() < datetime.now(UTC)

    begun = 0
    while begun < CROWD:
        with program(house.environment, "worker"):
            enough = min(CROWD, begun + CROWD // 2)
            until(partial(reached, house, enough), seconds=90)
        begun = count(house, "cases")

    with program(house.environment, "worker"):
        until(lambda: count(house, "starts WHERE due IS NULL") == 1, seconds=90)
    assert count(house, "cases") == CROWD
    assert auditing.verify(house.tools, SYSTEM).is_sound
