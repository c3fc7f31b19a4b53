"""Passwords kept as Argon2id hashes."""

from __future__ import annotations

from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

from server.domain.errors import TooManySignIns

if TYPE_CHECKING:
    from collections.abc import Iterator

AT_ONCE = 2
"""Each takes 64 MB and four threads while it lasts; more at once are no faster."""
PATIENCE = 10.0
"""Seconds that a password waits to be looked at."""


class Argon2Hasher:
    """Fits ``ports.Hasher``, with the parameters of RFC 9106 for servers with little memory.

    Few are hashed at once, so that all who come in the morning don't take the memory of the
    machine; refused with ``TooManySignIns`` when too many wait.
    """

    def __init__(
        self,
        hasher: PasswordHasher | None = None,
        *,
        at_once: int = AT_ONCE,
        patience: float = PATIENCE,
    ) -> None:
        self._hasher = hasher or PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)
        self._places = BoundedSemaphore(at_once)
        self._patience = patience

    def hash(self, password: str) -> str:
        """What to keep instead of the password; another text each time."""
        with self._place():
            return self._hasher.hash(password)

    def matches(self, hashed: str, password: str) -> bool:
        """Whether this is the password; a text that is no hash matches none."""
        with self._place():
            try:
                return self._hasher.verify(hashed, password)
            except (VerificationError, InvalidHashError):
                return False

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._places.acquire(timeout=self._patience):
            raise TooManySignIns
        try:
            yield
        finally:
            self._places.release()
