"""A desk with open work where nobody holds a post: never passed over in silence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.domain.facts import VacancyFilled, VacancyFound
from server.domain.ids import subject_named

if TYPE_CHECKING:
    from server.domain.ids import BodyId, SubjectId


@dataclass(frozen=True, slots=True, kw_only=True)
class Vacancy:
    """A desk that has become empty, or is empty no more."""

    body: BodyId
    role: str
    name: str
    """Of the body."""
    is_empty: bool

    @property
    def subject(self) -> SubjectId:
        """In whose journal it stands."""
        return subject_named("desk", f"{self.body}/{self.role}")

    @property
    def fact(self) -> VacancyFound | VacancyFilled:
        """What is told of it."""
        if self.is_empty:
            return VacancyFound(body=self.body, role=self.role, name=self.name)
        return VacancyFilled(body=self.body, role=self.role)
