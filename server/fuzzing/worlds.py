"""The sample county as a process sees it that is only tried: nothing is written anywhere."""

from datetime import date, datetime
from pathlib import Path

from server.domain.values import Values
from server.services.county import County
from server.services.county_files import read_county
from server.services.worlds import CaseWorld, CountyWorld

_FILES = read_county(Path(__file__).parents[1] / "county")
COUNTY = County(
    name=_FILES.profile.name,
    name_en=_FILES.profile.name_en,
    calendar=_FILES.calendar,
    clocks=_FILES.clocks,
    functions=_FILES.profile.functions,
    bodies=_FILES.bodies,
    catalogue=_FILES.catalogue,
    missed=_FILES.profile.missed,
)


class StandingClock:
    """A clock that stands, so that a case comes out the same whenever it is tried."""

    def __init__(self, moment: datetime) -> None:
        self._at = moment

    def now(self) -> datetime:
        """The moment at which it stands."""
        return self._at


class TriedWorld(CaseWorld):
    """What the engine may ask, without a case behind it."""

    def __init__(self, moment: datetime) -> None:
        CountyWorld.__init__(self, COUNTY, moment)
        self.skip = None

    def due(self, clock: str, since: datetime, agreed: date | None = None) -> datetime:
        """The moment when a clock that began at ``since`` is over."""
        return COUNTY.due(clock, since, agreed)

    def operate(self, operation: str, values: Values) -> Values:
        """Gives back what it was given."""
        return {"operation": operation, **values}
