"""The book of hooks of a house that tells none: what hooks are told is tested over a real database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.calling import Answer
from server.domain.hooks import OwnPlaces
from server.domain.reading import CallPage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from server.domain.calling import Call, CallState
    from server.domain.hooks import Hook
    from server.domain.ids import CallId
    from server.domain.ports import Event, HookStanding


class FakeHookBook:
    """Nobody hears of anything, so nothing is told."""

    def put(self, hook: Hook) -> None: ...

    def every(self) -> tuple[Hook, ...]:
        return ()

    def hold(self, hook: str) -> HookStanding | None: ...

    def standing(self, hook: str) -> HookStanding | None: ...

    def wanted(self, events: Iterable[Event]) -> tuple[tuple[str, Event], ...]:
        del events
        return ()

    def open(self, calls: Iterable[tuple[CallId, str, Event]], now: datetime) -> None: ...

    def open_trial(self, call: CallId, hook: str, kind: str, now: datetime) -> None: ...

    def due(self, now: datetime) -> tuple[str, ...]:
        del now
        return ()

    def take(self, hook: str, now: datetime, limit: int) -> tuple[Call, ...]:
        del hook, now, limit
        return ()

    def sent(self, call: CallId, now: datetime, answer: Answer) -> None: ...

    def put_off(self, call: CallId, until: datetime | None, answer: Answer) -> None: ...

    def let_go(self, calls: Sequence[CallId], now: datetime) -> None: ...

    def well(self, hook: str) -> None: ...

    def fails(self, hook: str, since: datetime, failures: int, rests: datetime | None) -> None: ...

    def retry(self, hook: str, call: CallId, now: datetime) -> bool:
        del hook, call, now
        return False

    def listed(self, hook: str, state: CallState | None, after: CallId | None) -> CallPage:
        del hook, state, after
        return CallPage(rows=(), next=None)

    def forget_before(self, moment: datetime) -> None: ...


class FakeCaller:
    """Speaks with nobody."""

    site = ""
    own = OwnPlaces()

    def key(self, salt: str) -> str:
        return salt

    def call(self, address: str, headers: Mapping[str, str], body: bytes) -> Answer:
        del address, headers, body
        return Answer(status=None, said="")
