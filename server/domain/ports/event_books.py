"""The books of what begins cases by itself, and of messages that came before anybody waited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from server.domain.ids import ProcessKey, StartId
    from server.domain.ports.held import HeldStart, KeptMessage


class StartBook(Protocol):
    """Start events that wait for something, of the newest version of each process."""

    def of(self, process: ProcessKey) -> tuple[HeldStart, ...]:
        """All that a process waits for, timers that have no further moment too."""

    def listening(self, kind: str, name: str) -> tuple[HeldStart, ...]:
        """The start events that wait for this message or signal."""

    def close(self, process: ProcessKey) -> None:
        """Let nobody else begin a case of this process by a message until the commit.

        What one of them waits for may come at the same moment: who looks after closing finds it.
        Cases of one process begin one after the other anyway, as their numbers have no gaps.
        """

    def take_due(self, now: datetime, limit: int) -> tuple[StartId, ...]:
        """Start events whose moment has come, each taken for half a minute."""

    def hold(self, start: StartId) -> HeldStart | None:
        """Lock a start event, then read it; None when a newer version has taken its place."""


class MessageBook(Protocol):
    """Messages that nobody waited for when they came."""

    def close(self, name: str) -> None:
        """Let nobody else keep or look for messages of this name until the commit.

        Whoever begins to listen looks here after closing, and whoever keeps a message looks for
        listeners after closing: so neither misses the other.
        """

    def first(self, name: str, key: str, now: datetime) -> KeptMessage | None:
        """The message that came first, for a listener with this key; one without a key takes any."""

    def kept(self, name: str, now: datetime) -> int:
        """How many messages of this name are kept whose time is not over."""

    def expired(self, now: datetime, limit: int) -> tuple[KeptMessage, ...]:
        """Messages whose time is over."""
