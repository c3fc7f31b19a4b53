"""The book of hooks and of what they are told, and what speaks with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from server.domain.calling import Answer, Call, CallState
    from server.domain.hooks import Hook, HookState, OwnPlaces
    from server.domain.ids import CallId, SubjectId
    from server.domain.reading import CallPage


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One fact that hooks may hear of, by its place in the journal."""

    case: SubjectId
    seq: int
    place: int
    """Which fact of the entry it is."""
    kind: str
    at: datetime
    item: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HookStanding:
    """How a hook stands: whether it is told of events, by which keys, and how long it fails."""

    id: str
    name: str
    address: str
    state: HookState
    salt: str
    """Of its key; empty: it has none yet, so it is told nothing."""
    print: str
    former: str
    """The salt of the key before; empty: there was none."""
    former_until: datetime | None
    failures: int
    """How often in a row it could not be spoken with."""
    failing_since: datetime | None
    rests_until: datetime | None


class HookBook(Protocol):
    """Servers outside that are told of events, and what they are told."""

    def put(self, hook: Hook) -> None:
        """Keep a hook's particulars; its failures end when it is off, and so do calls that it may hear no more."""

    def every(self) -> tuple[Hook, ...]:
        """All hooks, by id."""

    def hold(self, hook: str) -> HookStanding | None:
        """Lock a hook and read how it stands; None: there is none."""

    def standing(self, hook: str) -> HookStanding | None:
        """How a hook stands; None: there is none."""

    def wanted(self, events: Iterable[Event]) -> tuple[tuple[str, Event], ...]:
        """Which hooks are told which of these events: those that chose them, in matters they may hear of."""

    def open(self, calls: Iterable[tuple[CallId, str, Event]], now: datetime) -> None:
        """Let these hooks be told of these events now; who was told of one already is not again."""

    def open_trial(self, call: CallId, hook: str, kind: str, now: datetime) -> None:
        """Let a hook be told something now that happened nowhere, rested or not."""

    def due(self, now: datetime) -> tuple[str, ...]:
        """The hooks of which a call is due, and that are not left alone."""

    def take(self, hook: str, now: datetime, limit: int) -> tuple[Call, ...]:
        """The calls of a hook that are due, the earliest first, each left for a while to whoever took it."""

    def sent(self, call: CallId, now: datetime, answer: Answer) -> None:
        """The hook took it."""

    def put_off(self, call: CallId, until: datetime | None, answer: Answer) -> None:
        """It was tried, and is tried again at that moment; None: not any more by itself."""

    def let_go(self, calls: Sequence[CallId], now: datetime) -> None:
        """These were taken and not tried: they stay due."""

    def well(self, hook: str) -> None:
        """The hook can be spoken with."""

    def fails(self, hook: str, since: datetime, failures: int, rests: datetime | None) -> None:
        """The hook fails since then, so often in a row; it is left alone until then."""

    def retry(self, hook: str, call: CallId, now: datetime) -> bool:
        """Try one now, whatever became of it, rested or not; whether there is one."""

    def listed(self, hook: str, state: CallState | None, after: CallId | None) -> CallPage:
        """What a hook was told, the newest first; of one state, where one is named."""

    def forget_before(self, moment: datetime) -> None:
        """Drop calls that were made before then."""


class Caller(Protocol):
    """What speaks with hooks, over the network."""

    @property
    def site(self) -> str:
        """The address by which people reach the house, without a last slash; empty where none is known."""

    @property
    def own(self) -> OwnPlaces:
        """What may be called although it is not public."""

    def key(self, salt: str) -> str:
        """The key of this salt: of this house, and of no other."""

    def call(self, address: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Say this to a server, once; whatever it does, there is an answer after a while."""
