"""The county as services need it: calendar, clocks, functions, bodies and catalogue, ready to ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from server.domain.errors import NoSuchFunction
from server.domain.ladder import Addressee, Rung, rungs
from server.domain.periods import LampState, Unit
from server.domain.reading import Deadline, Lamp

if TYPE_CHECKING:
    from collections.abc import Mapping

    from server.domain.catalogue import Catalogue
    from server.domain.clock import ClockTable
    from server.domain.county import Missed
    from server.domain.ids import BodyId
    from server.domain.people import Body
    from server.domain.workdays import Calendar

_LAMPS = {LampState.OVERDUE: Lamp.LATE, LampState.TODAY: Lamp.TODAY, LampState.LEFT: Lamp.GOOD}
_UNITS = {Unit.WD: "day", Unit.CD: "day", Unit.H: "hour", Unit.WH: "hour"}


@dataclass(frozen=True, slots=True, kw_only=True)
class County:
    """The tables in force, as one thing to ask."""

    name: str
    name_en: str
    calendar: Calendar
    clocks: ClockTable
    functions: Mapping[str, BodyId]
    """Which body has a function: ``command_centre`` -> ``cmd``."""
    bodies: tuple[Body, ...]
    catalogue: Catalogue
    missed: Missed
    """What becomes of missed occurrences of a cycle where its diagram doesn't say it."""

    def body_of(self, function: str) -> BodyId:
        """The body that has a function; refused with ``NoSuchFunction``."""
        if function not in self.functions:
            raise NoSuchFunction(function=function)
        return self.functions[function]

    def due(self, clock: str, since: datetime, agreed: date | None = None) -> datetime:
        """When a clock (``T43`` or ``T43/emergency``) that began then is over.

        An agreed day ends with the office hours of that day.
        """
        if agreed is not None and not isinstance(agreed, datetime):
            agreed = self.calendar.close_of(agreed)
        return self.clocks.due(clock, since, self.calendar, agreed=agreed)

    def rungs(self, clock: str, since: datetime, due: datetime) -> tuple[tuple[str, datetime], ...]:
        """The moments at which the clock climbs its ladder."""
        variant = clock.partition("/")[2] or None
        climbed = rungs(since, due, self.clocks.clock(clock), self.calendar, variant)
        return tuple((rung.value, moment) for rung, moment in climbed)

    def hears(self, rung: str, body: BodyId, role: str, clock: str | None) -> tuple[str, str]:
        """Which body and role hear of a rung, for work of this body and role."""
        match Rung(rung).addressee:
            case Addressee.DOER:
                return body, role
            case Addressee.DOERS_HEAD | Addressee.UNIT_HEAD:
                return body, self._head_role(body)
            case _:
                office = self.clocks.clock(clock).supervised_by if clock else "command_centre"
                supervisor = self.body_of(office)
                return supervisor, self._head_role(supervisor)

    def deadline(self, due: datetime | None, now: datetime) -> Deadline:
        """How a due moment looks now."""
        if due is None:
            return Deadline(due=None, lamp=Lamp.NONE)
        remaining = self.calendar.remaining(now, due)
        return Deadline(
            due=due,
            lamp=_LAMPS[remaining.state],
            amount=remaining.amount,
            unit=_UNITS.get(remaining.unit, "minute"),
        )

    def _head_role(self, body: BodyId) -> str:
        kinds = {known.id: known.kind for known in self.bodies}
        return _HEADS.get(kinds.get(body, ""), "dept_head")


_HEADS = {
    "township": "township_head",
    "team": "team_captain",
    "justice_office": "justice_office",
    "office": "gov_office",
    "command": "cmd_head",
    "government": "county_leader",
}
"""Who heads a body of this kind; a department head everywhere else."""
