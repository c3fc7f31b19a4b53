"""Passwords kept as Argon2id hashes."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY


class Argon2Hasher:
    """Fits ``ports.Hasher``, with the parameters of RFC 9106 for servers with little memory."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)

    def hash(self, password: str) -> str:
        """What to keep instead of the password; another text each time."""
        return self._hasher.hash(password)

    def matches(self, hashed: str, password: str) -> bool:
        """Whether this is the password; a text that is no hash matches none."""
        try:
            return self._hasher.verify(hashed, password)
        except (VerificationError, InvalidHashError):
            return False
