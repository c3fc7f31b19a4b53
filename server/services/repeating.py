"""The same request twice has one effect and one answer, however it was repeated."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar
from uuid import UUID

from server.domain.errors import BusyNow
from server.domain.values import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from server.domain.people import Actor
    from server.domain.ports import Unit


P = ParamSpec("P")
R = TypeVar("R")

TRIES = 5
"""How often an act is carried out when others stand in its way each time."""


def again(act: Callable[P, R]) -> Callable[P, R]:
    """Carries an act out anew when the database could not order it among the others.

    Every act is one transaction, so a refused one has left nothing behind.
    """

    @wraps(act)
    def carried_out(*args: P.args, **kwargs: P.kwargs) -> R:
        for _ in range(TRIES - 1):
            try:
                return act(*args, **kwargs)
            except BusyNow:
                continue
        return act(*args, **kwargs)

    return carried_out


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request under its key: new, or answered before."""

    unit: Unit
    actor: Actor
    key: str | None
    answer: dict[str, Any] | None = None
    """What was answered before; None when this is the first."""

    def id_in(self, name: str) -> UUID:
        """An identifier in the earlier answer."""
        return UUID(str((self.answer or {})[name]))

    def keep(self, answer: dict[str, Any]) -> None:
        """Keeps the answer under the key, in the act's own transaction."""
        if self.key is not None:
            self.unit.replied(self.key, self.actor, json.dumps(answer))


def once(unit: Unit, actor: Actor, key: str | None, what: tuple[object, ...]) -> Request:
    """Takes the key of a request; waits while a twin is under way.

    Refused with ``SameKeyOtherRequest`` when the key belongs to a request of other content.
    """
    if key is None:
        return Request(unit=unit, actor=actor, key=None)
    text = json.dumps(plain(what), ensure_ascii=False, sort_keys=True)
    before = unit.first(key, actor, hashlib.sha256(text.encode()).hexdigest())
    answer = None if before is None else json.loads(before)
    return Request(unit=unit, actor=actor, key=key, answer=answer)
