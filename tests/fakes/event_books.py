"""Start events that wait, and kept messages, in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.correlation import keys_in
from tests.fakes.waits import A_WHILE

if TYPE_CHECKING:
    from datetime import datetime

    from server.domain.ids import ProcessKey, StartId
    from server.domain.ports import HeldStart, KeptMessage
    from tests.fakes.state import State


class FakeStartBook:
    """Start events that wait for something."""

    def __init__(self, state: State) -> None:
        self._state = state

    def of(self, process: ProcessKey) -> tuple[HeldStart, ...]:
        """All that a process waits for."""
        return tuple(one for one in self._state.starts.values() if one.process == process)

    def listening(self, kind: str, name: str) -> tuple[HeldStart, ...]:
        """The start events that wait for this."""
        return tuple(
            one
            for one in self._state.starts.values()
            if (one.trigger.kind, one.trigger.name) == (kind, name)
        )

    def close(self, process: ProcessKey) -> None:
        """Remembers the process."""
        self._state.closed_names[process] = True

    def take_due(self, now: datetime, limit: int) -> tuple[StartId, ...]:
        """Due start events, each taken for a while."""
        due = [
            one.id
            for one in self._state.starts.values()
            if one.is_due(now) and self._free(one.id, now)
        ]
        self._state.taken.update(dict.fromkeys(due[:limit], now))
        return tuple(due[:limit])

    def hold(self, start: StartId) -> HeldStart | None:
        """A start event; None when it is gone."""
        return self._state.starts.get(start)

    def _free(self, start: StartId, now: datetime) -> bool:
        taken = self._state.taken.get(start)
        return taken is None or taken + A_WHILE <= now


class FakeMessageBook:
    """Kept messages; nobody else is there to be shut out."""

    def __init__(self, state: State) -> None:
        self._state = state

    def close(self, name: str) -> None:
        """Remembers the name."""
        self._state.closed_names[name] = True

    def first(self, name: str, key: str, now: datetime) -> KeptMessage | None:
        """The message that came first."""
        assert name in self._state.closed_names, "look only after closing the name"
        return next(
            (
                kept
                for kept in self._state.messages.values()
                if kept.name == name and key in {"", *keys_in(kept.key)} and kept.until > now
            ),
            None,
        )

    def kept(self, name: str, now: datetime) -> int:
        """How many of this name are kept."""
        return sum(kept.name == name and kept.until > now for kept in self._state.messages.values())

    def expired(self, now: datetime, limit: int) -> tuple[KeptMessage, ...]:
        """Those whose time is over."""
        over = [kept for kept in self._state.messages.values() if kept.until <= now]
        return tuple(over[:limit])
