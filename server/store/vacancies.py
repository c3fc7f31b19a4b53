"""Desks with open work where nobody holds a post: found, and known to administrators."""

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Mapped

from server.domain.ids import BodyId
from server.domain.reading import VacancyRow as Listed
from server.domain.vacancy import Vacancy
from server.store.base import Base, Name
from server.store.gathered import Gathered
from server.store.holders import ON_DAY, POST_ON_DAY
from server.store.wire import Wire


class VacancyRow(Base):
    """A desk with open work where nobody holds a post."""

    __tablename__ = "vacancies"
    body: Mapped[Name]
    role: Mapped[Name]
    at: Mapped[datetime]


DESKS = """desk AS (
  (SELECT w.body, w.role FROM work_items w WHERE w.state = 'open' ORDER BY w.body, w.role LIMIT 1)
  UNION ALL SELECT n.body, n.role FROM desk d CROSS JOIN LATERAL (
    SELECT w.body, w.role FROM work_items w
    WHERE w.state = 'open' AND (w.body, w.role) > (d.body, d.role)
    ORDER BY w.body, w.role LIMIT 1) n)"""
"""Every desk with open work: jumped to one by one in the index of the inbox, so a million open items
cost what a hundred desks cost."""
CHANGED = f"""WITH RECURSIVE {DESKS},
empty AS (
  SELECT d.body, d.role FROM desk d WHERE NOT EXISTS (
    SELECT FROM posts o JOIN holdings h ON h.post = o.id
    WHERE o.body = d.body AND d.role = ANY(o.roles) AND {POST_ON_DAY} AND {ON_DAY.format("h")}))
SELECT coalesce(e.body, v.body) AS body, coalesce(e.role, v.role) AS role, b.name,
  e.body IS NOT NULL AS is_empty
FROM empty e FULL JOIN vacancies v ON v.body = e.body AND v.role = e.role
  LEFT JOIN bodies b ON b.id = coalesce(e.body, v.body)
WHERE e.body IS NULL OR v.body IS NULL ORDER BY 1, 2"""  # noqa: S608  # texts of ours
"""Who stands in for a holder does so only while the holder has the post."""
LISTED = """SELECT v.body, v.role, v.at, coalesce(b.name, v.body) AS name,
  coalesce(b.name_en, v.body) AS name_en, (
    SELECT count(*) FROM (SELECT FROM work_items w
      WHERE w.state = 'open' AND w.body = v.body AND w.role = v.role LIMIT 100) n) AS open
FROM vacancies v LEFT JOIN bodies b ON b.id = v.body ORDER BY v.at, v.body, v.role"""


class SqlVacancyBook:
    """Desks where nobody is."""

    def __init__(self, wire: Wire, gathered: Gathered) -> None:
        """Read through the wire, after what is gathered was written."""
        self._wire = wire
        self._gathered = gathered

    def changed(self, day: date) -> tuple[Vacancy, ...]:
        """The desks that are empty and not yet known, and the known ones that are empty no more."""
        self._gathered.flush()
        return tuple(_vacancy(row) for row in self._wire.all(CHANGED, {"day": day}))

    def listed(self) -> tuple[Listed, ...]:
        """Every known one, the longest ago first."""
        return tuple(Listed(**row._asdict()) for row in self._wire.all(LISTED, {}))


def _vacancy(row: Any) -> Vacancy:
    return Vacancy(
        body=BodyId(row.body), role=row.role, name=row.name or row.body, is_empty=row.is_empty
    )
