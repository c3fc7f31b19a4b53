"""A county of its own for every scenario, and each scenario through both doors."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from server.app import build
from server.outside.http import HttpCaller
from server.settings import read_settings
from server.web.context import TOOLS
from tests.databases import FOLDER
from tests.eased import HandClock
from tests.features.county import NINE_ON_TUESDAY, FoundedCounty
from tests.features.drivers import HTTP, SERVICES, HttpDoor, ServicesDoor
from tests.features.matter import Matter, a_matter
from tests.features.steps import STEPS
from tests.features.world import World
from tests.hook_server import Receiver, hook_server
from tests.mail_server import MailBox, mail_server
from tests.post_office import SITE, plain_mailer
from tests.switchboard import HERE, SECRET

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from flask import Flask

    from server.store.embedded import EmbeddedServer

TAGS = {"service": SERVICES, "web": HTTP}
"""A scenario with such a tag goes through that door only."""


def pytest_configure(config: pytest.Config) -> None:
    for name in STEPS:
        config.pluginmanager.import_plugin(f"tests.features.steps.{name}")


def pytest_bdd_apply_tag(tag: str, function: Callable[..., object]) -> bool:
    """Keep a tag for ``pytest_generate_tests``; another tag than ours is a mistake."""
    function.door = TAGS[tag]  # type: ignore[attr-defined]
    return True


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "door_name" in metafunc.fixturenames:
        only = getattr(metafunc.function, "door", None)
        metafunc.parametrize("door_name", [only] if only else [SERVICES, HTTP])


@pytest.fixture(scope="session")
def county(embedded_server: EmbeddedServer) -> FoundedCounty:
    """Found the county, once."""
    folder = Path(os.environ[FOLDER]) / "features"
    folder.mkdir(exist_ok=True)
    return FoundedCounty(embedded_server, folder)


@pytest.fixture(scope="session")
def application(county: FoundedCounty) -> Flask:
    """Build the application once; each scenario gives it its own tools."""
    with county.copy() as database:
        settings = read_settings({"MUSTER_DATA": str(county.folder)})
        return build(county.tools_over(database, HandClock(NINE_ON_TUESDAY)), settings)


@pytest.fixture(scope="session")
def mail_box() -> Generator[MailBox]:
    """Give what stands where the mail server would, for all scenarios."""
    with mail_server() as box:
        yield box


@pytest.fixture(scope="session")
def receiver() -> Generator[Receiver]:
    """Give what stands where a server outside would, for all scenarios."""
    with hook_server() as receiver:
        yield receiver


@pytest.fixture
def world(
    county: FoundedCounty,
    application: Flask,
    mail_box: MailBox,
    receiver: Receiver,
    door_name: str,
) -> Generator[World]:
    """Give a county at nine on a Tuesday; a refusal that the scenario doesn't expect fails it."""
    clock = HandClock(NINE_ON_TUESDAY)
    with county.copy() as database, county.intruder() as intruder:
        mailer = plain_mailer(mail_box.port)
        tools = replace(
            county.tools_over(database, clock), mailer=mailer, caller=HttpCaller(SECRET, SITE, HERE)
        )
        mail_box.mails.clear()
        receiver.requests.clear()
        application.extensions[TOOLS] = tools
        world = World(
            door=ServicesDoor(tools) if door_name == SERVICES else HttpDoor(tools, application),
            hands=ServicesDoor(tools),
            tools=tools,
            clock=clock,
            intruder=intruder,
            box=mail_box,
            receiver=receiver,
        )
        yield world
    if world.refused is not None and not world.answered_for:
        pytest.fail(f"refused: {world.refused}")


@pytest.fixture
def matter(county: FoundedCounty) -> Generator[Matter]:
    """Give a county at nine on a Tuesday; afterwards the tables are what the journals say."""
    with a_matter(county) as matter:
        yield matter
