"""A diagram without layout gets one: every rule of a tidy drawing, on random diagrams."""

from __future__ import annotations

from random import Random
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from SpiffWorkflow.spiff.parser.process import VALIDATOR

from server.engine.layout.laying import lay_out
from tests.engine.paper import DI, Paper
from tests.engine.sketches import sketch, talk

seeds = st.integers(0, 100_000)
HARD = ("overlaps", "out_of_place", "slants", "loose_ends", "through_shapes", "shared")
"""What never happens, whatever the diagram."""
UNDRAWN = {"process", "collaboration", "laneSet", "childLaneSet", "definitions"}


def by(seed: int) -> Random:
    """Chance that can be called up again."""
    return Random(seed)  # noqa: S311  # no secret


def laid(file: tuple[bytes, set[str]]) -> tuple[Paper, set[str]]:
    """The paper of a file that had none, and its flows that lead back."""
    root = etree.fromstring(file[0])
    lay_out(root)
    return Paper(root), file[1]


def faults(paper: Paper) -> dict[str, list[str]]:
    """Everything that must never happen and does."""
    found = {name: getattr(paper, name)() for name in HARD}
    return {name: wrong for name, wrong in found.items() if wrong}


@settings(max_examples=15, deadline=None, derandomize=True)
@given(seeds, st.booleans())
def test_a_drawing_is_tidy(seed: int, lanes: bool) -> None:  # noqa: FBT001  # hypothesis gives it
    paper, back = laid(sketch(by(seed), lanes=lanes))

    assert not faults(paper)
    assert not paper.backwards(back)


@settings(max_examples=8, deadline=None, derandomize=True)
@given(seeds)
def test_pools_that_talk_are_tidy(seed: int) -> None:
    paper, back = laid(talk(by(seed)))

    assert not faults(paper)
    assert not paper.backwards(back)


@settings(max_examples=6, deadline=None, derandomize=True)
@given(seeds)
def test_everything_has_a_place_once_and_the_file_is_still_bpmn(seed: int) -> None:
    root = etree.fromstring(talk(by(seed))[0])
    placed = lay_out(root)
    paper = Paper(root)
    drawn = {key for key in paper.elements if _is_drawn(paper, key)}

    assert sorted(placed) == sorted(drawn) == sorted([*paper.boxes, *paper.lines])
    VALIDATOR.validate(root)


def _is_drawn(paper: Paper, key: str) -> bool:
    name = paper.elements[key].tag
    return "/MODEL}" in name and paper.kind(key) not in UNDRAWN


def test_a_structured_flow_hardly_ever_crosses_itself_or_covers_words() -> None:
    papers = [laid(sketch(by(seed), lanes=False))[0] for seed in range(20)]
    lines = sum(len(paper.lines) for paper in papers)

    assert sum(len(paper.crossings()) for paper in papers) * 500 < lines
    assert sum(len(paper.covered_words()) for paper in papers) * 200 < lines


def test_the_same_file_is_drawn_the_same() -> None:
    file = talk(by(7))[0]
    one, other = etree.fromstring(file), etree.fromstring(file)
    lay_out(one)
    lay_out(other)

    assert etree.tostring(one) == etree.tostring(other)


def test_three_hundred_nodes_take_less_than_a_second() -> None:
    file, spent = sketch(by(5), size=26)[0], []
    for _ in range(3):
        root, begin = etree.fromstring(file), process_time()
        lay_out(root)
        spent.append(process_time() - begin)

    assert len(root.findall(f".//{DI}BPMNShape")) > 300
    assert min(spent) < 1


@settings(max_examples=8, deadline=None, derandomize=True)
@given(seeds, st.booleans())
def test_what_is_missing_comes_beside_what_is_there(seed: int, pools: bool) -> None:  # noqa: FBT001  # hypothesis gives it
    chance = by(seed)
    root = etree.fromstring(talk(chance)[0] if pools else sketch(chance)[0])
    lay_out(root)
    plane = root.find(f".//{DI}BPMNPlane")
    assert plane is not None
    kinds = Paper(root)
    gone = [
        drawn
        for drawn in plane
        if kinds.kind(drawn.get("bpmnElement", "")) not in {"participant", "lane", "subProcess"}
        and chance.random() < 0.15
    ]
    for drawn in gone:
        plane.remove(drawn)

    assert sorted(lay_out(root)) == sorted(drawn.get("bpmnElement", "") for drawn in gone)
    assert not {k: v for k, v in faults(Paper(root)).items() if k != "shared"}


@settings(max_examples=10, deadline=None, derandomize=True)
@given(seeds, st.booleans())
def test_two_planes_that_show_a_part_each_show_everything_together(seed: int, lines: bool) -> None:  # noqa: FBT001  # hypothesis gives it
    chance = by(seed)
    root = etree.fromstring(sketch(chance)[0])
    lay_out(root)
    diagram = next(root.iter(f"{DI}BPMNDiagram"))
    other = etree.fromstring(etree.tostring(diagram).replace(b' id="', b' id="other_'))
    diagram.addnext(other)
    shapes = [drawn.get("bpmnElement", "") for drawn in diagram.iter(f"{DI}BPMNShape")]
    side = {key: chance.choice((0, 0, 1, 1, 2)) for key in shapes}
    for at, plane in enumerate((diagram[0], other[0])):
        for drawn in list(plane):
            shown = side.get(drawn.get("bpmnElement", ""), at if lines and at == 0 else 2)
            if shown != at:
                plane.remove(drawn)

    lay_out(root)

    drawn_now = [drawn.get("bpmnElement", "") for drawn in root.iter(f"{DI}BPMNShape")]
    assert sorted(drawn_now) == sorted(shapes)
    assert not lay_out(root)


@pytest.mark.parametrize("file", [sketch(by(3)), talk(by(3))], ids=["one", "two pools"])
def test_what_has_a_place_is_left_alone(file: tuple[bytes, set[str]]) -> None:
    root = etree.fromstring(file[0])
    lay_out(root)
    before = etree.tostring(root)

    assert lay_out(root) == []
    assert etree.tostring(root) == before
