"""Somebody leaves office: posts end in one act, and what they hold goes to successors.

The posts end, and successors' begin, at once in the registers; the work is handed on when the last
day is over, by a job in small transactions, so that nobody waits for it and it goes on after a
crash. Giving the post again undoes it, but for the work that others have done meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.access import require
from server.domain.amending import step_of
from server.domain.county_time import day_of
from server.domain.errors import NoSuchEntry, NothingToLeave
from server.domain.ids import LeavingId, SubjectId
from server.domain.people import SYSTEM, Holding
from server.domain.reading.registers import LeavingPage, LeftPost
from server.domain.registers import SENSITIVE_ROLES, Register, is_over, needs_two
from server.services.certifying import person_of
from server.services.recording import Record
from server.services.registers.checking import lost_desks
from server.services.registers.entering import propose
from server.services.registers.entries import Line, cells_of
from server.services.registers.weighing import chart_of, weigh
from server.services.registers.writing import write_changes
from server.services.repeating import again, once
from server.services.separating import barred

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from server.domain.ids import PersonId
    from server.domain.people import Actor, Person
    from server.domain.ports import HeldCase, Unit
    from server.domain.reading.registers import HeldWork, LeavingRow
    from server.domain.registers import Chart
    from server.domain.work import WorkItem
    from server.services.tools import Tools

AT_ONCE = 20
"""Pieces of work handed on in one transaction: their cases are locked until it is over."""
SHOWN = 100
"""Pieces of work named on the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """How somebody leaves."""

    last_day: date
    successors: Mapping[str, str] = field(default_factory=dict)
    """Login by post; a post without one falls vacant, and its work goes back to its desk."""
    reason: str = ""


@again
def leave(
    tools: Tools, actor: Actor, login: str, leaving: Leaving, request_key: str | None = None
) -> LeavingId:
    """Ends all posts of a person with their last day and gives them to successors from the next.

    Posts with sensitive functions are proposed to a second administrator. Refused with
    ``AnswerWrong`` when a successor can't hold the post then.
    """
    require(actor, "administer")
    with tools.unit() as unit:
        asked = ("leave", login, leaving.last_day, leaving.successors, leaving.reason)
        request = once(unit, actor, request_key, asked)
        if request.answer is not None:
            return LeavingId(request.id_in("leaving"))
        unit.registers.hold()
        day, chart = day_of(tools.clock.now()), chart_of(unit)
        person = _person(chart, login)
        lines = _lines(chart, login, leaving)
        if not lines and not unit.leavings.count_held(person.id):
            raise NothingToLeave
        weighed = weigh(tools, unit, lines, chart, day)
        weighed.check()
        record = Record(tools, unit, actor)
        proposer = actor.person
        two = [one for one in weighed.changes if proposer and needs_two(one, weighed.chart)]
        write_changes(
            record, [one for one in weighed.changes if one not in two], weighed.chart, day
        )
        if proposer and two:
            propose(record, proposer, two, leaving.reason)
        number = _arrange(record, person, leaving)
        record.write()
        if leaving.last_day < day:
            unit.defer("hand_on", {"leaving": number.hex}, key=f"hand_on/{number.hex}")
        request.keep({"leaving": number.hex})
        unit.commit()
    tools.shelf.forget()
    return number


def _person(chart: Chart, login: str) -> Person:
    person = chart.persons.get(login)
    if person is None:
        raise NoSuchEntry(key=login)
    return person


def _arrange(record: Record, person: Person, leaving: Leaving) -> LeavingId:
    number = LeavingId(record.tools.ids.new())
    subject = SubjectId(person.id)
    content = {"successors": dict(leaving.successors), "reason": leaving.reason}
    arranged = f.LeavingArranged(
        leaving=number,
        person=person.id,
        last_day=leaving.last_day,
        digest=record.content(subject, content),
    )
    record.of_subject(subject, arranged)
    return number


def _lines(chart: Chart, login: str, leaving: Leaving) -> list[Line]:
    """The ends of what is held beyond the last day, and the beginnings of the successors."""
    lines: list[Line] = []
    after = leaving.last_day + timedelta(days=1)
    for held in _held_beyond(chart, login, leaving.last_day):
        ended = replace(held, valid_to=max(leaving.last_day, held.valid_from))
        lines.append(_line(ended, len(lines) + 1))
        successor = leaving.successors.get(held.post)
        if successor:
            begun = Holding(login=successor, post=held.post, valid_from=after)
            lines.append(_line(begun, len(lines) + 1))
    return lines


def _line(holding: Holding, number: int) -> Line:
    return Line(register=Register.HOLDINGS, cells=cells_of(holding), number=number)


def _held_beyond(chart: Chart, login: str, day: date) -> list[Holding]:
    return [
        one
        for one in chart.holdings.values()
        if one.login == login and (one.valid_to is None or one.valid_to > day)
    ]


def leaving_page(tools: Tools, actor: Actor, login: str) -> LeavingPage:
    """All that is open with a person: posts, work, drafts, sessions, and earlier leavings."""
    require(actor, "administer")
    with tools.unit() as unit:
        chart, day = chart_of(unit), day_of(tools.clock.now())
        person = _person(chart, login)
        held = [one for one in chart.holdings.values() if one.login == login]
        posts = [chart.posts[one.post] for one in held if not is_over(one, day)]
        others = {key: post for key, post in chart.posts.items() if post not in posts}
        lost = lost_desks(chart, replace(chart, posts=others), day)
        left = unit.registers.open_work(sorted(lost))
        return LeavingPage(
            login=login,
            name=person.name,
            name_en=person.name_en,
            posts=tuple(
                LeftPost(
                    post=post.id,
                    title=post.title,
                    title_en=post.title_en,
                    body=chart.bodies[post.body].name,
                    body_en=chart.bodies[post.body].name_en,
                    open=sum(
                        left[post.body, role].count
                        for role in post.roles
                        if (post.body, role) in left
                    ),
                    is_sensitive=bool(post.roles & SENSITIVE_ROLES),
                )
                for post in posts
            ),
            held=unit.leavings.held(person.id, SHOWN),
            count=unit.leavings.count_held(person.id),
            loose=unit.leavings.loose_ends(person.id),
            leavings=unit.leavings.of_person(person.id),
        )


# --- carried out by a job -----------------------------------------------------------------------


def hand_on_due(tools: Tools) -> None:
    """Defers a job for everybody whose last day is over; those under way are left alone."""
    with tools.unit() as unit:
        due = unit.leavings.due(day_of(tools.clock.now()))
        for leaving in due:
            unit.defer("hand_on", {"leaving": leaving.hex}, key=f"hand_on/{leaving.hex}")
        unit.commit()


def hand_on(tools: Tools, leaving: LeavingId) -> None:
    """Hands on all that a person holds who left, some at a time; done again it finds nothing."""
    while _hand_some_on(tools, leaving):
        pass


@again
def _hand_some_on(tools: Tools, leaving: LeavingId) -> bool:
    """Hands on the next few; False when nothing is left, and the leaving is over."""
    with tools.unit() as unit:
        row = unit.leavings.find(leaving)
        if row is None or row.done_at is not None:
            return False
        record = Record(tools, unit, SYSTEM)
        held = unit.leavings.held(row.person, AT_ONCE)
        if held:
            heirs = _heirs(tools, unit, row)
            handed = sum(_hand_on(record, row.person, one, heirs) for one in held)
        else:
            _finish(record, row)
        record.write()
        if held:
            unit.leavings.count_handed(leaving, handed=handed, returned=len(held) - handed)
        unit.commit()
    return bool(held)


def _finish(record: Record, row: LeavingRow) -> None:
    done = f.LeavingCarriedOut(
        leaving=row.id, person=row.person, handed=row.handed, returned=row.returned
    )
    record.of_subject(SubjectId(row.person), done)
    gone = record.unit.people.actor_of(row.person, day_of(record.moment))
    if not (gone and gone.seats):
        record.unit.leavings.sign_out_everywhere(row.person)


def _heirs(tools: Tools, unit: Unit, row: LeavingRow) -> Mapping[tuple[str, str], Actor]:
    """Who takes the work of a desk: the successor, once the post is theirs."""
    day = day_of(tools.clock.now())
    chosen = unit.journal.content(row.person, row.digest).get("successors", {})
    actors = [unit.people.actor(login, day) for login in sorted({*filter(None, chosen.values())})]
    return {
        desk: actor
        for actor in actors
        for seat in actor.seats
        if chosen.get(seat.post) == actor.login
        for desk in ((seat.body, role) for role in seat.roles)
    }


def _hand_on(
    record: Record, leaver: PersonId, one: HeldWork, heirs: Mapping[tuple[str, str], Actor]
) -> bool:
    """Hands one piece of work on; whether a successor has it now and it isn't back on its desk."""
    item, held = record.unit.work.hold(one.item)
    heir = heirs.get((one.body, one.role))
    if heir is not None and not _may_do(record, heir, item, held):
        heir = None
    successor = heir.person if heir else None
    handed = f.WorkHandedOn(item=item.id, person=leaver, to=successor, name=item.name)
    record.of_case(held, handed)
    draft = record.unit.work.draft(item.id, leaver)
    if draft and successor and record.unit.work.draft(item.id, successor) is None:
        record.unit.work.save_draft(item.id, successor, *draft)
    return successor is not None


def _may_do(record: Record, heir: Actor, item: WorkItem, held: HeldCase) -> bool:
    """Whether no want of a certificate and nothing that the successor did forbids them this step."""
    sources = record.tools.shelf.sources(record.unit, held.version)
    model = record.tools.engine.learn(held.version, sources)
    step, day = step_of(model, item), day_of(record.moment)
    return not barred(record.unit, model, step, item, person_of(heir), day)
