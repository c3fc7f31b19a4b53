"""A client that looks at every page it opens: what is wrong with one fails the test that opened it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import html5lib
from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bs4.element import Tag
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

NEEDS_NO_LABEL = frozenset({"hidden", "submit", "button", "image", "reset"})
OWN_SITE = {"Sec-Fetch-Site": "same-origin"}
# The parser's standing complaints about custom elements and data that browsers take without harm.
TAKEN = frozenset({"expected-doctype-but-got-chars"})


class PageFaulty(AssertionError):
    """A page breaks what every page keeps to."""


class Page:
    """One page as it was answered, already looked through."""

    def __init__(self, answer: TestResponse) -> None:
        self.answer = answer
        self.status = answer.status_code
        self.soup = BeautifulSoup(answer.text, "html5lib")
        faults = list(faults_of(answer.text))
        if faults:
            raise PageFaulty(f"{answer.request.path}:\n" + "\n".join(faults))

    @property
    def title(self) -> str:
        """What the browser's tab says."""
        return self.soup.title.get_text(strip=True) if self.soup.title else ""

    @property
    def heading(self) -> str:
        """The one heading of the page."""
        heading = self.soup.h1
        return heading.get_text(" ", strip=True) if heading else ""

    @property
    def text(self) -> str:
        """All words of the main part."""
        main = self.soup.main or self.soup
        return main.get_text(" ", strip=True)

    @property
    def errors(self) -> list[str]:
        """The sentences in the summary of what is wrong."""
        return [one.get_text(" ", strip=True) for one in self.soup.select(".errors li, .errors p")]

    def select(self, selector: str) -> list[Tag]:
        """Elements by CSS selector."""
        return list(self.soup.select(selector))

    def link(self, words: str) -> str:
        """Where a link with these words leads."""
        for anchor in self.soup.find_all("a"):
            if words in anchor.get_text(" ", strip=True):
                return str(anchor["href"])
        raise PageFaulty(f"no link says {words!r}")

    def form(self, action: str) -> dict[str, str]:
        """The fields of the form that is sent to this address, with what they hold."""
        form = self.soup.find("form", action=action)
        if form is None:
            raise PageFaulty(f"no form is sent to {action}")
        return {
            str(one["name"]): str(one.get("value", ""))
            for one in form.select("input[name], textarea[name], select[name]")
        }


class Browser:
    """Opens pages as a browser without script would, and keeps its cookies."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def get(self, address: str, **more: Any) -> Page:
        """Open an address, following where it leads."""
        return Page(self.client.get(address, follow_redirects=True, **more))

    def post(self, address: str, fields: dict[str, Any] | None = None, **more: Any) -> Page:
        """Send a form of a page of ours, following where it leads."""
        headers = OWN_SITE | more.pop("headers", {})
        answer = self.client.post(
            address, data=fields or {}, headers=headers, follow_redirects=True, **more
        )
        return Page(answer)


def faults_of(html: str) -> Iterator[str]:
    """Everything that is wrong with a page."""
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(html)
    for (line, column), code, _ in parser.errors:
        if code not in TAKEN:
            yield f"HTML at {line}:{column}: {code}"
    soup = BeautifulSoup(html, "html5lib")
    yield from _head_faults(soup)
    yield from _id_faults(soup)
    yield from _script_faults(soup)
    yield from _field_faults(soup)
    yield from _form_faults(soup)
    yield from _name_faults(soup)


def _head_faults(soup: BeautifulSoup) -> Iterator[str]:
    if len(soup.find_all("h1")) != 1:
        yield f"{len(soup.find_all('h1'))} h1 instead of one"
    if soup.title is None or not soup.title.get_text(strip=True):
        yield "no title"
    if soup.html is None or not soup.html.get("lang"):
        yield "no lang on html"
    if len(soup.find_all("main")) != 1:
        yield f"{len(soup.find_all('main'))} main instead of one"


def _id_faults(soup: BeautifulSoup) -> Iterator[str]:
    seen: set[str] = set()
    for one in soup.select("[id]"):
        if one["id"] in seen:
            yield f"id {one['id']} stands twice"
        seen.add(str(one["id"]))
    for attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
        for one in soup.select(f"[{attribute}]"):
            missing = set(_words(one[attribute])) - seen
            if missing:
                yield f"{attribute} names {', '.join(sorted(missing))}, which is not there"


def _script_faults(soup: BeautifulSoup) -> Iterator[str]:
    for script in soup.find_all("script"):
        if not script.get("src") and script.get("type") != "application/json":
            yield "inline script"
    for one in soup.select("*"):
        handlers = [name for name in one.attrs if name.startswith("on")]
        if handlers:
            yield f"{one.name} has {', '.join(handlers)}"
        address = str(one.get("href") or one.get("src") or one.get("action") or "")
        if address.strip().lower().startswith("javascript:"):
            yield f"{one.name} leads to script"


def _field_faults(soup: BeautifulSoup) -> Iterator[str]:
    labelled = {str(label["for"]) for label in soup.select("label[for]")}
    for one in soup.find_all(["input", "select", "textarea"]):
        if one.get("type") in NEEDS_NO_LABEL:
            continue
        named = one.get("aria-label") or one.get("aria-labelledby")
        if not named and one.get("id") not in labelled and one.find_parent("label") is None:
            yield f"{one.name} {one.get('name', '')} has no label"


def _form_faults(soup: BeautifulSoup) -> Iterator[str]:
    for form in soup.find_all("form"):
        action = str(form.get("action", ""))
        if not action.startswith("/") or action.startswith("//"):
            yield f"a form is sent to {action!r}, which is no address of ours"
        if str(form.get("method", "get")).lower() not in ("get", "post"):
            yield f"a form is sent by {form['method']}"


def _name_faults(soup: BeautifulSoup) -> Iterator[str]:
    for one in soup.find_all(["a", "button"]):
        pictures = any(image.get("alt") for image in one.find_all("img"))
        named = one.get("aria-label") or one.get("title") or pictures
        if not named and not one.get_text(strip=True):
            yield f"{one.name} {one.get('href', '')} has no words"
    for image in soup.find_all("img"):
        if image.get("alt") is None:
            yield f"img {image.get('src')} has no alt"


def _words(value: Any) -> list[str]:
    return list(value) if isinstance(value, list) else str(value).split()
