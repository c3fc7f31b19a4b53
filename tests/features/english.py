"""An English reader: opens pages in English, and finds what is Chinese where it must not be."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from bs4 import BeautifulSoup
from bs4.element import Tag

from server.web.drawings import read_drawing
from tests.features.people import PASSWORD
from tests.page import Browser, Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60]")
"""Characters, and the punctuation that stands between them: 、；：（）."""
SPOKEN = ("aria-label", "title", "alt", "placeholder", "data-ask", "value", "content", "label")
"""Attributes that people read or hear."""
CHINESE_PARTS = "[lang^=zh]"
"""What says of itself that it is Chinese, so that a screen reader reads it so."""
SCRIPT_SAYS = ("label", "description", "text", "dateLabel", "timeLabel")
LISTS = ("bodies", "items")


class Reader:
    """Somebody signed in whose pages are English."""

    def __init__(self, application: Flask, login: str) -> None:
        client = application.test_client()
        client.set_cookie("language", "en")
        self._browser = Browser(client)
        self._browser.post("/sign-in", {"login": login, "password": PASSWORD, "next": "/inbox"})

    def open(self, address: str, **fields: Any) -> Page:
        """A page; with fields, as it comes back when they are posted."""
        return self._browser.post(address, fields) if fields else self._browser.get(address)

    def file(self, address: str) -> bytes:
        """What is fetched by a page's script."""
        file: bytes = self._browser.client.get(address).data
        return file


def chinese_in(page: Page, typed: tuple[str, ...] = ()) -> list[str]:
    """Everything Chinese on a page that neither says that it is, nor is what people typed."""
    soup = BeautifulSoup(page.answer.text, "html5lib")
    for part in soup.select(CHINESE_PARTS):
        part.decompose()
    said = [*_texts(soup), *_attributes(soup), *_form_of_script(soup)]
    return [text for text in said if CHINESE.search(_without(text, typed))]


def quoted_on(page: Page) -> set[str]:
    """All that a page marks as Chinese."""
    parts = page.soup.select(CHINESE_PARTS)
    return {part.get_text(" ", strip=True) for part in parts}


def chinese_on_diagram(file: bytes) -> list[str]:
    """Everything Chinese that the viewer would draw."""
    drawing = read_drawing(file)
    names = [*(node.name for node in drawing.nodes), *(edge.name for edge in drawing.edges)]
    return [name for name in names if CHINESE.search(name)]


def _texts(soup: BeautifulSoup) -> Iterator[str]:
    for part in soup.find_all(string=True):
        if part.parent is not None and part.parent.name not in {"script", "style"}:
            yield str(part).strip()


def _attributes(soup: BeautifulSoup) -> Iterator[str]:
    for part in soup.select("*"):
        if isinstance(part, Tag):
            yield from (str(part[name]) for name in SPOKEN if part.get(name))


def _form_of_script(soup: BeautifulSoup) -> Iterator[str]:
    """What the script shows of a form: the words of its schema, and the lists to choose from.

    What expressions give is read where the same form stands for browsers without script.
    """
    data = soup.select_one("#form-data")
    told = json.loads(data.string or "") if data is not None else {}
    yield from _words(told.get("schema") or {})
    for name in LISTS:
        for option in told.get("values", {}).get(name, ()):
            yield option["label"]


def _words(component: dict[str, Any]) -> Iterator[str]:
    yield from (str(component[name]) for name in SCRIPT_SAYS if name in component)
    for part in (*component.get("components", ()), *component.get("values", ())):
        yield from _words(part)


def _without(text: str, typed: tuple[str, ...]) -> str:
    for each in typed:
        text = text.replace(each, "")
    return text
