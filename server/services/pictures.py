"""The picture of a case: where it is, who has it, until when, and what happened."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeGuard

from server.domain import facts as f
from server.domain.access import may
from server.domain.errors import JournalBroken
from server.domain.journal import verify
from server.domain.reading import CasePicture, Happening, Holding
from server.domain.substitution import in_place_of
from server.domain.telling import say
from server.domain.uncaught import error_in
from server.domain.work import WorkState
from server.services import acting_on_cases, failures
from server.services.acting import offers_to
from server.services.acts.case_standing import standings_before
from server.services.acts.standing import SEES, standings_of
from server.services.answers import details_of
from server.services.auditing import check_sight
from server.services.explaining import explained
from server.services.looks import looks_of
from server.services.matters import (
    BY_HAND,
    body_of_branch,
    by_whom,
    marks_of,
    read_answers,
    read_matter,
    status_of,
    tombstone_of,
)
from server.services.members import members_of
from server.services.signings import signings_of
from server.services.submitting import asked_now
from server.services.translating import spoken_form

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from uuid import UUID

    from server.domain.ids import CaseId, ItemId
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
        told = read_matter(tools, actor, unit, root)
        answers = read_answers(unit, told, language)
        stands = status_of(told) == "incident"
        failed = failures.of_matter(tools, actor, unit, root, answers.contents) if stands else ()
        version = unit.processes.version(told.file.version)
        several = tuple(members_of(unit, told, actor))
        signed = signings_of(unit, told, answers.contents)
        is_party = unit.views.has_part(actor, root)
        asked = {item.id: asked_now(unit, item) for item in told.items if item.submission}
    viewer = Viewer(actor=actor, is_party=is_party, now=tools.clock.now(), waits_for=asked)
    return replace(
        _picture(tools, told, answers, viewer, version.number),
        incidents=failed,
        several=several,
        signings=signed,
        may_retry=bool(failed) and may(actor, "administer"),
    )


def _picture(
    tools: Tools, told: Told, answers: Answers, viewer: Viewer, version: int
) -> CasePicture:
    """What was read of the matter alone makes."""
    row = told.file
    standings = standings_before(
        row,
        told.items,
        viewer.actor,
        is_party=viewer.is_party,
        proposed=told.proposed,
    )
    first, last = told.journals[told.root][0], told.journals[told.root][-1]
    started_by, from_body = told.person(first.person), told.names.body(row.body)
    return CasePicture(
        case=told.root,
        number=row.number,
        title=row.title,
        process=row.process,
        process_title=told.sources.title,
        process_title_en=told.sources.title_en,
        version=version,
        status=status_of(told),
        started_at=first.at,
        started_by=started_by[0],
        started_by_en=started_by[1],
        from_body=from_body[0],
        from_body_en=from_body[1],
        ended_at=row.ended_at,
        ended_by=error_in(told.journals[told.root]),
        urgency=row.urgency,
        revision=row.revision,
        diagram=tools.shelf.drawn(row.version, told.sources, tools.engine),
        english=told.sources.english,
        marks=marks_of(told),
        holdings=tuple(_holdings(told, viewer)),
        happenings=tuple(happenings_of(told, answers)),
        documents=told.files,
        acts=acting_on_cases.offers_to(standings, row, told.proposed),
        standstill=row.standstill,
        tombstone=tombstone_of(told, answers),
        looks=tuple(looks_of(told, answers)),
        hides=answers.hides or any(row.is_hidden for row in told.files),
        digest=last.digest.hex(),
        is_verified=_fits(told.journals.values()),
    )


def _holdings(told: Told, viewer: Viewer) -> Iterable[Holding]:
    """Who has the matter now."""
    return (_holding(told, item, viewer) for item in told.items if item.state is WorkState.OPEN)


def drawn_sources(tools: Tools, actor: Actor, case_id: CaseId) -> Sources:
    """What a case runs on, all of it with a place on paper, for whoever may see the case."""
    root = check_sight(tools, actor, case_id)
    with tools.unit() as unit:
        version = unit.cases.find(root).version
        sources = tools.shelf.sources(unit, version)
    return replace(sources, diagram=tools.shelf.drawn(version, sources, tools.engine))


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Who looks at a matter now, and whether they have a part in it."""

    actor: Actor
    is_party: bool
    now: datetime
    waits_for: Mapping[ItemId, tuple[str, str]]
    """Who is asked to sign what was given in, by the work."""


def _holding(told: Told, item: WorkItem, viewer: Viewer) -> Holding:
    zh, en = told.names.body(item.body)
    step, step_en = told.names.element(item.element, item.name)
    standings = standings_of(item, viewer.actor, is_party=viewer.is_party, is_stuck=told.waits)
    holder, holder_en = by_whom(item)
    waits_for, waits_for_en = viewer.waits_for.get(item.id, ("", ""))
    return Holding(
        item=item.id,
        element=item.element,
        step=step,
        step_en=step_en,
        body=zh,
        body_en=en,
        post=item.role,
        holder=holder,
        holder_en=holder_en,
        since=item.offered_at,
        deadline=told.county.deadline(item.due, viewer.now, provisional=item.provisional)
        .while_stopped(item.stopped_at is not None)
        .while_still(item.stands_still),
        may_open=bool(standings & SEES),
        member=item.member,
        is_signed=item.claimed_at is not None,
        acts=offers_to(standings, item, told.county, is_joint=item.element in told.model.joint),
        clock=item.clock or "",
        waits_for=waits_for,
        waits_for_en=waits_for_en,
    )


def happenings_of(told: Told, answers: Answers) -> Iterable[Happening]:
    """What happened in the matter and its branches, oldest first."""
    entries = [(entry, branch) for branch, written in told.journals.items() for entry in written]
    secret = told.secret
    entries.sort(key=lambda pair: (pair[0].at, not _begins_act(pair[0]), pair[0].seq))
    for entry, branch in entries:
        for fact in entry.facts:
            happening = _happening(told, answers, entry, fact, branch, secret)
            if happening is not None:
                yield happening


def _begins_act(entry: Entry) -> bool:
    """Whether the entry holds what a person did, which comes before all that followed from it."""
    return any(
        isinstance(fact, ACTS) or (isinstance(fact, f.CaseStarted) and fact.parent is None)
        for fact in entry.facts
    )


def _happening(
    told: Told,
    answers: Answers,
    entry: Entry,
    fact: f.Fact,
    branch: CaseId,
    secret: frozenset[CaseId],
) -> Happening | None:
    said = say(fact, told.names)
    if said is None or (branch != told.root and isinstance(fact, f.CaseFinished)):
        return None
    # What a person did may stand in an entry of somebody else: it failed then, and was tried again.
    doer = fact.person if isinstance(fact, BY_HAND) else entry.person
    who, acting = _in_whose_name(told, entry, doer), _of_which_body(told, fact, branch)
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
        details=() if branch in secret else _details(told, answers, fact, said.digest),
    )


def _in_whose_name(told: Told, entry: Entry, doer: UUID | None) -> tuple[str, str]:
    """Who did it, and in place of whom, where the same entry says so."""
    standing_in = (fact.absent for fact in entry.facts if _is_of(fact, doer))
    return in_place_of(told.person(doer), told.person(next(standing_in, None)))


def _is_of(fact: f.Fact, doer: UUID | None) -> TypeGuard[f.ActedFor]:
    return isinstance(fact, f.ActedFor) and fact.person == doer


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
        case f.WorkCompleted() | f.WorkSubmitted():
            offered = told.names.items.get(fact.item)
            name = offered.form if offered else None
        case _:
            name = None
    return name if name in told.sources.forms else None


def _of_which_body(told: Told, fact: f.Fact, branch: CaseId) -> tuple[str, str]:
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
