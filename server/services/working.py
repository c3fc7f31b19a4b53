"""Work on an item: sign for it, give it back, keep a draft, complete it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.domain import work
from server.domain.errors import (
    AlreadyClaimed,
    AlreadyCompleted,
    AnotherInTurn,
    AnswerWrong,
    CaseMovedOn,
    ChoiceWanted,
    Fault,
    NoSuchWork,
    NothingToChoose,
    SamePersonTwice,
    StepFailed,
    StepStandsStill,
    WorkGone,
)
from server.domain.ids import CaseId
from server.domain.moves import Complete
from server.domain.values import plain
from server.services import branching
from server.services.incidents import COMPLETE, Failed, PushFailed, noting
from server.services.lists import lists_for, takes_files
from server.services.recording import Record
from server.services.repeating import again, once
from server.services.reporting import report
from server.services.running import Run
from server.services.turns import check_turn

if TYPE_CHECKING:
    from server.domain.ids import ItemId
    from server.domain.people import Actor
    from server.domain.ports import HeldCase
    from server.domain.process import Step
    from server.domain.values import Values
    from server.domain.work import WorkItem
    from server.services.tools import Tools


ALL = "all"
"""The countersign policy by which everybody signs, and nobody for two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a person hands in for a piece of work."""

    values: Values
    choice: str | None = None
    revision: int | None = None
    """The revision of the case that the page showed; None: not checked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Completed:
    """The work that was done."""

    item: ItemId
    case: CaseId
    """The root case, whose page tells how it goes on."""


@again
def claim(tools: Tools, actor: Actor, item_id: ItemId, request_key: str | None = None) -> None:
    """Signs for the work (签收)."""
    with tools.unit() as unit:
        request = once(unit, actor, request_key, ("claim", item_id))
        if request.answer is not None:
            return
        item, held = unit.work.hold(item_id)
        record = Record(tools, unit, actor)
        claimed = work.claim(item, actor)
        if claimed is not None:
            check_turn(Run(record, tools.shelf.county(unit)), held, item)
            record.of_case(held, claimed)
        record.write()
        request.keep({})
        unit.commit()


@again
def give_back(tools: Tools, actor: Actor, item_id: ItemId, request_key: str | None = None) -> None:
    """Gives the work back to the role (退签)."""
    with tools.unit() as unit:
        request = once(unit, actor, request_key, ("give-back", item_id))
        if request.answer is not None:
            return
        item, held = unit.work.hold(item_id)
        record = Record(tools, unit, actor)
        record.of_case(held, work.give_back(item, actor))
        record.write()
        request.keep({})
        unit.commit()


def save_draft(tools: Tools, actor: Actor, item_id: ItemId, values: Values) -> None:
    """Keeps what the person has typed so far, unchecked; nobody else sees it."""
    with tools.unit() as unit:
        item = unit.work.find(item_id)
        if item is None or actor.person is None or not work.is_theirs(item, actor):
            raise NoSuchWork
        unit.work.save_draft(item_id, actor.person, plain(values), tools.clock.now())
        unit.commit()


def complete(
    tools: Tools, actor: Actor, item_id: ItemId, answer: Answer, request_key: str | None = None
) -> Completed:
    """Does the work; when others were faster, what was typed is kept as a draft.

    So it is when the step that follows fails; that is an incident, and the doer's no fault.
    """
    try:
        return _complete(tools, actor, item_id, answer, request_key)
    except (AlreadyClaimed, AlreadyCompleted, AnotherInTurn, WorkGone, CaseMovedOn):
        save_draft(tools, actor, item_id, answer.values)
        raise
    except PushFailed as failed:
        save_draft(tools, actor, item_id, answer.values)
        report(tools, failed)
        raise StepStandsStill from failed.failure


@again
def _complete(
    tools: Tools, actor: Actor, item_id: ItemId, answer: Answer, request_key: str | None
) -> Completed:
    with tools.unit() as unit:
        what = ("complete", item_id, answer.values, answer.choice)
        request = once(unit, actor, request_key, what)
        if request.answer is not None:
            return Completed(item=item_id, case=CaseId(request.id_in("case")))
        item, held = unit.work.hold(item_id)
        work.check_doer(item, actor)
        _check_current(held, answer)
        record = Record(tools, unit, actor)
        with noting(_failed(actor, item, answer), StepFailed):
            hand_in(Run(record, tools.shelf.county(unit)), actor, item, held, answer)
        record.write()
        request.keep({"case": held.root.hex})
        unit.commit()
        return Completed(item=item_id, case=held.root)


def hand_in(run: Run, doer: Actor, item: WorkItem, held: HeldCase, answer: Answer) -> None:
    """Moves a held case on by work that somebody has done."""
    run.learn(held)
    step = run.tools.engine.model(held.version).steps[item.element]
    check_turn(run, held, item)
    _check_choice(step, answer)
    _check_separation(run, doer, held, step)
    values = _checked(run, item, held, answer)
    digest = run.record.content(held.root, values)
    done = work.complete(item, doer, digest=digest, choice=answer.choice)
    run.record.of_case(held, done)
    _move_on(run, item, held, values, answer.choice)
    _check_signatures(run, doer, held, step)


def _failed(actor: Actor, item: WorkItem, answer: Answer) -> Failed:
    return Failed(
        subject=item.case,
        token=item.token,
        push=COMPLETE,
        element=item.element,
        values=answer.values,
        choice=answer.choice,
        person=actor.person,
    )


def _check_current(held: HeldCase, answer: Answer) -> None:
    if answer.revision is not None and answer.revision != held.revision:
        raise CaseMovedOn


def _check_choice(step: Step, answer: Answer) -> None:
    """Refuses a choice that the step doesn't offer; one that is wanted and missing the engine asks for."""
    flows = {choice.flow for choice in step.choices}
    if answer.choice is None or answer.choice in flows:
        return
    if not flows:
        raise NothingToChoose
    raise ChoiceWanted(choices="、".join(choice.name for choice in step.choices))


def _check_separation(run: Run, actor: Actor, held: HeldCase, step: Step) -> None:
    """Refuses the second of two steps that one person may not both do."""
    if not step.distinct_from:
        return
    names = run.tools.engine.model(held.version).names
    for element, doers in run.unit.work.doers(held.root, step.distinct_from).items():
        if actor.person in doers:
            raise SamePersonTwice(step=names.get(element, (element, element)))


def _check_signatures(run: Run, actor: Actor, held: HeldCase, step: Step) -> None:
    """Refuses the second of several signatures by one person, where all are wanted.

    It is looked for after this one was counted: the fan-out is locked by then, so of two given at
    the same moment the later one sees the earlier.
    """
    if step.sign != ALL or held.fan_out is None:
        return
    if actor.person in run.unit.work.doers_beside(held.id):
        raise SamePersonTwice(step=(step.name, step.name_en))


def _checked(run: Run, item: WorkItem, held: HeldCase, answer: Answer) -> Values:
    if item.form is None:
        return _nothing(answer)
    form = run.tools.shelf.sources(run.unit, held.version).forms[item.form]
    context = {**lists_for(form, run.county, held.body), **held.outer, **held.data}
    if takes_files(form):
        files = run.unit.work.documents(held.root)
        context["_documents"] = [f"doc:{row.document}" for row in files]
    return run.tools.forms.check(form, answer.values, context)


def _nothing(answer: Answer) -> Values:
    """What a step without a form takes; data that would be dropped in silence are refused."""
    if answer.values:
        raise AnswerWrong(
            Fault(
                field=name,
                zh="此环节没有表单，不接受数据。请去掉，或在流程图中给此环节指定表单。",
                en="This step has no form and takes no data. Leave it out, or give the step a form.",
            )
            for name in answer.values
        )
    return {}


def _move_on(run: Run, item: WorkItem, held: HeldCase, values: Values, choice: str | None) -> None:
    fan_out = branching.fan_out_of_plain_work(held)
    if fan_out is not None:
        branching.end_plain_work(run, held, fan_out, item, {**held.data, **values})
        run.drain()
    else:
        run.push(held, Complete(token=item.token, values=values, choice=choice))
