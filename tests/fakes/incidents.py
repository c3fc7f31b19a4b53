"""The book of pushes that failed, in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.errors import NoSuchIncident
from server.domain.ids import CaseId
from server.domain.reading import IncidentRow

if TYPE_CHECKING:
    from server.domain.ids import IncidentId, ProcessKey, SubjectId
    from server.domain.ports import HeldCase, HeldIncident
    from tests.fakes.state import State


class FakeIncidentBook:
    """Pushes that failed."""

    def __init__(self, state: State) -> None:
        self._state = state

    def hold(self, incident: IncidentId) -> tuple[HeldIncident, HeldCase | None]:
        """An incident with its case, if there is one."""
        found = self.find(incident)
        return found, None if found.process else self._state.case(CaseId(found.subject))

    def find(self, incident: IncidentId) -> HeldIncident:
        """An incident."""
        if incident not in self._state.incidents:
            raise NoSuchIncident
        return self._state.incidents[incident]

    def of_subject(self, subject: SubjectId) -> tuple[HeldIncident, ...]:
        """The incidents of one case or process."""
        return tuple(each for each in self._state.incidents.values() if each.subject == subject)

    def of_matter(self, root: CaseId) -> tuple[HeldIncident, ...]:
        """The incidents of a matter."""
        return tuple(each for each in self._state.incidents.values() if each.root == root)

    def open_ones(
        self, process: ProcessKey | None, after: IncidentId | None, limit: int
    ) -> tuple[IncidentRow, ...]:
        """Those of one process, newest first."""
        assert after is None, "the fake has one page"
        rows = [self._row(each) for each in reversed(self._state.incidents.values())]
        return tuple(row for row in rows if process in (None, row.process))[:limit]

    def _row(self, each: HeldIncident) -> IncidentRow:
        case = self._state.cases.get(CaseId(each.root))
        process = case.process if case else each.process
        assert process
        content = self._state.contents[each.root, each.digest]
        return IncidentRow(
            incident=each.id,
            since=each.at,
            case=case.id if case else None,
            number=case.number if case else "",
            title="",
            process=process,
            process_title="",
            element=each.element,
            version=each.version,
            cause=str(content["cause"]),
            cause_en=str(content["cause_en"]),
            is_proposed=each.proposal is not None,
        )
