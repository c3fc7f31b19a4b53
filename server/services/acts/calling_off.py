"""Call off what was asked and not answered (减签, 撤回): who was asked is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.domain.asides import AsideKind, AsideState, Withdrawal, withdraw
from server.domain.errors import NothingAsked
from server.domain.reading import ActOption, Asks, Question
from server.domain.telling.asides import KINDS
from server.services.asides import beside, may_call_off, turn_comes
from server.services.submitting import taken_off

if TYPE_CHECKING:
    from server.domain.asides import Aside
    from server.domain.ports import HeldCase
    from server.domain.values import Words
    from server.services.acts.scene import Given, Scene


_TOLD: Words = (
    "对方会收到提醒，不必再答复，也不能再查看；已经答复的不受影响。",
    "They are told, need not answer and can look no longer; what was answered stays.",
)
_NEXT: Words = (
    "依次前加签的：先前被请的人都已答复或者减去的，随即轮到下一人。",
    "Of signers before you in turn: once all before have answered or are taken off, the next is asked at once.",
)
_LAST: Words = (
    "送签的内容：减去的人之外都已同意的，随即办结；还没有人签署就全部减去的，退回经办人。",
    "Of an answer that was given in: once all others have agreed the work is completed; if all are taken off before anybody signed, it comes back to its holder.",
)


@dataclass(frozen=True, slots=True)
class CallingOff:
    """Takes open questions back; the holder and the head may take back any, others their own."""

    def ask(self, scene: Scene) -> tuple[Question, ...]:
        """Which of them; refused with ``NothingAsked`` when there is none."""
        options = tuple(_option(one) for one in _open(scene))
        if not options:
            raise NothingAsked
        return (
            Question(
                asks=Asks.TARGETS,
                name="撤回哪几项",
                name_en="Which of them",
                options=options,
                is_many=True,
            ),
        )

    def foresee(self, scene: Scene) -> tuple[Words, ...]:
        """Who is told; whose turn may come; what becomes of an answer that nobody is asked to sign any more."""
        later = any(
            one.kind is AsideKind.SIGN_BEFORE and one.state is AsideState.LATER
            for one in beside(scene.unit, scene.item)
        )
        given_in = scene.item.submission is not None
        return _TOLD, *((_NEXT,) if later else ()), *((_LAST,) if given_in else ())

    def do(self, scene: Scene, held: HeldCase, given: Given) -> None:
        """Calls them off."""
        gone = [one for one in _open(scene) if str(one.id) in given.targets]
        scene.run.record.of_case(held, *(withdraw(one, Withdrawal.CALLED_OFF) for one in gone))
        if scene.item.submission is not None:
            taken_off(scene.run, held, scene.item, gone)
        scene.run.record.of_case(held, *turn_comes(scene.unit, scene.item, gone))


def _open(scene: Scene) -> tuple[Aside, ...]:
    return tuple(
        one
        for one in beside(scene.unit, scene.item)
        if may_call_off(one, scene.actor, scene.standings)
    )


def _option(one: Aside) -> ActOption:
    kind, kind_en = KINDS[one.kind]
    whom, whom_en = one.whom
    return ActOption(value=str(one.id), name=f"{kind}：{whom}", name_en=f"{kind_en}: {whom_en}")
