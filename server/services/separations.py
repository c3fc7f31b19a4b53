"""Every separation of duties with its source, and where it holds now: for administrators and auditors."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from server.domain.access import require
from server.domain.reading.separations import (
    DrawnApart,
    DutiesApart,
    SeparationsPage,
    StepApart,
)
from server.domain.separation import DUTIES, FOUR_EYES, SEPARATIONS
from server.services.acts.agreeing import TAKE_TWO
from server.services.separating import STARTED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from server.domain.people import Actor
    from server.domain.process import Model, Version
    from server.domain.separation import Duty
    from server.services.tools import Tools


def separations(tools: Tools, actor: Actor) -> SeparationsPage:
    """The separations of the house, those of the newest diagrams, and the acts that take two."""
    require(actor, "verify")
    with tools.unit() as unit:
        models = [
            (version, tools.engine.learn(version.id, tools.shelf.sources(unit, version.id)))
            for version in unit.processes.all_newest()
        ]
    steps: dict[Duty, list[StepApart]] = defaultdict(list)
    for version, model in models:
        for duty, step in _duties(version, model):
            steps[duty].append(step)
    return SeparationsPage(
        duties=tuple(
            DutiesApart(
                first=DUTIES[one.first],
                second=DUTIES[one.second],
                of_bodies=one.of_bodies,
                source=one.source,
                first_steps=tuple(steps[one.first]),
                second_steps=tuple(steps[one.second]),
            )
            for one in SEPARATIONS
        ),
        drawn=tuple(one for version, model in models for one in _drawn(version, model)),
        four_eyes=(*FOUR_EYES, *(one.two for one in TAKE_TWO.values())),
    )


def _duties(version: Version, model: Model) -> Iterator[tuple[Duty, StepApart]]:
    if model.start_duty is not None:
        yield model.start_duty, _step(version, STARTED)
    for step in model.steps.values():
        if step.duty is not None:
            yield step.duty, _step(version, (step.name, step.name_en))


def _drawn(version: Version, model: Model) -> Iterator[DrawnApart]:
    for step in model.steps.values():
        if step.distinct_from:
            others = (model.names.get(each, (each, each)) for each in step.distinct_from)
            yield DrawnApart(step=_step(version, (step.name, step.name_en)), others=tuple(others))


def _step(version: Version, name: tuple[str, str]) -> StepApart:
    return StepApart(
        process=version.key,
        title=version.title,
        title_en=version.title_en,
        step=name[0],
        step_en=name[1],
    )
