"""Give work to somebody: 派办 by the head of the body, 转办 by its holder or the head."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.reading import Asks, Question
from server.services.acts.colleagues import others_at_desk, who

if TYPE_CHECKING:
    from server.domain.ids import PersonId
    from server.domain.ports import HeldCase
    from server.domain.values import Words
    from server.services.acts.scene import Given, Scene

_STAYS: Words = (
    "时限不变；已有的草稿留给各自填写的人，不转给对方。",
    "The deadline stays; drafts stay with who typed them.",
)
_TOLD: Words = ("对方会收到提醒，签收后办理。", "They are told, and sign for it before they go on.")
_UNTIL: Words = (
    "对方签收之前，您可以收回。",
    "You can take it back until they have signed for it.",
)


def _message() -> Question:
    return Question(asks=Asks.TEXT, name="交代事项", name_en="What to mind", is_required=False)


@dataclass(frozen=True, slots=True)
class Giving:
    """Somebody at the desk gets the work: dispatched by the head, or handed over for good."""

    fact: type[f.WorkDispatched | f.WorkHandedOver]
    whom: Words

    def ask(self, scene: Scene) -> tuple[Question, ...]:
        """To whom, and what to mind."""
        return who(scene, *self.whom), _message()

    def foresee(self, scene: Scene) -> tuple[Words, ...]:
        """Who has it no more, and whose inbox it lies in from then on."""
        return *_lost(scene), _TOLD, _STAYS, _UNTIL

    def do(self, scene: Scene, held: HeldCase, given: Given) -> None:
        """Gives it."""
        [person] = given.people
        item = scene.item
        for refusal in scene.barred(_named(scene, person)).values():
            raise refusal
        fact = self.fact(
            item=item.id,
            to=person,
            had=item.holder,
            digest=scene.kept(given.text),
            name=item.name,
        )
        scene.run.record.of_case(held, fact)


def _named(scene: Scene, person: PersonId) -> dict[PersonId, Words]:
    """Who gets it, by name."""
    found = others_at_desk(scene) if scene.step.is_restricted else ()
    return {each.person: (each.name, each.name_en) for each in found if each.person == person}


DISPATCHING = Giving(fact=f.WorkDispatched, whom=("交给谁办", "To whom"))
HANDING_OVER = Giving(fact=f.WorkHandedOver, whom=("转给谁", "To whom"))


def _lost(scene: Scene) -> tuple[Words, ...]:
    """Who has it no more, if anybody had it."""
    item = scene.item
    if item.holder is None:
        return ()
    if item.holder == scene.actor.person:
        return (("您不再办理此项工作。", "You have no part in this work any more."),)
    name, name_en = item.holder_name, item.holder_name_en or item.holder_name
    return (
        (f"{name} 不再办理此项工作，并会收到提醒。", f"{name_en} has it no more, and is told."),
    )


@dataclass(frozen=True, slots=True)
class Recalling:
    """Who gave work takes it back, as long as it is not signed for (收回)."""

    def ask(self, _scene: Scene) -> tuple[Question, ...]:
        """Nothing."""
        return ()

    def foresee(self, scene: Scene) -> tuple[Words, ...]:
        """Where it goes."""
        name, name_en = scene.item.holder_name, scene.item.holder_name_en or scene.item.holder_name
        return (
            (
                f"工作从 {name} 处收回，回到派办、转办之前的样子；{name} 会收到提醒。",
                f"The work goes from {name_en} back to where it was before; {name_en} is told.",
            ),
        )

    def do(self, scene: Scene, held: HeldCase, _given: Given) -> None:
        """Takes it back."""
        item = scene.item
        fact = f.WorkRecalled(item=item.id, to=item.given_from, lost=item.holder, name=item.name)
        scene.run.record.of_case(held, fact)
