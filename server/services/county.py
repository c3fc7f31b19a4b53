"""The county as services need it: calendar, clocks, functions, bodies and catalogue, ready to ask."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from server.domain.county_time import day_of
from server.domain.errors import AgreedDateWanted, NoSuchClock, NoSuchFunction
from server.domain.ladder import Addressee, Delay, Rung, rungs
from server.domain.people import BodyKind, head_role
from server.domain.periods import LampState, Unit
from server.domain.reading import Deadline, Lamp
from server.domain.registers import is_there
from server.domain.respite import HEAD, NO_RESPITE
from server.domain.standstill import grounds_of
from server.domain.values import texts_at

if TYPE_CHECKING:
    from collections.abc import Mapping

    from server.domain.catalogue import Catalogue
    from server.domain.clock import ClockTable, Reckoning
    from server.domain.county import Missed
    from server.domain.ids import BodyId
    from server.domain.people import Body
    from server.domain.respite import Extension, Ground, Respite
    from server.domain.values import Values
    from server.domain.workdays import Calendar

_LAMPS = {LampState.OVERDUE: Lamp.LATE, LampState.TODAY: Lamp.TODAY, LampState.LEFT: Lamp.GOOD}
_UNITS = {Unit.WD: "day", Unit.CD: "day", Unit.H: "hour", Unit.WH: "hour"}


def _named_gone(body: Body) -> Body:
    """A body that was only typed and isn't there, as a form names it."""
    name_en = f"{body.name_en or body.name} (can't be chosen now; choose another)"
    return replace(body, name=f"{body.name}（现不能选，请另选）", name_en=name_en)


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

    def bodies_on(self, day: date) -> tuple[Body, ...]:
        """The bodies that are there on a day: neither over nor to come."""
        return tuple(body for body in self.bodies if is_there(body, day))

    def offering(self, now: datetime, chosen: Values, typed: Values | None = None) -> County:
        """As forms offer it at a moment: the bodies of that day, and those that were chosen before.

        Who only typed another in a draft still sees it, with the word that it can't be chosen now.
        """
        before, drafted = ({text for _, text in texts_at(each)} for each in (chosen, typed or {}))
        there = {body.id for body in self.bodies_on(day_of(now))} | before
        named = (one if one.id in there else _named_gone(one) for one in self.bodies)
        return replace(self, bodies=tuple(one for one in named if one.id in there | drafted))

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

    def is_provisional(self, clock: str | None, since: datetime) -> bool:
        """Whether the end of a clock that began then may change with next year's calendar."""
        return clock is not None and self.clocks.is_provisional(clock, since, self.calendar)

    def reckoned(
        self, clock: str | None, since: datetime | None, respite: Respite = NO_RESPITE
    ) -> Reckoning | None:
        """When a clock that began then, and was given so much, is over by these tables.

        None where no clock counts, where a plan names the end, or where the table has it no more.
        """
        if clock is None or since is None:
            return None
        try:
            return self.clocks.reckon(clock, since, self.calendar, respite=respite)
        except (AgreedDateWanted, NoSuchClock):
            return None

    def rungs(
        self, clock: str, since: datetime, due: datetime, respite: Respite = NO_RESPITE
    ) -> tuple[tuple[str, datetime], ...]:
        """The moments at which the clock climbs its ladder."""
        variant, found = clock.partition("/")[2] or None, self.clocks.clock(clock)
        delay, stood = None, respite.stood(since)
        plain = self.reckoned(clock, since, replace(respite, pauses=())) if stood else None
        if plain is not None:
            delay = Delay(plain=plain.due, stood=stood)
        climbed = rungs(since, due, found, self.calendar, variant, delay)
        return tuple((rung.value, moment) for rung, moment in climbed)

    def hears(self, rung: str, body: BodyId, role: str, clock: str | None) -> tuple[str, str]:
        """Which body and role hear of a rung, for work of this body and role."""
        match Rung(rung).addressee:
            case Addressee.DOER:
                return body, role
            case Addressee.DOERS_HEAD | Addressee.UNIT_HEAD:
                return body, self.head_role(body)
            case _:
                office = self.clocks.clock(clock).supervised_by if clock else "command_centre"
                supervisor = self.body_of(office)
                return supervisor, self.head_role(supervisor)

    @property
    def supervisors(self) -> frozenset[BodyId]:
        """The offices that supervise clocks."""
        named = {clock.supervised_by for clock in self.clocks.clocks}
        return frozenset(body for key, body in self.functions.items() if key in named)

    def decides(self, extension: Extension, body: BodyId) -> tuple[BodyId, str]:
        """Which body and role decide whether work of this body is extended."""
        whose = body if extension.approver == HEAD else self.body_of(extension.approver)
        return whose, self.head_role(whose)

    def extension(self, clock: str | None) -> Extension | None:
        """How a clock may be extended; None: not at all."""
        if clock is None:
            return None
        try:
            return self.clocks.clock(clock).extension(clock.partition("/")[2] or None)
        except NoSuchClock:
            return None

    def grounds(self, clock: str | None) -> tuple[Ground, ...]:
        """On what grounds a clock may stand still."""
        return grounds_of(self.clocks, clock)

    def deadline(
        self, due: datetime | None, now: datetime, *, provisional: bool = False
    ) -> Deadline:
        """How a due moment looks now."""
        if due is None:
            return Deadline(due=None, lamp=Lamp.NONE)
        remaining = self.calendar.remaining(now, due)
        return Deadline(
            due=due,
            lamp=_LAMPS[remaining.state],
            amount=remaining.amount,
            unit=_UNITS.get(remaining.unit, "minute"),
            provisional=provisional,
        )

    def head_role(self, body: BodyId) -> str:
        """The role that heads a body of this kind."""
        kinds = {known.id: known.kind for known in self.bodies}
        return head_role(kinds.get(body, BodyKind.DEPARTMENT))

    def name_of(self, body: BodyId) -> tuple[str, str]:
        """What a body is called, in Chinese and English; its id where nobody knows it."""
        names = ((each.name, each.name_en or each.name) for each in self.bodies if each.id == body)
        return next(names, (body, body))
