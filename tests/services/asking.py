"""A case whose step asks bodies, for tests of members who join it and leave it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from server.domain.ids import CaseId, ProcessKey
from server.domain.people import SYSTEM
from server.domain.work import WorkItem, WorkState
from server.services import auditing, deploying, resizing, starting, timekeeping, working
from server.services.working import Answer
from tests.engine.diagrams import end, extensions, line, many, process, start, sub, user

if TYPE_CHECKING:
    from tests.web.house import House

SETTINGS = """
key = "survey"
title = "征求意见"
title_en = "Survey"
number = "ZQ"
starter = ["township_officer"]
"""
DESK = {"org": '"zjj"', "role": "dept_handler"}


def mark(**said: Any) -> str:
    return many("bodies", "body", into="bodiesAsked", output="body", **said)


class Asking:
    """A case whose step M asks bodies; O is the step of who may change them."""

    def __init__(self, house: House, step: str, *bodies: object) -> None:
        drawn = process(
            start(),
            user("O", name="交办", **DESK),
            step,
            user("Z", name="汇总", **DESK),
            end(),
            line("S", "O", "M", "Z", "E"),
            key="survey",
        )
        deploying.deploy(
            house.tools, SYSTEM, {"process.toml": SETTINGS.encode(), "survey.bpmn": drawn}
        )
        self.house, self.tools = house, house.tools
        self.handler, self.officer = house.actor("zjj.handler"), house.actor("buguan.officer")
        values = {"bodies": list(bodies)}
        self.case = starting.start_case(self.tools, self.officer, ProcessKey("survey"), values).case
        self.do("O")

    def items(self, element: str, state: WorkState = WorkState.OPEN) -> list[WorkItem]:
        with self.tools.unit() as unit:
            found = unit.work.of_case(self.case)
        return [item for item in found if item.element == element and item.state is state]

    def do(self, element: str, at: int = 0) -> None:
        self.complete(self.items(element)[at])

    def complete(self, item: WorkItem) -> object:
        return working.complete(self.tools, self.handler, item.id, Answer(values={}))

    @property
    def fan_out(self) -> Any:
        with self.tools.unit() as unit:
            [found] = unit.waits.fan_outs(self.case).values()
        return found

    def add(self, *bodies: object, **more: Any) -> tuple[CaseId, ...]:
        return resizing.add(self.tools, self.handler, self.fan_out, bodies, **more)

    def take(self, branch: CaseId, **more: Any) -> None:
        resizing.take(self.tools, self.handler, branch, **more)

    def fire(self) -> None:
        with self.tools.unit() as unit:
            [timer] = unit.waits.timers(self.case).values()
        timekeeping.fire(self.tools, timer.id)

    def branches(self) -> list[CaseId]:
        with self.tools.unit() as unit:
            return list(unit.views.family(self.case)[1:])

    @property
    def data(self) -> Any:
        with self.tools.unit() as unit:
            return unit.cases.find(self.case).data

    @property
    def kinds(self) -> list[str]:
        return [kind for kind, _ in self._told()]

    def facts(self, kind: str) -> list[Any]:
        return [fact for told, fact in self._told() if told == kind]

    def _told(self) -> list[Any]:
        lines = auditing.journal(self.tools, SYSTEM, self.case, limit=1000)
        return [fact for line in lines for fact in line.facts]

    @property
    def is_sound(self) -> bool:
        return auditing.verify(self.tools, SYSTEM).is_sound


def work(*, until: str | None = None, sequential: bool = False, **said: str) -> str:
    given = {**DESK, "members_by": "O", **said}
    return user("M", mark(until=until, sequential=sequential), name="答复", **given)


def inside(*, sequential: bool = False) -> str:
    said = extensions(members_by="O")
    parts = (start("MS"), user("W", name="处置", **DESK), end("ME"), line("MS", "W", "ME"))
    return sub("M", said, mark(sequential=sequential), *parts)
