"""A case of a small diagram on the whole house below the web, worked on by one officer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from server.domain.ids import ProcessKey
from server.domain.people import SYSTEM
from server.services import delivering, deploying, starting, working
from server.services.messages import Sent
from server.services.working import Answer
from tests.builders import an_id
from tests.features.world import World

if TYPE_CHECKING:
    from server.domain.people import Actor

SETTINGS = """key = "whistle"
title = "构件"
title_en = "Constructs"
starter = ["cmd_officer"]
"""


class Matter:
    """A case of a small diagram, worked on by the officer of the command centre."""

    def __init__(self, world: World) -> None:
        self.world = world
        with world.tools.unit() as unit:
            self.actor: Actor = unit.people.actor("cmd.duty", world.clock.now().date())

    def begin(self, diagram: bytes, **values: Any) -> None:
        """Deploy the diagram with every step given to the officer, and start a case."""
        seat = diagram.replace(b'value="&quot;zjj&quot;"', b"value='body_of(\"command_centre\")'")
        seat = seat.replace(b"value='\"zjj\"'", b"value='body_of(\"command_centre\")'")
        seat = seat.replace(b'value="clerk"', b'value="cmd_officer"')
        files = {"process.toml": SETTINGS.encode(), "whistle.bpmn": seat}
        deploying.deploy(self.world.tools, SYSTEM, files)
        started = starting.start_case(self.world.tools, self.actor, ProcessKey("whistle"), values)
        self.world.case = started.case

    @property
    def open(self) -> list[str]:
        """The elements of the open work."""
        return sorted(item.element for item in self.world.open_items())

    def done(self, element: str) -> None:
        """Complete the oldest open work at an element."""
        item = min(
            (item for item in self.world.open_items() if item.element == element),
            key=lambda one: one.id,
        )
        working.complete(self.world.tools, self.actor, item.id, Answer(values={}))
        self.world.run_jobs()

    def hear(self, kind: str, name: str) -> int:
        """Let a message or signal come from outside."""
        sent = Sent(
            source=an_id(), kind=kind, name=name, key="", digest="00", until=self.world.clock.now()
        )
        return len(delivering.deliver(self.world.tools, sent).moved)

    def is_over(self) -> bool:
        """Whether the case has ended, with nothing left that waits."""
        with self.world.tools.unit() as unit:
            ended = unit.cases.find(self.world.root).ended_at is not None
            waits = unit.waits.listening(self.world.root), unit.waits.timers(self.world.root)
        return ended and waits == ({}, {})
