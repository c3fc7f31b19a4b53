"""Let the clock of one piece of work stand still (中止计时), and run again (恢复计时)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from server.domain.county_time import day_of
from server.domain.errors import ClockRuns, ClockStandsStill, DeadlineOver, NoGroundLeft
from server.services.acts.grounds import LAST_DAY, chosen, left_of, until, way
from server.services.respites import over_at
from server.services.stopping import deadline, go_on, pauses_on, stop

if TYPE_CHECKING:
    from server.domain.ports import HeldCase
    from server.domain.reading import Question
    from server.domain.respite import Ground
    from server.domain.values import Words
    from server.services.acts.scene import Given, Scene


@dataclass(frozen=True, slots=True)
class StoppingClock:
    """Lets a clock stand still, perhaps until a day."""

    def ask(self, scene: Scene) -> tuple[Question, ...]:
        """On what ground, of those that the clock lists."""
        return (way("中止事由", _left(scene)), LAST_DAY)

    def foresee(self, scene: Scene) -> tuple[Words, ...]:
        """What waits, and what doesn't."""
        limits = tuple(
            (
                f"“{each.zh}”最长 {each.working_days} 个工作日，期满自动恢复计时。",
                f"“{each.en}”: at most {each.working_days} working days; then the clock runs by itself.",
            )
            for each in _left(scene)
            if each.working_days is not None
        )
        return (
            (
                "此项时限停止计算，逐级提醒一并暂停；恢复时按剩余时间顺延，中止的时间不计入。",
                "The clock and its ladder wait; when it runs again it has left what it had.",
            ),
            (
                "工作可照常办理；其他工作的时限照常计算。",
                "The work may be done all the same; clocks of other work run on.",
            ),
            *limits,
            (
                "经办人会收到提醒，“时限怎么算”会写明中止的日子。",
                "Who has the work is told; “Why this date” tells which days are not counted.",
            ),
        )

    def do(self, scene: Scene, held: HeldCase, given: Given) -> None:
        """Lets it stand still; refused when it is over, or the day is none."""
        ground = chosen(_left(scene), given)
        digest = scene.kept_reason(given.reason)
        stop(scene.run, held, scene.item, ground, digest, until(scene, ground, given.until))


def _left(scene: Scene) -> tuple[Ground, ...]:
    item = scene.item
    if item.stopped_at is not None:
        raise ClockStandsStill(at=item.stopped_at)
    pauses = chain.from_iterable(pauses_on(scene.run, item).values())
    left = left_of(scene.county.grounds(item.clock), pauses)
    if not left or deadline(scene.run, item) is None:
        raise NoGroundLeft
    if item.due is not None and item.due <= scene.run.record.moment:
        raise DeadlineOver(at=item.due)
    return left


@dataclass(frozen=True, slots=True)
class RunningClock:
    """Lets a clock run that stands still."""

    def ask(self, scene: Scene) -> tuple[Question, ...]:
        """Nothing but the reason; refused with ``ClockRuns`` when it runs."""
        if scene.item.stopped_at is None:
            raise ClockRuns
        return ()

    def foresee(self, scene: Scene) -> tuple[Words, ...]:
        """On which day the work is due then: its minute moves with each that goes by before."""
        moment = scene.run.record.moment
        pauses = over_at(pauses_on(scene.run, scene.item), scene.item.id, moment)
        now = deadline(scene.run, scene.item, pauses)
        due = day_of(now.due).isoformat() if now else "—"
        return (
            (
                f"现在恢复的，{due} 到期，按剩余时间算到时刻；逐级提醒随之顺延。",
                f"If it runs from now on the work is due on {due}, at the moment that leaves it what it had; its ladder moves with it.",
            ),
            ("经办人会收到提醒。", "Who has the work is told."),
        )

    def do(self, scene: Scene, held: HeldCase, given: Given) -> None:
        """Lets it run."""
        digest = scene.kept_reason(given.reason)
        go_on(scene.run, held, scene.item, digest)
