"""A fake world, and a player that saves and restores the instance at every push."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from server.domain.county import Missed
from server.domain.ids import ProcessKey, Token, VersionId
from server.domain.moves import (
    Alarm,
    Complete,
    Count,
    Escalate,
    FanOut,
    Listen,
    Push,
    Start,
    Wait,
    Work,
)
from server.domain.ports import Known
from server.domain.process import LaneSeat, Sources
from server.engine.adapter import SpiffEngine

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from server.domain.moves import Move, Skip
    from server.domain.values import Value, Values
    from server.domain.votes import Policy

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
"""Monday noon in the county."""


def sources(diagram: bytes, **more: object) -> Sources:
    """The sources of a process with just a diagram."""
    given: dict[str, object] = {
        "key": ProcessKey("whistle"),
        "title": "吹哨",
        "title_en": "Whistle",
        **more,
    }
    return Sources(diagram=diagram, **given)  # type: ignore[arg-type]  # the tests know what they hand over


SEATS = {"乡镇": LaneSeat(org="township", role="clerk")}
KNOWN = Known(
    operations=frozenset({"document.number"}),
    clocks=frozenset({"T41", "T43", "T43/emergency"}),
    functions=frozenset({"command_centre"}),
    bodies=frozenset({"zjj"}),
    roles=frozenset({"clerk", "head"}),
    processes={ProcessKey("inquiry"): 3},
)


@dataclass
class FakeWorld:
    """The world of a push, without a county."""

    moment: datetime = NOON
    skip: Skip | None = None
    missed: Missed = Missed.ONCE
    told: list[tuple[str, Values]] = field(default_factory=list)
    answers: Mapping[str, Values] = field(default_factory=dict)

    @property
    def functions(self) -> Mapping[str, Callable[..., Value]]:
        """``due`` gives a day for each clock."""
        return {"due": lambda clock: self.due(clock, self.moment), "body_of": lambda name: name}

    def due(self, clock: str, since: datetime, agreed: date | None = None) -> datetime:
        """What was agreed, else one day after, a second for each letter of the clock's name."""
        if isinstance(agreed, datetime):
            return agreed
        if agreed is not None:
            return datetime(agreed.year, agreed.month, agreed.day, tzinfo=UTC)
        return since + timedelta(days=1, seconds=len(clock))

    def reckoned(self, moment: datetime, *, just_now: bool) -> tuple[str, datetime] | None:
        """A clock of our own, where one was named for this moment."""
        assert moment.tzinfo
        return ("T43", self.moment) if just_now else None

    def cut_short(self, token: Token, policy: Policy) -> Value:
        """Remember which vote was ended."""
        self.told.append(("cut short", {"token": token, "of": policy.of.value}))
        return {"passed": False}

    def operate(self, operation: str, values: Values) -> Values:
        """Remember the call, give the answer prepared for it."""
        self.told.append((operation, values))
        return self.answers.get(operation, {})


class Player:
    """Plays one instance, saved and restored at every push."""

    def __init__(
        self,
        diagram: bytes | Sources,
        *,
        outer: Values | None = None,
        world: FakeWorld | None = None,
        steps: int = 20_000,
        seconds: float = 5,
    ) -> None:
        self.engine = SpiffEngine(steps, seconds)
        self.version = VersionId(uuid4())
        self.model = self.engine.learn(
            self.version, diagram if isinstance(diagram, Sources) else sources(diagram)
        )
        self.world = world or FakeWorld()
        self.outer = outer or {}
        self.saved = b""
        self.data: Values = {}
        self.waits: dict[Token, Wait] = {}
        self.path: list[str] = []
        self.last: Move | None = None

    def push(self, push: Push) -> Move:
        """Push, and keep what came out as a host would."""
        move = self.engine.push(
            self.version,
            push,
            saved=self.saved,
            data=self.data,
            outer=self.outer,
            world=self.world,
        )
        self.saved, self.data, self.last = move.saved, move.data, move
        self.path.extend(move.path)
        if not isinstance(push, Count | Escalate):
            self.waits.pop(getattr(push, "token", Token("")), None)
        for token in move.closed:
            del self.waits[token]
        for wait in move.opened:
            assert wait.token not in self.waits
            self.waits[wait.token] = wait
        if move.ending is not None:
            assert not self.waits
            assert move.saved == b""
        return move

    def start(self, scope: str | None = None, **values: Value) -> Player:
        """Begin."""
        self.push(Start(values=values, scope=scope))
        return self

    def done(self, element: str, choice: str | None = None, **values: Value) -> Player:
        """Complete the work at an element."""
        self.push(Complete(token=self.token(element), values=values, choice=choice))
        return self

    def token(self, element: str) -> Token:
        """The waiting place at an element."""
        return next(wait.token for wait in self.waits.values() if wait.element == element)

    def alarm(self, element: str) -> Alarm:
        """The timer at an element."""
        found = self.waits[self.token(element)]
        assert isinstance(found, Alarm)
        return found

    def fan(self, element: str) -> FanOut:
        """The fan-out at an element."""
        found = self.waits[self.token(element)]
        assert isinstance(found, FanOut)
        return found

    def work(self, element: str) -> Work:
        """The work at an element."""
        found = self.waits[self.token(element)]
        assert isinstance(found, Work)
        return found

    def listening(self, element: str) -> Listen:
        """What an element listens for."""
        found = self.waits[self.token(element)]
        assert isinstance(found, Listen)
        return found

    @property
    def waiting(self) -> list[str]:
        """The elements that wait, sorted."""
        return sorted(wait.element for wait in self.waits.values())

    @property
    def over(self) -> bool:
        """Whether it came to its end."""
        return self.last is not None and self.last.ending is not None
