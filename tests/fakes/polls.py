"""The book of votes, in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.ports import Ballot
from server.domain.votes import Poll
from server.domain.work import WorkState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from server.domain.ids import CaseId, FanOutId
    from tests.fakes.state import State


class FakePollBook:
    """How votes stand."""

    def __init__(self, state: State) -> None:
        self._state = state

    def open(self, fan_out: FanOutId, poll: Poll) -> None:
        """Begins to count."""
        self._state.polls[fan_out] = poll

    def count(self, fan_out: FanOutId, more: Poll) -> Poll:
        """Counts more in."""
        self._state.polls[fan_out] += more
        return self._state.polls[fan_out]

    def find(self, fan_out: FanOutId) -> Poll:
        """How a vote stands."""
        return self._state.polls.get(fan_out, Poll())

    def of_matter(self, root: CaseId) -> Mapping[FanOutId, Poll]:
        """All votes of a matter."""
        cases = {fan: held.case for fan, held in self._state.fan_outs.items()}
        family = self._state.family(root)
        return {fan: poll for fan, poll in self._state.polls.items() if cases[fan] in family}

    def ballots(self, fan_out: FanOutId) -> tuple[Ballot, ...]:
        """What was answered so far."""
        done = (
            item
            for item in self._state.items.values()
            if item.state is WorkState.DONE and self._state.cases[item.case].fan_out == fan_out
        )
        return tuple(
            Ballot(
                body=item.body,
                role=item.role,
                name=(item.holder_name, item.holder_name_en),
                answer=self._state.case(item.case).data,
            )
            for item in sorted(done, key=lambda item: self._state.cases[item.case].index)
        )
