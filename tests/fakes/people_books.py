"""The books of who stands in for whom, of certificates, and of desks where nobody is, in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.certificates import Light
from server.domain.reading import SubstitutionPage, SubstitutionRow, VacancyRow
from server.domain.vacancy import Vacancy
from server.domain.work import WorkState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from server.domain.certificates import Certificate
    from server.domain.ids import PersonId, SubstitutionId
    from server.domain.substitution import Substitution
    from tests.fakes.state import State


class FakeSubstitutionBook:
    """Who stands in for whom."""

    def __init__(self, state: State) -> None:
        self._state = state

    def lock(self, absent: PersonId) -> None:
        """Nobody else is there."""

    def find(self, substitution: SubstitutionId, day: date) -> Substitution | None:
        """One that is in force on that day, or will be."""
        found = self._state.substitutions.get(substitution)
        return found if found and found.valid_to >= day else None

    def of_absent(
        self, absent: PersonId, day: date
    ) -> tuple[tuple[Substitution, tuple[str, str]], ...]:
        """Those for a person that are not over on that day."""
        return tuple(
            (each, self._state.names_of(each.substitute))
            for each in self._state.substitutions.values()
            if each.absent == absent and each.valid_to >= day
        )

    def listed(
        self, person: PersonId | None, day: date, after: SubstitutionId | None = None
    ) -> SubstitutionPage:
        """Those that are not over on that day, newest first."""
        del after
        rows = tuple(
            self._row(each)
            for each in reversed(self._state.substitutions.values())
            if each.valid_to >= day and person in {None, each.absent, each.substitute}
        )
        return SubstitutionPage(rows=rows, next=None)

    def _row(self, one: Substitution) -> SubstitutionRow:
        absent, absent_en = self._state.names_of(one.absent)
        substitute, substitute_en = self._state.names_of(one.substitute)
        post = self._state.posts[one.post]
        return SubstitutionRow(
            id=one.id,
            absent=one.absent,
            absent_name=absent,
            absent_name_en=absent_en,
            substitute=one.substitute,
            substitute_name=substitute,
            substitute_name_en=substitute_en,
            post=one.post,
            title=post.title,
            title_en=post.title_en,
            body=self._state.bodies[post.body].name,
            body_en=self._state.bodies[post.body].name_en,
            valid_from=one.valid_from,
            valid_to=one.valid_to,
            processes=tuple(sorted(one.processes)),
            reason="",
        )


class FakeVacancyBook:
    """Desks where nobody is."""

    def __init__(self, state: State) -> None:
        self._state = state

    def changed(self, day: date) -> tuple[Vacancy, ...]:
        """The desks that are empty and not yet known, and the known ones that are empty no more."""
        state = self._state
        held = [state.posts[each.post] for each in state.holdings if each.holds_on(day)]
        manned = {(post.body, role) for post in held for role in post.roles}
        worked = {(i.body, i.role) for i in state.items.values() if i.state is WorkState.OPEN}
        empty = worked - manned
        return tuple(
            Vacancy(body=desk[0], role=desk[1], name=state.bodies[desk[0]].name, is_empty=there)
            for desk in sorted(empty ^ state.vacancies.keys())
            for there in [desk in empty]
        )

    def listed(self) -> tuple[VacancyRow, ...]:
        """Every known one."""
        return tuple(
            VacancyRow(body=body, role=role, at=at, name=body, name_en=body, open=1)
            for (body, role), at in self._state.vacancies.items()
        )


class FakeCertificateBook:
    """Certificates of officers."""

    def __init__(self, state: State) -> None:
        self._state = state

    def put(self, certificate: Certificate, person: PersonId) -> None:
        """Keep a certificate's particulars."""
        self._state.certificates[certificate.number] = person, certificate

    def every(self) -> tuple[Certificate, ...]:
        """All certificates."""
        return tuple(one for _, one in self._state.certificates.values())

    def of(self, persons: Iterable[PersonId]) -> Mapping[PersonId, tuple[Certificate, ...]]:
        """The certificates of each of these persons."""
        kept = self._state.certificates.values()
        return {
            person: tuple(one for whose, one in kept if whose == person)
            for person in persons
            if any(whose == person for whose, _ in kept)
        }

    def ending(self, day: date) -> tuple[tuple[PersonId, Certificate], ...]:
        """Those that end soon and whose holders have not been told."""
        return tuple(
            (person, one)
            for person, one in self._state.certificates.values()
            if one.light_on(day) is Light.YELLOW
            and self._state.told_of.get(one.number) != one.last_day
        )
