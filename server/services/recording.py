"""Journal, tables and notices: together or not at all.

A ``Record`` gathers what one act does to each subject; ``write`` makes one journal entry for each,
applies it to the tables and tells whom it concerns, all in the act's own transaction.
"""

from __future__ import annotations

from collections.abc import Iterable  # noqa: TC003  # a dataclass field names it
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from server.domain.access import parts_given
from server.domain.bells import bells
from server.domain.concerning import concerns
from server.domain.county_time import day_of
from server.domain.facts import AsideAnswered
from server.domain.hooks import events_in
from server.domain.ids import BodyId, CaseId, FanOutId, ItemId, NoticeId, PersonId, SubjectId
from server.domain.journal import Entry, Head, chain
from server.domain.masking import masked
from server.domain.notice import NOBODYS, Notice, Stakes
from server.domain.values import Values, digest_of, plain

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from server.domain.facts import Fact
    from server.domain.people import Actor
    from server.domain.ports import HeldCase, Unit
    from server.domain.reading import Shown
    from server.domain.votes import Poll
    from server.domain.work import Matter
    from server.services.tools import Tools

A_JOB = 200
"""How many notices one job puts down for whom they reach."""


@dataclass(slots=True)
class _Chapter:
    """What one act does to one subject."""

    head: Head
    facts: list[Fact] = field(default_factory=list)
    stakes: Stakes | None = None
    """None of what is no case."""
    root: CaseId | None = None


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
        self._polls: dict[FanOutId, Poll] = {}
        self._matters: dict[ItemId, Matter] = {}
        self._described: dict[CaseId, tuple[str, Shown]] = {}
        self._answers = False

    @property
    def today(self) -> date:
        """The day in the county."""
        return day_of(self.moment)

    def of_case(self, held: HeldCase, *facts: Fact) -> None:
        """Facts about a case that is held; refused with ``CaseSuspended`` while it stands still."""
        if held.standstill is not None:
            held.standstill.check(facts)
        subject = SubjectId(held.id)
        chapter = self._chapters.get(subject)
        if chapter is None:
            stakes = Stakes(
                starter=held.starter, is_root=held.parent is None, doer=self.actor.person
            )
            head = self._heads.get(subject, held.head)
            chapter = _Chapter(head=head, stakes=stakes, root=held.root)
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
        """Keeps the words that people know a case by: typed text, so never in the journal.

        They stand in every list, notice and mail, so they hold no personal data.
        """
        self._titles[case] = (masked(title), urgency)

    def ladder(self, item: ItemId, rungs: tuple[tuple[str, datetime], ...]) -> None:
        """Keeps the moments at which the clock of a piece of work climbs."""
        self._ladders[item] = rungs

    def poll(self, fan_out: FanOutId, poll: Poll) -> None:
        """Begins to count the votes of a step."""
        self._polls[fan_out] = poll

    def describe(self, root: CaseId, words: str, shown: Shown) -> None:
        """Keeps by what words a matter is found and what lists show: typed text, so never in the journal."""
        self._described[root] = (words, shown)

    def matter(self, item: ItemId, matter: Matter) -> None:
        """Keeps of what matter a piece of work is, for lists to narrow it by."""
        self._matters[item] = matter

    def write(self) -> None:
        """Writes one entry per subject, applies it, tells whom it concerns; then what goes with it.

        An act that must read its own facts back writes in between; it then makes a second entry.
        """
        person, acting = self.actor.person, self._acting()
        told: list[Notice] = []
        written: list[Fact] = []
        heard: set[str] = set()
        entries: list[Entry] = []
        for subject, chapter in self._chapters.items():
            facts = tuple(chapter.facts)
            entry = chain(subject, chapter.head, facts, at=self.moment, person=person)
            self._heads[subject] = entry.head
            self.unit.append((entry,))
            self.unit.apply(entry, facts)
            if chapter.root is not None:
                self.unit.cases.give_parts(chapter.root, parts_given(facts, acting))
                heard |= events_in(facts)
                entries.append(entry)
            told.extend(self._notices(subject, chapter.stakes, facts))
            written.extend(facts)
        self.unit.tell(told)
        self._spread(told)
        if heard:
            self.unit.announce(entries, heard)
        if self.tools.rings:
            self.unit.ring(bells(written, told))
        self._chapters.clear()
        self._write_rest()

    def _acting(self) -> PersonId | None:
        """Who has a part in all of it; to answer what one was asked gives none, whatever follows from it."""
        written = (fact for chapter in self._chapters.values() for fact in chapter.facts)
        self._answers |= any(isinstance(fact, AsideAnswered) for fact in written)
        return None if self._answers else self.actor.person

    def _spread(self, told: list[Notice]) -> None:
        """Jobs put down who gets these by mail: nothing of that holds up the act."""
        if self.tools.mailer is not None:
            for first in range(0, len(told), A_JOB):
                listed = " ".join(notice.id.hex for notice in told[first : first + A_JOB])
                self.unit.defer("spread_notices", {"notices": listed})

    def _write_rest(self) -> None:
        """What belongs to rows that the facts have made, so it comes after them."""
        for case, (saved, data) in self._states.items():
            self.unit.cases.keep(case, saved=saved, data=data)
        for case, (title, urgency) in self._titles.items():
            self.unit.cases.title(case, title, urgency)
        for item, rungs in self._ladders.items():
            self.unit.waits.set_ladder(item, rungs)
        for item, matter in self._matters.items():
            self.unit.work.file(item, matter)
        for root, (words, shown) in self._described.items():
            self.unit.cases.describe(root, words, shown)
        for fan_out, poll in self._polls.items():
            self.unit.polls.open(fan_out, poll)
        self._forget_rest()

    def _forget_rest(self) -> None:
        """What was written once is not written again by an act that goes on."""
        kept = (self._states, self._titles, self._ladders, self._matters, self._described)
        for gathered in (*kept, self._polls):
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
