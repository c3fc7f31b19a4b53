"""Say who stands in for the holder of a post (职务代理), end it early, and list it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.domain import substitution
from server.domain.access import may, person_in, require
from server.domain.county_time import day_of
from server.domain.errors import (
    AnswerWrong,
    Fault,
    NoSuchPerson,
    NoSuchPost,
    NoSuchSubstitution,
    NotAllowed,
)
from server.domain.ids import SubjectId, SubstitutionId
from server.domain.substitution import Substitution
from server.services.correcting import a_reason
from server.services.recording import Record
from server.services.repeating import again, once

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from server.domain.ids import PersonId, PostId, ProcessKey
    from server.domain.people import Actor, Person, Post
    from server.domain.ports import Unit
    from server.domain.reading import StandIn, SubstitutionPage
    from server.services.county import County
    from server.services.tools import Tools


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Who is to stand in for whom, when, for what and why."""

    post: PostId
    substitute: str
    """Login."""
    valid_from: date
    valid_to: date
    reason: str
    absent: str | None = None
    """Login of the holder; None: whoever asks."""
    processes: frozenset[ProcessKey] = frozenset()
    """Empty: for all of them."""


@again
def make(
    tools: Tools, actor: Actor, wanted: Wanted, request_key: str | None = None
) -> SubstitutionId:
    """Lets somebody stand in for the holder of a post; both are told."""
    with tools.unit() as unit:
        request = once(unit, actor, request_key, ("substitute", *_said(wanted)))
        if request.answer is not None:
            return SubstitutionId(request.id_in("substitution"))
        county = tools.shelf.county(unit)
        record = Record(tools, unit, actor)
        absent = _absent(unit, actor, wanted)
        post = _post(unit, wanted.post)
        _check_maker(actor, absent, post, county)
        _check_processes(unit, wanted)
        unit.substitutions.lock(absent)
        today = record.today
        made = substitution.make(
            Substitution(
                id=SubstitutionId(tools.ids.new()),
                absent=absent,
                post=wanted.post,
                substitute=_person(unit, wanted.substitute).id,
                valid_from=wanted.valid_from,
                valid_to=wanted.valid_to,
                processes=wanted.processes,
            ),
            today=today,
            held=unit.people.holdings_of(absent),
            others=unit.substitutions.of_absent(absent, today),
            reason=record.content(absent, {"reason": a_reason(wanted.reason)}),
        )
        record.of_subject(SubjectId(absent), made)
        record.write()
        request.keep({"substitution": made.substitution.hex})
        unit.commit()
        return SubstitutionId(made.substitution)


@again
def end(
    tools: Tools, actor: Actor, substitution_id: SubstitutionId, request_key: str | None = None
) -> None:
    """Ends a substitution before its last day; both are told."""
    with tools.unit() as unit:
        request = once(unit, actor, request_key, ("end-substitution", substitution_id))
        if request.answer is not None:
            return
        county = tools.shelf.county(unit)
        record = Record(tools, unit, actor)
        day = record.today
        held = _held(unit, substitution_id, day)
        unit.substitutions.lock(held.absent)
        held = _held(unit, substitution_id, day)  # another may have ended it while this one waited
        try:
            _check_maker(actor, held.absent, _post(unit, held.post), county)
        except NotAllowed as cause:
            raise NoSuchSubstitution from cause
        record.of_subject(SubjectId(held.absent), substitution.end(held))
        record.write()
        request.keep({})
        unit.commit()


def of_mine(tools: Tools, actor: Actor) -> SubstitutionPage:
    """Who stands in for the actor, and for whom the actor stands in, now or later."""
    with tools.unit() as unit:
        return unit.substitutions.listed(actor.person, day_of(tools.clock.now()))


def every(tools: Tools, actor: Actor, after: SubstitutionId | None = None) -> SubstitutionPage:
    """All substitutions of the county that are in force or to come, for administrators."""
    require(actor, "administer")
    with tools.unit() as unit:
        return unit.substitutions.listed(None, day_of(tools.clock.now()), after)


def colleagues(tools: Tools, actor: Actor) -> tuple[StandIn, ...]:
    """Who holds a post today where the actor's own posts are, and in the bodies next to them."""
    with tools.unit() as unit:
        county = tools.shelf.county(unit)
        own = {seat.body for seat in (*actor.seats, *actor.aside) if seat.behalf_of is None}
        near = {
            body.id
            for body in county.bodies
            if {body.id, body.parent, body.located_in} & own
            or any(each.id in own and each.parent == body.id for each in county.bodies)
        }
        found = unit.people.colleagues(near, day_of(tools.clock.now()))
    return tuple(each for each in found if each.login != actor.login)


def _said(wanted: Wanted) -> Iterable[object]:
    return (
        wanted.absent,
        wanted.post,
        wanted.substitute,
        wanted.valid_from,
        wanted.valid_to,
        sorted(wanted.processes),
        wanted.reason,
    )


def _absent(unit: Unit, actor: Actor, wanted: Wanted) -> PersonId:
    if wanted.absent is not None:
        return _person(unit, wanted.absent).id
    return person_in(actor)


def _person(unit: Unit, login: str) -> Person:
    found = unit.people.person_named(login)
    if found is None:
        raise NoSuchPerson(login=login)
    return found


def _post(unit: Unit, wanted: PostId) -> Post:
    found = next((post for post in unit.people.posts() if post.id == wanted), None)
    if found is None:
        raise NoSuchPost(post=wanted)
    return found


def _held(unit: Unit, wanted: SubstitutionId, day: date) -> Substitution:
    found = unit.substitutions.find(wanted, day)
    if found is None:
        raise NoSuchSubstitution
    return found


def _check_maker(actor: Actor, absent: PersonId, post: Post, county: County) -> None:
    head = county.head_role(post.body)
    is_admin = may(actor, "administer")
    substitution.check_maker(actor, absent, post.body, head, is_admin=is_admin)


def _check_processes(unit: Unit, wanted: Wanted) -> None:
    known = {version.key for version in unit.processes.all_newest()}
    strange = sorted(wanted.processes - known)
    if strange:
        listed = "、".join(strange)
        fault = Fault(
            field="processes",
            zh=f"没有流程：{listed}。请从列表中选择。",
            en=f"There is no process {listed}. Choose from the list.",
        )
        raise AnswerWrong([fault])
