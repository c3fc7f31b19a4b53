"""The whole house behind an address that can go away and come back, as servers and networks do."""

from __future__ import annotations

from contextlib import closing
from threading import Condition, Thread
from typing import TYPE_CHECKING

from werkzeug.serving import BaseWSGIServer, make_server
from werkzeug.wsgi import ClosingIterator

from tests.web.house import PASSWORD

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment
    from playwright.sync_api import Page

    from tests.web.house import House


SECONDS = 10.0
"""How long an answer may take that is being made when the server stops."""


class Alive:
    """A house that answers browsers."""

    def __init__(self, house: House) -> None:
        self.house = house
        self._busy = 0
        self._quiet = Condition()
        self._server = self._begin(0)
        self._thread = self._serve()
        self.port = self._server.server_port

    @property
    def address(self) -> str:
        """Where it answers; a secure context for browsers."""
        return f"http://127.0.0.1:{self.port}"

    def stop(self) -> None:
        """Goes away: nobody listens at the port any more, and what was asked is answered."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        with self._quiet:
            self._quiet.wait_for(lambda: not self._busy, timeout=SECONDS)

    def back(self) -> None:
        """Comes back at the same port."""
        self._server = self._begin(self.port)
        self._thread = self._serve()

    def enter(self, page: Page, login: str) -> None:
        """Signs somebody in by the page."""
        page.goto(f"{self.address}/sign-in")
        page.locator("[name=login]").fill(login)
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("main button").first.click()
        page.wait_for_url("**/inbox")
        page.wait_for_selector("html[data-ready]")

    def open(self, page: Page, path: str) -> None:
        """Opens a page and waits until its script is done."""
        page.goto(f"{self.address}{path}")
        page.wait_for_selector("html[data-ready]")

    def _begin(self, port: int) -> BaseWSGIServer:
        return make_server("127.0.0.1", port, self._answer, threaded=True)

    def _answer(self, environ: WSGIEnvironment, start: StartResponse) -> list[bytes]:
        """One answer, whole; it is known how many are being made."""
        with self._quiet:
            self._busy += 1
        try:
            with closing(ClosingIterator(self.house.app(environ, start))) as answer:
                return list(answer)
        finally:
            with self._quiet:
                self._busy -= 1
                self._quiet.notify_all()

    def _serve(self) -> Thread:
        thread = Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        return thread
