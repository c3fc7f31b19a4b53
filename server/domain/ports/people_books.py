"""The books of who stands in for whom, of certificates, and of desks where nobody is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from server.domain.certificates import Certificate
    from server.domain.ids import PersonId, SubstitutionId
    from server.domain.reading import SubstitutionPage, VacancyRow
    from server.domain.substitution import Substitution
    from server.domain.vacancy import Vacancy


class SubstitutionBook(Protocol):
    """Who stands in for whom."""

    def lock(self, absent: PersonId) -> None:
        """Let nobody else say who stands in for this person until the commit."""

    def find(self, substitution: SubstitutionId, day: date) -> Substitution | None:
        """One that is in force on that day, or will be."""

    def of_absent(
        self, absent: PersonId, day: date
    ) -> tuple[tuple[Substitution, tuple[str, str]], ...]:
        """Those for a person that are not over on that day, with the names of who stands in."""

    def listed(
        self, person: PersonId | None, day: date, after: SubstitutionId | None = None
    ) -> SubstitutionPage:
        """Those that are not over on that day, newest first; of one person, whichever part they have."""


class VacancyBook(Protocol):
    """Desks where nobody is."""

    def changed(self, day: date) -> tuple[Vacancy, ...]:
        """The desks that are empty and not yet known, and the known ones that are empty no more."""

    def listed(self) -> tuple[VacancyRow, ...]:
        """Every known one, the longest ago first."""


class CertificateBook(Protocol):
    """Certificates of officers."""

    def put(self, certificate: Certificate, person: PersonId) -> None:
        """Keep a certificate's particulars."""

    def every(self) -> tuple[Certificate, ...]:
        """All certificates, by number."""

    def of(self, persons: Iterable[PersonId]) -> Mapping[PersonId, tuple[Certificate, ...]]:
        """The certificates of each of these persons; nothing of who has none."""

    def ending(self, day: date) -> tuple[tuple[PersonId, Certificate], ...]:
        """Those that end soon and whose holders have not been told."""
