"""Read registers for pages: lists, one entry with all that belongs to it, and how it came about."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from server.domain.access import require
from server.domain.county_time import day_of
from server.domain.errors import NoSuchEntry
from server.domain.facts import (
    BodyRegistered,
    CertificateRegistered,
    CountyPaperLoaded,
    HookRegistered,
    PersonRegistered,
    PostRegistered,
)
from server.domain.ids import ProposalId
from server.domain.people import Holding, Post
from server.domain.reading.registers import Choices, EntryPage, HoldingLine, Recorded, RegisterQuery
from server.domain.registers import SENSITIVE_ROLES, Register, is_over, key_of
from server.domain.telling.registers import say_of_register
from server.services.registers.ahead import planned
from server.services.registers.checking import known_roles
from server.services.registers.entries import cells_of
from server.services.registers.weighing import asked_roles, chart_of, differing
from server.services.registers.writing import subject_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from server.domain.ids import SubjectId
    from server.domain.people import Actor
    from server.domain.ports import Unit
    from server.domain.reading.registers import RegisterPage
    from server.domain.registers import Chart, Entry
    from server.services.tools import Tools

WRITTEN = (
    BodyRegistered,
    PostRegistered,
    PersonRegistered,
    CertificateRegistered,
    HookRegistered,
    CountyPaperLoaded,
)
"""What writes an entry anew; the content of other facts is no entry, a reason for example."""
LATEST = 30
"""How many happenings of an entry a page shows."""


def register_page(tools: Tools, actor: Actor, query: RegisterQuery) -> RegisterPage:
    """A page of a register."""
    require(actor, "administer")
    with tools.unit() as unit:
        return unit.registers.page(query, day_of(tools.clock.now()))


def whole_register(tools: Tools, actor: Actor, register: Register) -> tuple[Entry, ...]:
    """Every entry of a register, by key: for taking it out as a file."""
    require(actor, "administer")
    with tools.unit() as unit:
        entries: dict[str, Entry] = getattr(chart_of(unit), register.value)
    return tuple(entries[key] for key in sorted(entries))


def choices(tools: Tools, actor: Actor) -> Choices:
    """What a form of an entry offers: bodies that are not over, roles that mean something."""
    require(actor, "administer")
    with tools.unit() as unit:
        chart, day = chart_of(unit), day_of(tools.clock.now())
        roles = known_roles(chart, asked_roles(tools, unit))
        newest = unit.processes.all_newest()
    bodies = (body for body in chart.bodies.values() if not is_over(body, day))
    return Choices(
        bodies=tuple((body.id, body.name, body.name_en) for body in bodies),
        roles=tuple(sorted(roles)),
        processes=tuple((one.key, one.title, one.title_en) for one in newest),
    )


def papers(tools: Tools, actor: Actor) -> tuple[tuple[str, str, str], ...]:
    """The papers in force: key, kind and name."""
    require(actor, "administer")
    with tools.unit() as unit:
        kept = chart_of(unit).papers
    return tuple((key, kept[key].kind, kept[key].name) for key in sorted(kept))


def entry_page(tools: Tools, actor: Actor, register: Register, key: str) -> EntryPage:
    """One entry with what belongs to it; refused with ``NoSuchEntry``."""
    require(actor, "administer")
    with tools.unit() as unit:
        chart, day = chart_of(unit), day_of(tools.clock.now())
        entry = chart.entry(register, key)
        if entry is None:
            raise NoSuchEntry(key=key)
        posts = RegisterQuery(register=Register.POSTS, within=key, ended=True, limit=200)
        return EntryPage(
            register=register,
            key=key,
            cells=cells_of(entry),
            holdings=tuple(_holdings(chart, register, key, day)),
            posts=unit.registers.page(posts, day).rows if register is Register.BODIES else (),
            certificates=(
                unit.registers.page(replace(posts, register=Register.CERTIFICATES), day).rows
                if register is Register.PERSONS
                else ()
            ),
            history=history(unit, subject_of(register, key)),
            is_sensitive=_is_sensitive(chart, entry),
            planned=planned(unit, register, key, day),
        )


def _is_sensitive(chart: Chart, entry: Entry) -> bool:
    match entry:
        case Post():
            return bool(entry.roles & SENSITIVE_ROLES)
        case Holding():
            return bool(chart.posts[entry.post].roles & SENSITIVE_ROLES)
        case _:
            return False


def _holdings(chart: Chart, register: Register, key: str, day: date) -> Iterator[HoldingLine]:
    """The latest first."""
    for holding in sorted(chart.holdings.values(), key=lambda one: one.valid_from, reverse=True):
        of = {Register.POSTS: holding.post, Register.PERSONS: holding.login}.get(register)
        if of != key:
            continue
        post, person = chart.posts[holding.post], chart.persons[holding.login]
        body = chart.bodies[post.body]
        lender = chart.bodies[holding.seconded_from] if holding.seconded_from else None
        yield HoldingLine(
            key=key_of(holding),
            login=holding.login,
            person=person.name,
            person_en=person.name_en,
            post=post.id,
            title=post.title,
            title_en=post.title_en,
            body=body.name,
            body_en=body.name_en,
            valid_from=holding.valid_from,
            valid_to=holding.valid_to,
            is_over=is_over(holding, day),
            lender=lender.name if lender else "",
            lender_en=lender.name_en if lender else "",
        )


def history(unit: Unit, subject: SubjectId) -> tuple[Recorded, ...]:
    """What happened to an entry, the latest first, each change with the cells before and after."""
    told: list[Recorded] = []
    before: dict[str, str] = {}
    entries = unit.journal.entries(subject)[-LATEST:]
    names = unit.views.names_of({entry.person for entry in entries if entry.person})
    for entry in entries:
        for fact in entry.facts:
            said = say_of_register(fact)
            if said is None:
                continue
            after = _cells(unit, subject, fact)
            who, who_en = names.get(entry.person, ("", "")) if entry.person else ("", "")
            proposal = getattr(fact, "proposal", None)
            told.append(
                Recorded(
                    at=entry.at,
                    who=who,
                    who_en=who_en,
                    zh=said[0],
                    en=said[1],
                    cells=differing(before, after) if before and after else (),
                    proposal=ProposalId(proposal) if proposal else None,
                )
            )
            before = after or before
    return tuple(reversed(told))


def _cells(unit: Unit, subject: SubjectId, fact: Any) -> dict[str, str]:
    """How the entry was written; nothing where a fact says it all, or it was emptied."""
    if not isinstance(fact, WRITTEN):
        return {}
    return dict(unit.journal.content(subject, fact.digest))
