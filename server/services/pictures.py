"""The picture of a case: where it is, who has it, until when, and what happened."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.errors import JournalBroken
from server.domain.ids import CaseId, SubjectId
from server.domain.journal import verify
from server.domain.reading import CasePicture, Happening, Holding, Marks
from server.domain.replay import Story, fold
from server.domain.telling import Names, say
from server.domain.work import WorkState, is_theirs
from server.services.answers import details_of
from server.services.auditing import check_sight
from server.services.lists import all_lists
from server.services.translating import spoken_form, spoken_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from uuid import UUID

    from server.domain.journal import Entry
    from server.domain.people import Actor
    from server.domain.ports import Unit
    from server.domain.process import Model, Sources
    from server.domain.reading import DocumentRow
    from server.domain.values import Values
    from server.domain.work import WorkItem
    from server.services.county import County
    from server.services.tools import Tools


ACTS = (f.WorkCompleted, f.WorkClaimed, f.WorkGivenBack, f.TimerFired)
"""What sets a case moving; the entry of the same moment that holds one is told first."""
_BY_HAND = (f.WorkCompleted, f.WorkClaimed, f.WorkGivenBack, f.DocumentAttached)
"""What a person did to a piece of work, on behalf of the body that held it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Everything read of one matter, once, from which its pictures are made."""

    root: CaseId
    journals: Mapping[CaseId, tuple[Entry, ...]]
    stories: Mapping[CaseId, Story]
    items: tuple[WorkItem, ...]
    contents: Mapping[str, Values]
    persons: Mapping[UUID, tuple[str, str]]
    names: Names
    sources: Sources
    model: Model
    county: County
    documents: tuple[DocumentRow, ...]
    meanings: Mapping[str, str]
    """What the ids mean that answers hold: bodies, catalogue items, files."""
    lists: Values
    """The lists that forms let choose from."""
    language: str
    """Of answers, of what the ids mean, and of the lists; all else is told in both."""

    def person(self, person: UUID | None) -> tuple[str, str]:
        """The names of a person, Chinese and English; empty for the clock."""
        return self.persons.get(person, ("", "")) if person else ("", "")


def case(tools: Tools, actor: Actor, case_id: CaseId, language: str = "zh") -> CasePicture:
    """The picture of the matter that a case belongs to; refused with ``NoSuchCase``.

    It tells in Chinese and English; what was answered is read in one language.
    """
    root = check_sight(tools, actor, case_id)
    with tools.unit() as unit:
        told = read_matter(tools, unit, root, language=language)
        row = unit.cases.find(root)
        version = unit.processes.version(row.version)
    now = tools.clock.now()
    first, last = told.journals[root][0], told.journals[root][-1]
    story = told.stories[root]
    started_by, from_body = told.person(first.person), told.names.body(row.body)
    return CasePicture(
        case=root,
        number=row.number,
        title=row.title,
        process=row.process,
        process_title=told.sources.title,
        process_title_en=told.sources.title_en,
        version=version.number,
        status="incident" if story.incidents else story.status,
        started_at=first.at,
        started_by=started_by[0],
        started_by_en=started_by[1],
        from_body=from_body[0],
        from_body_en=from_body[1],
        ended_at=None if story.status == "running" else last.at,
        urgency=row.urgency,
        revision=row.revision,
        diagram=told.sources.diagram,
        english=told.sources.english,
        marks=marks_of(told),
        holdings=tuple(
            _holding(told, item, actor, now) for item in told.items if item.state is WorkState.OPEN
        ),
        happenings=tuple(happenings_of(told)),
        documents=told.documents,
        digest=last.digest.hex(),
        is_verified=_fits(told.journals.values()),
    )


def sources_of(tools: Tools, actor: Actor, case_id: CaseId) -> Sources:
    """The diagram that a case runs on, and its words, for whoever may see the case."""
    root = check_sight(tools, actor, case_id)
    with tools.unit() as unit:
        return tools.shelf.sources(unit, unit.cases.find(root).version)


def read_matter(
    tools: Tools,
    unit: Unit,
    root: CaseId,
    *,
    until: datetime | None = None,
    language: str = "zh",
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
    persons = {entry.person for entries in journals.values() for entry in entries if entry.person}
    documents = unit.work.documents(root)
    return Told(
        root=root,
        journals=journals,
        stories=stories,
        items=unit.work.of_case(root),
        contents=unit.journal.contents(root),
        persons=unit.views.names_of(persons),
        names=_names(county, model, stories, documents),
        sources=sources,
        model=model,
        county=county,
        documents=documents,
        meanings=_meanings(county, documents, language),
        lists=all_lists(county, language),
        language=language,
    )


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
    passed = set(chain.from_iterable(story.passed for story in told.stories.values()))
    now = frozenset(chain.from_iterable(story.now for story in told.stories.values()))
    late = frozenset(chain.from_iterable(story.late for story in told.stories.values()))
    nodes = passed & told.model.names.keys()
    return Marks(done=frozenset(nodes - now), now=now, late=late, flows=frozenset(passed - nodes))


def _holding(told: Told, item: WorkItem, actor: Actor, now: datetime) -> Holding:
    zh, en = told.names.body(item.body)
    step, step_en = told.names.element(item.element, item.name)
    return Holding(
        item=item.id,
        element=item.element,
        step=step,
        step_en=step_en,
        body=zh,
        body_en=en,
        post=item.role,
        holder=item.holder_name,
        holder_en=item.holder_name_en,
        since=item.offered_at,
        deadline=told.county.deadline(item.due, now),
        may_open=is_theirs(item, actor),
    )


def happenings_of(told: Told) -> Iterable[Happening]:
    """What happened in the matter and its branches, oldest first."""
    entries = [(entry, branch) for branch, written in told.journals.items() for entry in written]
    entries.sort(key=lambda pair: (pair[0].at, not _begins_act(pair[0]), pair[0].seq))
    for entry, branch in entries:
        for fact in entry.facts:
            happening = _happening(told, entry, fact, branch)
            if happening is not None:
                yield happening


def _begins_act(entry: Entry) -> bool:
    """Whether the entry holds what a person did, which comes before all that followed from it."""
    return any(
        isinstance(fact, ACTS) or (isinstance(fact, f.CaseStarted) and fact.parent is None)
        for fact in entry.facts
    )


def _happening(told: Told, entry: Entry, fact: f.Fact, branch: CaseId) -> Happening | None:
    said = say(fact, told.names)
    if said is None or (branch != told.root and isinstance(fact, f.CaseFinished)):
        return None
    values = told.contents.get(said.digest, {}) if said.digest else {}
    form = _form_of(told, fact)
    who, acting = told.person(entry.person), _by_whom(told, fact, branch)
    return Happening(
        seq=entry.seq,
        at=entry.at,
        sentence=said.zh,
        sentence_en=said.en,
        who=who[0],
        who_en=who[1],
        kind=said.kind,
        element=said.element,
        branch=acting[0],
        branch_en=acting[1],
        details=details_of(form, values, told.meanings, told.lists, told.language) if form else (),
    )


def _form_of(told: Told, fact: f.Fact) -> bytes | None:
    match fact:
        case f.CaseStarted():
            name = told.sources.start_form
        case f.WorkCompleted():
            offered = told.names.items.get(fact.item)
            name = offered.form if offered else None
        case _:
            name = None
    return spoken_form(told.sources, name if name in told.sources.forms else None, told.language)


def _by_whom(told: Told, fact: f.Fact, branch: CaseId) -> tuple[str, str]:
    """The names of the body that acted: a ruling is the command's, though it stands in a department's branch."""
    offered = told.names.items.get(fact.item) if isinstance(fact, _BY_HAND) else None
    if offered is not None:
        return told.names.body(offered.body)
    if branch == told.root:
        return "", ""
    offered = next(iter(told.stories[branch].offered.values()), None)
    return told.names.body(offered.body) if offered else ("", "")


def _fits(journals: Iterable[tuple[Entry, ...]]) -> bool:
    try:
        for entries in journals:
            verify(entries)
    except JournalBroken:
        return False
    return True
