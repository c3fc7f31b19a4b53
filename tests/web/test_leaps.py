"""Where a case went on by no flow is drawn as dashed arrows, and told as a list."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from flask import Flask

from server.web import speech
from server.web.drawings import read_drawing
from server.web.leaps import arcs, leaps_drawn
from tests.services.drawn import Drawn
from tests.services.test_returning import ROW, returned
from tests.web.sample_diagram import sample_diagram
from tests.web.sample_marks import MARKS
from tests.web.svg import SVG, drawn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from server.domain.reading import Leap
    from tests.web.house import House

BACK, AHEAD = MARKS.leaps
WITHOUT = replace(MARKS, leaps=())


@pytest.fixture(autouse=True)
def _chinese() -> Iterator[None]:
    app = Flask(__name__)
    speech.install(app, lambda: "zh")
    with app.test_request_context():
        yield


def arrows(*leaps: Leap, crop: str | None = None) -> list[str]:
    """The words on each arrow of the drawing."""
    svg = drawn(sample_diagram(), replace(MARKS, leaps=leaps), crop)
    found = [each for each in svg.iter(f"{SVG}g") if each.get("class") == "leap"]
    return [" ".join(str(each.text) for each in one.iter(f"{SVG}text")) for one in found]


def test_each_arrow_says_what_it_was_which_round_and_when() -> None:
    assert arrows(BACK, AHEAD) == ["退回 第 2 轮 11-20 09:42", "跳转 第 2 轮 11-20 09:42"]


def test_between_the_same_steps_there_is_one_arrow_of_the_last_and_how_many() -> None:
    assert arrows(BACK, replace(BACK, round=3)) == ["退回 第 3 轮 11-20 09:42 共 2 次"]


def test_what_is_not_drawn_or_not_known_has_no_arrow() -> None:
    assert arrows(replace(BACK, element="Nowhere"), replace(BACK, from_element="")) == []


def test_around_one_step_there_are_none() -> None:
    assert arrows(BACK, crop="Draft") == []


def test_what_stands_above_each_other_is_led_beside() -> None:
    [arc] = arcs(
        read_drawing(sample_diagram()), (replace(BACK, from_element="Clocks", element="Sign"),)
    )

    (x1, y1), (x2, y2) = arc.over
    assert x1 == x2 > arc.start[0]
    assert (y1, y2) == (arc.start[1], arc.end[1])


def test_no_label_lies_on_another_one() -> None:
    leaps = tuple(
        replace(BACK, from_element=each) for each in ("Dispatch", "Sign", "Accept", "Number")
    )
    labels = [arc.label for arc in arcs(read_drawing(sample_diagram()), leaps)]

    for number, one in enumerate(labels):
        for other in labels[:number]:
            beside = one.x + one.width <= other.x or other.x + other.width <= one.x
            assert beside or one.y + one.height <= other.y or other.y + other.height <= one.y


def test_the_drawing_has_room_for_them() -> None:
    def box(marks: object) -> list[float]:
        return [float(each) for each in drawn(sample_diagram(), marks).get("viewBox", "").split()]  # type: ignore[arg-type]  # marks

    _, top, width, height = box(MARKS)
    _, plain_top, plain_width, plain_height = box(WITHOUT)
    assert top < plain_top
    assert height - plain_height == pytest.approx(plain_top - top, abs=1)
    assert width >= plain_width


def test_names_are_escaped() -> None:
    drawing = read_drawing(sample_diagram())

    assert "<b>" not in leaps_drawn(drawing, (replace(BACK, step="<b>"),))


def test_the_page_and_the_api_tell_the_same(house: House) -> None:
    matter = Drawn(house, *ROW)
    matter.do("A", "B")
    returned(matter, "C", "A")
    page = house.browser("zjj.handler").get(f"/cases/{matter.case}")
    program = house.program("zjj.handler")
    [told] = program.get(f"/cases/{matter.case}").get_json()["leaps"]

    [line] = page.select(".leaps li")
    assert line.get_text(" ", strip=True).startswith("退回 办C → 到 办A 第 2 轮")
    assert 'class=\\"leap' not in page.text  # it stands in the data of the page, escaped
    assert (told["kind"], told["from_element"], told["element"], told["round"]) == (
        "returned", "C", "A", 2,
    )  # fmt: skip
    at = quote(house.clock.now().isoformat())
    past = program.get(f"/cases/{matter.case}/past?at={at}").get_json()
    assert len(past["leaps"]) == 1
