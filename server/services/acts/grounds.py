"""On what ground something stands still, and until when: asked alike for a whole case and for one clock."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from server.domain.county_time import day_of, end_of_day
from server.domain.errors import AnswerWrong, Fault
from server.domain.periods import Unit
from server.domain.reading import ActOption, Asks, Question

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from server.domain.clock import Words
    from server.domain.respite import Ground, Pause
    from server.services.acts.scene import Given, Setting

LAST_DAY = Question(
    asks=Asks.UNTIL,
    name="至哪天期满，次日自动恢复",
    name_en="Last day; it goes on by itself the day after",
    is_required=False,
)
PAST = Fault(field=Asks.UNTIL, zh="这一天已过，请另选。", en="This day is over: choose another.")


def way(name: str, grounds: Iterable[Ground | Words]) -> Question:
    """Which of these grounds."""
    options = tuple(ActOption(value=each.zh, name=each.zh, name_en=each.en) for each in grounds)
    return Question(asks=Asks.WAY, name=name, name_en="Ground", options=options)


def left_of(grounds: Iterable[Ground], pauses: Iterable[Pause]) -> tuple[Ground, ...]:
    """Without those that may be taken once only and were."""
    taken = {pause.ground for pause in pauses}
    return tuple(each for each in grounds if not (each.is_once and each.zh in taken))


def chosen(grounds: Iterable[Ground], given: Given) -> Ground:
    """The ground that was chosen among those that were offered."""
    return next(each for each in grounds if each.zh == given.way)


def until(scene: Setting, ground: Ground, day: date | None) -> datetime | None:
    """When it goes on by itself: after the day that was named, or the last that the ground allows.

    Refused with ``AnswerWrong`` when that day is over, or lies farther than the ground allows.
    """
    calendar = scene.county.calendar
    last = day
    if ground.working_days is not None:
        limit = day_of(calendar.add(scene.run.record.moment, ground.working_days, Unit.WD))
        last = day or limit
        if last > limit:
            raise AnswerWrong([_beyond(limit)])
    if last is None:
        return None
    if last < scene.today:
        raise AnswerWrong([PAST])
    return end_of_day(datetime.combine(last, time(), calendar.zone))


def _beyond(limit: date) -> Fault:
    return Fault(
        field=Asks.UNTIL,
        zh=f"该事由最迟到 {limit}，请另选。",
        en=f"On this ground {limit} is the last day: choose another.",
    )
