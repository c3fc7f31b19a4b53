"""Why work lies where it lies, who may not do it, and who would get the work of a process now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.access import require
from server.domain.amending import step_of
from server.domain.county_time import day_of
from server.domain.feel import FeelError, compile_expression
from server.domain.ids import BodyId
from server.domain.reading import Assignment, Preview, PreviewStep
from server.domain.separation import DUTIES, apart_from
from server.domain.work import seat_for
from server.services.opening import newest
from server.services.worlds import functions_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from server.domain.ids import ProcessKey
    from server.domain.people import Actor
    from server.domain.process import Step
    from server.domain.reading import DeskHolder
    from server.domain.work import WorkItem
    from server.services.county import County
    from server.services.matters import Told
    from server.services.tools import Tools


def explained(told: Told, item: WorkItem, actor: Actor) -> Assignment:
    """Why a piece of work is the actor's: by which post of theirs, and what the diagram asks for."""
    step, seat = step_of(told.model, item), seat_for(item, actor)
    body, body_en = told.names.body(item.body)
    apart = [
        *(told.names.element(element) for element in step.distinct_from),
        *(DUTIES[duty] for duty in apart_from(step.duty)),
    ]
    return Assignment(
        body=body,
        body_en=body_en,
        role=item.role,
        post=seat.title,
        post_en=seat.title_en,
        since=seat.since,
        absent=seat.behalf_of.name if seat.behalf_of else "",
        absent_en=seat.behalf_of.name_en if seat.behalf_of else "",
        until=seat.behalf_of.until if seat.behalf_of else seat.until,
        lender=seat.lender,
        lender_en=seat.lender_en,
        lane=step.lane,
        lane_en=step.lane_en,
        org=step.seat.org if step.seat else "",
        is_by_lane=step.is_seated_by_lane,
        clock=item.clock or "",
        apart=tuple(apart),
    )


def who_would(tools: Tools, actor: Actor, key: ProcessKey, body: BodyId | None = None) -> Preview:
    """Who would get each step of a process today, if a body began it; for designers and administrators.

    What depends on the data of a case is not known before there is one.
    """
    require(actor, "preview")
    now = tools.clock.now()
    with tools.unit() as unit:
        version, sources = newest(tools, unit, key)
        county = tools.shelf.county(unit)
        model = tools.engine.learn(version.id, sources)
        day = day_of(now)
        starters = unit.people.bodies_with(sources.starter, day)
        begun_by = body or next(iter(starters), None)
        asked = {step: _desk(model.steps[step], begun_by, county, now) for step in model.steps}
        desks = {desk for desk in asked.values() if desk[0] and desk[1]}
        holders = unit.people.holders(desks, day, key)
    names = {known.id: (known.name, known.name_en) for known in county.bodies}
    return Preview(
        process=key,
        title=version.title,
        title_en=version.title_en,
        body=begun_by,
        bodies=tuple((each, *names.get(each, (each, each))) for each in starters),
        steps=tuple(
            _step(step, asked[element], names, holders) for element, step in model.steps.items()
        ),
    )


def _desk(step: Step, body: BodyId | None, county: County, now: datetime) -> tuple[BodyId, str]:
    """The body and the role that get a step; empty where only a case could tell."""
    if step.seat is None:
        return BodyId(""), ""
    role = step.seat.role
    if role.startswith("="):
        role = _value(role[1:], body, county, now)
    return BodyId(_value(step.seat.org, body, county, now)), role


def _value(text: str, body: BodyId | None, county: County, now: datetime) -> str:
    """What an expression gives before there is a case, when it is a text; else nothing."""
    try:
        compiled = compile_expression(text)
        value = compiled.evaluate({"starterBody": body}, functions_of(county, now, {}), now)
    except FeelError:
        return ""
    return value if isinstance(value, str) else ""


def _step(
    step: Step,
    desk: tuple[BodyId, str],
    names: Mapping[BodyId, tuple[str, str]],
    holders: tuple[DeskHolder, ...],
) -> PreviewStep:
    body, role = desk
    name, name_en = names.get(body, ("", ""))
    return PreviewStep(
        element=step.element,
        name=step.name or step.element,
        name_en=step.name_en or step.element,
        lane=step.lane,
        lane_en=step.lane_en,
        org=step.seat.org if step.seat else "",
        role=role or (step.seat.role if step.seat else ""),
        body=name,
        body_en=name_en,
        is_known=bool(body and role),
        holders=tuple(each for each in holders if (each.at, each.role) == desk),
    )
