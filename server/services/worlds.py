"""What the engine may ask while it moves a case, bound to one transaction and one moment."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from server.domain.errors import NoSuchClock, NoSuchFunction, ParameterWrong
from server.domain.ids import ClockId
from server.services import voting
from server.services.operations import Scene

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from server.domain.county import Missed
    from server.domain.ids import BodyId, Token
    from server.domain.moves import Skip
    from server.domain.ports import HeldCase
    from server.domain.values import Value, Values
    from server.domain.votes import Policy
    from server.services.county import County
    from server.services.recording import Record

Reckoned = dict[datetime, list[tuple[str, datetime] | None]]
"""The moments that ``due(...)`` gave in an act, each with its clocks, the last named last, and from when they count.

None stands for an end that was agreed on: no clock moves it.
"""


class CountyWorld:
    """The county as it is seen where there is no case yet."""

    def __init__(self, county: County, moment: datetime, reckoned: Reckoned | None = None) -> None:
        self._county = county
        self._reckoned = {} if reckoned is None else reckoned
        self.moment = moment
        """Now, in UTC."""

    @property
    def functions(self) -> Mapping[str, Callable[..., Value]]:
        """The host functions of FEEL."""
        return functions_of(self._county, self.moment, self._reckoned)

    @property
    def missed(self) -> Missed:
        """What becomes of missed occurrences of a cycle where its diagram doesn't say it."""
        return self._county.missed


class CaseWorld(CountyWorld):
    """The county as one case sees it during one push."""

    def __init__(
        self,
        record: Record,
        county: County,
        held: HeldCase,
        skip: Skip | None = None,
        reckoned: Reckoned | None = None,
    ) -> None:
        super().__init__(county, record.moment, reckoned)
        self._record = record
        self._held = held
        self.skip = skip
        """What is to be passed over in this push."""

    def due(self, clock: str, since: datetime, agreed: date | None = None) -> datetime:
        """The moment when a clock that began at ``since`` is over."""
        return self._county.due(clock, since, agreed)

    def reckoned(self, moment: datetime, *, just_now: bool) -> tuple[str, datetime] | None:
        """The clock whose end ``due(...)`` gave as this moment in this act; none where nothing tells which."""
        found = self._reckoned.get(moment, [])
        return found[-1] if (just_now and found) or len(found) == 1 else None

    def operate(self, operation: str, values: Values) -> Values:
        """Carries out an operation inside the step's transaction."""
        scene = Scene(
            unit=self._record.unit, county=self._county, case=self._held, moment=self.moment
        )
        return self._record.tools.operations[operation](scene, values)

    def cut_short(self, token: Token, policy: Policy) -> Value:
        """Ends the vote of a step that an event on it interrupts; what came out of it."""
        return voting.decide_now(self._record, self._county, self._held, token, policy)


def functions_of(
    county: County, moment: datetime, reckoned: Reckoned
) -> Mapping[str, Callable[..., Value]]:
    """The host functions of FEEL, at a moment; what ``due`` gives is noted."""

    def due(clock: Value, since: Value = None, agreed: Value = None) -> datetime:
        if not isinstance(clock, str):
            raise NoSuchClock(clock=clock)
        start, day = _moment(since) or moment, _day(agreed)
        end = county.due(ClockId(clock), start, day)
        _note(reckoned.setdefault(end, []), None if day else (clock, start))
        return end

    def body_of(function: Value) -> BodyId:
        if not isinstance(function, str):
            raise NoSuchFunction(function=function)
        return county.body_of(function)

    return {"due": due, "body_of": body_of}


def _note(found: list[tuple[str, datetime] | None], last: tuple[str, datetime] | None) -> None:
    """Notes each clock once, in the order in which they were named last."""
    if last in found:
        found.remove(last)
    found.append(last)


def _moment(value: Value) -> datetime | None:
    """A moment, or its ISO text as case data keeps it."""
    found = _read(datetime.fromisoformat, value)
    if not isinstance(found, datetime | None):
        raise ParameterWrong(field="due: since", wanted=("时刻", "a moment"))
    return found


def _day(value: Value) -> date | None:
    """A day or a moment, or the ISO text of one as case data keeps it."""
    is_day = isinstance(value, str) and len(value) == _DAY_LETTERS
    found = _read(date.fromisoformat if is_day else datetime.fromisoformat, value)
    if not isinstance(found, date | None):
        raise ParameterWrong(field="due: agreed", wanted=("日期或时刻", "a day or a moment"))
    return found


def _read(reading: Callable[[str], date], value: Value) -> Value:
    """What a text says; other values, and a text that says nothing, as they are."""
    try:
        return reading(value) if isinstance(value, str) else value
    except ValueError:
        return value


_DAY_LETTERS = len("2026-03-20")
