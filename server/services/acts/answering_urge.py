"""Answer what is urged in writing (督办单): the head of the body says what will be done by when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.access import person_in
from server.domain.errors import AnswerWrong, NotUrged
from server.domain.ids import BodyId
from server.domain.ladder import IN_WRITING, Rung
from server.domain.reading import Asks, Question
from server.services.acts.grounds import PAST

if TYPE_CHECKING:
    from server.domain.ports import HeldCase
    from server.domain.values import Words
    from server.services.acts.scene import Given, Scene


@dataclass(frozen=True, slots=True)
class AnsweringUrge:
    """Takes note of it, and says what will be done."""

    def ask(self, scene: Scene) -> tuple[Question, ...]:
        """What will be done, and by when; refused with ``NotUrged`` where nothing is urged."""
        if scene.item.rung not in IN_WRITING:
            raise NotUrged
        return (
            Question(asks=Asks.TEXT, name="采取的措施", name_en="What will be done"),
            Question(asks=Asks.UNTIL, name="何时办结", name_en="Done by"),
        )

    def foresee(self, scene: Scene) -> tuple[Words, ...]:
        """Who hears of it; that the deadline stays."""
        zh, en = scene.county.name_of(BodyId(self._office(scene)[0]))
        return (
            (
                f"{zh}负责人会收到答复，督办单和办理过程写明措施和日期。",
                f"The head of {en} is told; sheet and history say what will be done by when.",
            ),
            (
                "期限不变，超期照常计入考核；再次答复的，以最后一次为准。",
                "The deadline stays, and lateness counts; who answers again, the last word counts.",
            ),
        )

    def do(self, scene: Scene, held: HeldCase, given: Given) -> None:
        """Says so; refused with ``AnswerWrong`` when the day is over already."""
        if given.until is None or given.until < scene.today:
            raise AnswerWrong([PAST])
        body, role = self._office(scene)
        fact = f.UrgeAnswered(
            item=scene.item.id,
            name=scene.item.name,
            person=person_in(scene.actor),
            until=scene.county.calendar.close_of(given.until),
            body=body,
            role=role,
            digest=scene.kept(given.text),
        )
        scene.run.record.of_case(held, fact)

    def _office(self, scene: Scene) -> tuple[str, str]:
        item = scene.item
        return scene.county.hears(Rung.CIRCULATE, item.body, item.role, item.clock)
