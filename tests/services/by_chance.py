"""A case of a diagram drawn by chance, and people who do by chance whatever the house offers them.

Nothing here knows any act: what an act asks for is answered out of what its page offers, so that an act
that is built later is played too.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from server.domain import facts as f
from server.domain.acts import Act
from server.domain.asides import AsideState
from server.domain.errors import NotAllowed, NotFound, Refusal
from server.domain.ids import PersonId, SubjectId
from server.domain.journal import read_facts
from server.domain.people import SYSTEM
from server.domain.reading import Asks
from server.domain.replay import fold
from server.domain.work import WorkState, is_theirs
from server.services import acting, acting_on_cases, asking, drafting, peopling, working
from server.services.acts.scene import Given
from server.services.asking import Reply
from server.services.working import Answer
from tests.engine.diagrams import user
from tests.engine.trees import Planter
from tests.forms.form import field, form
from tests.services.asking import DESK
from tests.services.drawn import Drawn
from tests.web.house import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from server.domain.asides import Aside
    from server.domain.people import Actor
    from server.domain.reading import ActPage, Question
    from server.domain.work import WorkItem
    from tests.web.house import House

PLAYERS = (
    "buguan.officer",
    "buguan.officer2",
    "buguan.head",
    "zjj.handler",
    "zjj.head",
    "slj.handler",
    "gov.head",
    "sfj.supervisor",
    "county.admin",
    "county.deputy",
)
TOWNSHIP = {"org": "starterBody", "role": "township_officer"}
MOST_ROUNDS = 60
FORMS = {"survey/said.json": form(field("number", "said"))}
MOSTLY = 0.8
TOMORROW = date(2026, 3, 10)


def step(key: str) -> str:
    """Every other step is the township's."""
    said = TOWNSHIP if int(key[1:]) % 2 else DESK
    return user(key, name=f"办{key}", form="survey/said", **said)


class ByChance:
    """A case, everybody who may have to do with it, and what they have said so far."""

    def __init__(self, house: House, seed: int) -> None:
        planted = Planter(seed, step, depth=3)
        self.chance = planted.chance
        self.drawn = Drawn(house, *planted.parts, more=FORMS, **planted.values)
        self.tools = house.tools
        peopling.set_passwords(house.tools, SYSTEM, dict.fromkeys(PLAYERS, PASSWORD))
        self.actors = [house.actor(login) for login in PLAYERS]
        self.said: dict[Any, int] = {}
        """What was answered, by the work."""
        self.done: set[Act] = set()
        """The acts that were carried out."""

    @property
    def items(self) -> tuple[WorkItem, ...]:
        """All the work that there ever was."""
        with self.tools.unit() as unit:
            return unit.work.of_case(self.drawn.case)

    @property
    def open(self) -> list[WorkItem]:
        return [item for item in self.items if item.state is WorkState.OPEN]

    @property
    def asides(self) -> list[Aside]:
        with self.tools.unit() as unit:
            return [one for item in self.items for one in unit.asides.of_item(item.id)]

    @property
    def facts(self) -> list[f.Fact]:
        """What happened; who looked at it is not counted."""
        with self.tools.unit() as unit:
            entries = unit.journal.entries(SubjectId(self.drawn.case))
        told = [fact for entry in entries for fact in read_facts(entry.text)]
        return [fact for fact in told if not isinstance(fact, f.CaseInspected)]

    def move(self) -> None:
        """Somebody does something, or is refused."""
        moves: Mapping[Callable[[], None], int] = {
            self.sign: 3,
            self.work: 1,
            self.act: 8,
            self.act_on_case: 2,
            self.reply: 2,
            self.give_back: 1,
            self.fill_in: 2,
        }
        [chosen] = self.chance.choices([*moves], [*moves.values()])
        try:
            chosen()
        except Refusal:
            return

    def work(self) -> None:
        """Somebody signs for work where they have to, and does it."""
        if self.open:
            self.complete(self.chance.choice(self.open))

    def sign(self) -> None:
        """Somebody signs for work."""
        if self.open:
            item = self.chance.choice(self.open)
            working.claim(self.tools, self.chance.choice(self.actors), item.id)

    def fill_in(self) -> None:
        """Somebody keeps what they have typed, which may be given in to be signed."""
        if self.open:
            item, actor = self.chance.choice(self.open), self.chance.choice(self.actors)
            drafting.save_draft(self.tools, actor, item.id, {"said": len(self.said) + 1})

    def complete(self, item: WorkItem) -> None:
        """Do a piece of work, as whoever can."""
        number = len(self.said) + 1
        for actor in self.chance.sample(self.actors, len(self.actors)):
            if is_theirs(item, actor):
                if item.claimed_at is None:
                    working.claim(self.tools, actor, item.id)
                working.complete(self.tools, actor, item.id, Answer(values={"said": number}))
                self.said[item.id] = number
                return

    def give_back(self) -> None:
        """Somebody gives back what they signed for."""
        if self.open:
            item = self.chance.choice(self.open)
            working.give_back(self.tools, self.chance.choice(self.actors), item.id)

    def act(self) -> None:
        """An act on work, whether or not it is theirs to do."""
        item = self.chance.choice(self.open or self.items)
        for actor in self.chance.sample(self.actors, 3):
            offered = {offer.act for offer in acting.offers(self.tools, actor, item.id)}
            if offered - self.done:
                break
        act = self._some_act(offered)
        if act not in offered:
            self._is_refused(lambda: acting.act(self.tools, actor, item.id, act, Given()))
            return
        self._is_offered(
            act,
            lambda: acting.look(self.tools, actor, item.id, act),
            lambda given: acting.act(self.tools, actor, item.id, act, given),
        )

    def act_on_case(self) -> None:
        """An act on the whole case."""
        actor, case = self.chance.choice(self.actors), self.drawn.case
        offered = {offer.act for offer in acting_on_cases.offers(self.tools, actor, case)}
        act = self._some_act(offered)
        if act not in offered:
            self._is_refused(lambda: acting_on_cases.act(self.tools, actor, case, act, Given()))
            return
        self._is_offered(
            act,
            lambda: acting_on_cases.look(self.tools, actor, case, act),
            lambda given: acting_on_cases.act(self.tools, actor, case, act, given),
        )

    def reply(self) -> None:
        """Somebody answers what was asked beside work, or says that they read it."""
        if self.asides:
            self.answer(self.chance.choice(self.asides), self.chance.choice(self.actors))

    def answer(self, aside: Aside, actor: Actor) -> None:
        """One answers."""
        if aside.is_to_read:
            asking.read(self.tools, actor, aside.id, Reply())
        else:
            verdict = "agree" if aside.wants_verdict else ""
            asking.answer(self.tools, actor, aside.id, Reply(text="可", verdict=verdict))

    def _some_act(self, offered: set[Act]) -> Act:
        """Mostly one that is offered, and sooner one that was not carried out yet."""
        if offered and self.chance.random() < MOSTLY:
            return self.chance.choice(sorted(offered - self.done or offered))
        return self.chance.choice(list(Act))

    def _is_refused(self, act: Callable[[], object]) -> None:
        """What the table of rights doesn't allow is refused, and leaves no trace."""
        before = self.facts
        try:
            act()
        except Refusal:
            assert self.facts == before, "a refused act left a trace"
            return
        raise AssertionError("an act went through that was not offered")

    def _is_offered(
        self, act: Act, look: Callable[[], ActPage], do: Callable[[Given], object]
    ) -> None:
        """What is offered may be looked at and carried out; if not, because of how things are."""
        try:
            page = look()
            given = Given(foreseen=page.mark)
            for question in page.questions:
                given = replace(given, **{question.asks: self._answer_to(question)})
            do(given)
        except (NotAllowed, NotFound) as refused:
            raise AssertionError(f"{act} was offered and then not allowed") from refused
        self.done.add(act)

    def _answer_to(self, question: Question) -> Any:
        if not question.is_required and not question.options:
            return Given.__dataclass_fields__[question.asks].default
        if question.asks is Asks.UNTIL:
            return TOMORROW
        if not question.options:
            return "情况说明"
        count = self.chance.randint(1, len(question.options)) if question.is_many else 1
        chosen = [one.value for one in self.chance.sample(question.options, count)]
        if question.asks is Asks.PEOPLE:
            return tuple(PersonId(UUID(value)) for value in chosen)
        return tuple(chosen) if question.asks is Asks.TARGETS else chosen[0]

    def finish(self) -> str:
        """Everybody does what is left; gives what became of the case."""
        for _ in range(MOST_ROUNDS):
            status = self.drawn.status
            if status not in {"running", "suspended"}:
                break
            if status == "suspended":
                self._try(self._resume)
            for aside in self.asides:
                if aside.state is AsideState.OPEN:
                    self._try(partial(self._call_off, aside))
            for item in self.open:
                with suppress(Refusal):
                    self.complete(item)
        return self.drawn.status

    def _call_off(self, aside: Aside, actor: Actor) -> None:
        asking.call_off(self.tools, actor, aside.id)

    def _resume(self, actor: Actor) -> None:
        given = Given(reason="继续办理")
        acting_on_cases.act(self.tools, actor, self.drawn.case, Act.RESUME, given)

    def _try(self, act: Callable[[Actor], object]) -> None:
        """Let the first who may do it do it."""
        for actor in self.actors:
            with suppress(Refusal):
                act(actor)
                return

    def check(self) -> None:
        """What holds at any time: the journal tells the tables, no work lies with nobody, no answer is lost."""
        case, facts = self.drawn.case, self.facts
        story = fold(facts)
        with self.tools.unit() as unit:
            assert unit.views.standing(case) == story.standing
            contents = unit.journal.contents(case)
        assert set(story.open_work) == {item.id for item in self.open}
        if story.status == "running":
            assert self.open, "the case goes on and nobody has anything to do"
        staffed = {desk for actor in self.actors for desk in actor.desks}
        assert all(item.holder or (item.body, item.role) in staffed for item in self.open)
        completed = [fact for fact in facts if isinstance(fact, f.WorkCompleted)]
        said = {fact.item: contents[fact.digest]["said"] for fact in completed}
        given = self._given_in(facts, contents)
        assert said == {item: given[item] for item in said if item in given} | self.said
        assert len(completed) == len(said), "work was completed twice"

    def _given_in(self, facts: list[f.Fact], contents: Mapping[str, Any]) -> dict[Any, int]:
        """What was given in last to be signed, by the work."""
        submitted = (fact for fact in facts if isinstance(fact, f.WorkSubmitted))
        return {fact.item: contents[fact.digest]["said"] for fact in submitted}
