"""A case of a small diagram in the whole house below the web, and hands to work on it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from server.domain.ids import ProcessKey
from server.domain.people import SYSTEM
from server.services import auditing, delivering, deploying, starting, timekeeping, working
from server.services.messages import Sent
from server.services.working import Answer
from tests.builders import an_id
from tests.eased import HandClock
from tests.features.county import NINE_ON_TUESDAY
from tests.features.drivers import ServicesDoor
from tests.features.world import World

if TYPE_CHECKING:
    from collections.abc import Generator
    from uuid import UUID

    from server.domain.ids import ItemId, TimerId
    from server.domain.people import Actor
    from tests.features.county import FoundedCounty

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
        self.world.run_jobs()

    @property
    def open(self) -> list[str]:
        """The elements of the open work."""
        return sorted(item.element for item in self.world.open_items())

    @property
    def family(self) -> list[UUID]:
        """The case and all its branches, in the order in which they began."""
        asked = "SELECT id FROM cases WHERE root = %(root)s OR id = %(root)s ORDER BY id"
        rows = self.world.intruder.execute(asked, {"root": self.world.root}).fetchall()
        return [row[0] for row in rows]

    def done(self, element: str) -> None:
        """Complete the oldest open work at an element."""
        item = min(
            (item for item in self.world.open_items() if item.element == element),
            key=lambda one: one.id,
        )
        self.complete(item.id)

    def complete(self, item: ItemId, choice: str | None = None) -> None:
        """Complete a piece of work."""
        working.complete(self.world.tools, self.actor, item, Answer(values={}, choice=choice))
        self.world.run_jobs()

    def fire(self, timer: TimerId) -> None:
        """Let a timer go off, whatever the clock says."""
        timekeeping.fire(self.world.tools, timer)
        self.world.run_jobs()

    def hear(self, kind: str, name: str) -> int:
        """Let a message or signal come from outside."""
        sent = Sent(
            source=an_id(), kind=kind, name=name, key="", digest="00", until=self.world.clock.now()
        )
        moved = delivering.deliver(self.world.tools, sent).moved
        self.world.run_jobs()
        return len(moved)

    def is_over(self) -> bool:
        """Whether the case has ended, with nothing left that waits."""
        with self.world.tools.unit() as unit:
            ended = unit.cases.find(self.world.root).ended_at is not None
            waits = unit.waits.listening(self.world.root), unit.waits.timers(self.world.root)
        return ended and waits == ({}, {})

    def is_sound(self) -> bool:
        """Whether the tables are what the journals say."""
        return auditing.verify(self.world.tools, SYSTEM).is_sound


@contextmanager
def a_matter(county: FoundedCounty) -> Generator[Matter]:
    """A county at nine on a Tuesday; afterwards the tables are what the journals say."""
    with county.copy() as database, county.intruder() as intruder:
        clock = HandClock(NINE_ON_TUESDAY)
        tools = county.tools_over(database, clock)
        hands = ServicesDoor(tools)
        matter = Matter(World(door=hands, hands=hands, tools=tools, clock=clock, intruder=intruder))
        yield matter
        assert matter.is_sound()
