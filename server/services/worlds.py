"""What the engine may ask while it moves a case, bound to one transaction and one moment."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from server.domain.errors import NoSuchClock
from server.domain.ids import ClockId
from server.services.operations import Scene

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from server.domain.moves import Skip
    from server.domain.ports import HeldCase
    from server.domain.values import Value, Values
    from server.services.county import County
    from server.services.recording import Record


class CaseWorld:
    """The county as one case sees it during one push."""

    def __init__(
        self, record: Record, county: County, held: HeldCase, skip: Skip | None = None
    ) -> None:
        self._record = record
        self._county = county
        self._held = held
        self.skip = skip
        """What is to be passed over in this push."""

    @property
    def moment(self) -> datetime:
        """Now, in UTC."""
        return self._record.moment

    @property
    def functions(self) -> Mapping[str, Callable[..., Value]]:
        """The host functions of FEEL."""
        return functions_of(self._county, self.moment)

    def due(self, clock: str, since: datetime, agreed: date | None = None) -> datetime:
        """The moment when a clock that began at ``since`` is over."""
        return self._county.due(clock, since, agreed)

    def operate(self, operation: str, values: Values) -> Values:
        """Carries out an operation inside the step's transaction."""
        scene = Scene(
            unit=self._record.unit, county=self._county, case=self._held, moment=self.moment
        )
        return self._record.tools.operations[operation](scene, values)


def functions_of(county: County, moment: datetime) -> Mapping[str, Callable[..., Value]]:
    """The host functions of FEEL, at a moment."""

    def due(clock: Value, since: Value = None, agreed: Value = None) -> datetime:
        if not isinstance(clock, str):
            raise NoSuchClock(clock=clock)
        return county.due(ClockId(clock), _moment(since) or moment, _day(agreed))

    return {"due": due, "body_of": county.body_of}


def _day(value: Value) -> date | None:
    """A day or a moment, or the ISO text of one as case data keeps it."""
    if isinstance(value, str) and len(value) == _DAY_LETTERS:
        return date.fromisoformat(value)
    return value if isinstance(value, date) else _moment(value)


_DAY_LETTERS = len("2026-03-20")


def _moment(value: Value) -> datetime | None:
    """A moment, or its ISO text as case data keeps it."""
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    return found if isinstance(found, datetime) else None
