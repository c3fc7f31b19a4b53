"""Who did work before, and for whom: what steps kept apart and signatures ask."""

from collections.abc import Iterable
from uuid import UUID

from server.domain.ids import BodyId, CaseId, PersonId
from server.domain.separation import Done
from server.store.cases import FAMILY
from server.store.drafts import SqlDrafts

DOERS = f"""SELECT w.element, w.name, w.duty, w.body, w.holder, w.behalf, a.over_by AS signer
FROM work_items w
  LEFT JOIN asides a ON a.item = w.id AND w.asides > 0 AND a.verdict = 'agree'
    AND a.kind IN ('officer', 'sign_after')
WHERE w.case_id IN {FAMILY} AND w.state = 'done'
  AND (w.element = ANY(%(elements)s) OR w.duty = ANY(%(duties)s))
UNION ALL SELECT '', '', c.duty, c.body, c.starter, NULL, NULL FROM cases c
WHERE c.id = %(root)s AND c.duty = ANY(%(duties)s) ORDER BY 1, 2"""  # noqa: S608  # texts of ours
SIGNED_BESIDE = """WITH mine AS (SELECT c.id, c.fan_out, (
    SELECT f.started_at FROM cases f WHERE f.fan_out = c.fan_out ORDER BY f.position LIMIT 1) AS since
  FROM cases c WHERE c.id = %(branch)s)
SELECT EXISTS (SELECT FROM mine CROSS JOIN LATERAL (
    SELECT w.case_id FROM work_items w
    WHERE w.holder = ANY(%(persons)s) AND w.state = 'done' AND w.amends IS NULL AND w.done_at >= mine.since
    UNION ALL SELECT w.case_id FROM work_items w
    WHERE w.behalf = ANY(%(persons)s) AND w.state = 'done' AND w.amends IS NULL AND w.done_at >= mine.since) done
  JOIN cases c ON c.id = done.case_id
  WHERE c.fan_out = mine.fan_out AND c.id <> mine.id) AS is_so"""
"""Asks what these persons have done since the fan-out began, not what was done in its branches:
that would cost each signer as many rows as signed before."""


def _persons(*found: UUID | None) -> list[PersonId]:
    return [PersonId(each) for each in found if each]


class SqlDoers(SqlDrafts):
    """The part of the book of work that is about who did it."""

    def done(
        self, root: CaseId, elements: Iterable[str], duties: Iterable[str]
    ) -> tuple[Done, ...]:
        """What was completed in the whole matter of these elements and of these duties, and by whom."""
        self._gathered.flush()
        asked = {"root": root, "elements": list(elements), "duties": list(duties)}
        return tuple(
            Done(
                element=row.element,
                name=row.name,
                duty=row.duty or "",
                body=BodyId(row.body),
                persons=frozenset(_persons(row.holder, row.behalf, row.signer)),
            )
            for row in self._wire.all(DOERS, asked)
        )

    def signed_beside(self, branch: CaseId, persons: Iterable[PersonId]) -> bool:
        """Whether any of these completed work in another branch of a branch's fan-out, or had it done."""
        self._gathered.flush()
        row = self._wire.one(SIGNED_BESIDE, {"branch": branch, "persons": list(persons)})
        return bool(row.is_so)
