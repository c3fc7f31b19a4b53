"""What each role may: the acts it allows, the steps that ask for it, who holds it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from server.domain.access import ACTS, require
from server.domain.county_time import day_of
from server.domain.reading.registers import AskingStep, RolePage
from server.domain.registers import SENSITIVE_ROLES, is_over
from server.services.registers.checking import known_roles
from server.services.registers.weighing import chart_of

if TYPE_CHECKING:
    from server.domain.people import Actor
    from server.domain.ports import Unit
    from server.services.tools import Tools


def roles(tools: Tools, actor: Actor) -> tuple[RolePage, ...]:
    """Every role that means something, by name."""
    require(actor, "administer")
    with tools.unit() as unit:
        chart, day = chart_of(unit), day_of(tools.clock.now())
        steps, starts = _asking(tools, unit)
    names = known_roles(chart, (*steps, *starts))
    holders = {one.post: one.login for one in chart.holdings.values() if one.holds_on(day)}
    return tuple(
        RolePage(
            role=role,
            acts=tuple(act for act, may in ACTS.items() if role in may),
            steps=tuple(steps[role]),
            starts=tuple(starts[role]),
            posts=tuple(
                (post.id, post.title, post.title_en, holders.get(post.id, ""))
                for post in chart.posts.values()
                if role in post.roles and not is_over(post, day)
            ),
            is_sensitive=role in SENSITIVE_ROLES,
        )
        for role in sorted(names)
    )


def _asking(
    tools: Tools, unit: Unit
) -> tuple[dict[str, list[AskingStep]], dict[str, list[tuple[str, str]]]]:
    """By role: the steps of the newest processes that ask for it, the processes that it may start."""
    steps: dict[str, list[AskingStep]] = defaultdict(list)
    starts: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for version in unit.processes.all_newest():
        sources = tools.shelf.sources(unit, version.id)
        for role in sources.starter:
            starts[role].append((version.title, version.title_en))
        model = tools.engine.learn(version.id, sources)
        for role, step in [(one.seat.role, one) for one in model.steps.values() if one.seat]:
            asking = AskingStep(
                process=version.title,
                process_en=version.title_en,
                step=step.name,
                step_en=step.name_en,
            )
            steps[role].append(asking)
    return steps, starts
