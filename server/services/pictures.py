"""The picture of a case: where it is, who has it, until when, and what happened."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.access import may
from server.domain.errors import JournalBroken
from server.domain.journal import verify
from server.domain.reading import CasePicture, Happening, Holding
from server.domain.telling import say
from server.domain.uncaught import error_in
from server.domain.work import WorkState, is_theirs
from server.services import failures
from server.services.answers import details_of
from server.services.auditing import check_sight
from server.services.explaining import explained
from server.services.matters import (
    BY_HAND,
    body_of_branch,
    marks_of,
    read_answers,
    read_matter,
    status_of,
)
from server.services.members import members_of
from server.services.translating import spoken_form

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from server.domain.ids import CaseId
    from server.domain.journal import Entry
    from server.domain.people import Actor
    from server.domain.process import Sources
    from server.domain.work import WorkItem
    from server.services.matters import Answers, Told
    from server.services.tools import Tools


ACTS = (f.WorkCompleted, f.WorkClaimed, f.WorkGivenBack, f.TimerFired)
"""What sets a case moving; the entry of the same moment that holds one is told first."""


def case(tools: Tools, actor: Actor, case_id: CaseId, language: str = "zh") -> CasePicture:
    """The picture of the matter that a case belongs to; refused with ``NoSuchCase``.

    It tells in Chinese and English; what was answered is read in one language.
    """
    root = check_sight(tools, actor, case_id)
    with tools.unit() as unit:
        told = read_matter(tools, unit, root)
        answers = read_answers(unit, told, language)
        stands = status_of(told) == "incident"
        failed = failures.of_matter(tools, actor, unit, root, answers.contents) if stands else ()
        row = told.file
        version = unit.processes.version(row.version)
        several = tuple(members_of(unit, told, actor))
    now = tools.clock.now()
    first, last = told.journals[root][0], told.journals[root][-1]
    started_by, from_body = told.person(first.person), told.names.body(row.body)
    return CasePicture(
        case=root,
        number=row.number,
        title=row.title,
        process=row.process,
        process_title=told.sources.title,
        process_title_en=told.sources.title_en,
        version=version.number,
        status=status_of(told),
        started_at=first.at,
        started_by=started_by[0],
        started_by_en=started_by[1],
        from_body=from_body[0],
        from_body_en=from_body[1],
        ended_at=row.ended_at,
        ended_by=error_in(told.journals[root]),
        urgency=row.urgency,
        revision=row.revision,
        diagram=tools.shelf.drawn(row.version, told.sources, tools.engine),
        english=told.sources.english,
        marks=marks_of(told),
        holdings=tuple(
            _holding(told, item, actor, now) for item in told.items if item.state is WorkState.OPEN
        ),
        happenings=tuple(happenings_of(told, answers)),
        documents=told.documents,
        incidents=failed,
        several=several,
        may_retry=bool(failed) and may(actor, "administer"),
        digest=last.digest.hex(),
        is_verified=_fits(told.journals.values()),
    )


def drawn_sources(tools: Tools, actor: Actor, case_id: CaseId) -> Sources:
    """What a case runs on, all of it with a place on paper, for whoever may see the case."""
    root = check_sight(tools, actor, case_id)
    with tools.unit() as unit:
        version = unit.cases.find(root).version
        sources = tools.shelf.sources(unit, version)
    return replace(sources, diagram=tools.shelf.drawn(version, sources, tools.engine))


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
        member=item.member,
    )


def happenings_of(told: Told, answers: Answers) -> Iterable[Happening]:
    """What happened in the matter and its branches, oldest first."""
    entries = [(entry, branch) for branch, written in told.journals.items() for entry in written]
    entries.sort(key=lambda pair: (pair[0].at, not _begins_act(pair[0]), pair[0].seq))
    for entry, branch in entries:
        for fact in entry.facts:
            happening = _happening(told, answers, entry, fact, branch)
            if happening is not None:
                yield happening


def _begins_act(entry: Entry) -> bool:
    """Whether the entry holds what a person did, which comes before all that followed from it."""
    return any(
        isinstance(fact, ACTS) or (isinstance(fact, f.CaseStarted) and fact.parent is None)
        for fact in entry.facts
    )


def _happening(
    told: Told, answers: Answers, entry: Entry, fact: f.Fact, branch: CaseId
) -> Happening | None:
    said = say(fact, told.names)
    if said is None or (branch != told.root and isinstance(fact, f.CaseFinished)):
        return None
    # What a person did may stand in an entry of somebody else: it failed then, and was tried again.
    doer = fact.person if isinstance(fact, BY_HAND) else entry.person
    who, acting = told.person(doer), _by_whom(told, fact, branch)
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
        member=told.members.get(branch),
        details=_details(told, answers, fact, said.digest),
    )


def _details(
    told: Told, answers: Answers, fact: f.Fact, digest: str
) -> tuple[tuple[str, str], ...]:
    form = spoken_form(told.sources, _form_of(told, fact), answers.language)
    if form is None:
        return explained(fact, answers.contents, answers.language)
    values = answers.contents.get(digest, {})
    return details_of(form, values, answers.meanings, answers.lists, answers.language)


def _form_of(told: Told, fact: f.Fact) -> str | None:
    match fact:
        case f.CaseStarted():
            name = told.sources.start_form
        case f.WorkCompleted():
            offered = told.names.items.get(fact.item)
            name = offered.form if offered else None
        case _:
            name = None
    return name if name in told.sources.forms else None


def _by_whom(told: Told, fact: f.Fact, branch: CaseId) -> tuple[str, str]:
    """The names of the body that acted: a ruling is the command's, though it stands in a department's branch."""
    offered = told.names.items.get(fact.item) if isinstance(fact, BY_HAND) else None
    if offered is not None:
        return told.names.body(offered.body)
    return body_of_branch(told, branch)


def _fits(journals: Iterable[tuple[Entry, ...]]) -> bool:
    try:
        for entries in journals:
            verify(entries)
    except JournalBroken:
        return False
    return True
