"""Work on an item: sign for it, give it back, complete it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.domain import work
from server.domain.amending import step_of
from server.domain.asides import check_completable
from server.domain.errors import (
    AlreadyClaimed,
    AlreadyCompleted,
    AlreadyReturned,
    AnotherInTurn,
    AnswersAwaited,
    CaseMovedOn,
    CaseSuspended,
    ChoiceWanted,
    ConfirmedOtherwise,
    DraftKeptElsewhere,
    GivenToAnother,
    NothingToChoose,
    OfficersWanted,
    SamePersonTwice,
    StepFailed,
    StepStandsStill,
    SubmittedAlready,
    WorkGone,
)
from server.domain.facts import ActedFor
from server.domain.ids import CaseId, PersonId
from server.domain.moves import Complete
from server.domain.standstill import check_moves
from server.services import amending, branching
from server.services.asides import beside, left_behind
from server.services.certifying import check_certified, check_confirmed, person_of, to_confirm
from server.services.drafting import Upon, save_draft
from server.services.form_answers import checked
from server.services.incidents import COMPLETE, Failed, PushFailed, noting
from server.services.recording import Record
from server.services.repeating import again, once
from server.services.reporting import report
from server.services.running import Run
from server.services.separating import check_separation, in_person
from server.services.turns import check_turn

if TYPE_CHECKING:
    from server.domain.asides import Aside
    from server.domain.facts import Fact, WorkCompleted
    from server.domain.ids import ItemId
    from server.domain.people import Actor
    from server.domain.ports import HeldCase
    from server.domain.process import Step
    from server.domain.values import Values
    from server.domain.work import WorkItem
    from server.services.tools import Tools


ONCE = ("一人只签一份", "one person signs once")
FASTER = (AlreadyClaimed, AlreadyCompleted, AlreadyReturned)
"""Others were."""
LATE = (
    *FASTER,
    GivenToAnother,
    AnotherInTurn,
    AnswersAwaited,
    OfficersWanted,
    ConfirmedOtherwise,
    SubmittedAlready,
    WorkGone,
    CaseMovedOn,
    CaseSuspended,
)
"""What stands against doing work that one had a right to do when the page was opened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a person hands in for a piece of work."""

    values: Values
    choice: str | None = None
    revision: int | None = None
    """The revision of the case that the page showed; None: not checked."""
    upon: Upon | None = None
    """The draft that it was typed upon; None: it wasn't said."""
    is_for_many: bool = False
    """Whether it is handed in for other work too, and typed upon the draft of none of it."""


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
            run = Run(record, tools.shelf.county(unit))
            run.learn(held)
            step = step_of(tools.engine.model(held.version), item)
            check_certified(run, step, person_of(actor))
            check_separation(run, held, step, item, in_person(item, actor))
            check_turn(run, held, item)
            record.of_case(held, claimed, *work.acted_for(item, actor))
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
        given_back = work.give_back(item, actor)
        # Given back comes last: it is held for nobody then.
        record.of_case(held, *work.acted_for(item, actor), given_back)
        record.write()
        request.keep({})
        unit.commit()


def complete(
    tools: Tools, actor: Actor, item_id: ItemId, answer: Answer, request_key: str | None = None
) -> Completed:
    """Does the work; when others were faster, or are still to answer, what was typed is kept as a draft.

    So it is when the step that follows fails; that is an incident, and the doer's no fault. Where
    they kept another draft meanwhile, which one stays is asked first: ``DraftKeptElsewhere``.
    """
    try:
        return _complete(tools, actor, item_id, answer, request_key)
    except LATE:
        _keep(tools, actor, item_id, answer)
        raise
    except PushFailed as failed:
        report(tools, failed)
        _keep(tools, actor, item_id, answer)
        raise StepStandsStill from failed.failure


def _keep(tools: Tools, actor: Actor, item_id: ItemId, answer: Answer) -> None:
    """Keeps what was handed in as a draft; what was typed for many takes the place of none."""
    try:
        upon = Upon(at=None) if answer.is_for_many else answer.upon
        save_draft(tools, actor, item_id, answer.values, upon)
    except DraftKeptElsewhere:
        if not answer.is_for_many:
            raise


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
    values, asked = weigh(run, doer, item, held, answer)
    digest = run.record.content(held.root, values)
    done = work.complete(item, doer, digest=digest, choice=answer.choice)
    finish(run, item, held, values, done, *work.acted_for(item, doer), *left_behind(asked))


def finish(  # which work, by which answer, and what is told of it beside
    run: Run, item: WorkItem, held: HeldCase, values: Values, done: WorkCompleted, *told: Fact
) -> None:
    """Moves a held case on by work that is done by an answer that was weighed."""
    run.record.of_case(held, done, *told)
    _move_on(run, item, held, values, done.choice)
    absent = {fact.absent for fact in told if isinstance(fact, ActedFor)}
    _check_signatures(run, held, item, frozenset(map(PersonId, {done.person, *absent})))


def weigh(
    run: Run, doer: Actor, item: WorkItem, held: HeldCase, answer: Answer
) -> tuple[Values, tuple[Aside, ...]]:
    """The answer as the form takes it, if nothing stands against handing it in; and what was asked beside the work."""
    run.learn(held)
    step = step_of(run.tools.engine.model(held.version), item)
    check_turn(run, held, item)
    asked = beside(run.unit, item)
    check_completable(asked)
    _check_choice(step, answer)
    check_certified(run, step, person_of(doer))
    check_separation(run, held, step, item, in_person(item, doer))
    values = checked(run, item, held, answer.values)
    said = to_confirm(values, answer.choice)
    check_confirmed(run, step, work.answerable(item, doer), asked, (held.root, said))
    return values, asked


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
    check_moves(held.standstill)
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


def _check_signatures(
    run: Run, held: HeldCase, item: WorkItem, answerable: frozenset[PersonId]
) -> None:
    """Refuses the second of several signatures by one person: nobody signs for two.

    It is looked for after this one was counted: the fan-out is locked by then, so of two given at
    the same moment the later one sees the earlier.
    """
    step = step_of(run.tools.engine.model(held.version), item)
    if step.sign is None or held.fan_out is None:
        return
    if run.unit.work.signed_beside(held.id, answerable):
        names = (step.name, step.name_en)
        raise SamePersonTwice(step=names, former=names, source=ONCE)


def _move_on(run: Run, item: WorkItem, held: HeldCase, values: Values, choice: str | None) -> None:
    fan_out = branching.fan_out_of_plain_work(held)
    if item.amends is not None:
        amending.amended(run, held, item, values)
    elif fan_out is not None:
        branching.end_plain_work(run, held, fan_out, item, {**held.data, **values})
        run.drain()
    else:
        run.push(held, Complete(token=item.token, values=values, choice=choice))
