"""Journal, tables and notices: together or not at all.

A ``Record`` gathers what one act does to each subject; ``write`` makes one journal entry for each,
applies it to the tables and tells whom it concerns, all in the act's own transaction.
"""

from __future__ import annotations

from collections.abc import Iterable  # noqa: TC003  # a dataclass field names it
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from server.domain.ids import BodyId, CaseId, ItemId, NoticeId, PersonId, SubjectId
from server.domain.journal import Head, chain
from server.domain.notice import NOBODYS, Notice, Stakes, concerns
from server.domain.values import Values, digest_of, plain

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from server.domain.facts import Fact
    from server.domain.people import Actor
    from server.domain.ports import HeldCase, Unit
    from server.services.tools import Tools


@dataclass(slots=True)
class _Chapter:
    """What one act does to one subject."""

    head: Head
    facts: list[Fact] = field(default_factory=list)
    stakes: Stakes | None = None
    """None of what is no case."""


class Record:
    """All that one act does, gathered until it is written."""

    def __init__(self, tools: Tools, unit: Unit, actor: Actor) -> None:
        self.tools = tools
        self.unit = unit
        self.actor = actor
        self.moment: datetime = tools.clock.now()
        self._chapters: dict[SubjectId, _Chapter] = {}
        self._heads: dict[SubjectId, Head] = {}
        self._states: dict[CaseId, tuple[bytes, Values]] = {}
        self._titles: dict[CaseId, tuple[str, str]] = {}
        self._ladders: dict[ItemId, tuple[tuple[str, datetime], ...]] = {}

    def of_case(self, held: HeldCase, *facts: Fact) -> None:
        """Facts about a case that is held."""
        subject = SubjectId(held.id)
        chapter = self._chapters.get(subject)
        if chapter is None:
            stakes = Stakes(starter=held.starter, is_root=held.parent is None)
            chapter = _Chapter(head=self._heads.get(subject, held.head), stakes=stakes)
            self._chapters[subject] = chapter
        chapter.facts.extend(facts)

    def of_subject(self, subject: SubjectId, *facts: Fact) -> None:
        """Facts about anything else that has a journal."""
        if subject not in self._chapters:
            head = self._heads.get(subject) or self.unit.journal.head(subject)
            self._chapters[subject] = _Chapter(head=head)
        self._chapters[subject].facts.extend(facts)

    def content(self, subject: UUID, values: Values) -> str:
        """Keeps typed or computed values under their digest and gives the digest."""
        kept = plain(values)
        digest = digest_of(kept)
        self.unit.put_content(subject, digest, kept)
        return digest

    def state(self, case: CaseId, saved: bytes, data: Values) -> None:
        """Keeps the engine's state and the data of a case after a move."""
        self._states[case] = (saved, data)

    def title(self, case: CaseId, title: str, urgency: str) -> None:
        """Keeps the words that people know a case by: typed text, so never in the journal."""
        self._titles[case] = (title, urgency)

    def ladder(self, item: ItemId, rungs: tuple[tuple[str, datetime], ...]) -> None:
        """Keeps the moments at which the clock of a piece of work climbs."""
        self._ladders[item] = rungs

    def write(self) -> None:
        """Writes one entry per subject, applies it, tells whom it concerns; then what goes with it.

        An act that must read its own facts back writes in between; it then makes a second entry.
        """
        person = self.actor.person
        for subject, chapter in self._chapters.items():
            facts = tuple(chapter.facts)
            entry = chain(subject, chapter.head, facts, at=self.moment, person=person)
            self._heads[subject] = entry.head
            self.unit.append((entry,))
            self.unit.apply(entry, facts)
            self.unit.tell(self._notices(subject, chapter.stakes, facts))
        self._chapters.clear()
        self._write_rest()

    def _write_rest(self) -> None:
        """What belongs to rows that the facts have made, so it comes after them."""
        for case, (saved, data) in self._states.items():
            self.unit.cases.keep(case, saved=saved, data=data)
        for case, (title, urgency) in self._titles.items():
            self.unit.cases.title(case, title, urgency)
        for item, rungs in self._ladders.items():
            self.unit.waits.set_ladder(item, rungs)
        for gathered in (self._states, self._titles, self._ladders):
            gathered.clear()

    def _notices(
        self, subject: SubjectId, stakes: Stakes | None, facts: Iterable[Fact]
    ) -> tuple[Notice, ...]:
        return tuple(
            Notice(
                id=NoticeId(self.tools.ids.new()),
                kind=concern.kind,
                case=CaseId(subject) if stakes else None,
                at=self.moment,
                body=BodyId(concern.body) if concern.body else None,
                role=concern.role,
                person=PersonId(concern.person) if concern.person else None,
                item=concern.item,
                name=concern.name,
                version=concern.version,
                element=concern.element,
            )
            for fact in facts
            for concern in concerns(fact, stakes or NOBODYS)
        )
