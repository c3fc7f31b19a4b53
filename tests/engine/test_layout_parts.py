"""What a drawing does with each thing that BPMN knows, one at a time."""

from __future__ import annotations

import pytest
from lxml import etree

from server.engine.layout.geometry import Box
from server.engine.layout.laying import lay_out
from tests.engine.diagrams import (
    HEAD,
    boundary,
    end,
    flow,
    gateway,
    node,
    process,
    start,
    sub,
    user,
)
from tests.engine.paper import DC, DD, DI, Paper

TIMER = "<bpmn:timerEventDefinition/>"


def paper_of(file: bytes) -> Paper:
    """A file on paper, with nothing wrong in it."""
    root = etree.fromstring(file)
    lay_out(root)
    paper = Paper(root)
    for fault in ("overlaps", "out_of_place", "slants", "loose_ends", "through_shapes"):
        assert not getattr(paper, fault)(), fault
    return paper


def drawn(root: etree._Element, key: str) -> etree._Element:
    """The shape or edge of an element."""
    [found] = root.iterfind(f".//{DI}*[@bpmnElement='{key}']")
    return found


def remove(root: etree._Element, *keys: str) -> None:
    """Take things off the paper."""
    for key in keys:
        gone = drawn(root, key)
        parent = gone.getparent()
        assert parent is not None
        parent.remove(gone)


def laid(file: bytes) -> etree._Element:
    """A file with all its places."""
    root = etree.fromstring(file)
    lay_out(root)
    return root


def note(key: str) -> str:
    return (
        f'<bpmn:textAnnotation id="{key}"><bpmn:text>限时一小时</bpmn:text></bpmn:textAnnotation>'
    )


def tie(key: str, one: str, other: str) -> str:
    return node("association", key, sourceRef=one, targetRef=other)


def lane(key: str, *members: str, inner: str = "") -> str:
    refs = "".join(f"<bpmn:flowNodeRef>{one}</bpmn:flowNodeRef>" for one in members)
    held = f'<bpmn:childLaneSet id="{key}_set">{inner}</bpmn:childLaneSet>' if inner else ""
    return node("lane", key, refs + held, name=key)


def lanes(*inner: str) -> str:
    return node("laneSet", "lanes", "".join(inner))


def pools(*participants: str, messages: str = "") -> str:
    return node("collaboration", "C", "".join(participants) + messages)


def pool(key: str, process_key: str = "") -> str:
    return node(
        "participant", key, name=key, **({"processRef": process_key} if process_key else {})
    )


# --- a whole drawing ----------------------------------------------------------------------------------


def test_shapes_have_the_sizes_that_editors_give_them() -> None:
    paper = paper_of(
        process(start(), user("A"), gateway("exclusive", "G"), flow("S", "A"), flow("A", "G"))
    )

    sizes = {key: (box.width, box.height) for key, box in paper.boxes.items()}
    assert sizes == {"S": (36, 36), "A": (100, 80), "G": (50, 50)}


def test_a_straight_flow_is_drawn_in_one_line() -> None:
    paper = paper_of(process(start(), user("A"), end(), flow("S", "A"), flow("A", "E")))

    assert {len(line) for line in paper.lines.values()} == {2}


def test_branches_leave_a_gateway_at_its_corners() -> None:
    parts = [gateway("exclusive", "G"), gateway("exclusive", "J"), *map(user, "ABC")]
    parts += [flow("G", key) for key in "ABC"] + [flow(key, "J") for key in "ABC"]
    paper = paper_of(process(*parts))

    box = paper.boxes["G"]
    begins = {paper.lines[key][0] for key, source, _ in paper.flows() if source == "G"}
    x, y = box.middle
    assert begins == {(x, box.y), (box.right, y), (x, box.bottom)}
    assert not paper.crossings()


def test_a_loop_goes_round_above() -> None:
    flows = flow("S", "G"), flow("G", "A"), flow("A", "H"), flow("H", "G"), flow("H", "E")
    paper = paper_of(
        process(
            start(), gateway("exclusive", "G"), user("A"), gateway("exclusive", "H"), end(), *flows
        )
    )

    back = next(paper.lines[key] for key, one, other in paper.flows() if (one, other) == ("H", "G"))
    assert min(y for _, y in back) < paper.boxes["A"].y
    assert not paper.crossings()


@pytest.mark.parametrize("key", ["A", "G"])
def test_a_flow_to_where_it_comes_from_goes_round_its_corner(key: str) -> None:
    paper = paper_of(process(user("A"), gateway("exclusive", "G"), flow("A", "G"), flow(key, key)))

    line = next(paper.lines[k] for k, one, other in paper.flows() if one == other)
    box = paper.boxes[key]
    assert (line[0][0], line[-1][1]) == (box.right, box.y)


def test_boundary_events_sit_on_the_lower_border_of_what_they_watch() -> None:
    events = [boundary(f"B{at}", "A", TIMER, interrupting=True) for at in range(4)]
    ends = [end(f"E{at}") for at in range(4)]
    flows = [flow(f"B{at}", f"E{at}") for at in range(4)]
    paper = paper_of(process(start(), user("A"), *events, *ends, *flows, flow("S", "A")))

    host = paper.boxes["A"]
    assert {paper.boxes[f"B{at}"].middle[1] for at in range(4)} == {host.bottom}
    assert host.width > 100
    assert not paper.crossings()


def test_a_boundary_event_may_lead_back_and_to_its_own_activity() -> None:
    parts = start(), user("A"), user("B"), boundary("X", "B", TIMER), boundary("Y", "B", TIMER)
    flows = flow("S", "A"), flow("A", "B"), flow("X", "A"), flow("Y", "B")

    assert len(paper_of(process(*parts, *flows)).lines) == 4


def test_an_event_on_the_border_of_nothing_is_drawn_all_the_same() -> None:
    assert "X" in paper_of(process(start(), boundary("X", "Gone", TIMER))).boxes


def test_an_undoing_activity_stands_after_the_event_that_leads_to_it() -> None:
    undo = "<bpmn:compensateEventDefinition/>"
    parts = user("A"), user("U"), boundary("X", "A", undo), start(), flow("S", "A")
    paper = paper_of(process(*parts, tie("T", "X", "U")))

    assert paper.boxes["U"].x > paper.boxes["A"].right
    assert "T" in paper.lines


def test_sub_processes_hold_what_they_hold() -> None:
    handler = sub("H", start("HS"), end("HE"), flow("HS", "HE"), triggeredByEvent="true")
    inner = sub("I", start("IS"), end("IE"), flow("IS", "IE"), handler)
    root = laid(process(start(), sub("P", inner), sub("Q"), flow("S", "P"), flow("P", "Q")))

    assert drawn(root, "P").get("isExpanded") == "true"
    assert drawn(root, "Q").get("isExpanded") == "false"
    assert not Paper(root).out_of_place()


def test_what_no_flow_leads_to_lies_below_the_flow() -> None:
    handlers = [
        sub(f"H{at}", *map(user, (f"A{at}", f"B{at}")), triggeredByEvent="true") for at in range(4)
    ]
    paper = paper_of(process(start(), end(), flow("S", "E"), *handlers))

    assert min(paper.boxes[f"H{at}"].y for at in range(4)) > paper.boxes["S"].bottom


def test_notes_and_data_stand_above_what_they_belong_to() -> None:
    data = (
        node("dataObjectReference", "D", name="吹哨单"),
        node("dataStoreReference", "K", name="台账"),
    )
    reads = '<bpmn:dataInputAssociation id="R"><bpmn:sourceRef>D</bpmn:sourceRef></bpmn:dataInputAssociation>'
    writes = '<bpmn:dataOutputAssociation id="W"><bpmn:targetRef>D</bpmn:targetRef></bpmn:dataOutputAssociation>'
    task = node("userTask", "A", reads + writes)
    notes = note("N"), note("M"), tie("T", "A", "N"), tie("V", "flow_S_A", "M")
    paper = paper_of(
        process(start(), *data, task, end(), flow("S", "A", key="flow_S_A"), flow("A", "E"), *notes)
    )

    assert paper.boxes["N"].bottom < paper.boxes["A"].y
    assert paper.boxes["D"].bottom < paper.boxes["A"].y
    assert {"R", "W", "T", "V", "flow_S_A"} <= set(paper.lines)
    assert "K" in paper.boxes


def test_a_note_at_a_loop_leaves_room_for_it() -> None:
    parts = start(), user("A"), gateway("exclusive", "G"), end()
    flows = flow("S", "A"), flow("A", "G"), flow("G", "A"), flow("G", "E")

    assert "N" in paper_of(process(*parts, *flows, note("N"), tie("T", "N", "A"))).boxes


def test_a_group_lies_around_its_members() -> None:
    inner = "<bpmn:categoryValueRef>V</bpmn:categoryValueRef>"
    members = node("userTask", "A", inner), node("userTask", "B", inner)
    groups = node("group", "G", categoryValueRef="V"), node("group", "H")
    paper = paper_of(process(*members, flow("A", "B"), *groups))

    assert all(paper.boxes["G"].holds(paper.boxes[key]) for key in "AB")
    assert "H" in paper.boxes


def test_a_gateways_name_makes_way_for_a_line() -> None:
    parts = [
        gateway("exclusive", "G", name="是否同意"),
        gateway("parallel", "J", name="汇合"),
        *map(user, "ABC"),
    ]
    parts += [flow("G", key) for key in "ABC"] + [flow(key, "J") for key in "ABC"]
    paper = paper_of(process(*parts))

    assert paper.labels["G"].right < paper.boxes["G"].middle[0]
    assert not paper.covered_words()


# --- pools and lanes ----------------------------------------------------------------------------------


def test_lanes_lie_below_one_another_and_hold_their_nodes() -> None:
    set_ = lanes(lane("L", "S"), lane("M", "B", inner=lane("X", "A") + lane("Y", "E")), lane("Z"))
    parts = start(), user("A"), user("B"), end(), user("Lost")
    paper = paper_of(process(set_, *parts, flow("S", "A"), flow("A", "B"), flow("B", "E")))

    boxes = [paper.boxes[key] for key in ("L", "X", "Y", "Z")]
    assert [box.y for box in boxes] == sorted(box.y for box in boxes)
    assert len({box.right for box in boxes}) == 1
    assert paper.boxes["Lost"].y > paper.boxes["Z"].bottom


def _two_pools(inner: str = "") -> bytes:
    messages = node("messageFlow", "M", sourceRef="A", targetRef="B", name="吹哨")
    messages += node("messageFlow", "N", sourceRef="B", targetRef="Out")
    messages += node("messageFlow", "Lost", sourceRef="B", targetRef="Gone")
    one = node("process", "P", user("A") + inner)
    other = node("process", "Q", user("B"))
    alone = node("process", "R", user("D"))
    beside = pools(pool("One", "P"), pool("Two", "Q"), pool("Out"), messages=messages)
    return f"{HEAD.format(attributes='')}{beside}{one}{other}{alone}</bpmn:definitions>".encode()


def test_pools_lie_below_one_another_and_are_equally_wide() -> None:
    paper = paper_of(_two_pools())

    one, two, out = (paper.boxes[key] for key in ("One", "Two", "Out"))
    assert one.bottom < two.y < two.bottom < out.y < paper.boxes["D"].y
    assert one.width == two.width == out.width
    assert {"M", "N"} == set(paper.lines)
    assert "M" in paper.labels


def test_a_message_may_go_level() -> None:
    root = laid(_two_pools())
    for key, x in (("A", "1000"), ("B", "1600"), ("One", "900"), ("Two", "1550")):
        bounds = drawn(root, key).find(f"{DC}Bounds")
        assert bounds is not None
        bounds.set("x", x)
        bounds.set("y", "80")
    remove(root, "M")
    lay_out(root)

    label = Paper(root).labels["M"]
    assert label.bottom < Paper(root).lines["M"][0][1]


def test_processes_without_pools_have_a_diagram_each() -> None:
    two = node("process", "P", user("A")) + node("process", "Q", user("B"))
    root = laid(f"{HEAD.format(attributes='')}{two}</bpmn:definitions>".encode())

    planes = [plane.get("bpmnElement") for plane in root.iter(f"{DI}BPMNPlane")]
    assert planes == ["P", "Q"]


def test_diagrams_stand_before_relationships() -> None:
    relation = '<bpmn:relationship type="x"><bpmn:source>A</bpmn:source><bpmn:target>A</bpmn:target></bpmn:relationship>'
    file = process(user("A")).replace(
        b"</bpmn:definitions>", f"{relation}</bpmn:definitions>".encode()
    )

    assert [etree.QName(one).localname for one in laid(file)][-2:] == [
        "BPMNDiagram",
        "relationship",
    ]


def test_what_has_no_id_or_leads_nowhere_is_not_drawn() -> None:
    bare = "<bpmn:userTask/><bpmn:dataObjectReference/><bpmn:sequenceFlow sourceRef='A' targetRef='A'/>"
    paper = paper_of(process(user("A"), bare, flow("A", "Gone"), tie("T", "A", "Gone")))

    assert list(paper.boxes) == ["A"]
    assert not paper.lines


def test_ids_of_places_are_like_no_other() -> None:
    root = laid(process(user("A"), user("A_di"), user("A_di_2")))

    ids = [one.get("id") for one in root.iter() if one.get("id")]
    assert len(ids) == len(set(ids))


# --- the rest of a drawing ----------------------------------------------------------------------------


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
    root = laid(_two_pools())
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


def test_the_missing_inside_of_a_sub_process_comes_into_it() -> None:
    root = laid(process(start(), sub("P", user("X"), user("Y"), flow("X", "Y")), flow("S", "P")))
    before = Paper(root).boxes["X"]
    remove(root, "X", "Y", "X_Y")
    lay_out(root)

    assert Paper(root).boxes["X"] == before
    assert not Paper(root).out_of_place()


def test_a_process_that_is_not_on_the_paper_comes_where_it_is_free() -> None:
    root = laid(_two_pools())
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
