"""A department with a head and two clerks, and work on their desk."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from server.domain import facts as f
from server.domain.acts import Act
from server.domain.errors import (
    AnswerWrong,
)
from server.domain.ids import ItemId
from server.domain.people import Actor
from server.domain.process import Step
from server.services import acting
from server.services.acts.scene import Given
from tests.builders import a_model, a_seat
from tests.fakes.stage import Stage


@dataclass(frozen=True)
class Office:
    """A department with a head and two clerks, and work on their desk."""

    stage: Stage
    head: Actor
    clerk: Actor
    colleague: Actor
    item: ItemId

    def act(
        self, actor: Actor, act: Act, given: Given | None = None, key: str | None = None
    ) -> None:
        acting.act(self.stage.tools, actor, self.item, act, given or Given(), key)

    def give(self, actor: Actor, act: Act, whom: Actor, text: str = "", choice: str = "") -> None:
        assert whom.person is not None
        self.act(actor, act, Given(people=(whom.person,), text=text, choice=choice))

    @property
    def holder(self) -> object:
        return self.stage.state.items[self.item].holder

    @property
    def last(self) -> f.Fact:
        return self.stage.facts(self.stage.state.items[self.item].case)[-1]

    def told(self) -> list[tuple[str, object]]:
        return [(notice.kind, notice.person or notice.role) for notice in self.stage.state.notices]


def an_office(*steps: Step) -> Office:
    """An office as any morning finds it; its work is at the first of these steps."""
    stage = Stage.with_process()
    if steps:
        stage.engine.accepted = a_model(*steps)
    clerk = stage.person(login="chen")
    colleague = stage.person(login="liu")
    head = stage.person(a_seat("zjj", "dept_head"), login="wang")
    return Office(stage, head, clerk, colleague, stage.offered(clerk))


def fields(refused: pytest.ExceptionInfo[AnswerWrong]) -> list[str]:
    return [fault.field for fault in refused.value.faults]
