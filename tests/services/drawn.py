"""A case of any drawn process in the whole house: real engine, real store; everybody is zjj's handler."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from server.domain.ids import ProcessKey
from server.domain.people import SYSTEM
from server.domain.work import WorkItem, WorkState
from server.services import auditing, deploying, starting, timekeeping, working
from server.services.working import Answer
from tests.engine.diagrams import end, process, start, user
from tests.services.asking import DESK, SETTINGS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from server.domain.ids import CaseId, ItemId
    from server.domain.people import Actor
    from server.services.tools import Tools
    from tests.web.house import House


def desk(key: str, inner: str = "", **said: Any) -> str:
    """A step of zjj's handlers."""
    return user(key, inner, name=f"办{key}", **{**DESK, **said})


class Drawn:
    """A case that goes by a diagram of these parts."""

    def __init__(
        self,
        house: House,
        *parts: str,
        beside: str = "",
        begins: str = "",
        more: Mapping[str, bytes] | None = None,
        **values: Any,
    ) -> None:
        drawn = process(begins or start(), *parts, end(), beside=beside, key="survey")
        files = {"process.toml": SETTINGS.encode(), "survey.bpmn": drawn, **(more or {})}
        deploying.deploy(house.tools, SYSTEM, files)
        self.house = house
        self.tools: Tools = house.tools
        self.handler: Actor = house.actor("zjj.handler")
        self.officer: Actor = house.actor("buguan.officer")
        self.case: CaseId = starting.start_case(
            self.tools, self.officer, ProcessKey("survey"), values
        ).case

    def items(self, element: str, state: WorkState = WorkState.OPEN) -> list[WorkItem]:
        with self.tools.unit() as unit:
            found = unit.work.of_case(self.case)
        return [item for item in found if item.element == element and item.state is state]

    def item(self, element: str, state: WorkState = WorkState.OPEN, at: int = -1) -> ItemId:
        return self.items(element, state)[at].id

    def do(self, *elements: str, at: int = 0, **values: Any) -> None:
        for element in elements:
            item = self.items(element)[at].id
            working.complete(self.tools, self.handler, item, Answer(values=values))

    def do_as(self, who: Actor, element: str) -> None:
        working.claim(self.tools, who, self.item(element))
        working.complete(self.tools, who, self.item(element), Answer(values={}))

    def claim(self, element: str) -> None:
        working.claim(self.tools, self.handler, self.item(element))

    def fire(self) -> None:
        with self.tools.unit() as unit:
            timers = [
                timer
                for case in unit.views.family(self.case)
                for timer in unit.waits.timers(case).values()
            ]
        [timer] = timers
        timekeeping.fire(self.tools, timer.id)

    @property
    def open(self) -> list[str]:
        """The steps that wait for people, sorted."""
        with self.tools.unit() as unit:
            found = unit.work.of_case(self.case)
        return sorted(item.element for item in found if item.state is WorkState.OPEN)

    @property
    def data(self) -> Any:
        with self.tools.unit() as unit:
            return unit.cases.find(self.case).data

    def facts(self, kind: str) -> list[Any]:
        lines = auditing.journal(self.tools, SYSTEM, self.case, limit=1000)
        return [fact for line in lines for told, fact in line.facts if told == kind]

    @property
    def status(self) -> str:
        with self.tools.unit() as unit:
            return unit.cases.hold(self.case).status

    @property
    def is_sound(self) -> bool:
        return auditing.verify(self.tools, SYSTEM).is_sound
