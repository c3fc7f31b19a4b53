"""Messages and signals that other systems send through the API, on the real floors."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from server.domain.ids import CaseId
from server.domain.people import SYSTEM
from server.services import auditing, deploying, pictures, timekeeping
from tests.engine.diagrams import about, end, line, node, process, start, user
from tests.engine.event_pen import BESIDE, catch

if TYPE_CHECKING:
    from collections.abc import Generator

    from tests.web.house import House, Program

SETTINGS = """key = "intake"
title = "来件"
title_en = "Intake"
owner = "command_centre"
starter = ["township_officer"]
title_value = "subject"
"""
INTAKE = process(
    start(),
    node("startEvent", "letter", about("message", "m"), name="letter"),
    node("startEvent", "flood", about("signal", "s")),
    catch("ear", about("message", "m2"), correlation="caseNumber"),
    user("look", org="starterBody", role="cmd_officer"),
    end(),
    line("S", "ear", "look", "E"),
    line("letter", "look"),
    line("flood", "look"),
    beside=BESIDE + '<bpmn:message id="m2" name="补件"/>',
    key="intake",
)


@pytest.fixture
def program(house: House) -> Generator[Program]:
    """Who may send; afterwards the tables are what the journals say."""
    files = {"process.toml": SETTINGS.encode(), "intake.bpmn": INTAKE}
    deploying.deploy(house.tools, SYSTEM, files)
    yield house.program("county.admin")
    assert auditing.verify(house.tools, SYSTEM).is_sound


def begun(house: House) -> tuple[str, str]:
    """A case that waits for a message with its number."""
    told = house.program("buguan.officer").post("/processes/intake/start", {}).get_json()
    return told["case"], told["number"]


def test_a_message_begins_a_case_for_the_body_of_the_process(
    house: House, program: Program
) -> None:
    heard = program.post("/messages", {"name": "回函", "values": {"subject": "路灯"}}).get_json()

    [case] = heard.pop("started")
    assert heard == {"moved": [], "kept": False}
    with house.tools.unit() as unit:
        found = unit.cases.find(case)
    assert (found.body, found.title, found.number) == ("cmd", "路灯", "IN-2026-00001")


def test_a_message_reaches_the_case_whose_key_it_names(house: House, program: Program) -> None:
    _, (case, number) = begun(house), begun(house)

    heard = program.post("/messages", {"name": "补件", "key": number}).get_json()

    assert heard == {"moved": [case], "started": [], "kept": False}


def test_a_message_that_comes_early_is_kept_and_given_when_asked_for(
    house: House, program: Program
) -> None:
    kept = program.post("/messages", {"name": "补件", "key": "IN-2026-00001"}).get_json()

    case, _ = begun(house)

    assert kept == {"moved": [], "started": [], "kept": True}
    with house.tools.unit() as unit:
        assert not unit.waits.listening(CaseId(UUID(case)))


def test_a_message_lives_as_long_as_it_says(house: House, program: Program) -> None:
    program.post("/messages", {"name": "补件", "key": "IN-2026-00001", "ttl": 60})
    house.clock.moment += timedelta(minutes=1)

    case, _ = begun(house)
    timekeeping.tidy(house.tools)

    with house.tools.unit() as unit:
        assert unit.waits.listening(CaseId(UUID(case)))
        assert unit.messages.first("补件", "", house.clock.moment - timedelta(hours=1)) is None


def test_a_signal_begins_what_begins_by_it(program: Program) -> None:
    heard = program.post("/signals", {"name": "停办"}).get_json()

    assert len(heard["started"]) == 1


def test_the_same_request_twice_is_one(program: Program) -> None:
    body = {"name": "回函", "values": {}}
    told = [program.post("/messages", body, key="once").get_json() for _ in range(2)]

    assert told[0] == told[1]


def test_only_who_may_send_does(house: House, program: Program) -> None:
    assert program
    officer = house.program("buguan.officer")

    for path in ("/messages", "/signals"):
        assert officer.post(path, {"name": "回函"}).status_code == 403


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"name": ""},
        {"name": "x" * 201},
        {"name": "a\0"},
        {"name": "回函", "key": "\0"},
        {"name": "回函", "values": []},
        {"name": "回函", "ttl": -1},
        {"name": "回函", "strange": 1},
    ],
)
def test_what_is_no_message_is_refused(program: Program, body: Any) -> None:
    assert program.post("/messages", body).status_code == 422


def test_a_history_says_by_what_the_case_began(house: House, program: Program) -> None:
    [case] = program.post("/messages", {"name": "回函"}).get_json()["started"]

    picture = pictures.case(house.tools, SYSTEM, CaseId(UUID(case)))

    assert [one.sentence for one in picture.happenings][:2] == [
        "由“letter”自动发起，归示例县社会治理中心，编号 IN-2026-00001",
        "收到消息“回函”",
    ]
