"""The whole house behind its web door: real engine, real store, a clock that stands where it is put.

The sample county is founded once a run; each test gets a copy of that database.
"""

from __future__ import annotations

import os
from itertools import count
from typing import TYPE_CHECKING

import pytest

from server.domain.people import SYSTEM
from server.engine.adapter import SpiffEngine
from server.services import peopling
from server.store.database import open_database
from server.store.embedded import ROLE
from tests.databases import TEMPLATE, order
from tests.web.house import PASSWORD, House
from tests.web.journey import started

if TYPE_CHECKING:
    from collections.abc import Generator

    from server.store.embedded import EmbeddedServer
    from tests.page import Browser
    from tests.web.house import Program

_NUMBERS = count(1)


@pytest.fixture(scope="session")
def founded(
    embedded_server: EmbeddedServer, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, SpiffEngine]:
    """Give the name of a database with the sample county and the repair process, and its engine."""
    name = f"founded_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    order(embedded_server, f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} OWNER {ROLE}")
    database = open_database(embedded_server.url_of(name))
    engine = SpiffEngine()
    House(database, tmp_path_factory.mktemp("founded"), engine).furnish()
    database.close()
    return name, engine


@pytest.fixture
def house(
    founded: tuple[str, SpiffEngine],
    embedded_server: EmbeddedServer,
    tmp_path_factory: pytest.TempPathFactory,
) -> Generator[House]:
    """Give the sample county with the repair process deployed, and nothing started."""
    template, engine = founded
    name = f"{template}_{next(_NUMBERS)}"
    order(embedded_server, f"CREATE DATABASE {name} TEMPLATE {template} OWNER {ROLE}")
    database = open_database(embedded_server.url_of(name))
    yield House(database, tmp_path_factory.mktemp("data"), engine)
    database.close()
    order(embedded_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def deputy(house: House) -> None:
    """Give the second administrator a password, so that two may agree."""
    peopling.set_passwords(house.tools, SYSTEM, {"county.deputy": PASSWORD})


@pytest.fixture
def department(house: House) -> Program:
    """The handler of the department, with one piece of work in the inbox."""
    started(house)
    return house.program("zjj.handler")


@pytest.fixture
def first(house: House) -> Browser:
    """The browser of the same handler, likewise; another at the desk would be the second."""
    started(house, count=5)
    return house.browser("zjj.handler")
