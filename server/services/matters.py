"""Everything read of one matter, once: from it pictures, tasks and looks back are made."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.ids import CaseId, SubjectId
from server.domain.reading import Marks, Tombstone
from server.domain.replay import fold
from server.domain.substitution import in_place_of
from server.domain.telling import Names
from server.services.leaps import leaps_of
from server.services.lists import all_lists, meanings_of
from server.services.masking import mask_for
from server.services.signing_rounds import rounds_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime
    from uuid import UUID

    from server.domain.journal import Entry
    from server.domain.masking import Mask
    from server.domain.people import Actor
    from server.domain.ports import CaseFile, Unit
    from server.domain.process import Model, Sources
    from server.domain.reading import DocumentRow
    from server.domain.story import Story
    from server.domain.values import Values
    from server.domain.work import Membership, WorkItem
    from server.services.county import County
    from server.services.signing_rounds import Round
    from server.services.tools import Tools


BY_HAND = (f.WorkCompleted, f.WorkSubmitted, f.WorkClaimed, f.WorkGivenBack, f.DocumentAttached)
"""What a person did to a piece of work, on behalf of the body that held it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was read of one matter."""

    root: CaseId
    file: CaseFile
    journals: Mapping[CaseId, tuple[Entry, ...]]
    stories: Mapping[CaseId, Story]
    items: tuple[WorkItem, ...]
    members: Mapping[CaseId, Membership]
    """Which member of a step of many a branch stands for, once its work was offered."""
    persons: Mapping[UUID, tuple[str, str]]
    names: Names
    sources: Sources
    model: Model
    county: County
    documents: tuple[DocumentRow, ...]
    """By the names that were given them; ``files`` are for the reader."""
    rounds: tuple[Round, ...]
    """The rounds in which steps were given to several to sign."""
    mask: Mask
    """What of it the reader is not shown."""

    @property
    def secret(self) -> frozenset[CaseId]:
        """The branches of which nobody may know yet what was answered in them."""
        return frozenset(branch for one in self.rounds if one.is_secret for branch in one.branches)

    @property
    def proposed(self) -> tuple[str, UUID] | None:
        """Which act is proposed for the matter and by whom, while nobody has agreed."""
        return self.stories[self.root].proposed

    @property
    def files(self) -> tuple[DocumentRow, ...]:
        """All files, by their names as the reader may see them, each with whether they have to have it shown first."""
        return tuple(
            replace(
                row,
                name=self.mask.text(row.name),
                is_hidden=self.mask.keeps_back(f"doc:{row.document}"),
            )
            for row in self.documents
        )

    @property
    def waits(self) -> bool:
        """Whether something in it failed, or is proposed."""
        return self.proposed is not None or any(each.incidents for each in self.stories.values())

    def person(self, person: UUID | None) -> tuple[str, str]:
        """The names of a person, Chinese and English; empty for the clock."""
        return self.persons.get(person, ("", "")) if person else ("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What was answered in a matter, and what makes it readable."""

    contents: Mapping[str, Values]
    meanings: Mapping[str, str]
    """What the ids mean that answers hold: bodies, catalogue items, files."""
    lists: Values
    """The lists that forms let choose from."""
    language: str
    """In which they are to be read."""
    hides: bool = False
    """Whether personal data are masked in them."""


def read_matter(
    tools: Tools,
    actor: Actor,
    unit: Unit,
    root: CaseId,
    until: datetime | None = None,
) -> Told:
    """Reads the journals of a case and all its branches for somebody, up to a moment, and folds them."""
    family = [SubjectId(each) for each in unit.views.family(root)]
    every = unit.journal.entries_of(family)
    journals = {
        CaseId(each): tuple(entry for entry in written if until is None or entry.at <= until)
        for each, written in every.items()
    }
    stories = {
        each: fold(fact for entry in entries for fact in entry.facts)
        for each, entries in journals.items()
    }
    row = unit.cases.find(root)
    sources = tools.shelf.sources(unit, row.version)
    model = tools.engine.learn(row.version, sources)
    county = tools.shelf.county(unit)
    written = list(chain.from_iterable(journals.values()))
    persons = unit.views.names_of(_persons(written))
    items = unit.work.of_case(root)
    mask = mask_for(tools, actor, unit, root, chain.from_iterable(every.values()), items)
    documents = tuple(unit.work.documents(root))
    files: dict[UUID, str] = {row.document: mask.text(row.name) for row in documents}
    return Told(
        root=root,
        file=row,
        journals=journals,
        stories=stories,
        items=items,
        members={item.case: item.member for item in items if item.member is not None},
        persons=persons,
        names=_names(county, model, stories, files, persons),
        sources=sources,
        model=model,
        county=county,
        documents=documents,
        rounds=tuple(rounds_of(tools, unit, journals, stories)),
        mask=mask,
    )


def read_matter_of(tools: Tools, actor: Actor, unit: Unit, item: WorkItem) -> tuple[Told, CaseFile]:
    """Reads the matter of a piece of work, and its case.

    A called process has steps and forms of its own: the matter is told by its diagram then.
    """
    told = read_matter(tools, actor, unit, item.root)
    file = told.file if item.case == told.root else unit.cases.find(item.case)
    if file.version == told.file.version:
        return told, file
    sources = tools.shelf.sources(unit, file.version)
    model = tools.engine.learn(file.version, sources)
    names = replace(told.names, elements={**told.names.elements, **model.names})
    return replace(told, file=file, sources=sources, model=model, names=names), file


def by_whom(item: WorkItem) -> tuple[str, str]:
    """Who holds or did a piece of work, and for whom if they stood in."""
    return in_place_of(
        (item.holder_name, item.holder_name_en), (item.behalf_name, item.behalf_name_en)
    )


def read_answers(unit: Unit, told: Told, language: str = "zh") -> Answers:
    """Reads what was answered, as the reader may see it: for pages that tell what happened."""
    contents = unit.journal.contents(told.root)
    seen = {digest: told.mask.content(digest, said) for digest, said in contents.items()}
    return Answers(
        contents=seen,
        hides=seen != contents,
        meanings=meanings_of(told.county, language)
        | {f"doc:{row.document}": row.name for row in told.files},
        lists=all_lists(told.county, language),
        language=language,
    )


def status_of(told: Told) -> str:
    """How the matter stands; what failed in any branch is its own trouble."""
    if any(story.incidents for story in told.stories.values()):
        return "incident"
    return told.stories[told.root].status


def tombstone_of(told: Told, answers: Answers) -> Tombstone | None:
    """Why the matter is void; None when it isn't."""
    for entry in told.journals[told.root]:
        for fact in entry.facts:
            if isinstance(fact, f.CaseVoided):
                said = answers.contents.get(fact.digest, {})
                return Tombstone(
                    at=entry.at,
                    by=told.person(fact.person),
                    proposer=told.person(fact.proposer),
                    reason=said.get("reason", ""),
                    basis=said.get("basis", ""),
                )
    return None


def body_of_branch(told: Told, branch: CaseId) -> tuple[str, str]:
    """The names of the body that a branch's first work went to; empty for the matter itself."""
    if branch == told.root:
        return "", ""
    offered = next(iter(told.stories[branch].offered.values()), None)
    return told.names.body(offered.body) if offered else ("", "")


def _persons(written: Iterable[Entry]) -> set[UUID]:
    """Everybody who acted, or whom a fact names."""
    named = {
        getattr(fact, name, None)
        for entry in written
        for fact in entry.facts
        for name in ("person", "to", "lost", "had", "absent", "proposer")
    }
    return {person for person in named | {entry.person for entry in written} if person}


def _names(
    county: County,
    model: Model,
    stories: Mapping[CaseId, Story],
    files: Mapping[UUID, str],
    persons: Mapping[UUID, tuple[str, str]],
) -> Names:
    """Everything that sentences name, in both languages where there are two."""
    choices = [choice for step in model.steps.values() for choice in step.choices]
    return Names(
        bodies={body.id: (body.name, body.name_en) for body in county.bodies},
        elements=model.names,
        flows={choice.flow: (choice.name, choice.name_en) for choice in choices},
        items={item: offer for story in stories.values() for item, offer in story.offered.items()},
        files=files,
        persons=persons,
    )


def marks_of(told: Told) -> Marks:
    """How the diagram is to be coloured, branches and all."""
    stories = list(_drawn(told))
    passed = set(chain.from_iterable(story.passed for story in stories))
    now = frozenset(chain.from_iterable(story.now for story in stories))
    late = frozenset(chain.from_iterable(story.late for story in stories))
    stuck = frozenset(chain.from_iterable(story.stuck for story in stories))
    nodes = passed & told.model.names.keys()
    return Marks(
        done=frozenset(nodes - now),
        now=now,
        late=late,
        flows=frozenset(passed - nodes),
        stuck=stuck & told.model.names.keys(),
        leaps=leaps_of(told),
    )


def _drawn(told: Told) -> Iterator[Story]:
    """The matter and its branches; what a called process does, another diagram draws."""
    for story in told.stories.values():
        if story.began is not None and story.began.version == told.file.version:
            yield story
