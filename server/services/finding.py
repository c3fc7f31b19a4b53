"""Read for pages: the inbox, lists of cases, the organisation, what may be started."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from server.domain.access import audited_role, may_start, parts_of, require, starting_seat
from server.domain.county_time import day_of
from server.domain.ids import NoticeId
from server.domain.reading import CasePage, StartCard, StartPage
from server.domain.searching import terms_of
from server.services.columns import columns_of, kept, of_newest, offered, offered_paths
from server.services.opening import newest
from server.services.starting import lists_of
from server.services.translating import spoken_form

if TYPE_CHECKING:
    from datetime import date, datetime

    from server.domain.ids import ProcessKey
    from server.domain.people import Actor
    from server.domain.ports import Unit
    from server.domain.process import Sources, Version
    from server.domain.reading import (
        Badge,
        BodyNode,
        Column,
        InboxChoices,
        InboxCounts,
        InboxPage,
        InboxQuery,
        NoticePage,
    )
    from server.services.tools import Tools

Page = TypeVar("Page", "CasePage", "InboxPage")


def inbox(tools: Tools, actor: Actor, query: InboxQuery) -> InboxPage:
    """The actor's open work."""
    with tools.unit() as unit:
        tools.shelf.county(unit)
        found = unit.views.inbox(actor, query, tools.clock.now())
        return _narrowed(tools, actor, unit, found)


def inbox_counts(tools: Tools, actor: Actor) -> InboxCounts:
    """The figures over the actor's inbox."""
    with tools.unit() as unit:
        return unit.views.inbox_counts(actor, tools.clock.now())


def inbox_choices(tools: Tools, actor: Actor, process: ProcessKey | None = None) -> InboxChoices:
    """What an inbox can be narrowed by, and what columns it can show; by steps only within one process."""
    with tools.unit() as unit:
        choices = unit.views.inbox_choices(actor)
        version = unit.processes.newest(process) if process else None
        if version is None:
            return replace(choices, columns=of_newest(tools, unit, choices))
        sources = tools.shelf.sources(unit, version.id)
        model = tools.engine.learn(version.id, sources)
    steps = ((step.element, step.name, step.name_en) for step in model.steps.values())
    return replace(choices, steps=tuple(steps), columns=columns_of(sources))


def columns(tools: Tools, actor: Actor) -> tuple[Column, ...]:
    """The columns from the business data that lists of matters can show."""
    with tools.unit() as unit:
        return offered(tools, actor, unit)


def search(
    tools: Tools, actor: Actor, words: str, cursor: str | None = None, limit: int = 20
) -> CasePage:
    """Matters with these words in title, number or what their process lets find, newest first.

    Only those that the actor has a part in; of those who oversee the county, all. No words find nothing.
    """
    if not terms_of(words):
        return CasePage(rows=(), next=None)
    with tools.unit() as unit:
        tools.shelf.county(unit)
        who = None if audited_role(actor) else parts_of(actor)
        found = unit.views.search(who, words, cursor, tools.clock.now(), limit)
        return _narrowed(tools, actor, unit, found)


def badge(tools: Tools, actor: Actor) -> Badge:
    """The figures in the frame of every page."""
    with tools.unit() as unit:
        return unit.views.badge(actor, tools.clock.now())


def started(tools: Tools, actor: Actor, cursor: str | None = None, search: str = "") -> CasePage:
    """Cases that the actor started (我发起的)."""
    with tools.unit() as unit:
        tools.shelf.county(unit)
        found = unit.views.started_by(actor, cursor, tools.clock.now(), search)
        return _narrowed(tools, actor, unit, found)


def done(tools: Tools, actor: Actor, cursor: str | None = None, search: str = "") -> CasePage:
    """Cases in which the actor completed something (已办)."""
    with tools.unit() as unit:
        tools.shelf.county(unit)
        found = unit.views.done_by(actor, cursor, tools.clock.now(), search)
        return _narrowed(tools, actor, unit, found)


def organisation(tools: Tools, day: date | None = None) -> tuple[BodyNode, ...]:
    """The tree of bodies with posts and holders, as it was called that day; today's without one."""
    with tools.unit() as unit:
        return unit.views.organisation(day or day_of(tools.clock.now()))


def notices(tools: Tools, actor: Actor, cursor: str | None = None) -> NoticePage:
    """What was told to the actor."""
    with tools.unit() as unit:
        return unit.views.notices(actor, cursor, tools.clock.now())


def saw_notices(tools: Tools, actor: Actor, upto: NoticeId) -> None:
    """The actor has seen what was told up to this notice; what came since stays unread."""
    with tools.unit() as unit:
        told = unit.views.notices(actor, None, tools.clock.now()).rows
        if told:
            newest = NoticeId(UUID(told[0].id))
            unit.views.saw_notices(actor, min(upto, newest))
            unit.commit()


def startable(tools: Tools, actor: Actor) -> tuple[StartCard, ...]:
    """The processes that the actor may start."""
    with tools.unit() as unit:
        pairs = [(each, tools.shelf.sources(unit, each.id)) for each in unit.processes.all_newest()]
        return tuple(
            _card(tools, unit, version, sources)
            for version, sources in pairs
            if may_start(actor, sources)
        )


def processes(tools: Tools) -> tuple[StartCard, ...]:
    """Every process, in its newest version."""
    with tools.unit() as unit:
        return tuple(
            _card(tools, unit, version, tools.shelf.sources(unit, version.id))
            for version in unit.processes.all_newest()
        )


def start_page(tools: Tools, actor: Actor, key: ProcessKey, language: str = "zh") -> StartPage:
    """The form that starts a case; refused with ``MayNotStart``."""
    with tools.unit() as unit:
        version, sources = newest(tools, unit, key)
        seat = starting_seat(actor, sources)
        county = tools.shelf.county(unit)
        return StartPage(
            card=_card(tools, unit, version, sources),
            form=spoken_form(sources, sources.start_form, language),
            values=lists_of(sources, county.offering(tools.clock.now(), {}), seat.body, language),
        )


def _card(tools: Tools, unit: Unit, version: Version, sources: Sources) -> StartCard:
    model = tools.engine.learn(version.id, sources)
    county = tools.shelf.county(unit)
    owner = county.functions.get(sources.owner)
    names = {body.id: (body.name, body.name_en) for body in county.bodies}
    owner_zh, owner_en = names.get(owner, ("", "")) if owner else ("", "")
    return StartCard(
        key=version.key,
        title=version.title,
        title_en=version.title_en,
        law=sources.law,
        owner=owner_zh,
        owner_en=owner_en,
        version=version.number,
        steps=len(model.steps),
        diagram=tools.shelf.drawn(version.id, sources, tools.engine),
        english=sources.english,
    )


def county_name(tools: Tools, language: str) -> str:
    """The name of the county in force."""
    with tools.unit() as unit:
        county = tools.shelf.county(unit)
    return county.name if language == "zh" else county.name_en


def all_cases(  # which part of them may be left out
    tools: Tools,
    actor: Actor,
    cursor: str | None = None,
    *,
    running: bool = False,
    limit: int = 20,
    search: str = "",
) -> CasePage:
    """The cases of the county, newest first, for those who oversee it; or those with these words.

    The list says no more than numbers, titles and steps; opening a case is written into its journal.
    """
    require(actor, "oversee")
    with tools.unit() as unit:
        tools.shelf.county(unit)
        found = county_cases(unit, search, cursor, tools.clock.now(), running=running, limit=limit)
        return _narrowed(tools, actor, unit, found)


def county_cases(  # which part of them
    unit: Unit, search: str, cursor: str | None, now: datetime, *, running: bool, limit: int
) -> CasePage:
    """A page of the list of the county; words look through what is over too."""
    if terms_of(search):
        return unit.views.search(None, search, cursor, now, limit)
    return unit.views.all_cases(cursor, now, running=running, limit=limit)


def _narrowed(tools: Tools, actor: Actor, unit: Unit, page: Page) -> Page:
    """A page whose rows show no column that the newest versions offer no more."""
    if not any(row.shown for row in page.rows):
        return page
    paths = offered_paths(tools, actor, unit)
    return replace(
        page, rows=tuple(replace(row, shown=kept(row.shown, paths)) for row in page.rows)
    )
