"""Every page of a living county in every state: nothing that axe finds, nothing sideways, targets for fingers.

The gallery (``test_every_page.py``) looks at samples in all looks; this looks at what the house really
answers, once as it is on a phone and once dark and in large letters on a desk.
"""

from __future__ import annotations

from http import HTTPStatus
from itertools import chain
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from werkzeug.serving import make_server

from tests.browser.camera import Camera
from tests.browser.chapters import CHAPTERS
from tests.browser.test_every_page import (
    DESK,
    DRESS,
    HEADINGS,
    NARROW,
    PHONE,
    SMALL,
    ZOOMED,
    faults,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

    from _typeshed.wsgi import StartResponse, WSGIEnvironment
    from flask import Flask
    from playwright.sync_api import Page

    from tests.browser.camera import View
    from tests.post_office import PostOffice
    from tests.web.house import House

pytestmark = pytest.mark.browser
UNSEEN = {
    "bells.address": "JSON for the page",
    "cases.diagram": "a drawing for the script",
    "cases.document": "a file",
    "device.manifest": "JSON for the device",
    "device.worker": "a script",
    "feeds.calendar": "a calendar for other programs",
    "health.alive": "for machines",
    "health.ready": "for machines",
    "inbox.counts": "JSON for the page",
    "inbox.rows": "rows of the inbox, seen there",
    "mails.lead": "leads on",
    "registers.begin": "leads on",
    "session.door": "leads on",
    "sheets.take_out": "a file",
    "sheets.take_out_anew": "a file",
    "views.counts": "figures of the inbox, seen there",
}
"""What answers a GET and is no page, or is part of one."""


class Shelf:
    """The kept pages behind an address of their own, with the files of the house beside them."""

    def __init__(self, views: list[View], rest: Flask) -> None:
        self._views, self._rest = views, rest

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answers with a kept page, or as the gallery does."""
        _, first, number = environ["PATH_INFO"].partition("/state/")
        if not first:
            return self._rest(environ, start)
        start("200 OK", [("Content-Type", "text/html; charset=utf-8")])
        return [self._views[int(number)].html.encode()]


@pytest.fixture
def camera(office: PostOffice) -> Camera:
    """What opens the pages."""
    return Camera(office)


@pytest.fixture(params=list(CHAPTERS), ids=lambda chapter: chapter.__name__)
def views(camera: Camera, request: pytest.FixtureRequest) -> list[View]:
    """All that there is to see in one chapter."""
    chapter: Callable[[Camera], None] = request.param
    chapter(camera)
    shown = {view.place for view in camera.views if view.status == HTTPStatus.OK}
    missing = set(CHAPTERS[chapter]) - shown
    assert not missing, f"{chapter.__name__} is there to show {missing}"
    return camera.views


@pytest.fixture
def shelf(views: list[View], _gallery: Flask) -> Generator[str]:
    """Where they are shown."""
    server = make_server("127.0.0.1", 0, Shelf(views, _gallery), threaded=True)
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/state"
    server.shutdown()
    thread.join()
    server.server_close()


def test_each_state_is_for_everybody(page: Page, shelf: str, axe: str, views: list[View]) -> None:
    wrong = {}
    for number, view in enumerate(views):
        page.set_viewport_size({"width": PHONE, "height": 844})
        page.goto(f"{shelf}/{number}")
        page.wait_for_selector("html[data-ready]")
        found = _wrong(page, axe)
        if found:
            wrong[view.name] = found

    assert wrong == {}


def _wrong(page: Page, axe: str) -> list[str]:
    found = [*faults(page, axe), *(f"small: {one}" for one in page.evaluate(SMALL))]
    levels = page.evaluate(HEADINGS)
    if levels.count(1) != 1:
        found.append(f"headings: {levels}")
    page.evaluate(DRESS, ["dark", "l"])
    for width in (NARROW, PHONE, ZOOMED, DESK):
        page.set_viewport_size({"width": width, "height": 844})
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            found.append(f"sideways: {wide} at {width}")
    return [*found, *faults(page, axe)]


def _is_for_people(rule: str) -> bool:
    """Whether it is no address for programs; what describes those is read by people."""
    return not rule.startswith("/api/") or rule == "/api/v1/docs"


def test_no_page_is_left_out(house: House) -> None:
    places = {
        rule.endpoint
        for rule in house.app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and _is_for_people(rule.rule)
    }

    shown = set(chain.from_iterable(CHAPTERS.values()))

    assert places - shown == set(UNSEEN), "show it in tests/browser/chapters.py"
    assert shown <= places
