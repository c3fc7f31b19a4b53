"""Work that stands again where it stood goes on on its clock; no other work does, whatever its step is called."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from server.domain.ids import Token
from server.domain.moves import Complete, Look
from server.domain.rerouting import Advance
from server.services.recording import Record
from server.services.running import Run
from tests.builders import NOON, work_for
from tests.fakes import Stage
from tests.fakes.stage import moved

if TYPE_CHECKING:
    from server.domain.ids import ItemId
    from server.domain.people import Actor

DUE = NOON + timedelta(days=2)
AHEAD = Advance(element="mend", token=Token("t1"))


@pytest.fixture
def stage() -> Stage:
    return Stage.with_process()


@pytest.fixture
def clerk(stage: Stage) -> Actor:
    return stage.person()


@pytest.fixture
def before(stage: Stage, clerk: Actor) -> ItemId:
    """Work on a clock."""
    return stage.offered(clerk, work_for(clock="T41", due=DUE, clock_start=NOON))


def since_of(stage: Stage, place: str) -> object:
    return stage.at(place).since


def test_it_is_offered_on_its_clock_and_only_once(
    stage: Stage, clerk: Actor, before: ItemId
) -> None:
    stage.engine.on(Advance, "t1", moved(work_for("t2"), work_for("t3")))
    with stage.tools.unit() as unit:
        item, held = unit.work.hold(before)
        run = Run(Record(stage.tools, unit, clerk), stage.tools.shelf.county(unit))
        run.push(held, AHEAD, resumes=item)
        run.record.write()
        unit.commit()

    assert (since_of(stage, "t2"), since_of(stage, "t3")) == (NOON, None)


def test_what_another_case_comes_to_is_on_no_clock_of_it(
    stage: Stage, clerk: Actor, before: ItemId
) -> None:
    other = stage.offered(clerk, work_for("o1"))
    stage.engine.on(Complete, "o1", moved(work_for("o2")))
    stage.engine.on(Advance, "t1", moved(work_for("t2")))
    with stage.tools.unit() as unit:
        item, held = unit.work.hold(before)
        run = Run(Record(stage.tools, unit, clerk), stage.tools.shelf.county(unit))
        run.then(unit.work.hold(other)[1], Complete(token=Token("o1"), values={}, choice=None))
        run.push(held, AHEAD, resumes=item)
        run.record.write()
        unit.commit()

    assert (since_of(stage, "o2"), since_of(stage, "t2")) == (None, NOON)


def test_a_later_push_of_the_same_act_resumes_nothing(
    stage: Stage, clerk: Actor, before: ItemId
) -> None:
    stage.engine.on(Advance, "t1", moved())
    stage.engine.on(Look, None, moved(work_for("t2")))
    with stage.tools.unit() as unit:
        item, held = unit.work.hold(before)
        run = Run(Record(stage.tools, unit, clerk), stage.tools.shelf.county(unit))
        run.push(held, AHEAD, resumes=item)
        run.push(run.hold(held.id), Look())
        run.record.write()
        unit.commit()

    assert since_of(stage, "t2") is None
