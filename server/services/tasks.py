"""The task page: the form with what is known, the place in the diagram, what came before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from server.domain.errors import NoSuchWork
from server.domain.facts import CaseStarted, DocumentRemoved
from server.domain.reading import Progress, TaskPage
from server.domain.work import WorkState, is_theirs
from server.services.lists import lists_for
from server.services.matters import marks_of, read_matter
from server.services.translating import spoken_form

if TYPE_CHECKING:
    from collections.abc import Iterable

    from server.domain.ids import BodyId, CaseId, ItemId
    from server.domain.people import Actor
    from server.domain.reading import Marks
    from server.domain.values import Value, Values
    from server.domain.work import WorkItem
    from server.services.matters import Told
    from server.services.tools import Tools

STEPS_TO_COME = 3
"""How many steps that may still come the progress list shows."""


def task(tools: Tools, actor: Actor, item_id: ItemId, language: str = "zh") -> TaskPage:
    """Everything the task page needs; refused with ``NoSuchWork`` when it isn't theirs."""
    now = tools.clock.now()
    with tools.unit() as unit:
        tools.shelf.county(unit)
        item = unit.work.find(item_id)
        row = unit.views.row(actor, item_id, now)
        if item is None or row is None or not is_theirs(item, actor):
            raise NoSuchWork
        told = read_matter(tools, unit, item.root)
        held = told.file if item.case == told.root else unit.cases.find(item.case)
        draft = unit.work.draft(item_id, actor.person) if actor.person else None
    step, marks = told.model.steps[item.element], marks_of(told)
    form = spoken_form(told.sources, item.form, language)
    known = {**held.outer, **held.data, **(_typed(told, draft[0]) if draft else {})}
    is_open = item.state is WorkState.OPEN
    is_free = item.holder is None or item.holder == actor.person
    own = [row for row in told.documents if row.item == item_id]
    return TaskPage(
        row=row,
        revision=held.revision,
        form=form,
        values=_values(form, known, _lists(form, told, held.body, language)),
        draft_at=draft[1] if draft else None,
        choices=step.choices,
        law=step.law,
        instructions=step.instructions,
        instructions_en=step.instructions_en,
        progress=tuple(_progress(told, item, marks)),
        documents=tuple(replace(row, may_remove=is_open and is_free) for row in own),
        received=tuple(row for row in told.documents if row.item != item_id),
        may_claim=is_open and item.holder is None,
        may_complete=is_open and is_free,
        may_give_back=is_open and item.holder == actor.person,
        element=item.element,
        marks=marks,
        diagram=tools.shelf.drawn(told.file.version, told.sources, tools.engine),
        english=told.sources.english,
        state=item.state.value,
    )


def _lists(form: bytes | None, told: Told, body: BodyId, language: str) -> Values:
    return lists_for(form, told.county, body, language) if form else {}


def _values(form: bytes | None, known: Values, lists: Values) -> Values:
    return {**known, **lists} if form else {}


def _typed(told: Told, typed: Values) -> Values:
    """What was typed, without the files that were taken away since."""
    gone = frozenset(
        f"doc:{fact.document}"
        for entries in told.journals.values()
        for entry in entries
        for fact in entry.facts
        if isinstance(fact, DocumentRemoved)
    )
    return {name: _without(value, gone) for name, value in typed.items()}


def _without(value: Value, gone: frozenset[str]) -> Value:
    """A value without the files that it names, however deep."""
    if isinstance(value, dict):
        return {name: _without(each, gone) for name, each in value.items()}
    if isinstance(value, list):
        kept = (_without(each, gone) for each in value)
        return [each for each in kept if each is not None]
    return None if isinstance(value, str) and value in gone else value


def _progress(told: Told, item: WorkItem, marks: Marks) -> Iterable[Progress]:
    """What was done, what is to be done now, and what may still come."""
    yield _beginning(told)
    for other in (other for other in told.items if _stands_in_line(told, item, other)):
        if other.state is not WorkState.WITHDRAWN and other.id != item.id:
            yield _line(told, other, marks)
    yield _line(told, item, marks)
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


def _line(told: Told, item: WorkItem, marks: Marks) -> Progress:
    body, body_en = told.names.body(item.body)
    name, name_en = told.names.element(item.element, item.name)
    is_done = item.state is WorkState.DONE
    late = item.element in marks.late
    return Progress(
        element=item.element,
        name=name,
        name_en=name_en,
        state="done" if is_done else "late" if late else "now",
        who=f"{body} {item.holder_name}".strip(),
        who_en=f"{body_en} {item.holder_name_en}".strip(),
        at=item.done_at if is_done else item.claimed_at,
    )


def case_of(tools: Tools, actor: Actor, item_id: ItemId) -> CaseId:
    """The root case of a piece of work that is or was theirs; refused with ``NoSuchWork``."""
    with tools.unit() as unit:
        item = unit.work.find(item_id)
    if item is None or not is_theirs(item, actor):
        raise NoSuchWork
    return item.root
