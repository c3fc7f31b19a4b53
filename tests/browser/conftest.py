"""A browser, the gallery of pages behind an address, and axe."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from werkzeug.serving import make_server

from tests.browser.alive import Alive
from tests.browser.doing import ME
from tests.places import ROOT
from tests.web.gallery import gallery
from tests.web.journey import item_of, started

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from flask import Flask
    from playwright.sync_api import Page

    from tests.web.house import House, Program

CHROMIUM = Path("/usr/bin/chromium")
FRONT = ROOT / "server" / "web"
_FLAGS = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update "
    "--disable-sync --disable-quic --no-first-run --disable-dev-shm-usage"
)


def _must_have(thing: Path, name: str) -> None:
    if thing.exists():
        return
    if os.environ.get("MUSTER_REQUIRE_ALL") == "1":
        pytest.fail(f"{name} is missing: {thing}")
    pytest.skip(f"{name} is missing: {thing}")


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """How Debian's Chromium is started."""
    _must_have(CHROMIUM, "Chromium")
    return {"executable_path": str(CHROMIUM), "args": _FLAGS.split()}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, object]:
    """A Chinese reader who doesn't like things to move; what tests intercept isn't answered from a cache."""
    return {
        "locale": "zh-CN",
        "timezone_id": "Asia/Shanghai",
        "reduced_motion": "reduce",
        "service_workers": "block",
    }


@pytest.fixture(scope="session")
def _gallery() -> Flask:
    _must_have(FRONT / "static" / "dist" / "manifest.json", "The build of the front end")
    return gallery()


@pytest.fixture(scope="session")
def address(_gallery: Flask) -> Iterator[str]:
    """Where the gallery answers."""
    server = make_server("127.0.0.1", 0, _gallery, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def shown(_gallery: Flask) -> Flask:
    """The gallery's application, to ask what reached it in this test."""
    _gallery.config["RECEIVED"].clear()
    return _gallery


@pytest.fixture(scope="session")
def axe() -> str:
    """The script that judges a page's accessibility."""
    script = FRONT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
    _must_have(script, "axe-core")
    return script.read_text(encoding="utf-8")


@pytest.fixture
def alive(house: House) -> Generator[Alive]:
    """The sample county with one piece of work for the department, behind an address."""
    started(house)
    alive = Alive(house)
    yield alive
    alive.stop()


@pytest.fixture
def program(house: House) -> Program:
    """The same handler by the API: what the server has."""
    return house.program(ME)


@pytest.fixture
def work(alive: Alive, program: Program, page: Page) -> str:
    """The address of the work; the handler has it open."""
    path = f"/work/{item_of(program)}"
    alive.enter(page, ME)
    alive.open(page, path)
    return path
