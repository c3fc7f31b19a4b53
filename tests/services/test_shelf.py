"""What is kept at hand between acts."""

from __future__ import annotations

from datetime import timedelta

import pytest

from server.domain.ids import BodyId
from server.services.shelf import Shelf
from tests.builders import a_body, a_version, sources
from tests.fakes import FakeUnit, Stage

LONG = timedelta(seconds=6)


@pytest.fixture
def stage() -> Stage:
    return Stage.in_county()


def names(stage: Stage) -> set[str]:
    county = stage.tools.shelf.county(FakeUnit(stage.database))
    return {body.id for body in county.bodies}


def test_the_county_is_kept_for_a_while_without_a_look(stage: Stage) -> None:
    names(stage)
    stage.state.bodies[BodyId("new")] = a_body("new")
    stage.state.stamp += 1

    assert "new" not in names(stage)


def test_after_a_while_a_changed_county_is_read_anew(stage: Stage) -> None:
    names(stage)
    stage.state.bodies[BodyId("new")] = a_body("new")
    stage.state.stamp += 1
    stage.clock.pass_by(LONG)

    assert "new" in names(stage)


def test_an_unchanged_county_is_not_read_again(stage: Stage) -> None:
    unit = FakeUnit(stage.database)
    before = stage.tools.shelf.county(unit)
    stage.clock.pass_by(LONG)

    assert stage.tools.shelf.county(unit) is before


def test_a_change_of_ones_own_is_seen_at_once(stage: Stage) -> None:
    names(stage)
    stage.state.bodies[BodyId("new")] = a_body("new")
    stage.state.stamp += 1

    stage.tools.shelf.forget()

    assert "new" in names(stage)


def test_the_county_is_at_hand_after_it_was_asked_for(stage: Stage) -> None:
    shelf = stage.tools.shelf
    assert shelf.at_hand is None

    county = shelf.county(FakeUnit(stage.database))

    assert shelf.at_hand is county


def test_the_sources_of_a_version_are_read_once() -> None:
    stage = Stage()
    version = a_version()
    stage.state.sources[version.id] = sources()
    shelf = Shelf(stage.clock, LONG)
    before = shelf.sources(FakeUnit(stage.database), version.id)
    del stage.state.sources[version.id]

    assert shelf.sources(FakeUnit(stage.database), version.id) is before
