"""How a user task becomes work: whose it is, with which form, until when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from server.domain.ids import Token
from server.domain.moves import Work
from server.engine.expressions import Expression, canonical, read
from server.engine.hardening.stuck import Stuck
from server.engine.timers import moment_of

if TYPE_CHECKING:
    from server.domain.values import Value, Values
    from server.engine.hardening.running import Run

_HOLE = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True, eq=False)
class Named:
    """A clock or role: written out (``T43``), with holes (``T43/{variant}``), or an expression (``= ...``)."""

    text: str
    parts: tuple[str | Expression, ...]

    def name(self, run: Run, beside: Values | None) -> str | None:
        """Which one it is here and now; null means none."""
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


def read_named(text: str) -> Named:
    """Read the ``clock`` or ``role`` of a user task."""
    text = text.strip()
    if text.startswith("="):
        return Named(text=text, parts=(read(text),))
    pieces = _HOLE.split(text)
    parts = (read(piece) if at % 2 else piece for at, piece in enumerate(pieces))
    return Named(text=text, parts=tuple(parts))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Offer:
    """What a user or manual task says about its work."""

    element: str
    name: str
    lane: str
    org: Expression
    role: Named
    form: str | None = None
    clock: Named | None = None
    clock_from: Expression | None = None
    clock_agreed: Expression | None = None

    def work(self, run: Run, token: str, beside: Values | None = None) -> Work:
        """The piece of work, evaluated here and now."""
        body = run.value(self.org, beside)
        if not isinstance(body, str) or not body:
            raise Stuck(
                f"“{self.org.source}”没有给出办理单位", f"{self.org.source!r} gives no body to do it"
            )
        role = self.role.name(run, beside)
        if not role:
            raise Stuck(
                f"“{self.role.text}”没有给出岗位职能", f"{self.role.text!r} gives no role to do it"
            )
        clock = None if self.clock is None else self.clock.name(run, beside)
        start = self._start(run, beside)
        due = None if clock is None else self._due(run, clock, start, beside)
        return Work(
            token=Token(token),
            element=self.element,
            name=self.name,
            lane=self.lane,
            body=body,
            role=role,
            form=self.form,
            clock=clock,
            clock_start=start,
            due=due,
        )

    def _due(
        self, run: Run, clock: str, start: datetime | None, beside: Values | None
    ) -> datetime:
        return run.world.due(clock, start or run.world.moment, self._agreed(run, beside))

    def _start(self, run: Run, beside: Values | None) -> datetime | None:
        if self.clock_from is None:
            return None
        value: Value = run.value(self.clock_from, beside)
        if isinstance(value, str):
            value = datetime.fromisoformat(value)
        if not isinstance(value, datetime):
            raise Stuck(
                f"“{self.clock_from.source}”没有给出起算时间",
                f"{self.clock_from.source!r} gives no moment to count from",
            )
        return moment_of(value)

    def _agreed(self, run: Run, beside: Values | None) -> date | None:
        """Day or moment of an approved plan; the county refuses a clock that wants one and has none."""
        value: Value = None if self.clock_agreed is None else run.value(self.clock_agreed, beside)
        if isinstance(value, str):
            # What a form's date field gave is kept as text, ``2026-03-20``.
            value = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
        if isinstance(value, datetime):
            return moment_of(value)
        return value if isinstance(value, date) else None
