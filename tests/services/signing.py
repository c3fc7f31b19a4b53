"""A case whose step M several heads of departments sign, by a rule that the test gives."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from server.domain.ids import CaseId, ProcessKey, SubjectId
from server.domain.people import SYSTEM
from server.domain.work import WorkItem, WorkState
from server.services import auditing, deploying, resizing, starting, timekeeping, working
from server.services.working import Answer
from tests.engine.diagrams import end, line, many, process, start, user
from tests.web.house import NINE_ON_MONDAY

if TYPE_CHECKING:
    from server.domain.people import Actor
    from tests.web.house import House

SETTINGS = """
key = "council"
title = "集体讨论"
title_en = "Council"
number = "TL"
starter = ["township_officer"]
"""
BALLOT = json.dumps(
    {
        "schemaVersion": 19,
        "type": "default",
        "components": [
            {
                "type": "group",
                "id": "ballot",
                "path": "ballot",
                "label": "表决",
                "components": [
                    {
                        "type": "radio",
                        "id": "opinion",
                        "key": "opinion",
                        "label": "意见",
                        "values": [
                            {"value": "yes", "label": "同意"},
                            {"value": "no", "label": "不同意"},
                            {"value": "blank", "label": "弃权"},
                        ],
                        "validate": {"required": True},
                    }
                ],
            }
        ],
    }
).encode()
HEADS = {"org": "body", "role": "dept_head"}


def vote(**said: Any) -> str:
    """``[votes.council]`` of process.toml: half of all agree, unless said otherwise."""
    given = {
        "field": "ballot.opinion",
        "agree": ["yes"],
        "refuse": ["no"],
        "abstain": ["blank"],
        "passes": "1/2",
        "result": "decision",
        **said,
    }
    lines = (f"{name} = {_toml(value)}" for name, value in given.items())
    return "\n".join(("[votes.council]", *lines))


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name} = {_toml(each)}" for name, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value)


def signed(sign: str, *, sequential: bool = False, **said: Any) -> str:
    """The step M."""
    mark = many("bodies", "body", into="answers", output="body", sequential=sequential)
    given = {**HEADS, "sign": sign, "members_by": "O", **said}
    return user("M", mark, name="表决", **given)


def counted(**said: Any) -> str:
    """The step M with a ballot and the vote of process.toml."""
    return signed("vote:council", form="council/ballot", **said)


def files(diagram: bytes, votes: str = "") -> dict[str, bytes]:
    """What is deployed."""
    settings = f"{SETTINGS}{votes}".encode()
    return {"process.toml": settings, "council.bpmn": diagram, "council/ballot.json": BALLOT}


def drawn(*parts: str, middle: str = "M") -> bytes:
    """S, O, what is given, Z, E in a row."""
    desk = {"org": '"zjj"', "role": "dept_handler"}
    return process(
        start(),
        user("O", name="交办", **desk),
        *parts,
        user("Z", name="汇总", **desk),
        end(),
        line("S", "O", middle, "Z", "E"),
        key="council",
    )


class Signing:
    """The case, from the moment when the heads of these bodies are asked."""

    def __init__(
        self, house: House, diagram: bytes, *bodies: str, votes: str = "", **values: Any
    ) -> None:
        self.tools = house.tools
        deploying.deploy(house.tools, SYSTEM, files(diagram, votes))
        officer = self.actor("buguan.officer")
        given = {"bodies": list(bodies), **values}
        self.case = starting.start_case(self.tools, officer, ProcessKey("council"), given).case
        self.done("O", "zjj.handler")

    def items(self, element: str = "M", state: WorkState = WorkState.OPEN) -> list[WorkItem]:
        with self.tools.unit() as unit:
            found = unit.work.of_case(self.case)
        return [item for item in found if item.element == element and item.state is state]

    def item(self, body: str, element: str = "M") -> WorkItem:
        [found] = [item for item in self.items(element) if item.body == body]
        return found

    def done(self, element: str, login: str) -> None:
        [item] = self.items(element)
        self.complete(item, login, {})

    def complete(self, item: WorkItem, login: str, values: dict[str, Any]) -> object:
        answer = Answer(values=values)
        return working.complete(self.tools, self.actor(login), item.id, answer)

    def actor(self, login: str) -> Actor:
        """Anybody, with a password or without."""
        with self.tools.unit() as unit:
            return unit.people.actor(login, NINE_ON_MONDAY.date())

    def say(self, body: str, opinion: str | None = None) -> None:
        """The head of a body signs; on a ballot with an opinion."""
        values = {"ballot": {"opinion": opinion}} if opinion else {}
        self.complete(self.item(body), f"{body}.head", values)

    def all_say(self, **opinions: str) -> None:
        for body, opinion in opinions.items():
            self.say(body, opinion)

    def add(self, *bodies: str) -> None:
        with self.tools.unit() as unit:
            [fan_out] = unit.waits.fan_outs(self.case).values()
        resizing.add(self.tools, self.actor("zjj.handler"), fan_out, bodies)

    def take(self, branch: CaseId) -> None:
        resizing.take(self.tools, self.actor("zjj.handler"), branch)

    def branches(self) -> list[CaseId]:
        with self.tools.unit() as unit:
            return list(unit.views.family(self.case)[1:])

    def fire(self) -> None:
        with self.tools.unit() as unit:
            cases = unit.views.family(self.case)
            [timer] = [one for case in cases for one in unit.waits.timers(case).values()]
        timekeeping.fire(self.tools, timer.id)

    @property
    def data(self) -> Any:
        with self.tools.unit() as unit:
            return unit.cases.find(self.case).data

    @property
    def result(self) -> Any:
        return self.data["decision"]

    def facts(self, kind: str) -> list[Any]:
        with self.tools.unit() as unit:
            family = [SubjectId(case) for case in unit.views.family(self.case)]
            journals = unit.journal.entries_of(family)
        found = (fact for written in journals.values() for entry in written for fact in entry.facts)
        return [fact for fact in found if type(fact).__name__ == kind]

    @property
    def is_over(self) -> bool:
        """Whether the step is, so that the next is offered."""
        return not self.items() and bool(self.items("Z"))

    @property
    def is_sound(self) -> bool:
        return auditing.verify(self.tools, SYSTEM).is_sound
