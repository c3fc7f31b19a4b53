"""Urge whoever has the work (催办): they and the head of their body are told; nothing else moves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.errors import UrgedAlready
from server.domain.reading import Asks, Question

if TYPE_CHECKING:
    from server.domain.ports import HeldCase
    from server.domain.values import Words
    from server.services.acts.scene import Given, Scene

AT_MOST_EVERY = timedelta(hours=4)
"""Nobody works faster for being told each minute; one urging of a piece of work in half a day."""


@dataclass(frozen=True, slots=True)
class Urging:
    """Tells whoever has the work, and the head of the body."""

    def ask(self, scene: Scene) -> tuple[Question, ...]:
        """A word, if one is wanted; refused with ``UrgedAlready`` when somebody was faster."""
        _check_rate(scene)
        return (
            Question(asks=Asks.TEXT, name="催办意见", name_en="What to say", is_required=False),
        )

    def foresee(self, scene: Scene) -> tuple[Words, ...]:
        """Who will be told."""
        zh, en = scene.county.name_of(scene.item.body)
        name = scene.item.holder_name
        holder = (name, scene.item.holder_name_en or name) if name else ("各经办人", "its people")
        return (
            (
                f"{zh} {holder[0]}和单位负责人会收到提醒，并记入办理过程。",
                f"{holder[1]} of {en} and the head of the body are told; the history says so.",
            ),
            (
                "时限不变，工作不会因此转给别人。",
                "No deadline moves, and the work stays where it is.",
            ),
        )

    def do(self, scene: Scene, held: HeldCase, given: Given) -> None:
        """Tells them."""
        _check_rate(scene)
        item = scene.item
        fact = f.WorkUrged(
            item=item.id,
            name=item.name,
            body=item.body,
            role=item.role,
            head=scene.county.head_role(item.body),
            person=item.holder,
            digest=scene.kept(given.text),
        )
        scene.run.record.of_case(held, fact)


def _check_rate(scene: Scene) -> None:
    urged = scene.item.urged_at
    if urged is not None and scene.run.record.moment < urged + AT_MOST_EVERY:
        raise UrgedAlready(at=urged, next=urged + AT_MOST_EVERY)
