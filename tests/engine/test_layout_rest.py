"""A drawing that shows only a part gets the rest."""

from __future__ import annotations

from copy import deepcopy

from server.engine.layout.geometry import Box
from server.engine.layout.laying import lay_out, with_places
from tests.engine.diagrams import HEAD, boundary, end, flow, node, process, start, sub, user
from tests.engine.layout_pen import drawn, laid, lane, lanes, note, pool, pools, remove, two_pools
from tests.engine.paper import DC, DD, DI, Paper

TIMER = "<bpmn:timerEventDefinition/>"


def test_what_stands_in_a_file_stays_as_it_was_written() -> None:
    written = "<!-- why --><?tool keep?><bpmn:script><![CDATA[a < b]]></bpmn:script>"
    file = process(start(), node("scriptTask", "A", written), flow("S", "A"))

    assert written.encode() in with_places(file)


def test_an_empty_diagram_is_filled() -> None:
    empty = f'<b:BPMNDiagram xmlns:b="{DI[1:-1]}" id="D"><b:BPMNPlane id="X" bpmnElement="whistle"/></b:BPMNDiagram>'
    file = process(start(), end(), flow("S", "E"))
    root = laid(file.replace(b"</bpmn:definitions>", f"{empty}</bpmn:definitions>".encode()))

    [plane] = root.iter(f"{DI}BPMNPlane")
    assert len(plane) == 3


def test_a_plane_of_something_else_is_left_alone() -> None:
    other = f'<b:BPMNDiagram xmlns:b="{DI[1:-1]}" id="D"><b:BPMNPlane id="X" bpmnElement="else"/></b:BPMNDiagram>'
    file = process(user("A")).replace(
        b"</bpmn:definitions>", f"{other}</bpmn:definitions>".encode()
    )

    assert [len(plane) for plane in laid(file).iter(f"{DI}BPMNPlane")] == [0, 1]


def test_pools_without_anything_inside_are_drawn_anew() -> None:
    root = laid(two_pools())
    remove(root, "A", "B", "D", "M", "N")
    lay_out(root)

    assert not Paper(root).out_of_place()


def test_the_inside_of_a_collapsed_sub_process_has_a_diagram_of_its_own() -> None:
    inner = sub("I", user("X"), user("Y"), flow("X", "Y"))
    root = laid(process(start(), sub("P", inner), sub("Q"), flow("S", "P"), flow("P", "Q")))
    drawn(root, "P").attrib.pop("isExpanded")
    remove(root, "I", "X", "Y", "X_Y")
    lay_out(root)

    planes = [plane.get("bpmnElement") for plane in root.iter(f"{DI}BPMNPlane")]
    assert planes == ["whistle", "P"]


def test_a_missing_pool_and_missing_lanes_lie_around_what_they_hold() -> None:
    set_ = lanes(lane("L", "S"), lane("M", inner=lane("X", "A") + lane("Z")))
    beside = pools(pool("One", "whistle"), pool("Out"))
    root = laid(process(set_, start(), user("A"), flow("S", "A"), beside=beside))
    remove(root, "One", "L", "M", "X", "Z", "Out")
    lay_out(root)

    assert not [one for one in Paper(root).out_of_place() if "Z" not in one]


def test_a_missing_pool_without_lanes_lies_around_its_nodes() -> None:
    root = laid(process(start(), user("A"), flow("S", "A"), beside=pools(pool("One", "whistle"))))
    remove(root, "One")
    lay_out(root)

    assert not Paper(root).out_of_place()


def test_a_missing_sub_process_lies_around_what_it_holds() -> None:
    root = laid(process(start(), sub("P", user("X")), flow("S", "P")))
    remove(root, "P")
    lay_out(root)

    assert not Paper(root).out_of_place()


def test_a_missing_group_lies_around_its_members() -> None:
    inner = "<bpmn:categoryValueRef>V</bpmn:categoryValueRef>"
    root = laid(process(node("userTask", "A", inner), node("group", "G", categoryValueRef="V")))
    remove(root, "G")
    lay_out(root)

    assert Paper(root).boxes["G"].holds(Paper(root).boxes["A"])


def test_what_holds_things_that_a_second_plane_shows_lies_there() -> None:
    inner = "<bpmn:categoryValueRef>V</bpmn:categoryValueRef>"
    members = node("userTask", "X", inner) + node("group", "G", categoryValueRef="V")
    one, other = node("process", "P", user("A")), lanes(lane("L", "X")) + members
    both = f"{pools(pool('One', 'P'), pool('Two', 'Q'))}{one}{node('process', 'Q', other)}"
    root = laid(f"{HEAD.format(attributes='')}{both}</bpmn:definitions>".encode())
    diagram = next(root.iter(f"{DI}BPMNDiagram"))
    second = deepcopy(diagram)
    diagram.addnext(second)
    for drawn_one in (*diagram[0], *second[0]):
        key = drawn_one.get("bpmnElement")
        is_kept = key == "X" if drawn_one.getparent() is second[0] else key in {"A", "One", "Two"}
        if not is_kept:
            drawn_one.getparent().remove(drawn_one)

    lay_out(root)

    assert {one.get("bpmnElement") for one in second[0]} == {"X", "G", "L"}


def test_the_missing_inside_of_a_sub_process_comes_into_it() -> None:
    root = laid(process(start(), sub("P", user("X"), user("Y"), flow("X", "Y")), flow("S", "P")))
    before = Paper(root).boxes["X"]
    remove(root, "X", "Y", "X_Y")
    lay_out(root)

    assert Paper(root).boxes["X"] == before
    assert not Paper(root).out_of_place()


def test_a_process_that_is_not_on_the_paper_comes_where_it_is_free() -> None:
    root = laid(two_pools())
    remove(root, "D")

    assert lay_out(root) == ["D"]
    assert not Paper(root).overlaps()


def test_an_area_grows_for_what_finds_no_room_in_it() -> None:
    inner = sub("P", user("X"), sub("Q", start("QS"), end("QE"), flow("QS", "QE"), name="长"))
    below = node("startEvent", "B", name="另")
    root = laid(process(start(), inner, below, flow("S", "P"), note("N")))
    remove(root, "Q", "QS", "QE")
    before = Paper(root)
    bounds = drawn(root, "P").find(f"{DC}Bounds")
    assert bounds is not None
    bounds.set("height", str(before.boxes["X"].bottom - before.boxes["P"].y + 10))
    lay_out(root)
    after = Paper(root)

    assert not after.out_of_place()
    assert not after.overlaps()
    assert after.boxes["X"] == before.boxes["X"]


def test_a_boundary_event_comes_where_there_is_room() -> None:
    parts = user("A"), boundary("X", "A", TIMER), boundary("Y", "A", TIMER, interrupting=False)
    root = laid(
        process(start(), *parts, flow("S", "A")).replace(b'id="Y"', 'id="Y" name="超时"'.encode())
    )
    remove(root, "X", "Y")
    lay_out(root)
    paper = Paper(root)

    assert not paper.boxes["X"].meets(paper.boxes["Y"])
    assert paper.boxes["Y"].middle[1] == paper.boxes["A"].bottom
    assert "Y" in paper.labels


def test_numbers_that_are_none_are_taken_for_zero() -> None:
    root = laid(process(start(), user("A"), flow("S", "A")))
    bounds = drawn(root, "S").find(f"{DC}Bounds")
    assert bounds is not None
    bounds.set("x", "wide")
    remove(root, "A")

    assert lay_out(root) == ["A"]


def test_a_line_with_nowhere_to_go_is_drawn_straight() -> None:
    root = laid(process(user("A"), user("B"), flow("A", "B", key="f")))
    for key in "AB":
        bounds = drawn(root, key).find(f"{DC}Bounds")
        assert bounds is not None
        bounds.set("x", "100")
        bounds.set("y", "100")
    remove(root, "f")

    assert lay_out(root) == ["f"]
    assert len(list(drawn(root, "f").iter(f"{DD}waypoint"))) > 1


def test_a_box_knows_what_it_meets() -> None:
    box = Box(x=0, y=0, width=10, height=10)

    assert box.meets(box.moved(9, 9))
    assert not box.meets(box.moved(10, 0))
