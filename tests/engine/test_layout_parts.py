"""What a drawing does with each thing that BPMN knows, one at a time."""

from __future__ import annotations

import pytest
from lxml import etree

from server.engine.layout.laying import lay_out
from tests.engine.diagrams import boundary, end, flow, gateway, node, process, start, sub, user
from tests.engine.layout_pen import drawn, laid, note, paper_of, tie
from tests.engine.paper import Paper

TIMER = "<bpmn:timerEventDefinition/>"


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


@pytest.mark.parametrize("name", ["", "归档"])
def test_lines_that_meet_at_an_event_come_from_three_sides(name: str) -> None:
    """Its name stands below, so a line from there comes to its side where it has one."""
    parts = [gateway("exclusive", "G"), node("endEvent", "E", name=name), *map(user, "ABC")]
    parts += [flow("G", key) for key in "ABC"] + [flow(key, "E") for key in "ABC"]
    paper = paper_of(process(*parts))

    box = paper.boxes["E"]
    ends = [paper.lines[f"{key}_E"][-1] for key in "ABC"]
    x, y = box.middle
    assert ends == [(x, box.y), (box.x, y), (box.x, y) if name else (x, box.bottom)]


def test_a_boundary_line_meets_no_other_before_their_end() -> None:
    parts = start(), user("A"), gateway("exclusive", "G"), user("B"), user("C"), end()
    flows = flow("S", "A"), flow("A", "G"), flow("G", "B"), flow("G", "C"), flow("B", "E")
    watched = boundary("X", "A", TIMER), flow("C", "E"), flow("X", "E")
    paper = paper_of(process(*parts, *flows, *watched))

    above, below = paper.lines["B_E"], paper.lines["X_E"]
    assert above[-2][1] < paper.boxes["E"].y
    assert below[-2][1] > paper.boxes["E"].bottom
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


def test_what_is_too_tangled_for_paper_stays_without_a_place() -> None:
    steps = [user(f"U{at}") for at in range(160)]
    flows = [flow(f"U{at}", f"U{at + 1}") for at in range(159)]
    flows += [flow("U0", f"U{at}", key=f"long{at}") for at in range(2, 160)]
    root = etree.fromstring(process(*steps, *flows))

    assert lay_out(root) == []


def test_a_name_stands_where_only_its_own_line_runs() -> None:
    parts = [user("B"), gateway("exclusive", "G"), end("E"), end("F")]
    flows = flow("B", "G"), flow("B", "F"), flow("G", "E"), flow("G", "F", name="不同意")
    paper = paper_of(process(*parts, *flows))

    line, label = paper.lines["G_F"], paper.labels["G_F"]
    assert line[1][0] < label.x
    assert line[1][1] < label.middle[1] < line[2][1]
