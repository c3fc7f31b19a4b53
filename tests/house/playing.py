"""A process played through the engine alone: people answer, the county is made up."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from server.domain.county import Missed
from server.domain.ids import Token, VersionId
from server.domain.moves import Alarm, Complete, FanOut, Fire, Gather, Start, Work
from server.domain.votes import Silence
from server.engine.adapter import SpiffEngine
from server.services.process_files import read_sources
from tests.house.folders import files_of
from tests.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from server.domain.moves import Ending, Push, Skip, Wait
    from server.domain.values import Value, Values
    from server.domain.votes import Policy

VERSION = VersionId(UUID(int=1))
MORNING = datetime(2026, 3, 3, 1, 0, tzinfo=UTC)
BODIES = {"command_centre": "cmd", "county_leader": "gov"}


@dataclass
class County:
    """What the engine may ask: clocks that last an hour, and operations with prepared answers."""

    moment: datetime = MORNING
    skip: Skip | None = None
    missed: Missed = Missed.ONCE
    answers: dict[str, Values] = field(default_factory=dict)
    asked: list[tuple[str, Values]] = field(default_factory=list)

    @property
    def functions(self) -> Mapping[str, Callable[..., Value]]:
        """The functions that diagrams use beside FEEL's own."""
        return {"due": self._due, "body_of": BODIES.__getitem__}

    def due(self, clock: str, since: datetime, agreed: date | None = None) -> datetime:
        """An hour, whatever the clock; the moment agreed on, where there is one."""
        del clock
        return agreed if isinstance(agreed, datetime) else since + timedelta(hours=1)

    def operate(self, operation: str, values: Values) -> Values:
        """Remember what was asked, give the answer prepared for it."""
        self.asked.append((operation, values))
        return self.answers.get(operation, {})

    def reckoned(self, moment: datetime, *, just_now: bool) -> None:
        """Nothing is reckoned anew here."""

    def cut_short(self, token: Token, policy: Policy) -> Value:
        """Nobody has said anything."""
        assert token
        return {"passed": policy.on_timeout is Silence.AGREE}

    def _due(self, clock: str, since: Value = None, agreed: Value = None) -> datetime:
        return self.due(clock, since or self.moment, agreed)


class Play:
    """One instance, or one branch of it, and what waits in it."""

    def __init__(
        self,
        engine: SpiffEngine,
        county: County,
        values: Values,
        *,
        scope: str | None = None,
        outer: Values | None = None,
    ) -> None:
        self.engine, self.county = engine, county
        self.data: Values = {}
        self.waits: list[Wait] = []
        self.ending: Ending | None = None
        self._outer, self._saved = outer or {}, b""
        self._push(Start(values=values, scope=scope))

    @property
    def work(self) -> dict[str, Work]:
        """The work that waits, by element."""
        return {wait.element: wait for wait in self.waits if isinstance(wait, Work)}

    @property
    def desks(self) -> dict[str, tuple[str, str]]:
        """Whose work waits, by element: body and role."""
        return {key: (work.body, work.role) for key, work in self.work.items()}

    def fan(self, element: str) -> FanOut:
        """A fan-out that waits."""
        return next(w for w in self.waits if isinstance(w, FanOut) and w.element == element)

    def seats(self, element: str) -> list[tuple[str, str]]:
        """Whose work the members of a fan-out are."""
        return [(b.work.body, b.work.role) for b in self.fan(element).branches if b.work]

    def do(self, element: str, choice: str | None = None, **answer: Any) -> Play:
        """Somebody completes a piece of work."""
        return self._push(Complete(token=self.work[element].token, values=answer, choice=choice))

    def answer(self, element: str, *outputs: Value) -> Play:
        """All members of a fan-out are done."""
        return self._push(Gather(token=self.fan(element).token, outputs=outputs))

    def branch(self, element: str, index: int = 0) -> Play:
        """One member of a fan-out over a sub-process, as an instance of its own."""
        values = self.fan(element).branches[index].values
        return Play(self.engine, self.county, values, scope=element, outer=self.data)

    def pass_late(self) -> Play:
        """The moment of the first timer comes."""
        alarm = next(wait for wait in self.waits if isinstance(wait, Alarm))
        return self._push(Fire(token=alarm.token))

    def _push(self, push: Push) -> Play:
        move = self.engine.push(
            VERSION,
            push,
            saved=self._saved,
            data=self.data,
            outer=self._outer,
            world=self.county,
        )
        self._saved, self.data, self.ending = move.saved, dict(move.data), move.ending
        gone = {getattr(push, "token", None), *move.closed}
        self.waits = [wait for wait in self.waits if wait.token not in gone] + list(move.opened)
        return self


def engine_with(process: str) -> SpiffEngine:
    """An engine that has learnt a process of ours."""
    engine = SpiffEngine()
    engine.learn(VERSION, read_sources(files_of(ROOT / "workflows" / process)))
    return engine
