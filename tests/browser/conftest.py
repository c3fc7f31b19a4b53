"""A browser, the gallery of pages behind an address, and axe."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from werkzeug.serving import make_server

from tests.places import ROOT
from tests.web.gallery import gallery

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

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
    """A Chinese reader who doesn't like things to move."""
    return {"locale": "zh-CN", "timezone_id": "Asia/Shanghai", "reduced_motion": "reduce"}


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
