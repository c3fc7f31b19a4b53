"""The task page: the form with what is known, the place in the diagram, what came before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from server.domain.acts import OPEN, TO_DO, Stage, Standing
from server.domain.amending import step_of
from server.domain.county_time import day_of
from server.domain.errors import NoSuchWork
from server.domain.facts import CaseStarted
from server.domain.reading import Progress, TaskPage
from server.domain.rounds import rounds_of
from server.domain.telling.asides import line
from server.domain.work import WorkState, is_free_for, is_held_by, is_theirs
from server.services.acting import offers_to
from server.services.acts.opened import note_opened
from server.services.acts.standing import SEES, stage_of, standings_of
from server.services.asides import beside, may_call_off
from server.services.coming_back import returned_to
from server.services.explaining_assignment import explained
from server.services.form_values import form_values
from server.services.matters import by_whom, marks_of, read_answers, read_matter_of
from server.services.separating import against
from server.services.signings import signing_of
from server.services.submitting import given_in
from server.services.translating import spoken_form

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from server.domain.asides import Aside
    from server.domain.ids import CaseId, ItemId
    from server.domain.people import Actor
    from server.domain.ports import CaseFile, Unit
    from server.domain.reading import AsideLine, DocumentRow, InboxRow, Marks, Returned, Signing
    from server.domain.values import Values
    from server.domain.work import WorkItem
    from server.services.matters import Told
    from server.services.separating import Barred
    from server.services.tools import Tools

STEPS_TO_COME = 3
"""How many steps that may still come the progress list shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What was read of a piece of work and its matter, for one reader."""

    actor: Actor
    item: WorkItem
    row: InboxRow
    standings: frozenset[Standing]
    told: Told
    held: CaseFile
    draft: tuple[Values, datetime] | None
    given_in: Values
    """The answer that waits to be signed; nothing where there is none."""
    asides: tuple[Aside, ...]
    texts: Mapping[str, Values]
    """What was asked and answered beside it."""
    against: Barred | None
    """Why the reader may not do it, though it lies on their desk."""
    signing: Signing | None
    """How the others sign it; nothing that who only looks is told."""
    returned: Returned | None
    """By whom it was returned to this step; nor is that."""


def task(tools: Tools, actor: Actor, item_id: ItemId, language: str = "zh") -> TaskPage:
    """Everything the task page needs; refused with ``NoSuchWork`` when it isn't theirs."""
    with tools.unit() as unit:
        tools.shelf.county(unit)
        item, row = found(unit, actor, item_id, tools.clock.now())
        is_party = is_theirs(item, actor) or unit.views.has_part(actor, item.root)
        standings = standings_of(item, actor, is_party=is_party)
        if not standings & SEES:
            raise NoSuchWork
        work = read_work(tools, actor, unit, item, row, standings)
    shown = picture(tools, work, language)
    if shown.may_complete and item.opened_at is None:
        note_opened(tools, actor, item_id)
    return shown


def found(unit: Unit, actor: Actor, item_id: ItemId, now: datetime) -> tuple[WorkItem, InboxRow]:
    """A piece of work and how lists show it to the actor; refused with ``NoSuchWork``.

    Whether it may be shown to them at all is for the caller to judge.
    """
    item, row = unit.work.find(item_id), unit.views.row(actor, item_id, now)
    if item is None or row is None:
        raise NoSuchWork
    return item, row


def read_work(  # who reads what, and how they stand to it
    tools: Tools,
    actor: Actor,
    unit: Unit,
    item: WorkItem,
    row: InboxRow,
    standings: frozenset[Standing] = frozenset(),
) -> Work:
    """Reads a piece of work for somebody who may see it; without a standing they only look."""
    told, held = read_matter_of(tools, actor, unit, item)
    asides = beside(unit, item) if standings else ()
    is_open = stage_of(item) in TO_DO and Standing.DESK in standings
    day = day_of(tools.clock.now())
    return Work(
        actor=actor,
        item=item,
        row=row,
        standings=standings,
        told=told,
        held=held,
        draft=unit.work.draft(item.id, actor.person) if actor.person and standings else None,
        given_in=given_in(unit, item) if item.submission and standings else {},
        asides=asides,
        texts=read_answers(unit, told).contents if asides else {},
        against=against(unit, told.model, step_of(told.model, item), item, actor, day)
        if is_open
        else None,
        signing=signing_of(unit, told, item.case) if standings else None,
        returned=returned_to(unit, told, item) if standings else None,
    )


def picture(tools: Tools, work: Work, language: str) -> TaskPage:
    """The task page of what was read."""
    told, item, actor, draft = work.told, work.item, work.actor, work.draft
    step, marks = step_of(told.model, item), marks_of(told)
    form = spoken_form(told.sources, item.form, language)
    stage = stage_of(item)
    is_open = stage in TO_DO and Standing.DESK in work.standings
    refusal = work.against
    is_free = is_free_for(item, actor) and refusal is None
    return TaskPage(
        row=work.row,
        revision=work.held.revision,
        form=form,
        values=form_values(work, form, language, tools.clock.now()),
        draft_at=draft[1] if draft else None,
        choices=step.choices,
        law=step.law,
        instructions=step.instructions,
        instructions_en=step.instructions_en,
        progress=tuple(_progress(told, item, marks)),
        documents=_own(told, item.id, may_remove=is_open and is_free),
        received=tuple(row for row in told.files if row.item != item.id),
        may_claim=is_open and is_free and stage is not Stage.SIGNED,
        may_complete=is_open and is_free,
        may_give_back=is_open and is_held_by(item, actor),
        element=item.element,
        marks=marks,
        diagram=tools.shelf.drawn(told.file.version, told.sources, tools.engine),
        english=told.sources.english,
        state=item.state.value,
        standstill=told.file.standstill,
        acts=offers_to(work.standings, item, told.county, is_joint=step.is_joint),
        signing=work.signing,
        assignment=explained(told, item, actor) if is_theirs(item, actor) else None,
        against=(refusal.sentence("zh"), refusal.sentence("en")) if refusal else None,
        asides=tuple(_asides(tools, work)),
        officers=step.officers,
        returned=work.returned,
    )


def _own(told: Told, item: ItemId, *, may_remove: bool) -> tuple[DocumentRow, ...]:
    """The files of the step itself."""
    return tuple(replace(row, may_remove=may_remove) for row in told.files if row.item == item)


def _asides(tools: Tools, work: Work) -> Iterable[AsideLine]:
    for one in work.asides:
        may = may_call_off(one, work.actor, work.standings) and stage_of(work.item) in OPEN
        deadline = work.told.county.deadline(one.due, tools.clock.now())
        yield line(one, deadline, work.texts, may_call_off=may)


def _progress(told: Told, item: WorkItem, marks: Marks) -> Iterable[Progress]:
    """What was done, what is to be done now, and what may still come."""
    rounds = rounds_of(told.items)
    yield _beginning(told)
    for other in (other for other in told.items if _stands_in_line(told, item, other)):
        if other.state is not WorkState.WITHDRAWN and other.id != item.id:
            yield _line(told, other, marks, rounds[other.id])
    yield _line(told, item, marks, rounds[item.id])
    seen = {other.element for other in told.items}
    coming = [step for element, step in told.model.steps.items() if element not in seen]
    for step in coming[:STEPS_TO_COME]:
        yield Progress(
            element=step.element,
            name=step.name,
            name_en=step.name_en,
            state="todo",
            who=step.lane,
            who_en=step.lane_en,
        )


def _beginning(told: Told) -> Progress:
    """How the matter was started, and by whom."""
    first = told.journals[told.root][0]
    passed = next(iter(told.stories[told.root].passed), "")
    name, name_en = told.names.element(passed)
    who, who_en = told.person(first.person)
    return Progress(
        element=passed,
        name=name or told.sources.title,
        name_en=name_en or told.sources.title_en,
        state="done",
        who=who,
        who_en=who_en,
        at=first.at,
    )


def _stands_in_line(told: Told, item: WorkItem, other: WorkItem) -> bool:
    """Whether another piece of work lies on the way to this one.

    Its own branch does, the matter itself, and what many did of one step beside each other; what
    happens inside other branches does not.
    """
    if other.case in {item.case, item.root}:
        return True
    started = told.journals[other.case][0].facts[0]
    return isinstance(started, CaseStarted) and started.scope is None


def _line(told: Told, item: WorkItem, marks: Marks, number: int) -> Progress:
    body, body_en = told.names.body(item.body)
    name, name_en = told.names.element(item.element, item.name)
    holder, holder_en = by_whom(item)
    is_over = item.state in {WorkState.DONE, WorkState.RETURNED}
    late = item.element in marks.late
    return Progress(
        element=item.element,
        name=name,
        name_en=name_en,
        state=item.state.value if is_over else "late" if late else "now",
        who=f"{body} {holder}".strip(),
        who_en=f"{body_en} {holder_en}".strip(),
        at=item.done_at if is_over else item.claimed_at,
        round=number,
    )


def case_of(tools: Tools, actor: Actor, item_id: ItemId) -> CaseId:
    """The root case of a piece of work that is or was theirs; refused with ``NoSuchWork``."""
    with tools.unit() as unit:
        item = unit.work.find(item_id)
    if item is None or not is_theirs(item, actor):
        raise NoSuchWork
    return item.root
