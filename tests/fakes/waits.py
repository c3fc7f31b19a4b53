"""The book of what is waited for, in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from server.domain.correlation import keys_in
from server.domain.ids import CaseId, TimerId
from server.domain.ports import DueRung, HeldCase, HeldFanOut, HeldTimer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from server.domain.ids import FanOutId, ItemId, Token
    from server.domain.ladder import UrgeAnswer
    from tests.fakes.state import State

A_WHILE = timedelta(seconds=30)


class FakeWaitBook:
    """Fan-outs, timers, messages, ladders."""

    def __init__(self, state: State) -> None:
        self._state = state

    def count_branch(self, fan_out: FanOutId, *, completed: bool) -> HeldFanOut:
        """Counts one branch as over."""
        fan = self._state.fan_outs[fan_out]
        tally = replace(
            fan.tally,
            active=fan.tally.active - 1,
            completed=fan.tally.completed + completed,
            terminated=fan.tally.terminated + (not completed),
        )
        self._state.fan_outs[fan_out] = replace(fan, tally=tally)
        return self._state.fan_outs[fan_out]

    def hold_fan_out(self, fan_out: FanOutId) -> HeldFanOut | None:
        """A fan-out that is still open."""
        return self._state.fan_outs[fan_out] if fan_out in self._state.open_fan_outs else None

    def fan_outs(self, case: CaseId) -> Mapping[Token, FanOutId]:
        """The open fan-outs of a case."""
        open_here = [each for each, whose in self._state.open_fan_outs.items() if whose == case]
        return {self._state.fan_outs[each].token: each for each in open_here}

    def timers(self, case: CaseId) -> Mapping[Token, HeldTimer]:
        """The waiting timers of a case."""
        mine = [each for each in self._state.timers.values() if each.case == case]
        return {each.token: self._seen(each) for each in mine}

    def listening(self, case: CaseId) -> Mapping[Token, str]:
        """The places of a case that wait for messages."""
        return {
            token: began.element
            for (whose, token), began in self._state.listeners.items()
            if whose == case
        }

    def has_due(self, now: datetime) -> bool:
        """Whether there is anything to take."""
        begins = [one.occurrence.at for one in self._state.starts.values() if one.occurrence]
        ticks = [timer.due for timer in self._state.timers.values()]
        walks = [walk.due for walk in self._state.recounts.values() if walk.due]
        rungs = self._state.rungs.values()
        resumes = [one.standstill for one in self._state.cases.values() if one.standstill]
        ends = [one.until for one in resumes if one.until] + list(self._state.stops.values())
        return any(due <= now for due in (*begins, *ticks, *rungs, *walks, *ends))

    def take_due_timers(self, now: datetime, limit: int) -> tuple[HeldTimer, ...]:
        """Due timers, oldest first, each taken for a while."""
        due = [
            timer
            for timer in sorted(self._state.timers.values(), key=lambda each: each.due)
            if timer.due <= now
            and timer.id not in self._state.put_off
            and self._free(timer.id, now)
        ]
        self._state.taken.update({timer.id: now for timer in due[:limit]})
        return tuple(due[:limit])

    def hold_timer(self, timer: TimerId) -> tuple[HeldTimer, HeldCase] | None:
        """A timer that still waits, with its case."""
        found = self._state.timers.get(timer)
        return (self._seen(found), self._state.case(found.case)) if found else None

    def put_off(self, timer: TimerId) -> None:
        """Keeps a timer from firing."""
        self._state.put_off[timer] = True

    def listeners(
        self, kind: str, name: str, key: str, limit: int | None = None
    ) -> tuple[tuple[CaseId, Token], ...]:
        """Who waits for this."""
        failed = {(CaseId(each.subject), each.token) for each in self._state.incidents.values()}
        heard = [
            (began.key == "", place)
            for place, began in self._state.listeners.items()
            if (began.kind, began.name) == (kind, name)
            and began.key in {"", *keys_in(key)}
            and place not in failed
        ]
        return tuple(place for _, place in sorted(heard)[:limit])

    def set_ladder(self, item: ItemId, rungs: Iterable[tuple[str, datetime]]) -> None:
        """Keeps the ladder of an item."""
        self._state.rungs.update({(item, rung): due for rung, due in rungs})

    def move_ladder(
        self,
        item: ItemId,
        rungs: Iterable[tuple[str, datetime]],
        now: datetime,
        *,
        stands: bool = False,
    ) -> None:
        """Sets what lies ahead; what lies behind only where it still waits."""
        for rung, due in rungs:
            if due > now or (item, rung) in self._state.rungs:
                self._state.rungs[item, rung] = due
                self._state.still.pop((item, rung), None)
                if stands:
                    self._state.still[item, rung] = True

    def take_due_rungs(self, now: datetime, limit: int) -> tuple[DueRung, ...]:
        """Due rungs, each taken for a while."""
        due = [
            DueRung(item=item, case=self._state.items[item].case, rung=rung, due=moment)
            for (item, rung), moment in self._state.rungs.items()
            if moment <= now
            and (item, rung) not in self._state.still
            and self._free((item, rung), now)
        ]
        self._state.taken.update({(step.item, step.rung): now for step in due[:limit]})
        return tuple(due[:limit])

    def urge_answer(self, item: ItemId) -> UrgeAnswer | None:
        """What the head says will be done."""
        return self._state.urge_answers.get(item)

    def take_rung(self, item: ItemId, rung: str) -> bool:
        """Takes a rung; False when it is gone."""
        if (item, rung) in self._state.still:
            return False
        return self._state.rungs.pop((item, rung), None) is not None

    def _seen(self, timer: HeldTimer) -> HeldTimer:
        return replace(timer, is_put_off=timer.id in self._state.put_off)

    def _free(self, due: object, now: datetime) -> bool:
        taken = self._state.taken.get(due)
        return taken is None or taken + A_WHILE <= now
