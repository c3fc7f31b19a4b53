"""Links of other tools."""

from __future__ import annotations

from tests.engine.diagrams import end, flow, node, process, start, sub, user
from tests.engine.importing.imports import changes, imported, played

LINK = '<bpmn:linkEventDefinition name="{}"/>'


def throwing(key: str, name: str = "x") -> str:
    return node("intermediateThrowEvent", key, LINK.format(name))


def catching(key: str, name: str = "x") -> str:
    return node("intermediateCatchEvent", key, LINK.format(name))


def test_links_that_are_whole_are_left_alone() -> None:
    diagram = process(start(), flow("S", "T"), throwing("T"), catching("C"), flow("C", "E"), end())

    assert imported(diagram).changes == ()


def test_a_link_goes_on_in_its_own_scope_only() -> None:
    inside = sub("P", start("s"), flow("s", "C"), catching("C"), user("u"), flow("C", "u"))
    diagram = process(start(), flow("S", "P"), inside, flow("P", "T"), throwing("T"))

    one = imported(diagram)

    assert any("no catching end at its level" in told.sentence_en for told in changes(one, "T"))
    assert any("No flow leads" in told.sentence_en for told in changes(one, "s_C"))
    assert played(one).path[-1] == "T"


def test_a_landing_that_nobody_jumps_to_and_a_second_one_are_left_out() -> None:
    ends = (catching("C"), catching("D"), catching("F", "y"), flow("C", "E"), flow("D", "E"), end())
    diagram = process(start(), flow("S", "T"), throwing("T"), *ends, flow("F", "E"))

    one = imported(diagram)

    for key in ("D", "F"):
        assert any("Nothing reaches" in told.sentence_en for told in changes(one, key))
    assert played(one).path[-2:] == ["C_E", "E"]


def test_no_flow_leads_over_a_link() -> None:
    ends = (throwing("T"), catching("C"), flow("T", "C"), flow("C", "E"), end())

    one = imported(process(start(), flow("S", "T"), *ends))

    assert [told.sentence_en[:7] for told in changes(one, "T_C")] == ["No flow"]
    assert played(one).path[-1] == "E"


def test_a_link_without_a_name_is_called_after_its_event() -> None:
    bare = "<bpmn:linkEventDefinition/>"
    ends = (
        node("intermediateThrowEvent", "T", bare, name="A"),
        node("intermediateCatchEvent", "C", bare, name=" A "),
        *(flow("C", "U"), node("intermediateThrowEvent", "U", bare)),
        *(node("intermediateCatchEvent", "D", bare), flow("D", "E"), end()),
    )

    one = imported(process(start(), flow("S", "T"), *ends))

    assert [changes(one, key)[0].now for key in "TCUD"] == ["A", "A", "link", "link"]
    assert played(one).path[-1] == "E"


def test_what_has_no_start_does_not_begin_at_a_link() -> None:
    diagram = process(
        user("A"), flow("A", "T"), throwing("T"), catching("C"), flow("C", "E"), end()
    )

    one = imported(diagram)

    assert changes(one, "C") == []
    assert played(one).path[-1] == "E"
