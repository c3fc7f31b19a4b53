"""Deployed processes and what they are made of."""

from dataclasses import replace

import pytest

from server.domain.errors import BusyNow, NoSuchProcess
from server.domain.ids import ProcessKey, VersionId
from tests.store.county import SOURCES
from tests.store.stage import Stage

WHISTLE = ProcessKey("whistle")


def test_sources_come_back_byte_by_byte(stage: Stage) -> None:
    with stage.unit() as unit:
        assert unit.processes.sources(stage.version) == SOURCES


def test_the_newest_version_is_the_one_with_the_highest_number(stage: Stage) -> None:
    with stage.unit() as unit:
        second = stage.deploy(unit, 2, replace(SOURCES, title="吹哨"))
        stage.deploy(unit, 1, replace(SOURCES, key=ProcessKey("leave")))
        unit.commit()

    with stage.unit() as unit:
        newest = unit.processes.newest(WHISTLE)
        everything = unit.processes.all_newest()

    assert newest is not None
    assert (newest.id, newest.number, newest.title) == (second, 2, "吹哨")
    assert [(one.key, one.number) for one in everything] == [("leave", 1), ("whistle", 2)]


def test_a_version_is_found_by_its_id(stage: Stage) -> None:
    with stage.unit() as unit:
        assert unit.processes.version(stage.version).id == stage.version
        assert unit.processes.newest(ProcessKey("unknown")) is None


def test_an_unknown_version_is_refused(stage: Stage) -> None:
    with stage.unit() as unit:
        with pytest.raises(NoSuchProcess):
            unit.processes.version(VersionId(stage.id()))
        with pytest.raises(NoSuchProcess):
            unit.processes.sources(VersionId(stage.id()))


def test_two_deployments_of_the_same_number_cannot_both_be(stage: Stage) -> None:
    with stage.unit() as unit:
        stage.deploy(unit, 1)

        with pytest.raises(BusyNow):
            unit.commit()
