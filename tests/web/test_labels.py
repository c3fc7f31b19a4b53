"""Words that are longer than those that were drawn look for a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from server.web.labels import settled
from tests.web.svg import file_with

if TYPE_CHECKING:
    from server.web.drawings import Box

_LABEL = '<i:BPMNLabel><c:Bounds x="{x}" y="{y}" width="{width}" height="14"/></i:BPMNLabel>'


def label_of(name: str, *, x: float, y: float, width: float = 20, more: str = "") -> Box:
    """Where the name of an event in the box 100 100 100 80 stands; more elements may lie around."""
    label = _LABEL.format(x=x, y=y, width=width)
    file = file_with(
        f'<b:startEvent id="A" name="{name}"/><b:task id="T"/><b:sequenceFlow id="F"/>', more=more
    )
    file = file.replace(b"</i:BPMNShape>", f"{label}</i:BPMNShape>".encode(), 1)
    box = settled(file).nodes[0].label
    assert box is not None
    return box


def line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<i:BPMNEdge bpmnElement="F"><d:waypoint x="{x1}" y="{y1}"/><d:waypoint x="{x2}" y="{y2}"/></i:BPMNEdge>'


def test_words_with_room_stay_in_the_middle_of_their_place() -> None:
    box = label_of("Arrival", x=140, y=190)

    assert box.x + box.width / 2 == 150
    assert box.y == 190


@pytest.mark.parametrize(
    ("more", "least", "most"),
    [
        (line(130, 150, 130, 300), 130, 400),
        (
            '<i:BPMNShape bpmnElement="T"><c:Bounds x="165" y="170" width="100" height="80"/></i:BPMNShape>',
            0,
            165,
        ),
    ],
    ids=["a line", "a task"],
)
def test_words_move_off_what_they_would_cover(more: str, least: float, most: float) -> None:
    box = label_of("Arrival", x=140, y=190, more=more)

    assert least < box.x < box.x + box.width < most


def test_words_without_any_room_cover_as_little_as_they_can() -> None:
    wall = '<i:BPMNShape bpmnElement="T"><c:Bounds x="-900" y="-900" width="2000" height="2000"/></i:BPMNShape>'

    assert label_of("Arrival", x=140, y=190, more=wall).y >= 180


def test_long_words_take_several_lines() -> None:
    box = label_of("Arrival of the plan at the county", x=140, y=190)

    assert box.width <= 90
    assert box.height > 30


def test_what_has_no_words_keeps_its_place() -> None:
    assert label_of("", x=140, y=190, width=20).width == 20
