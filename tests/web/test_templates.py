"""Every page as the server writes it: whole, labelled, in two languages, without a line of script inside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from server.web.bundles import Bundle
from server.web.catalogues import untranslated
from tests.web import gallery as hall

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

_BUNDLE = Bundle(script="a.js", style="a.css", preload=("b.js",))


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    """The gallery, whether or not the front end is built."""
    app = hall.gallery(dict.fromkeys(("shell", "task", "viewer", "kept", "paper"), _BUNDLE))
    return app.test_client()


def _page(client: FlaskClient, path: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(path).text, "html5lib")


@pytest.mark.parametrize("path", hall.PAGES)
def test_a_page_is_well_made(client: FlaskClient, path: str) -> None:
    page = _page(client, path)

    ids = [element["id"] for element in page.find_all(id=True)]
    assert len(page.find_all("h1")) == 1
    assert page.title is not None
    assert len(ids) == len(set(ids))
    assert page.find("main", id="main") is not None


@pytest.mark.parametrize("path", hall.PAGES)
def test_a_page_has_no_script_of_its_own(client: FlaskClient, path: str) -> None:
    page = _page(client, path)

    inline = [
        s
        for s in page.find_all("script")
        if not s.get("src") and s.get("type") != "application/json"
    ]
    handlers = [e for e in page.select("*") if any(name.startswith("on") for name in e.attrs)]
    assert inline == []
    assert handlers == []


@pytest.mark.parametrize("path", hall.PAGES)
def test_every_field_has_a_label(client: FlaskClient, path: str) -> None:
    page = _page(client, path)

    labelled = {label.get("for") for label in page.find_all("label")}
    bare = [
        field
        for field in page.find_all(["input", "select", "textarea"])
        if field.get("type") != "hidden"
        and field.get("id") not in labelled
        and not field.find_parent("label")
    ]
    assert bare == []


_FOREIGN = re.compile(r"[㐀-鿿]")


@pytest.mark.parametrize("path", ["/sign-in", "/problem/503"])
def test_an_english_page_is_english(client: FlaskClient, path: str) -> None:
    page = _page(client, f"{path}?lang=en")

    words = page.find("main").get_text() if path == "/sign-in" else page.find("nav").get_text()  # type: ignore[union-attr]
    assert not _FOREIGN.search(words)


def test_the_english_catalogue_is_complete() -> None:
    assert untranslated() == []


def test_a_lacking_empty_or_unused_translation_is_named(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text('{{ _("待办") }}{{ _("已办") }}', encoding="utf-8")
    catalogue = tmp_path / "translations" / "en" / "LC_MESSAGES" / "messages.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(
        'msgid "已办"\nmsgstr ""\n\nmsgid "旧句"\nmsgstr "Old"\n', encoding="utf-8"
    )

    faults = untranslated(tmp_path / "translations")

    assert faults == ["en lacks: 待办", "en is empty: 已办", "en is unused: 旧句"]


def test_a_sentence_that_is_translated_twice_is_named(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text('{{ _("停用") }}', encoding="utf-8")
    catalogue = tmp_path / "translations" / "en" / "LC_MESSAGES" / "messages.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(
        'msgid "停用"\nmsgstr "Off"\n\nmsgid "停用"\nmsgstr "Revoke"\n', encoding="utf-8"
    )

    assert untranslated(tmp_path / "translations") == ["en has twice: 停用"]


def test_only_what_one_may_do_is_offered(client: FlaskClient) -> None:
    mine, offered = _page(client, "/task"), _page(client, "/claim")

    assert [b.get_text() for b in mine.select(".actbar button")] == [
        "退还签收",
        "暂存",
        "退回",
        "提交核查结果",
    ]
    assert [b.get_text() for b in offered.select(".actbar button")] == ["签收"]


def test_the_summary_of_errors_leads_to_the_fields(client: FlaskClient) -> None:
    page = _page(client, "/task?errors=1")

    links = {link["href"]: link.get_text() for link in page.select("#errors a")}
    assert links["#f-owner"] == "当事人姓名或单位名称：此项必填。"


def test_a_file_is_named_and_linked_where_a_form_is_read(client: FlaskClient) -> None:
    page = _page(client, "/claim")

    link = page.find("a", string="现场.png")
    assert link is not None
