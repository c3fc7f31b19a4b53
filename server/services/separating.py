"""Who may not do a step because of what they, or their body, did in the same matter (decision 0052).

It is asked wherever somebody gets work or does it: given, handed on, signed for, confirmed, completed;
and told on the page before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.errors import NotCertified, SameBodyTwice, SamePersonTwice
from server.domain.separation import apart_from, clash
from server.domain.work import answerable
from server.services.certifying import person_of, uncertified

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from server.domain.ids import PersonId
    from server.domain.people import Actor
    from server.domain.ports import HeldCase, Unit
    from server.domain.process import Model, Step
    from server.domain.separation import Clash
    from server.domain.values import Words
    from server.domain.work import WorkItem
    from server.services.running import Run

Apart = SamePersonTwice | SameBodyTwice
Barred = NotCertified | Apart
YOU = ("您", "You")
_ABSENT = ("您所代理的人", "Whom you stand in for")
STARTED = ("发起", "starting the case")


def in_person(item: WorkItem, actor: Actor) -> Mapping[PersonId, Words]:
    """Who would have done the work if the actor did it, as the actor is told of them."""
    return {each: YOU if each == actor.person else _ABSENT for each in answerable(item, actor)}


def kept_apart(  # what is asked, of what work, in which diagram, about whom
    unit: Unit, model: Model, step: Step, item: WorkItem, persons: Mapping[PersonId, Words]
) -> Mapping[PersonId, Apart]:
    """Who of these may not do a piece of work, and why; no statement where its step is kept apart from nothing."""
    duties = apart_from(step.duty)
    if not duties and not step.distinct_from:
        return {}
    done = unit.work.done(item.root, step.distinct_from, duties)
    found = {person: clash(step, item.body, person, done) for person in persons}
    return {
        person: _refusal(model, step, one, persons[person])
        for person, one in found.items()
        if one is not None
    }


def _refusal(model: Model, step: Step, found: Clash, name: Words) -> Apart:
    done, names = found.done, (step.name, step.name_en)
    former = model.names.get(done.element, (done.name, done.name)) if done.element else STARTED
    if found.separation is None:
        return SamePersonTwice(step=names, former=former, name=name)
    source = found.separation.source
    if found.separation.of_bodies:
        return SameBodyTwice(step=names, former=former, source=source)
    return SamePersonTwice(step=names, former=former, name=name, source=source)


def check_separation(
    run: Run, held: HeldCase, step: Step, item: WorkItem, persons: Mapping[PersonId, Words]
) -> None:
    """Refuses the first of these who may not do the work for what was done in its matter."""
    model = run.tools.engine.model(held.version)
    for refusal in kept_apart(run.unit, model, step, item, persons).values():
        raise refusal


def barred(  # as before, on which day
    unit: Unit,
    model: Model,
    step: Step,
    item: WorkItem,
    persons: Mapping[PersonId, Words],
    day: date,
) -> Mapping[PersonId, Barred]:
    """Who of these may not do a piece of work, for want of a certificate or for what they did before."""
    return {
        **kept_apart(unit, model, step, item, persons),
        **uncertified(unit, step, persons, day),
    }


def against(
    unit: Unit, model: Model, step: Step, item: WorkItem, actor: Actor, day: date
) -> Barred | None:
    """Why the actor may not do a piece of work, as they would be refused; None when they may."""
    found = (
        *uncertified(unit, step, person_of(actor), day).values(),
        *kept_apart(unit, model, step, item, in_person(item, actor)).values(),
    )
    return next(iter(found), None)
