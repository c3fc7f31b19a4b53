"""The book of recounts, in memory."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from server.domain.ports import Batch, HeldRecount, RecountRow
from server.domain.recount import Clocked, Paper
from server.domain.work import WorkState

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from server.domain.ports import HeldCase, HeldTimer
    from server.domain.work import WorkItem
    from tests.fakes.state import State


class FakeRecountBook:
    """Papers by which open deadlines are being reckoned anew."""

    def __init__(self, state: State) -> None:
        self._state = state

    def take_due(self, now: datetime) -> tuple[tuple[str, str], ...]:
        """Walks that go on now."""
        walks = self._state.recounts.items()
        return tuple(paper for paper, walk in walks if walk.due and walk.due <= now)

    def hold(self, kind: str, name: str) -> HeldRecount | None:
        """The walk of a paper."""
        walk = self._state.recounts.get((kind, name))
        if walk is None or walk.due is None:
            return None
        return HeldRecount(paper=Paper(kind=kind, name=name, digest=walk.digest), mark=walk.mark)

    def batch(self, mark: str, limit: int) -> Batch:
        """The next of all that is open and has a clock, work first."""
        work = [
            Clocked(
                id=each.id,
                is_work=True,
                root=each.root,
                extended=each.extended,
                clock=each.clock,
                since=each.since,
                due=each.due,
                provisional=each.provisional,
            )
            for each in self._state.items.values()
            if each.state is WorkState.OPEN and each.clock and each.since and each.due
        ]
        timers = [
            Clocked(
                id=each.id,
                is_work=False,
                root=self._state.cases[each.case].root,
                clock=each.clock,
                since=each.since,
                due=each.due,
            )
            for each in self._state.timers.values()
            if each.clock and each.since
        ]
        first = int(mark or 0)
        found = tuple([*work, *timers][first : first + limit])
        after = str(first + limit) if len(found) == limit else None
        return Batch(clocked=found, seen=len(found), mark=after)

    def hold_free(
        self, ids: Iterable[UUID]
    ) -> tuple[tuple[tuple[WorkItem, HeldCase], ...], tuple[tuple[HeldTimer, HeldCase], ...]]:
        """What nobody else holds."""
        wanted, state = set(ids), self._state
        work = [each for each in state.items.values() if each.id in wanted]
        timers = [each for each in state.timers.values() if each.id in wanted]
        return (
            tuple((one, state.case(one.case)) for one in work if one.case not in state.busy),
            tuple((one, state.case(one.case)) for one in timers if one.case not in state.busy),
        )

    def advance(self, held: HeldRecount, batch: Batch, moved: int, now: datetime) -> None:
        """Keeps how far it is."""
        paper = (held.paper.kind, held.paper.name)
        walk = self._state.recounts[paper]
        is_over = batch.mark is None
        self._state.recounts[paper] = replace(
            walk,
            mark=batch.mark or "",
            due=None if is_over else walk.due,
            ended_at=now if is_over else None,
            seen=walk.seen + batch.seen,
            moved=walk.moved + moved,
        )

    def rows(self) -> tuple[RecountRow, ...]:
        """How far each is."""
        return tuple(
            RecountRow(
                kind=kind,
                name=name,
                at=walk.at,
                ended_at=walk.ended_at,
                seen=walk.seen,
                moved=walk.moved,
            )
            for (kind, name), walk in self._state.recounts.items()
        )
