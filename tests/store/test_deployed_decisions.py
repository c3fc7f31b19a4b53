"""Deployed decision models and their files."""

import pytest

from server.domain import facts as f
from server.domain.errors import BusyNow
from server.domain.ids import DecisionKey, VersionId
from server.store.unit import SqlUnit
from tests.store.stage import Stage

FEES = DecisionKey("fees")
FILES = {"a.dmn": b"<a>\xe5\x93\xa8</a>", "b.dmn": b"<b/>"}


def deploy(stage: Stage, unit: SqlUnit, number: int = 1, key: str = FEES) -> VersionId:
    version = VersionId(stage.id())
    fact = f.DecisionsDeployed(version=version, key=key, number=number, digest=f"{number:064x}")
    stage.record(unit, version, fact)
    unit.decisions.put_files(version, FILES)
    return version


def test_files_come_back_byte_by_byte(stage: Stage) -> None:
    with stage.unit() as unit:
        version = deploy(stage, unit)
        unit.commit()

    with stage.unit() as unit:
        assert unit.decisions.files(version) == FILES


def test_the_newest_version_is_the_one_with_the_highest_number(stage: Stage) -> None:
    with stage.unit() as unit:
        second = deploy(stage, unit, 2)
        deploy(stage, unit, 1)
        deploy(stage, unit, 1, "areas")
        newest = unit.decisions.newest(FEES)
        everything = unit.decisions.all_newest()

    assert newest is not None
    assert (newest.id, newest.number) == (second, 2)
    assert [(one.key, one.number) for one in everything] == [("areas", 1), ("fees", 2)]


def test_a_version_is_found_by_its_number(stage: Stage) -> None:
    with stage.unit() as unit:
        deploy(stage, unit, 2)
        version = deploy(stage, unit, 1)
        found = unit.decisions.numbered(FEES, 1)

        assert found is not None
        assert found.id == version
        assert unit.decisions.newest(DecisionKey("other")) is None


def test_two_deployments_of_the_same_number_cannot_both_be(stage: Stage) -> None:
    with stage.unit() as unit:
        deploy(stage, unit)
        unit.commit()

    with stage.unit() as unit:
        deploy(stage, unit)
        with pytest.raises(BusyNow):
            unit.commit()
