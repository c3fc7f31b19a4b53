"""Read for pages: the inbox, lists of cases, the organisation, what may be started."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from server.domain.access import may_start, require, starting_seat
from server.domain.ids import NoticeId
from server.domain.reading import StartCard, StartPage
from server.services.opening import newest
from server.services.starting import lists_of
from server.services.translating import spoken_form

if TYPE_CHECKING:
    from server.domain.ids import ProcessKey
    from server.domain.people import Actor
    from server.domain.ports import Unit
    from server.domain.process import Sources, Version
    from server.domain.reading import (
        Badge,
        BodyNode,
        CasePage,
        InboxChoices,
        InboxCounts,
        InboxPage,
        InboxQuery,
        NoticePage,
    )
    from server.services.tools import Tools


def inbox(tools: Tools, actor: Actor, query: InboxQuery) -> InboxPage:
    """The actor's open work."""
    with tools.unit() as unit:
        tools.shelf.county(unit)
        return unit.views.inbox(actor, query, tools.clock.now())


def inbox_counts(tools: Tools, actor: Actor) -> InboxCounts:
    """The figures over the actor's inbox."""
    with tools.unit() as unit:
        return unit.views.inbox_counts(actor, tools.clock.now())


def inbox_choices(tools: Tools) -> InboxChoices:
    """What an inbox can be narrowed by."""
    with tools.unit() as unit:
        return unit.views.inbox_choices()


def badge(tools: Tools, actor: Actor) -> Badge:
    """The figures in the frame of every page."""
    with tools.unit() as unit:
        return unit.views.badge(actor, tools.clock.now())


def started(tools: Tools, actor: Actor, cursor: str | None = None, search: str = "") -> CasePage:
    """Cases that the actor started (我发起的)."""
    with tools.unit() as unit:
        tools.shelf.county(unit)
        return unit.views.started_by(actor, cursor, tools.clock.now(), search)


def done(tools: Tools, actor: Actor, cursor: str | None = None, search: str = "") -> CasePage:
    """Cases in which the actor completed something (已办)."""
    with tools.unit() as unit:
        tools.shelf.county(unit)
        return unit.views.done_by(actor, cursor, tools.clock.now(), search)


def organisation(tools: Tools) -> tuple[BodyNode, ...]:
    """The tree of bodies with posts and today's holders."""
    with tools.unit() as unit:
        today = tools.shelf.county(unit).calendar.local(tools.clock.now()).date()
        return unit.views.organisation(today)


def notices(tools: Tools, actor: Actor, cursor: str | None = None) -> NoticePage:
    """What was told to the actor."""
    with tools.unit() as unit:
        return unit.views.notices(actor, cursor, tools.clock.now())


def saw_notices(tools: Tools, actor: Actor) -> None:
    """The actor has seen everything that was told so far."""
    with tools.unit() as unit:
        told = unit.views.notices(actor, None, tools.clock.now()).rows
        if told:
            unit.views.saw_notices(actor, NoticeId(UUID(told[0].id)))
            unit.commit()


def startable(tools: Tools, actor: Actor) -> tuple[StartCard, ...]:
    """The processes that the actor may start."""
    with tools.unit() as unit:
        pairs = [(each, tools.shelf.sources(unit, each.id)) for each in unit.processes.all_newest()]
        return tuple(
            _card(tools, unit, version, sources)
            for version, sources in pairs
            if may_start(actor, sources.starter)
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
            values=lists_of(sources, county, seat.body, language),
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
    """The cases of the county, newest first, for those who oversee it.

    The list says no more than numbers, titles and steps; opening a case is written into its journal.
    """
    require(actor, "oversee")
    with tools.unit() as unit:
        tools.shelf.county(unit)
        now = tools.clock.now()
        return unit.views.all_cases(cursor, now, running=running, limit=limit, search=search)
