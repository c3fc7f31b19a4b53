"""How a user task becomes work: whose it is, with which form, until when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from server.domain.ids import Token
from server.domain.moves import Work
from server.domain.process import LaneSeat
from server.engine.expressions import Expression, canonical, read
from server.engine.hardening.stuck import Stuck
from server.engine.timers import day_or_moment, limit_in, moment_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from server.domain.values import Value, Values
    from server.engine.hardening.running import Run
    from server.engine.timers import Timer

_HOLE = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True, eq=False)
class ClockName:
    """A clock: written out (``T43``), with holes (``T43/{variant}``), or an expression (``= ...``)."""

    text: str
    parts: tuple[str | Expression, ...]

    def name(self, run: Run, beside: Values | None) -> str | None:
        """Which clock it is here and now; null means none."""
        if self.text.startswith("="):
            value = run.value(self.expressions()[0], beside)
            return None if value is None else canonical(value)
        return "".join(
            part if isinstance(part, str) else canonical(run.value(part, beside))
            for part in self.parts
        )

    def expressions(self) -> tuple[Expression, ...]:
        """All expressions in it."""
        return tuple(part for part in self.parts if isinstance(part, Expression))


def read_clock(text: str) -> ClockName:
    """Read the ``clock`` of a user task."""
    text = text.strip()
    if text.startswith("="):
        return ClockName(text=text, parts=(read(text),))
    pieces = _HOLE.split(text)
    parts = (read(piece) if at % 2 else piece for at, piece in enumerate(pieces))
    return ClockName(text=text, parts=tuple(parts))


def seat_of(said: Mapping[str, str], lane: LaneSeat | None) -> LaneSeat | None:
    """Who gets the work of a task: as its element says, what it leaves out as its lane does."""
    org = said.get("org") or (lane.org if lane else "")
    role = said.get("role") or (lane.role if lane else "")
    return LaneSeat(org=org, role=role) if org and role else None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Offer:
    """What a user or manual task says about its work."""

    element: str
    name: str
    lane: str
    org: Expression
    role: Expression | str
    """A function of posts, or FEEL that gives it (``= signer``)."""
    form: str | None = None
    clock: ClockName | None = None
    clock_from: Expression | None = None
    clock_agreed: Expression | None = None
    """The moment of an approved plan, for clocks that are set by one."""
    limit: Timer | None = None
    """Until when, for work that no clock of the county counts."""

    def work(self, run: Run, token: str, beside: Values | None = None) -> Work:
        """The piece of work, evaluated here and now."""
        body = run.value(self.org, beside)
        if not isinstance(body, str) or not body:
            raise Stuck(
                f"“{self.org.source}”没有给出办理单位",
                f"{self.org.source!r} gives no body to do it",
            )
        clock = None if self.clock is None else self.clock.name(run, beside)
        start = self._moment(run, self.clock_from, beside)
        agreed = self._agreed(run, beside)
        if clock is None:
            due = self._limit(run, beside)
        else:
            due = run.world.due(clock, start or run.world.moment, agreed)
        return Work(
            token=Token(token),
            element=self.element,
            name=self.name,
            lane=self.lane,
            body=body,
            role=self._role(run, beside),
            form=self.form,
            clock=clock,
            clock_start=start,
            due=due,
        )

    def _role(self, run: Run, beside: Values | None) -> str:
        if isinstance(self.role, str):
            return self.role
        role = run.value(self.role, beside)
        if not isinstance(role, str) or not role:
            raise Stuck(
                f"“{self.role.source}”没有给出岗位职能", f"{self.role.source!r} gives no role"
            )
        return role

    def _limit(self, run: Run, beside: Values | None) -> datetime | None:
        if self.limit is None:
            return None
        said = self.limit.expression
        value = self.limit.text if said is None else run.value(said, beside)
        return limit_in(value, run.world.moment, self.limit.text)

    def _agreed(self, run: Run, beside: Values | None) -> date | None:
        """The day or moment of an approved plan, when there is one already."""
        value: Value = None if self.clock_agreed is None else run.value(self.clock_agreed, beside)
        if self.clock_agreed is None or value is None:
            return None
        agreed = day_or_moment(value, self.clock_agreed.source)
        if not isinstance(agreed, datetime):
            return agreed
        return moment_in(agreed, self.clock_agreed.source)

    @staticmethod
    def _moment(run: Run, expression: Expression | None, beside: Values | None) -> datetime | None:
        if expression is None:
            return None
        return moment_in(run.value(expression, beside), expression.source)
