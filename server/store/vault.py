"""Attached files in a folder, each under the SHA-256 of its bytes; never executed, never changed."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
from contextlib import suppress
from typing import TYPE_CHECKING

from server.domain.attachment import media_type_of
from server.domain.errors import DiskFull, NoSuchDocument

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

_DIGEST = re.compile(r"[0-9a-f]{64}")
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class WrongDigest(ValueError):  # says what is wrong
    """The bytes don't have the SHA-256 that was named."""


class FileVault:
    """Fits ``ports.Vault``: ``<folder>/ab/cd/abcd...``, readable by the server's account only."""

    def __init__(self, folder: Path, write: Callable[[int, memoryview], int] = os.write) -> None:
        self._folder = folder
        self._write = write

    def kind_of(self, content: bytes) -> str:
        """The media type by the bytes; refused with ``FileKindRefused``."""
        return media_type_of(content)

    def keep(self, sha256: str, content: bytes) -> None:
        """Write a file whole or not at all, safe from a power cut on return; kept once however often sent."""
        if hashlib.sha256(content).hexdigest() != sha256:
            raise WrongDigest(sha256)
        place = self._place(sha256)
        with suppress(FileNotFoundError):
            os.utime(place)  # whoever is about to forget it sees that it is wanted again
            return
        draft = place.with_name(f".{secrets.token_hex(8)}")
        try:
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._write_whole(draft, content)
            draft.rename(place)
            _settle(place.parent)
        except OSError as cause:
            with suppress(FileNotFoundError):
                draft.unlink()
            if cause.errno in _NO_ROOM:
                raise DiskFull from cause
            raise

    def forget(self, sha256: str, before: datetime) -> None:
        """Delete a file that nobody has kept, again or for the first time, since then.

        It is moved aside before it is looked at, so that whoever keeps it meanwhile writes it anew.
        """
        place = self._place(sha256)
        aside = place.with_name(f".{secrets.token_hex(8)}")
        with suppress(FileNotFoundError):
            place.rename(aside)
            if aside.stat().st_mtime < before.timestamp():
                aside.unlink()
            else:
                aside.rename(place)

    def open(self, sha256: str) -> bytes:
        """The file's bytes; refused with ``NoSuchDocument``."""
        try:
            return self._place(sha256).read_bytes()
        except FileNotFoundError as cause:
            raise NoSuchDocument from cause

    def _place(self, sha256: str) -> Path:
        if not _DIGEST.fullmatch(sha256):
            raise NoSuchDocument
        return self._folder / sha256[:2] / sha256[2:4] / sha256

    def _write_whole(self, draft: Path, content: bytes) -> None:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            left = memoryview(content)
            while left:
                left = left[self._write(descriptor, left) :]
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _settle(folder: Path) -> None:
    """Make the folder's entry as lasting as the file."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
