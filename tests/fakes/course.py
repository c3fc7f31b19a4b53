"""The book of whole matters, in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.errors import NoSuchCase
from server.domain.moves import Listen
from server.domain.ports import CaseProposal, HeldCase, HeldTimer, Waiting
from server.domain.work import WorkItem, WorkState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from server.domain.ids import CaseId, ItemId
    from tests.fakes.state import State


class FakeCourseBook:
    """What concerns a matter with all its branches at once."""

    def __init__(self, state: State) -> None:
        self._state = state

    def hold(self, root: CaseId) -> Mapping[CaseId, HeldCase]:
        """The matter and its branches that still run."""
        if root not in self._state.cases:
            raise NoSuchCase
        held = [self._state.case(each) for each in self._state.family(root)]
        return {each.id: each for each in held if each.id == root or each.status == "running"}

    def open_work(self, root: CaseId) -> tuple[WorkItem, ...]:
        """The open work."""
        every = self._state.items.values()
        return tuple(one for one in every if one.root == root and one.state is WorkState.OPEN)

    def waiting(self, root: CaseId) -> Waiting:
        """How much else waits."""
        family = self._state.family(root)
        return Waiting(
            branches=sum(self._state.cases[each].status == "running" for each in family[1:]),
            timers=sum(timer.case in family for timer in self._state.timers.values()),
            incidents=sum(each.subject in family for each in self._state.incidents.values()),
            moves=sum(self._state.moved.get(each, (0, b"", {}))[0] for each in family),
        )

    def freeze(self, root: CaseId, items: Iterable[ItemId]) -> None:
        """Timers and these ladders wait."""
        family, frozen = self._state.family(root), set(items)
        for timer in self._state.timers.values():
            if timer.case in family:
                self._state.put_off[timer.id] = True
        for key in self._state.rungs:
            if key[0] in frozen:
                self._state.still[key] = True

    def clocked_timers(self, root: CaseId) -> tuple[HeldTimer, ...]:
        """Those to which a clock led."""
        family = self._state.family(root)
        every = self._state.timers.values()
        return tuple(timer for timer in every if timer.case in family and timer.clock)

    def thaw(self, root: CaseId, items: Iterable[ItemId]) -> None:
        """They go on."""
        family, thawed = self._state.family(root), set(items)
        failed = {(str(each.subject), each.token) for each in self._state.incidents.values()}
        for timer in self._state.timers.values():
            if timer.case in family and (str(timer.case), timer.token) not in failed:
                self._state.put_off.pop(timer.id, None)
        for key in [key for key in self._state.still if key[0] in thawed]:
            self._state.still.pop(key)

    def ears(self, root: CaseId) -> tuple[tuple[CaseId, Listen], ...]:
        """The places that wait for a message."""
        return tuple(
            (
                case,
                Listen(token=token, element=one.element, kind=one.kind, name=one.name, key=one.key),
            )
            for (case, token), one in self._state.listeners.items()
            if one.kind == "message" and case in self._state.family(root)
        )

    def take_due(self, now: datetime, limit: int) -> tuple[CaseId, ...]:
        """Those that stood still long enough."""
        still = ((each.id, each.standstill) for each in self._state.cases.values())
        found = [case for case, why in still if why and why.until and why.until <= now]
        return tuple(found[:limit])

    def proposal(self, root: CaseId) -> CaseProposal | None:
        """What was proposed."""
        return self._state.proposals.get(root)
