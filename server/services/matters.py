"""Everything read of one matter, once: from it pictures, tasks and looks back are made."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.ids import CaseId, SubjectId
from server.domain.reading import Marks
from server.domain.replay import Story, fold
from server.domain.telling import Names
from server.services.lists import all_lists
from server.services.translating import spoken_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from uuid import UUID

    from server.domain.journal import Entry
    from server.domain.ports import CaseFile, Unit
    from server.domain.process import Model, Sources
    from server.domain.reading import DocumentRow
    from server.domain.values import Values
    from server.domain.work import Membership, WorkItem
    from server.services.county import County
    from server.services.tools import Tools


BY_HAND = (f.WorkCompleted, f.WorkClaimed, f.WorkGivenBack, f.DocumentAttached)
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


def read_matter(
    tools: Tools,
    unit: Unit,
    root: CaseId,
    until: datetime | None = None,
) -> Told:
    """Reads the journals of a case and all its branches, up to a moment, and folds them."""
    family = [SubjectId(each) for each in unit.views.family(root)]
    journals = {
        CaseId(each): tuple(entry for entry in written if until is None or entry.at <= until)
        for each, written in unit.journal.entries_of(family).items()
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
    doers = {fact.person for entry in written for fact in entry.facts if isinstance(fact, BY_HAND)}
    persons = {person for person in doers | {entry.person for entry in written} if person}
    documents, items = unit.work.documents(root), unit.work.of_case(root)
    return Told(
        root=root,
        file=row,
        journals=journals,
        stories=stories,
        items=items,
        members={item.case: item.member for item in items if item.member is not None},
        persons=unit.views.names_of(persons),
        names=_names(county, model, stories, documents),
        sources=sources,
        model=model,
        county=county,
        documents=documents,
    )


def read_answers(unit: Unit, told: Told, language: str = "zh") -> Answers:
    """Reads what was answered: for pages that tell what happened."""
    return Answers(
        contents=unit.journal.contents(told.root),
        meanings=_meanings(told.county, told.documents, language),
        lists=all_lists(told.county, language),
        language=language,
    )


def status_of(told: Told) -> str:
    """How the matter stands; what failed in any branch is its own trouble."""
    if any(story.incidents for story in told.stories.values()):
        return "incident"
    return told.stories[told.root].status


def body_of_branch(told: Told, branch: CaseId) -> tuple[str, str]:
    """The names of the body that a branch's first work went to; empty for the matter itself."""
    if branch == told.root:
        return "", ""
    offered = next(iter(told.stories[branch].offered.values()), None)
    return told.names.body(offered.body) if offered else ("", "")


def _names(
    county: County,
    model: Model,
    stories: Mapping[CaseId, Story],
    documents: tuple[DocumentRow, ...],
) -> Names:
    """Everything that sentences name, in both languages where there are two."""
    choices = [choice for step in model.steps.values() for choice in step.choices]
    return Names(
        bodies={body.id: (body.name, body.name_en) for body in county.bodies},
        elements=model.names,
        flows={choice.flow: (choice.name, choice.name_en) for choice in choices},
        items={item: offer for story in stories.values() for item, offer in story.offered.items()},
        files={row.document: row.name for row in documents},
    )


def _meanings(county: County, documents: tuple[DocumentRow, ...], language: str) -> dict[str, str]:
    return {
        **{body.id: spoken_name(body, language) for body in county.bodies},
        **{item.code: spoken_name(item, language) for item in county.catalogue.items},
        **{f"doc:{row.document}": row.name for row in documents},
    }


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
    )


def _drawn(told: Told) -> Iterator[Story]:
    """The matter and its branches; what a called process does, another diagram draws."""
    for story in told.stories.values():
        if story.began is not None and story.began.version == told.file.version:
            yield story
