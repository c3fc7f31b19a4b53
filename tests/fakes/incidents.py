"""The book of pushes that failed, in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.errors import NoSuchIncident
from server.domain.reading import IncidentRow

if TYPE_CHECKING:
    from server.domain.ids import CaseId, IncidentId, ProcessKey
    from server.domain.ports import HeldCase, HeldIncident
    from tests.fakes.state import State


class FakeIncidentBook:
    """Pushes that failed."""

    def __init__(self, state: State) -> None:
        self._state = state

    def hold(self, incident: IncidentId) -> tuple[HeldIncident, HeldCase]:
        """An incident with its case."""
        found = self.find(incident)
        return found, self._state.case(found.case)

    def find(self, incident: IncidentId) -> HeldIncident:
        """An incident."""
        if incident not in self._state.incidents:
            raise NoSuchIncident
        return self._state.incidents[incident]

    def of_case(self, case: CaseId) -> tuple[HeldIncident, ...]:
        """The incidents of one case."""
        return tuple(each for each in self._state.incidents.values() if each.case == case)

    def of_matter(self, root: CaseId) -> tuple[HeldIncident, ...]:
        """The incidents of a matter."""
        return tuple(each for each in self._state.incidents.values() if each.root == root)

    def open_ones(
        self, process: ProcessKey | None, after: IncidentId | None, limit: int
    ) -> tuple[IncidentRow, ...]:
        """Those of one process, newest first."""
        assert after is None, "the fake has one page"
        rows = [
            IncidentRow(
                incident=each.id,
                since=each.at,
                case=each.root,
                number=self._state.cases[each.root].number,
                title="",
                process=self._state.cases[each.root].process,
                process_title="",
                element=each.element,
                version=each.version,
                is_proposed=each.proposal is not None,
            )
            for each in reversed(self._state.incidents.values())
        ]
        return tuple(row for row in rows if process in (None, row.process))[:limit]
