"""Every fact has its places: the closed list, the replay, the notices, the tables."""

import dataclasses
import inspect
from collections.abc import Mapping
from types import ModuleType
from typing import Any

import pytest

from server.domain import concerning, replay
from server.domain.facts import (
    FACTS,
    asides,
    cases,
    clocks,
    county,
    incidents,
    people,
    waiting,
    work,
)
from server.store import projecting

PLACES: dict[str, Mapping[type, object]] = {
    "domain/replay.py, TELLING": replay.TELLING,
    "domain/concerning.py, CONCERNING": concerning.CONCERNING,
    "store/projecting/__init__.py, PROJECTING": projecting.PROJECTING,
}


MODULES = [asides, cases, clocks, county, incidents, people, waiting, work]


@pytest.mark.parametrize("module", MODULES)
def test_every_fact_is_in_the_closed_list(module: ModuleType) -> None:
    written = {
        name
        for name, kind in inspect.getmembers(module, inspect.isclass)
        if dataclasses.is_dataclass(kind) and kind.__module__ == module.__name__
    }

    missing = sorted(written - FACTS.keys())

    assert not missing, f"domain/facts/__init__.py, Fact: name {missing}"


@pytest.mark.parametrize("place", sorted(PLACES))
def test_every_fact_has_this_place(place: str) -> None:
    missing = sorted(name for name, kind in FACTS.items() if kind not in PLACES[place])

    assert not missing, f"{place}: say what becomes of {missing}"


@pytest.mark.parametrize("place", sorted(PLACES))
def test_no_place_speaks_of_a_fact_that_is_not_there(place: str) -> None:
    strange = sorted(kind.__name__ for kind in PLACES[place] if kind.__name__ not in FACTS)

    assert not strange, f"{place}: take away {strange}"


@pytest.mark.parametrize("name", sorted(FACTS))
def test_a_fact_is_frozen_and_given_by_name(name: str) -> None:
    kind: Any = FACTS[name]
    shape = kind.__dataclass_params__

    assert shape.frozen, f"{name}: @dataclass(frozen=True, slots=True, kw_only=True)"
    assert "__slots__" in vars(kind), f"{name}: slots=True"
    assert all(field.kw_only for field in dataclasses.fields(kind)), f"{name}: kw_only=True"


@pytest.mark.parametrize("name", sorted(FACTS))
def test_once_a_field_has_a_default_all_after_it_have_one(name: str) -> None:
    """Old entries are read by position, so what was added later needs a default."""
    given = [field.default is not dataclasses.MISSING for field in dataclasses.fields(FACTS[name])]

    assert given == sorted(given), f"{name}: give a default to every field after the first that has"
