"""The language of a request: found once, and another one for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flask import Flask, g, render_template_string

from server.web import speech
from server.web.catalogues import TRANSLATIONS, compile_catalogues
from server.web.speech import gettext, is_english, ngettext, spoken_in

if TYPE_CHECKING:
    from collections.abc import Iterator

LATE = "超期 %(num)s 小时"


@pytest.fixture
def asked() -> Iterator[list[str]]:
    """How often a request in Chinese was asked for its language."""
    compile_catalogues()
    asked: list[str] = []

    def choose() -> str:
        asked.append("zh")
        return "zh"

    app = Flask(__name__)
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(TRANSLATIONS)
    speech.install(app, choose)
    with app.test_request_context():
        yield asked


def test_a_request_is_asked_once_for_its_language(asked: list[str]) -> None:
    gettext("待签收")
    ngettext(LATE, LATE, 3)
    render_template_string("{% for each in range(9) %}{{ _('待签收') }}{% endfor %}")

    assert asked == ["zh"]


@pytest.mark.usefixtures("asked")
def test_for_a_while_another_language_is_spoken() -> None:
    assert gettext("待签收") == "待签收"

    with spoken_in("en"):
        assert is_english()
        assert ngettext(LATE, LATE, 3) == "3 hours late"
        assert gettext("待签收") != "待签收"

    assert gettext("待签收") == "待签收"
    assert not is_english()


@pytest.mark.usefixtures("asked")
def test_what_was_not_yet_spoken_is_not_spoken_in_the_other_language_afterwards() -> None:
    with spoken_in("en"):
        assert gettext("待签收") != "待签收"

    assert "speech" not in g
    assert gettext("待签收") == "待签收"


def test_outside_of_a_request_everything_is_said_as_it_is_written() -> None:
    assert gettext("待签收") == "待签收"
    assert ngettext(LATE, LATE, 3) == "超期 3 小时"
    assert not is_english()


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{{ _('选中 %(title)s', title='<b>') }}", "选中 &lt;b&gt;"),
        ("{{ _('选中 %(title)s', title='<b>'|safe) }}", "选中 <b>"),
        (
            "{% autoescape false %}{{ _('选中 %(title)s', title='<b>') }}{% endautoescape %}",
            "选中 <b>",
        ),
        ("{{ _('<i>全文</i>') }}", "<i>全文</i>"),
        ("{{ _('已办 100%%') }}", "已办 100%"),
    ],
)
def test_what_is_put_into_a_sentence_is_escaped_and_the_sentence_is_not(
    template: str, said: str
) -> None:
    assert render_template_string(template) == said
