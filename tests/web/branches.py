"""Processes whose branches throw: what is drawn around them, and a play of one case."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from server.domain.ids import ProcessKey, SubjectId
from server.domain.people import SYSTEM
from server.domain.reading import InboxQuery
from server.services import deploying
from server.services.auditing import verify
from server.services.starting import start_case
from server.services.working import Answer, complete
from tests.engine.diagrams import boundary, end, line, many, node, process, start, sub
from tests.engine.diagrams import user as work
from tests.engine.event_pen import BESIDE

if TYPE_CHECKING:
    from server.domain.ids import ItemId
    from tests.web.house import House

OTHER = '<bpmn:escalation id="c2" name="催办" escalationCode="other"/>'
SETTINGS = """
key = "{key}"
title = "征求意见"
title_en = "Survey"
number = "ZQ"
starter = ["township_officer"]
"""


def user(key: str) -> str:
    """Work that is called by its id and waits for the handler of the department."""
    return work(key, name=key, org='"zjj"', role="dept_handler")


def around(host: str, *beside: str) -> tuple[str, ...]:
    """A process of an activity H and work Z after it."""
    return (start(), host, user("Z"), end(), line("S", "H", "Z", "E"), *beside)


def two(*parts: str, key: str = "H") -> str:
    """A sub-process in two instances."""
    return sub(key, many(count="2"), *parts)


def call(called: str, key: str = "H") -> str:
    """A call of another process."""
    return node("callActivity", key, calledElement=called)


def guarded(inner: str, host: str = "H", *, interrupting: bool = True, key: str = "G") -> str:
    """A boundary event that leads to work L."""
    event = boundary(key, host, inner, interrupting=interrupting)
    return event + user(f"L{key}") + end(f"{key}E") + line(key, f"L{key}", f"{key}E")


def handler(inner: str, *, interrupting: bool = True, key: str = "X") -> str:
    """An event sub-process with work L."""
    begins = node(
        "startEvent", f"{key}S", inner, isInterrupting="true" if interrupting else "false"
    )
    parts = (begins, user(f"L{key}"), end(f"{key}E"), line(f"{key}S", f"L{key}", f"{key}E"))
    return sub(key, *parts, triggeredByEvent="true")


class Play:
    """A case of the last of these processes, whose work all waits for one handler."""

    def __init__(self, house: House, **processes: tuple[str, ...]) -> None:
        for key, parts in processes.items():
            drawn = process(*parts, beside=BESIDE + OTHER, key=key)
            settings = SETTINGS.format(key=key).encode()
            files = {"process.toml": settings, f"{key}.bpmn": drawn}
            deploying.deploy(house.tools, SYSTEM, files)
        self.tools = house.tools
        self.handler = house.actor("zjj.handler")
        township = house.actor("buguan.officer")
        self.case = start_case(self.tools, township, ProcessKey(key), {}).case

    def _items(self) -> list[tuple[str, ItemId]]:
        with self.tools.unit() as unit:
            page = unit.views.inbox(self.handler, InboxQuery(), self.tools.clock.now())
        return sorted((row.step, row.item) for row in page.rows)

    @property
    def waiting(self) -> list[str]:
        """The names of all work that waits."""
        return [name for name, _ in self._items()]

    def do(self, name: str) -> Play:
        """Complete the first work of this name."""
        item = next(item for each, item in self._items() if each == name)
        complete(self.tools, self.handler, item, Answer(values={}))
        return self

    def do_all_at_once(self, name: str) -> None:
        """Complete all work of this name, each in a thread of its own."""
        items = [item for each, item in self._items() if each == name]
        with ThreadPoolExecutor(len(items)) as threads:
            acts = [
                threads.submit(complete, self.tools, self.handler, item, Answer(values={}))
                for item in items
            ]
        for act in acts:
            act.result()

    @property
    def kinds(self) -> list[str]:
        """The names of all facts of the case, without its branches."""
        with self.tools.unit() as unit:
            entries = unit.journal.entries(SubjectId(self.case))
        return [type(fact).__name__ for entry in entries for fact in entry.facts]

    @property
    def is_sound(self) -> bool:
        """Whether the tables say of every case what its journal says."""
        return verify(self.tools, SYSTEM).is_sound
