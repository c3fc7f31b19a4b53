"""Work is returned to an earlier step (退回), which begins a new round; all rounds before stay as they were.

Locks are taken as whoever closes a fan-out takes them: a branch before its parent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.domain.amending import Manner
from server.domain.errors import AnswerWrong, Fault, NothingBefore
from server.domain.reading import ActOption, Asks, Question
from server.domain.rerouting import Reroute
from server.domain.rounds import give_up
from server.domain.work import check_doer
from server.services.acts.earlier import listed, name_in, round_done, targets
from server.services.amending import lay, still_there
from server.services.asides import beside, left_behind
from server.services.withdrawing import close_tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from server.domain.ports import HeldCase
    from server.domain.values import Words
    from server.services.acts.earlier import Target
    from server.services.acts.scene import Given, Scene

_AGAIN: Words = (
    "重走：所选环节开始新一轮，其后各环节随之逐级重办；退回发起人的，改正之后才由起点重办。",
    "Step by step again: the step begins a new round, and each after it; from the start form only once it is corrected.",
)
_STRAIGHT: Words = (
    "直送：对方改正后直接回到本环节，中间环节不重办，自动计算的结果、已作的决策不重新计算，其他人的工作不受影响。",
    "Straight back: once it is corrected it comes back here; nothing between is done or reckoned again, and nobody else's work is touched.",
)
_RUNS: Words = (
    "直送的，本环节的时限和定时照常计算，不因退回停止，也不重新起算。",
    "Straight back, the clock and the timers of this step run on; they neither stop nor begin anew.",
)
_TOLD: Words = (
    "原办理人会收到提醒；此前填写的内容带入新一轮，以前各轮的内容和意见都留在办理记录中。",
    "Who had done that step is told, and finds what was answered before; all answers of before stay.",
)
_WAYS = {
    Manner.RERUN: ("重走：改正后逐级重新办理", "Step by step again, from there on"),
    Manner.STRAIGHT: ("直送：改正后直接送我", "Straight back to me, once it is corrected"),
}
_ONLY = {
    Manner.RERUN: ("只能重走", "step by step only"),
    Manner.STRAIGHT: ("只能直送", "straight back only"),
}


@dataclass(frozen=True, slots=True)
class Returning:
    """Who could do the work gives it back to a step that was really taken before."""

    def ask(self, scene: Scene) -> tuple[Question, ...]:
        """To which step, and how it goes on; refused with ``NothingBefore`` where there is none."""
        check_doer(scene.item, scene.actor)
        found = tuple(_targets(scene))
        if not found:
            raise NothingBefore
        manners = [manner for manner in Manner if any(manner in each.manners for each in found)]
        ways = tuple(
            ActOption(value=manner, name=_WAYS[manner][0], name_en=_WAYS[manner][1])
            for manner in manners
        )
        options = tuple(_option(scene, each) for each in found)
        return (
            Question(asks=Asks.TARGETS, name="退回到", name_en="Return to", options=options),
            Question(asks=Asks.WAY, name="改正之后", name_en="Once it is corrected", options=ways),
        )

    def foresee(self, scene: Scene) -> tuple[Words, ...]:
        """How each manner goes on, and whose work beside it is withdrawn."""
        return _AGAIN, *_losses(scene), _STRAIGHT, _RUNS, _TOLD

    def do(self, scene: Scene, held: HeldCase, given: Given) -> None:
        """Returns it."""
        [chosen] = given.targets
        run, manner = scene.run, Manner(given.way)
        target = next(each for each in targets(run, scene.item, held) if each.value == chosen)
        _check(target, manner)
        amendment = target.laid(manner)
        to = (
            None
            if amendment is None
            else still_there(run, amendment.body, amendment.role, scene.item, target.whose)
        )
        digest = scene.kept_reason(given.reason)
        fact = give_up(
            scene.item,
            scene.actor,
            target.where,
            told=None if to else target.whose,
            straight=manner is Manner.STRAIGHT,
            digest=digest,
        )
        run.record.of_case(held, fact, *left_behind(beside(scene.unit, scene.item)))
        if amendment is not None:
            lay(run, held, scene.item, amendment, to, reruns=manner is Manner.RERUN)
            return
        place = target.place
        assert place is not None  # noqa: S101  # the manner is one of the target's
        if place.fan_out is not None:
            close_tokens(run, place.held, frozenset({place.token}))
        run.push(place.held, Reroute(element=target.where.element, token=place.token))


def _check(target: Target, manner: Manner) -> None:
    """Refuses with ``AnswerWrong`` a manner in which the matter can't go on from there."""
    if manner not in target.manners:
        [other] = target.manners
        zh, en = _ONLY[other]
        raise AnswerWrong(
            [Fault(field=Asks.WAY, zh=f"退回到所选环节{zh}。", en=f"From there: {en}.")]
        )


def _targets(scene: Scene) -> Iterator[Target]:
    return targets(scene.run, scene.item, scene.run.hold(scene.item.case))


def _option(scene: Scene, target: Target) -> ActOption:
    """A step, by who did it last and when; where there is but one manner, it says so."""
    name, name_en = _names(scene, target)
    only, only_en = _ONLY[target.manners[0]] if len(target.manners) == 1 else ("", "")
    said, said_en = _last(target)
    return ActOption(
        value=target.value,
        name=f"{name}：{said}" + (f"（{only}）" if only else ""),
        name_en=f"{name_en}: {said_en}" + (f" ({only_en})" if only_en else ""),
    )


def _last(target: Target) -> Words:
    if target.last is None:
        return "发起人", "whoever started it"
    return round_done(target.last, target.where.rounds)


def _losses(scene: Scene) -> Iterator[Words]:
    """Whose work goes when all is done again from a step; steps where none does are told together."""
    found = [each for each in _targets(scene) if each.place is not None]
    harmless = [_names(scene, each) for each in found if not each.going]
    if harmless:
        zh, en = listed(harmless)
        yield (
            f"重走到{zh}时，其他人正在办理的工作不受影响。",
            f"Step by step from {en} touches nobody else's work.",
        )
    for target in (each for each in found if each.going):
        zh, en = listed([_words(scene, item.element, item.name) for item in target.going])
        name, name_en = _names(scene, target)
        yield (
            f"重走到“{name}”时，正在办理的{zh}随之撤回，经办人会收到提醒。",
            f"Step by step from “{name_en}” withdraws {en}, which is under way; its holders are told.",
        )


def _names(scene: Scene, target: Target) -> Words:
    return _words(scene, target.where.element, target.where.name)


def _words(scene: Scene, element: str, written: str) -> Words:
    """What a step is called; the flow's diagram has its English."""
    held = scene.run.hold(scene.item.case)
    return name_in(scene.run, held.version, element, written)
