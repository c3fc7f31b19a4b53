"""Carry out an act on a piece of work: the same rights, locks, words and proof for all of them.

Acts on whole cases are carried out alike (``acting_on_cases.py``).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from server.domain.access import may
from server.domain.acts import Act, Stage
from server.domain.errors import AnswerWrong, Fault, NoSuchAct, NoSuchWork, NotAsForeseen
from server.domain.ids import CaseId
from server.domain.reading import OFFERED, ActOffer, ActOption, ActPage, Asks, Question, mark_of
from server.domain.rights import RIGHTS, allowed, check
from server.domain.standstill import check_moves
from server.domain.work import acted_upon
from server.services.acts.registry import DEEDS
from server.services.acts.scene import Scene
from server.services.acts.standing import stage_of, standings_of, there_for
from server.services.auditing import waits_for_menders
from server.services.correcting import REASON_LETTERS
from server.services.recording import Record
from server.services.repeating import again, once
from server.services.running import Run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from server.domain.acts import Standing
    from server.domain.ids import BodyId, ItemId, PersonId
    from server.domain.people import Actor
    from server.domain.ports import Unit
    from server.domain.standstill import Standstill
    from server.domain.work import WorkItem
    from server.services.acts.scene import Deed, Given, Setting
    from server.services.county import County
    from server.services.tools import Tools

AnyScene = TypeVar("AnyScene", bound="Setting")


def named(act: str) -> Act:
    """The act of that name; refused with ``NoSuchAct``."""
    try:
        return Act(act)
    except ValueError as cause:
        raise NoSuchAct(acts=", ".join(Act)) from cause


def offers(tools: Tools, actor: Actor, item_id: ItemId) -> tuple[ActOffer, ...]:
    """The acts that the actor may carry out on the work now, in the order of the table."""
    with tools.unit() as unit:
        item = unit.work.find(item_id)
        if item is None:
            raise NoSuchWork
        before = scene(tools, actor, unit, item)
        return offers_to(before.standings, item, before.county, is_joint=before.step.is_joint)


def offers_to(
    standings: frozenset[Standing], item: WorkItem, county: County, *, is_joint: bool = False
) -> tuple[ActOffer, ...]:
    """The acts that the table of rights allows to who stands so before the work."""
    acts = allowed(standings, stage_of(item), there_for(item, county, is_joint=is_joint))
    return tuple(offer_of(act) for act in acts)


def look(  # whose people are offered, and who is chosen already
    tools: Tools,
    actor: Actor,
    item_id: ItemId,
    act: Act,
    body: BodyId | None = None,
    chosen: tuple[PersonId, ...] = (),
) -> ActPage:
    """An act as it is shown before the click; refused as the act itself would be.

    ``body``: whose people are offered, where people of any body may be chosen; those who are chosen
    already are offered too.
    """
    with tools.unit() as unit:
        item = unit.work.find(item_id)
        if item is None:
            raise NoSuchWork
        before = replace(scene(tools, actor, unit, item), body=body, chosen=chosen)
        case = unit.cases.find(item.root)
        _check(act, before, case.standstill)
        step = tools.engine.learn(case.version, tools.shelf.sources(unit, case.version))
        asked = questions(before, act)
        return ActPage(
            offer=offer_of(act),
            item=item.id,
            case=item.root,
            title=case.title,
            number=case.number,
            step=item.name,
            step_en=step.names.get(item.element, ("", ""))[1] or item.name,
            questions=asked,
            foreseen=DEEDS[act].foresee(before),
            body=before.looked_at,
            bodies=_bodies(before) if any(each.has_more for each in asked) else (),
        )


@again
def act(  # who does what to what with what, and the request's key
    tools: Tools,
    actor: Actor,
    item_id: ItemId,
    chosen: Act,
    given: Given,
    request_key: str | None = None,
) -> CaseId:
    """Carries an act out, all or nothing; gives the matter that it belongs to."""
    with tools.unit() as unit:
        what = (chosen, item_id, *(getattr(given, asks) for asks in Asks))
        request = once(unit, actor, request_key, what)
        if request.answer is not None:
            return CaseId(request.id_in("case"))
        item, held = unit.work.hold(item_id)
        before = scene(tools, actor, unit, item)
        _check(chosen, before, held.standstill)
        check_foreseen(DEEDS[chosen], chosen, before, given)
        before.run.record.of_case(held, *acted_upon(item, actor))
        DEEDS[chosen].do(before, held, checked(given, questions(before, chosen)))
        before.run.record.write()
        request.keep({"case": item.root.hex})
        unit.commit()
        return item.root


def _check(act: Act, scene: Scene, standstill: Standstill | None) -> None:
    """Refuses what the table doesn't allow; while the case stands still whom it concerns is told why.

    What the table allows on paused work moves nothing.
    """
    if scene.standings and Stage.PAUSED not in RIGHTS[act].when:
        check_moves(standstill)
    check(act, scene.standings, stage_of(scene.item))


def check_foreseen(deed: Deed[AnyScene], act: Act, scene: AnyScene, given: Given) -> None:
    """Refuses an act that waited for the network when it would do something else than was foretold."""
    if given.foreseen and given.foreseen != mark_of(deed.foresee(scene)):
        raise NotAsForeseen(act=RIGHTS[act].name)


def scene(tools: Tools, actor: Actor, unit: Unit, item: WorkItem) -> Scene:
    """The work as the actor stands before it."""
    county = tools.shelf.county(unit)
    standings = standings_of(
        item,
        actor,
        is_party=unit.views.has_part(actor, item.root),
        is_stuck=may(actor, "administer") and waits_for_menders(unit, item.root),
    )
    return Scene(
        run=Run(Record(tools, unit, actor), county), actor=actor, item=item, standings=standings
    )


def _bodies(scene: Scene) -> tuple[ActOption, ...]:
    return tuple(
        ActOption(value=body.id, name=body.name, name_en=body.name_en or body.name)
        for body in scene.county.bodies_on(scene.today)
    )


def offer_of(act: Act) -> ActOffer:
    """An act in the words in which it is offered."""
    right = RIGHTS[act]
    return ActOffer(
        act=act,
        name=right.name[0],
        name_en=right.name[1],
        does=right.does[0],
        does_en=right.does[1],
    )


def questions(scene: Scene, act: Act) -> tuple[Question, ...]:
    """What the act on a piece of work asks for."""
    return questions_of(DEEDS[act], act, scene)


def questions_of(deed: Deed[AnyScene], act: Act, scene: AnyScene) -> tuple[Question, ...]:
    """What the act asks for, and for a reason where it is not done without one."""
    reason = (_REASON,) if RIGHTS[act].wants_reason else ()
    return deed.ask(scene) + reason


_REASON = Question(asks=Asks.REASON, name="理由", name_en="Reason")


def checked(given: Given, questions: tuple[Question, ...]) -> Given:
    """What was given, if it answers what was asked and nothing else; refused with ``AnswerWrong``."""
    tidy = replace(given, text=given.text.strip(), reason=given.reason.strip())
    by_asks = {each.asks: each for each in questions}
    faults = [fault for asks in Asks for fault in _faults(by_asks.get(asks), asks, tidy)]
    if faults:
        raise AnswerWrong(faults)
    return tidy


def _faults(question: Question | None, asks: Asks, given: Given) -> Iterator[Fault]:
    said = getattr(given, asks)
    values = said if isinstance(said, tuple) else (said,) if said else ()
    if question is None:
        if values:
            yield Fault(
                field=asks,
                zh="此项操作不需要填写这一栏，请去掉。",
                en="This act doesn't ask for it: leave it out.",
            )
    elif not values:
        if question.is_required:
            yield Fault(field=asks, zh="请填写或选择。", en="Fill this in, or choose one.")
    else:
        yield from _misfits(question, values)


def _misfits(question: Question, values: tuple[object, ...]) -> Iterator[Fault]:
    offered = {option.value for option in question.options}
    if len(values) > 1 and not question.is_many:
        yield Fault(field=question.asks, zh="只能选择一个。", en="Choose only one.")
    elif (
        question.asks in OFFERED
        and not question.has_more
        and not offered.issuperset(str(value) for value in values)
    ):
        yield Fault(
            field=question.asks,
            zh="请从列出的选项中选择；名单可能刚有变化。",
            en="Choose among those listed; the list may just have changed.",
        )
    elif any(len(str(value)) > REASON_LETTERS for value in values):
        yield Fault(
            field=question.asks,
            zh=f"请写在 {REASON_LETTERS} 字以内。",
            en=f"Keep to {REASON_LETTERS} characters.",
        )
