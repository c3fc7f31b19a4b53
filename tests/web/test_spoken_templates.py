"""Templates compiled for each language say what they said when every sentence was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flask import Flask, render_template
from flask.templating import Environment
from jinja2 import DictLoader

from server.web import speech, spoken_templates
from server.web.bundles import Bundle
from server.web.catalogues import TRANSLATIONS, compile_catalogues
from server.web.words import teach
from tests.web import gallery as hall

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask.testing import FlaskClient

BUNDLES = dict.fromkeys(
    ("shell", "task", "viewer", "kept", "paper"), Bundle(script="a.js", style="a.css", preload=())
)
PAGES = {
    "sentence.html": "{{ _('待签收') }}",
    "either.html": "{{ _('待签收') if held else _('待办') }}",
    "value.html": "{{ _('经办：%(name)s', name=name) }}",
    "given.html": "{% set said = _('经办：%(name)s', name=name) %}{{ said }}",
    "percent.html": "{{ _('已用 100%%') }}{{ _('已用 100%% 于 %(name)s', name=name) }}",
    "plain.txt": "{{ _('经办：%(name)s', name=name) }} {{ speak(name, '') }}",
    "names.html": "{{ speak(name, english) }}",
    "pair.html": "{{ speak(*pair) }}",
    "brought.html": "{{ _(name) }}",
    "fixed.html": "{% for each in (1, 2, 3) %}{{ link('inbox', view='a&b') }}{% endfor %}",
    "place.html": "{% for each in (1, 2, 3) %}{{ link('task', item=each) }}{% endfor %}",
    "own.html": "{% macro to(link) %}{{ link('task') }}{% endmacro %}{{ to(other) }}",
    "more.html": "{% include 'sentence.html' %}",
    "components/icons.html": "{% macro icon(name) %}<svg>{{ link(name) }}</svg>{% endmacro %}",
    "drawn.html": "{% from 'components/icons.html' import icon %}{% set it = icon('eye') %}{{ it }}",
    "drawing.html": "{% from 'components/icons.html' import icon %}{{ icon(name) }}",
    "method.html": "{{ name.upper() }}",
}


@pytest.fixture
def asked() -> Iterator[list[str]]:
    """What templates asked for while a page was shown in Chinese."""
    compile_catalogues()
    asked: list[str] = []

    def noted(name: str, answer: Callable[..., str]) -> Callable[..., str]:
        def ask(*args: str, **kwargs: str) -> str:
            asked.append(name)
            return answer(*args, **kwargs)

        return ask

    app = Flask(__name__)
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(TRANSLATIONS)
    app.jinja_loader = DictLoader(PAGES)
    spoken_templates.install(app)
    speech.install(app, lambda: "zh")
    teach(app)
    app.jinja_env.globals.update(
        _=noted("_", str),
        speak=noted("speak", lambda chinese, english: english or chinese),
        link=noted("link", lambda place, **values: f"/{place}?{values}"),
    )
    with app.test_request_context():
        yield asked


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return hall.gallery(BUNDLES).test_client()


@pytest.fixture(scope="module")
def unspoken() -> FlaskClient:
    """Give the same pages from templates that ask for every sentence."""
    return hall.gallery(BUNDLES, Environment).test_client()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", hall.PAGES)
def test_a_page_says_the_same_as_if_every_sentence_was_asked_for(
    client: FlaskClient, unspoken: FlaskClient, path: str, language: str
) -> None:
    path += f"{'&' if '?' in path else '?'}lang={language}"

    assert client.get(path).text == unspoken.get(path).text


def test_no_page_asks_for_its_own_sentences_while_it_is_shown() -> None:
    app = hall.gallery(BUNDLES)
    asked: list[str] = []
    app.jinja_env.globals["_"] = lambda sentence, **_: asked.append(sentence)
    for path in hall.PAGES:
        app.test_client().get(path)

    assert asked == []


def test_a_row_of_the_inbox_asks_for_one_address_and_no_words() -> None:
    app = hall.gallery(BUNDLES)
    asked: list[str] = []

    def noted(name: str, *_: object, **__: object) -> str:
        asked.append(name)
        return name

    app.jinja_env.globals.update(link=noted, speak=noted)
    app.test_client().get("/inbox-rows")
    asked.clear()
    page = app.test_client().get("/inbox-rows").text

    assert len(asked) == page.count("<tr") > 1
    assert set(asked) <= {"task", "case"}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("sentence.html", "待签收"),
        ("either.html", "待办"),
        ("value.html", "经办：&lt;李&gt;"),
        ("given.html", "经办：&lt;李&gt;"),
        ("percent.html", "已用 100%已用 100% 于 &lt;李&gt;"),
        ("plain.txt", "经办：<李> <李>"),
        ("names.html", "&lt;李&gt;"),
        ("fixed.html", "/inbox?{&#39;view&#39;: &#39;a&amp;b&#39;}" * 3),
        ("own.html", "other task"),
        ("more.html", "待签收"),
        ("drawn.html", "<svg>/eye?{}</svg>"),
        ("method.html", "&lt;李&gt;"),
    ],
)
def test_what_stands_in_a_template_is_asked_for_when_it_is_compiled(
    asked: list[str], name: str, said: str
) -> None:
    words = {"name": "<李>", "english": "Li", "other": "other {}".format}
    render_template(name, **words)
    asked.clear()

    assert render_template(name, **words) == said
    assert asked == []


def test_what_a_row_brings_along_is_asked_for_each_time(asked: list[str]) -> None:
    assert render_template("place.html").count("/task") == 3
    assert render_template("pair.html", pair=("县", "County")) == "County"
    assert render_template("drawing.html", name="eye") == "<svg>/eye?{}</svg>"
    assert render_template("brought.html", name="待签收") == "待签收"
    assert asked == ["link"] * 3 + ["speak", "link", "_"]


@pytest.mark.usefixtures("asked")
def test_in_the_other_language_the_other_name_is_said() -> None:
    assert render_template("sentence.html") == "待签收"

    with speech.spoken_in("en"):
        assert render_template("more.html") == "To sign for"
        assert render_template("names.html", name="李", english="Li") == "Li"
        assert render_template("names.html", name="李", english="") == "李"

    assert render_template("names.html", name="李", english="Li") == "李"
