"""Late work is named in the next circulated notice, or isn't: the supervising office decides (通报候选)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.access import person_in
from server.domain.errors import CandidateDecidedSo
from server.domain.ladder import CandidateState

if TYPE_CHECKING:
    from server.domain.ports import HeldCase
    from server.domain.reading import Question
    from server.domain.values import Words
    from server.services.acts.scene import Given, Scene


@dataclass(frozen=True, slots=True)
class Deciding:
    """Keeps late work on the list, or strikes it off."""

    state: CandidateState

    def ask(self, scene: Scene) -> tuple[Question, ...]:
        """Nothing but the reason; refused when that was decided so already."""
        candidate = scene.item.candidate
        if candidate is not None and candidate.state is self.state:
            raise CandidateDecidedSo
        return ()

    def foresee(self, scene: Scene) -> tuple[Words, ...]:
        """What the body is told; that its figures stay."""
        zh, en = scene.county.name_of(scene.item.body)
        named = (
            (
                f"列入下一期通报名单，{zh}负责人会收到通知。",
                f"It is on the list of the next notice; the head of {en} is told.",
            )
            if self.state is CandidateState.KEPT
            else (
                f"不列入通报名单，{zh}负责人会收到通知。",
                f"It is not on the list of the notice; the head of {en} is told.",
            )
        )
        return (
            named,
            (
                "期限和超期的记录不变；通报之前可以改变决定，以最后一次为准。",
                "The deadline and that it was late stay; until the notice the last decision counts.",
            ),
        )

    def do(self, scene: Scene, held: HeldCase, given: Given) -> None:
        """Decides so."""
        item = scene.item
        fact = f.CandidateDecided(
            item=item.id,
            name=item.name,
            kept=self.state is CandidateState.KEPT,
            person=person_in(scene.actor),
            body=item.body,
            role=scene.county.head_role(item.body),
            digest=scene.kept_reason(given.reason),
        )
        scene.run.record.of_case(held, fact)


KEEPING = Deciding(CandidateState.KEPT)
STRIKING = Deciding(CandidateState.STRUCK)
