"""Messages and signals from the shell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from server.domain.people import SYSTEM
from server.services import deploying
from tests.cli.test_shell import muster
from tests.engine.diagrams import about, end, line, node, process, user
from tests.engine.event_pen import BESIDE, catch

if TYPE_CHECKING:
    from tests.web.house import House

INTAKE = {
    "process.toml": b'key = "intake"\ntitle = "x"\ntitle_en = "x"\nowner = "command_centre"\n',
    "intake.bpmn": process(
        node("startEvent", "S", about("message", "m")),
        catch("ear", about("signal", "s")),
        user("look", org="starterBody", role="cmd_officer"),
        end(),
        line("S", "ear", "look", "E"),
        beside=BESIDE,
        key="intake",
    ),
}


def test_a_message_begins_a_case_and_a_signal_moves_it_on(house: House) -> None:
    deploying.deploy(house.tools, SYSTEM, INTAKE)

    began = muster(house, "messages", "send", "回函", "--values", '{"village": "东村"}').stdout
    moved = muster(house, "messages", "signal", "停办").stdout

    assert began.startswith("+ ")
    assert moved.startswith("→ ")


def test_what_nobody_waits_for_is_kept_or_lost(house: House) -> None:
    assert muster(house, "messages", "send", "回函", "--key", "7").stdout.startswith("… ")
    assert muster(house, "messages", "signal", "停办").stdout.startswith("= ")


@pytest.mark.parametrize("values", ["[]", "{"])
def test_what_is_no_json_object_is_refused(house: House, values: str) -> None:
    said = muster(house, "messages", "send", "回函", "--values", values)

    assert said.exit_code == 2
    assert "JSON" in said.output
