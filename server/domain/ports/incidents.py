"""The book of pushes that failed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from server.domain.ids import CaseId, IncidentId, ProcessKey, SubjectId
    from server.domain.ports.held import HeldCase, HeldIncident
    from server.domain.reading import IncidentRow


class IncidentBook(Protocol):
    """Pushes that failed and wait for administrators."""

    def hold(self, incident: IncidentId) -> tuple[HeldIncident, HeldCase | None]:
        """Lock an incident and the case whose push failed, then read both.

        None for the case that did not begin. Refused with ``NoSuchIncident``.
        """

    def find(self, incident: IncidentId) -> HeldIncident:
        """An incident without a lock; refused with ``NoSuchIncident``."""

    def of_subject(self, subject: SubjectId) -> tuple[HeldIncident, ...]:
        """The incidents of one case (not its branches) or process, the longest ago first."""

    def of_matter(self, root: CaseId) -> tuple[HeldIncident, ...]:
        """The incidents of a matter, branches and all, the longest ago first."""

    def open_ones(
        self, process: ProcessKey | None, after: IncidentId | None, limit: int
    ) -> tuple[IncidentRow, ...]:
        """The county's incidents, newest first; those of one process; those after one."""
