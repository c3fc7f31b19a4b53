"""A diagram in the language of the page."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from flask import Flask
from lxml import etree

from server.domain.process import English
from server.web import speech
from server.web.catalogues import compile_catalogues
from server.web.diagram_files import in_english
from server.web.drawings import read_drawing
from server.web.page_diagrams import beginning_of, file_of, picture_of
from tests.web.svg import file_with, words_of

DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DC = "{http://www.omg.org/spec/DD/20100524/DC}"
EVENT = file_with('<b:startEvent id="A" name="到达"/>')


@dataclass(frozen=True)
class Shown:
    """A diagram with its English."""

    diagram: bytes
    english: dict[str, English]


def page_in(language: str) -> Flask:
    """An application whose pages are in this language."""
    compile_catalogues()
    app = Flask("server.web")
    speech.install(app, lambda: language)
    return app


@pytest.mark.parametrize(
    ("element", "name"),
    [
        ('<b:userTask id="A" name="签收"/>', "Sign"),
        ('<b:userTask id="A"/>', "Sign"),
        ('<b:textAnnotation id="A"><b:text>限时</b:text></b:textAnnotation>', "Sign"),
        (
            '<b:dataObject id="O" name="单"/><b:dataObjectReference id="A" dataObjectRef="O"/>',
            "Sign",
        ),
        ('<b:userTask id="B" name="签收"/><b:userTask id="A" name="处置"/>', "Sign"),
    ],
    ids=["a task", "without a name", "a note", "data", "beside another"],
)
def test_an_element_is_renamed_whatever_it_is(element: str, name: str) -> None:
    renamed = read_drawing(in_english(file_with(element), {"A": English(name=name)}))

    assert [node.name for node in renamed.nodes] == [name]


def test_what_has_no_english_keeps_its_name() -> None:
    renamed = read_drawing(in_english(EVENT, {"A": English(instructions="Wait."), "B": English()}))

    assert [node.name for node in renamed.nodes] == ["到达"]


def test_a_name_can_not_smuggle_markup_into_the_file() -> None:
    renamed = in_english(EVENT, {"A": English(name='"><script>')})

    assert read_drawing(renamed).nodes[0].name == '"><script>'


@pytest.mark.parametrize(
    ("language", "label", "words"), [("zh", "流程图", ["到达"]), ("en", "Diagram", ["Arrival"])]
)
def test_a_picture_speaks_the_language_of_its_page(
    language: str, label: str, words: list[str]
) -> None:
    shown = Shown(EVENT, {"A": English(name="Arrival")})

    with page_in(language).test_request_context():
        whole, first = picture_of(shown, None), beginning_of(shown)
        file = file_of(shown)

    for picture in (etree.fromstring(str(whole)), etree.fromstring(str(first))):
        assert picture.get("aria-label") == label
        assert words_of(picture) == words
    assert (file == EVENT) == (language == "zh")


def test_the_viewers_labels_stand_where_their_words_cover_nothing() -> None:
    label = '<i:BPMNLabel><c:Bounds x="140" y="174" width="20" height="14"/></i:BPMNLabel>'
    bare = '<i:BPMNEdge bpmnElement="F"><i:BPMNLabel><c:Bounds x="1" y="2" width="3" height="4"/></i:BPMNLabel></i:BPMNEdge>'
    file = file_with('<b:startEvent id="A" name="Arrival of the plan"/>', more=bare)
    file = file.replace(b"</i:BPMNShape>", f"{label}</i:BPMNShape>".encode())

    with page_in("en").test_request_context():
        root = etree.fromstring(file_of(Shown(file, {})))

    [bounds, other] = root.iterfind(f".//{DI}BPMNLabel/{DC}Bounds")
    assert float(bounds.get("y", "")) >= 180
    assert float(bounds.get("width", "")) > 64
    assert other.get("x") == "1"
