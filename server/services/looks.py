"""Who looked at a matter from outside (谁看过): who, from where, when, by what function or for what reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.reading import Look
from server.domain.telling.cases import INSPECTING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from server.domain.journal import Entry
    from server.services.matters import Answers, Told


def looks_of(told: Told, answers: Answers) -> Iterator[Look]:
    """Every look of which the journal of the matter tells, the latest first."""
    for entry in reversed(told.journals[told.root]):
        for fact in entry.facts:
            if isinstance(fact, f.CaseInspected | f.PersonalDataShown):
                yield _look(told, answers, entry, fact)


def _look(
    told: Told, answers: Answers, entry: Entry, fact: f.CaseInspected | f.PersonalDataShown
) -> Look:
    who, who_en = told.person(fact.person)
    body, body_en = told.names.body(fact.body)
    by, by_en = INSPECTING[fact.role] if isinstance(fact, f.CaseInspected) else ("", "")
    digest = "" if isinstance(fact, f.CaseInspected) else fact.digest
    return Look(
        at=entry.at,
        who=who,
        who_en=who_en,
        body=body,
        body_en=body_en,
        by=by,
        by_en=by_en,
        reason=answers.contents.get(digest, {}).get("reason", ""),
    )
