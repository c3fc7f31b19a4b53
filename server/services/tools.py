"""The ports a service may use, in one frozen object."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import timedelta

    from server.domain.ports import (
        Caller,
        Clock,
        Engine,
        FormChecker,
        Hasher,
        Ids,
        Mailer,
        Unit,
        Vault,
    )
    from server.services.operations import Operation
    from server.services.shelf import Shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What is too much, and for how long things hold."""

    wrong_passwords: int
    """Wrong passwords in a row after which an account is closed."""
    lockout: timedelta
    session: timedelta
    token: timedelta
    file_bytes: int
    """The largest attached file."""
    files: int
    """The most files that one piece of work may have."""
    message_life: timedelta
    """How long a message is kept that nobody waits for."""
    messages: int
    """The most messages of one name that are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """Everything outside that services reach; made by ``wiring.py``."""

    unit: Callable[[], Unit]
    engine: Engine
    forms: FormChecker
    clock: Clock
    ids: Ids
    vault: Vault
    hasher: Hasher
    shelf: Shelf
    operations: Mapping[str, Operation]
    limits: Limits
    rings: bool
    """Whether open pages hear at once that there is something new."""
    caller: Caller
    mailer: Mailer | None
    """None: this house sends no mail."""
