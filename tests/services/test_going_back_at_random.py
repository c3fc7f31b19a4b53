"""Random acts on random diagrams: done, returned in both manners, taken back, asked back, agreed or not."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from server.domain.acts import Act
from server.domain.asides import AsideState
from server.domain.errors import Refusal
from server.domain.ids import ProcessKey, SubjectId
from server.domain.people import SYSTEM
from server.domain.replay import fold
from server.domain.work import WorkState
from server.services import acting, asking, auditing, deploying, starting, tasks, working
from server.services.acts.scene import Given
from server.services.asking import Reply
from server.services.working import Answer
from tests.engine import trees
from tests.engine.diagrams import process
from tests.engine.trees import Planter
from tests.services.asking import SETTINGS
from tests.services.drawn import desk

if TYPE_CHECKING:
    from server.domain.asides import Aside
    from server.domain.ids import CaseId
    from server.domain.people import Actor
    from server.domain.work import WorkItem
    from tests.web.house import House

ACTS = 40
LAST = 400
MANNERS = ("rerun", "straight")


def of_either(key: str) -> str:
    """A step of one of two bodies."""
    if sum(key.encode()) % 2:
        return desk(key)
    return desk(key, org='"buguan"', role="township_officer")


class Game:
    """A matter by a random diagram, and two people who do and undo."""

    def __init__(self, house: House, seed: int) -> None:
        planted = Planter(seed, of_either)
        files = {"process.toml": SETTINGS.encode(), "survey.bpmn": planted.diagram}
        deploying.deploy(house.tools, SYSTEM, files)
        self.tools, self.chance = house.tools, planted.chance
        self.people = {"zjj": house.actor("zjj.handler"), "buguan": house.actor("buguan.officer")}
        officer = self.people["buguan"]
        begun = starting.start_case(house.tools, officer, ProcessKey("survey"), planted.values)
        self.case: CaseId = begun.case
        self.carried: Counter[str] = Counter()

    @property
    def items(self) -> tuple[WorkItem, ...]:
        with self.tools.unit() as unit:
            return unit.work.of_case(self.case)

    @property
    def open(self) -> list[WorkItem]:
        return [item for item in self.items if item.state is WorkState.OPEN]

    def doer(self, item: WorkItem) -> Actor:
        return self.people[item.body]

    def play(self) -> None:
        """One act, of any kind; what is refused changes nothing."""
        what = self.chance.choice(
            ["complete", "complete", "give_up", "take_back", "answer", "claim", "look"]
        )
        before = self.told
        try:
            getattr(self, what)()
        except Refusal:
            assert self.told == before
        else:
            self.carried[what] += 1

    def complete(self, item: WorkItem | None = None) -> None:
        item = item or self.chance.choice(self.open)
        working.complete(self.tools, self.doer(item), item.id, Answer(values={}))

    def claim(self) -> None:
        item = self.chance.choice(self.open)
        working.claim(self.tools, self.doer(item), item.id)

    def look(self) -> None:
        item = self.chance.choice(self.open)
        tasks.task(self.tools, self.doer(item), item.id)

    def take_back(self) -> None:
        item = self.chance.choice(self.items)
        given = Given(reason="写错了")
        acting.act(self.tools, self.doer(item), item.id, Act.TAKE_BACK, given)

    def answer(self) -> None:
        asked = [one for item in self.open for one in self.beside(item) if one.is_open]
        if not asked:
            return
        one = self.chance.choice(asked)
        actor = self.people[str(one.body)]
        verdict = self.chance.choice(["agree", "agree", "disagree"])
        asking.answer(self.tools, actor, one.id, Reply(verdict=verdict, text="意见"))

    def beside(self, item: WorkItem) -> tuple[Aside, ...]:
        with self.tools.unit() as unit:
            return unit.asides.of_item(item.id)

    def give_up(self) -> None:
        item = self.chance.choice(self.open)
        page = acting.look(self.tools, self.doer(item), item.id, Act.RETURN)
        target = self.chance.choice(page.questions[0].options).value
        given = Given(targets=(target,), way=self.chance.choice(MANNERS), reason="材料不全")
        acting.act(self.tools, self.doer(item), item.id, Act.RETURN, given)

    @property
    def told(self) -> int:
        """How much the journals hold."""
        with self.tools.unit() as unit:
            family = [SubjectId(each) for each in unit.views.family(self.case)]
            return sum(map(len, unit.journal.entries_of(family).values()))

    @property
    def is_over(self) -> bool:
        with self.tools.unit() as unit:
            return unit.cases.find(self.case).status == "finished"

    def check(self) -> None:
        """One holder a place, one end a piece of work, and tables that are the journal, folded."""
        items = self.items
        places = [(item.case, item.token) for item in items if item.state is WorkState.OPEN]
        assert len(places) == len(set(places)), "two lie at one place"
        by_id = {item.id: item for item in items}
        for item in items:
            if item.amends is not None:
                assert by_id[item.amends].state is WorkState.RETURNED
        with self.tools.unit() as unit:
            family = [SubjectId(each) for each in unit.views.family(self.case)]
            for subject, entries in unit.journal.entries_of(family).items():
                facts = [fact for entry in entries for fact in entry.facts]
                assert unit.views.standing(subject) == fold(facts).standing  # type: ignore[arg-type]  # a case
                self.check_ends(
                    [type(fact).__name__ + str(getattr(fact, "item", "")) for fact in facts]
                )

    @staticmethod
    def check_ends(told: list[str]) -> None:
        ends = [each for each in told if each.startswith(("WorkCompleted", "WorkReturned"))]
        assert len(ends) == len(set(ends)), "something ended twice"


@pytest.mark.parametrize("seed", range(8))
def test_whatever_is_done_and_undone_nothing_is_lost(
    house: House, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trees, "process", lambda *parts: process(*parts, key="survey"))
    game = Game(house, seed)
    for _ in range(ACTS):
        if game.is_over:
            break
        game.play()
        game.check()
    for _ in range(LAST):  # whatever was undone, it can still come to its end
        if game.is_over:
            break
        game.complete(game.open[0])
    assert game.is_over
    for item in game.items:
        assert all(one.state is not AsideState.OPEN for one in game.beside(item))
    assert auditing.verify(game.tools, SYSTEM).is_sound
