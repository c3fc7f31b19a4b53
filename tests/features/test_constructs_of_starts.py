"""What several messages begin together, on the whole house below the web."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from server.domain.people import SYSTEM
from server.services import deploying, sending
from server.services.messages import Heard, Letter
from tests.engine.test_parallel_starts import GATEWAY, START
from tests.features.matter import SETTINGS

if TYPE_CHECKING:
    from tests.features.matter import Matter


@pytest.mark.parametrize(("diagram", "works"), [(GATEWAY, ["XX", "YY"]), (START, [])])
def test_messages_of_one_matter_find_the_case_that_the_first_began(
    matter: Matter, diagram: bytes, works: list[str]
) -> None:
    seat = diagram.replace(b"value='\"zjj\"'", b"value='body_of(\"command_centre\")'")
    seat = seat.replace(b'value="clerk"', b'value="cmd_officer"')
    settings = f'{SETTINGS.replace("cmd_officer", "")}owner = "command_centre"\n'
    settings = settings.replace('starter = [""]\n', "")
    files = {"process.toml": settings.encode(), "whistle.bpmn": seat}
    tools = matter.world.tools
    deploying.deploy(tools, SYSTEM, files)

    def send(name: str, number: int) -> Heard:
        letter = Letter(name=name, values={"no": number}, key=str(number))
        heard = sending.send_message(tools, SYSTEM, letter)
        matter.world.run_jobs()
        return heard

    [one] = send("申请", 7).started
    [other] = send("证明", 8).started
    assert one != other
    assert send("缴费", 7).moved == (one,)

    matter.world.case = one
    assert matter.open == works
    assert send("申请", 8).moved == (other,)
    assert send("证明", 7).moved == (one,)
    while matter.open:
        matter.done(matter.open[0])
    assert matter.is_over()
    assert matter.is_sound()
