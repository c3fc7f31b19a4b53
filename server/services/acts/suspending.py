"""Let a whole case stand still on a ground that its clocks list (挂起), and go on again (恢复)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.errors import NoGround
from server.domain.standstill import grounds
from server.services.acts.grounds import LAST_DAY, chosen, left_of, until, way
from server.services.standing_still import resume, suspend

if TYPE_CHECKING:
    from server.domain.ports import HeldCase
    from server.domain.reading import Question
    from server.domain.respite import Ground
    from server.domain.values import Words
    from server.services.acts.scene import CaseScene, Given


@dataclass(frozen=True, slots=True)
class Suspending:
    """Lets a case stand still, perhaps until a day."""

    def ask(self, scene: CaseScene) -> tuple[Question, ...]:
        """On what ground, of those that the clocks of the open work list; refused with ``NoGround``."""
        listed = _listed(scene)
        if not listed:
            raise NoGround
        return (way("挂起事由", listed), LAST_DAY)

    def foresee(self, scene: CaseScene) -> tuple[Words, ...]:
        """What waits, and which clocks do."""
        many = len(scene.work)
        return (
            (
                f"{many} 项在办工作暂停，不能签收、办理；草稿照常保存，工作仍在待办中，标明“挂起”。",
                f"{many} open pieces of work wait: no signing, no doing; drafts are kept as ever.",
            ),
            (
                "列有该事由的时限停止计算，恢复时按剩余时间顺延；其他时限照常计算。",
                "Clocks that list the ground stand still, and go on with what was left; others run on.",
            ),
            (
                "流程中的定时到恢复时再触发；发给本事项的消息留存，恢复时收取；广播的信号不留存。",
                "Timers wait; messages to the case are kept until it goes on; signals are not.",
            ),
            (
                "经办人和发起人会收到提醒；期间不影响终止或者作废。",
                "Who has the work and who started the case are told; it may still be ended.",
            ),
        )

    def do(self, scene: CaseScene, _held: HeldCase, given: Given) -> None:
        """Lets it stand still; refused with ``AnswerWrong`` when the day is over already."""
        ground = chosen(_listed(scene), given)
        fact = f.CaseSuspended(
            ground=ground.zh,
            ground_en=ground.en,
            digest=scene.kept_reason(given.reason),
            until=until(scene, ground, given.until),
        )
        suspend(scene.run, scene.family, fact)


def _listed(scene: CaseScene) -> tuple[Ground, ...]:
    """The grounds that the clocks of the open work list, but those that may be taken once and were."""
    listed = grounds(scene.county.clocks, (item.clock for item in scene.work))
    pauses = scene.unit.respites.pauses([scene.root, *(item.id for item in scene.work)])
    return left_of(listed, chain.from_iterable(pauses.values()))


@dataclass(frozen=True, slots=True)
class Resuming:
    """Lets a case go on that stands still."""

    def ask(self, _scene: CaseScene) -> tuple[Question, ...]:
        """Nothing but the reason."""
        return ()

    def foresee(self, scene: CaseScene) -> tuple[Words, ...]:
        """What goes on."""
        many = len(scene.work)
        return (
            (
                f"{many} 项在办工作恢复办理；停止计算的时限按剩余时间顺延。",
                f"{many} open pieces of work go on; clocks that stood still have left what they had.",
            ),
            (
                "期间到点的定时随即触发，留存的消息随即收取；经办人和发起人会收到提醒。",
                "Timers that came due fire now, kept messages are heard; those concerned are told.",
            ),
        )

    def do(self, scene: CaseScene, _held: HeldCase, given: Given) -> None:
        """Lets it go on."""
        digest = scene.kept_reason(given.reason)
        resume(scene.run, scene.family, digest)
