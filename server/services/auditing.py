"""History for those who must trust it: journals as they are, and proof that nobody changed them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.access import audited_role, body_of, require
from server.domain.county_time import day_of
from server.domain.errors import JournalBroken, NoSuchCase
from server.domain.ids import CaseId, SubjectId
from server.domain.journal import verify as verify_chain
from server.domain.replay import fold
from server.services.how_far import untold
from server.services.matters import read_matter
from server.services.recording import Record
from server.services.repeating import again

if TYPE_CHECKING:
    from server.domain.ids import PersonId
    from server.domain.people import Actor
    from server.domain.ports import Unit
    from server.domain.reading import JournalLine
    from server.domain.story import Standing
    from server.services.how_far import HowFar
    from server.services.tools import Tools


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a recomputation of all journals found."""

    journals: int
    entries: int
    broken: tuple[tuple[str, int], ...]
    """(subject, entry) of every journal that doesn't fit."""
    apart: tuple[str, ...]
    """Cases whose tables say something else than their journal, or whose journal is gone."""

    @property
    def is_sound(self) -> bool:
        """Whether nothing was found."""
        return not self.broken and not self.apart


def verify(tools: Tools, actor: Actor, tell: HowFar = untold) -> Verdict:
    """Recomputes every chain, and compares every case's tables with the fold of its journal.

    ``tell`` is called after each journal with the number of entries read, and of all.
    """
    require(actor, "verify")
    journals = entries = 0
    broken: list[tuple[str, int]] = []
    apart: list[str] = []
    with tools.unit() as unit:
        every = unit.journal.entries_there()
        apart += [str(case) for case in unit.journal.missing()]
        for subject in unit.journal.subjects():
            written = unit.journal.entries(subject)
            journals += 1
            entries += len(written)
            try:
                verify_chain(written)
            except JournalBroken as fault:
                broken.append((str(subject), int(str(fault.values["seq"]))))
            else:
                facts = [fact for entry in written for fact in entry.facts]
                if _differs(unit, subject, facts):
                    apart.append(str(subject))
            tell(entries, every)
    return Verdict(journals=journals, entries=entries, broken=tuple(broken), apart=tuple(apart))


def _differs(unit: Unit, subject: SubjectId, facts: list[f.Fact]) -> bool:
    if not facts or not isinstance(facts[0], f.CaseStarted):
        return False
    told: Standing = fold(facts).standing
    return unit.views.standing(CaseId(subject)) != told


def journal(
    tools: Tools, actor: Actor, case: CaseId, after: int = 0, limit: int = 100
) -> tuple[JournalLine, ...]:
    """The journal of a case for programs, for whoever may see the case.

    Of a branch in which somebody votes in secret it says no more than who did what, while the vote
    lasts: the digests of an answer, and of its entry, tell the answer where there are but three.
    """
    root = check_sight(tools, actor, case)
    with tools.unit() as unit:
        lines = unit.views.journal(SubjectId(case), after, limit)
        if unit.polls.of_matter(root) and case in read_matter(tools, actor, unit, root).secret:
            return tuple(map(_without_answers, lines))
    return lines


def _without_answers(line: JournalLine) -> JournalLine:
    return replace(line, facts=tuple((name, {}) for name, _ in line.facts), digest="")


@again
def check_sight(tools: Tools, actor: Actor, case: CaseId) -> CaseId:
    """The root of a case that the actor may see; refused with ``NoSuchCase``.

    The first look of a day by an audited role is written into the journal of the case.
    """
    with tools.unit() as unit:
        root = unit.cases.root_of(case)
        if actor.is_system or unit.views.has_part(actor, root):
            return root
        role = audited_role(actor, is_stuck=waits_for_menders(unit, root))
        if role is None or actor.person is None:
            raise NoSuchCase
        held = unit.cases.hold(root)  # first, so that two windows at once leave one trace
        if _looked_today(tools, unit, root, actor.person):
            return root
        record = Record(tools, unit, actor)
        body = body_of(actor, role) or ""
        record.of_case(held, f.CaseInspected(person=actor.person, role=role, body=body))
        record.write()
        unit.commit()
    return root


def waits_for_menders(unit: Unit, root: CaseId) -> bool:
    """Whether something in a matter failed, or is proposed, so that who administers may look at it."""
    return bool(unit.incidents.of_matter(root)) or unit.course.proposal(root) is not None


def _looked_today(tools: Tools, unit: Unit, root: CaseId, person: PersonId) -> bool:
    today = day_of(tools.clock.now())
    return any(
        day_of(entry.at) == today
        for entry in unit.journal.entries_by(SubjectId(root), person)
        if any(isinstance(fact, f.CaseInspected) for fact in entry.facts)
    )
