"""Only certified officers do what the law leaves to them, and never one alone (行政处罚法 42).

A step says how many officers it wants. Who does it, and who confirms it with them, must have a
certificate that counts on that day; it is looked at when work is given, signed for and completed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.asides import AsideKind, Verdict
from server.domain.certificates import why_not
from server.domain.county_time import day_of
from server.domain.errors import ChoiceWanted, ConfirmedOtherwise, NotCertified, OfficersWanted
from server.domain.ids import subject_named
from server.domain.people import SYSTEM
from server.domain.values import Words, plain
from server.services.recording import Record
from server.services.repeating import again

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from server.domain.asides import Aside
    from server.domain.ids import CaseId, PersonId
    from server.domain.people import Actor
    from server.domain.ports import Unit
    from server.domain.process import Step
    from server.domain.values import Values
    from server.services.running import Run
    from server.services.tools import Tools


def person_of(actor: Actor) -> Mapping[PersonId, Words]:
    """The person who acts, by name; nobody for the system."""
    return {actor.person: (actor.name, actor.name_en)} if actor.person else {}


def uncertified(
    unit: Unit, step: Step, persons: Mapping[PersonId, Words], day: date
) -> Mapping[PersonId, NotCertified]:
    """Who of these may not do the step for want of a certificate; no statement where it wants none."""
    if not step.officers:
        return {}
    held = unit.certificates.of(persons)
    reasons = {person: why_not(held.get(person, ()), day, step.officer_field) for person in persons}
    return {
        person: NotCertified(step=(step.name, step.name_en), name=persons[person], why=why)
        for person, why in reasons.items()
        if why is not None
    }


def check_certified(run: Run, step: Step, persons: Mapping[PersonId, Words]) -> None:
    """Refuses with ``NotCertified`` the first of these who may not do the step."""
    day = day_of(run.record.moment)
    for refusal in uncertified(run.unit, step, persons, day).values():
        raise refusal


def to_confirm(values: Values, choice: str | None) -> Values:
    """What a second officer confirms: the answer, and the way that was chosen with it."""
    return {"values": plain(values), "choice": choice or ""}


def check_confirmed(
    run: Run,
    step: Step,
    doers: frozenset[PersonId],
    asides: tuple[Aside, ...],
    answer: tuple[CaseId, Values],
) -> None:
    """Refuses to complete what not enough other officers have confirmed as it is handed in.

    A confirmation counts while its officer's certificate does; it is of what they saw, word for word.
    """
    if not step.is_joint:
        return
    root, said = answer
    if step.choices and not said["choice"]:
        raise ChoiceWanted(choices="、".join(one.name for one in step.choices))
    asked = (one for one in asides if one.kind is AsideKind.OFFICER)
    agreed = [one for one in asked if one.verdict is Verdict.AGREE and one.over_by not in doers]
    same = [one for one in agreed if _seen(run.unit, root, one) == said]
    officers = {one.over_by: (one.by, one.by_en) for one in same if one.over_by}
    check_certified(run, step, officers)
    if len(officers) + 1 >= step.officers:
        return
    names = (step.name, step.name_en)
    changed = {one.over_by: one for one in agreed if one not in same}
    if changed:
        zh, en = zip(*((one.by, one.by_en) for one in changed.values()), strict=True)
        raise ConfirmedOtherwise(step=names, names=("、".join(zh), ", ".join(en)))
    raise OfficersWanted(step=names, count=step.officers, confirmed=len(officers))


def _seen(unit: Unit, root: CaseId, aside: Aside) -> Values:
    content = unit.journal.content(root, aside.digest)
    return {name: content.get(name) for name in ("values", "choice")}


@again
def remind(tools: Tools) -> int:
    """Tells officers and administrators of certificates that end soon, once each; gives how many.

    One statement where there is none.
    """
    with tools.unit() as unit:
        ending = unit.certificates.ending(day_of(tools.clock.now()))
        if ending:
            record = Record(tools, unit, SYSTEM)
            for person, one in ending:
                fact = f.CertificateEnding(
                    certificate=one.number, person=person, valid_to=one.last_day
                )
                record.of_subject(subject_named("certificate", one.number), fact)
            record.write()
            unit.commit()
    return len(ending)
