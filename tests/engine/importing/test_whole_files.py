"""Whole files: nothing foreign is lost, own files pass untouched, decorations never matter."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from server.domain.errors import DiagramRefused
from server.engine.adapter import SpiffEngine
from server.engine.importing.rewriting import introduce, rewrite
from server.engine.names import is_bpmn
from server.services.process_files import read_all
from server.services.process_folders import files_of
from tests.engine.diagrams import end, flow, node, process, start, sub, user
from tests.engine.dmn_models import decision, definitions, written
from tests.engine.importing.foreign import LOOP, MANY, asking, extended, line, ways
from tests.engine.importing.foreign_steps import FOREIGN
from tests.engine.importing.imports import VENDORS, changes, imported, played
from tests.engine.player import KNOWN, Player, sources
from tests.places import ROOT

LANES = (
    '<bpmn:laneSet id="lanes"><bpmn:lane id="lane" name="销售部"><bpmn:flowNodeRef>G 1</bpmn:flowNodeRef>'
    "<bpmn:flowNodeRef>gone</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>"
)
WHOLE = process(
    LANES,
    start(),
    "<!-- kept -->",
    flow("S", "G 1"),
    '<bpmn:exclusiveGateway id="G 1" color:fill="red"><bpmn:incoming>S_G 1</bpmn:incoming>'
    "<bpmn:incoming>never</bpmn:incoming><bpmn:outgoing>two</bpmn:outgoing></bpmn:exclusiveGateway>",
    '<bpmn:sequenceFlow id="one" name="是" sourceRef="G 1" targetRef="E"/>',
    '<bpmn:sequenceFlow id="two" name="是" sourceRef="G 1" targetRef="H"/>',
    node("adHocSubProcess", "H", user("h")),
    end(),
    "<bpmn:potentialOwner><bpmn:resourceRef>x</bpmn:resourceRef></bpmn:potentialOwner>",
    attributes=VENDORS + ' xmlns:color="http://colour.example"',
).replace(b"<bpmn:process", b"<?tool keep?>\n<bpmn:process", 1)


def test_everything_foreign_is_given_back() -> None:
    one = imported(WHOLE)

    text = one.diagram.decode()
    assert one.original == WHOLE
    for kept in ("<!-- kept -->", "<?tool keep?>", 'color:fill="red"', 'name="销售部"'):
        assert kept in text
    assert 'sourceRef="G_1"' in text
    assert "never" not in text
    assert "gone" not in text
    assert changes(one, "two")[0].now == "是 2"
    root = etree.fromstring(one.diagram)
    assert root.find(".//{*}BPMNShape[@bpmnElement='ask_G_1']") is not None, "it is drawn"
    assert [ref.text for ref in root.iter("{*}flowNodeRef")] == ["G_1", "ask_G_1"]
    played(one)


def test_a_number_that_is_also_an_id_stays_a_number() -> None:
    many = MANY.format("", "<bpmn:loopCardinality>3</bpmn:loopCardinality>")
    diagram = line(user("A", many, form="3").replace('id="A"', 'id="3"'))
    diagram = diagram.replace(b'"S_A"', b'"3 3"').replace(b'targetRef="A"', b'targetRef="3"')

    one = imported(diagram.replace(b'sourceRef="A"', b'sourceRef="3"'), forms={"3": b"{}"})

    assert b"<bpmn:loopCardinality>3</bpmn:loopCardinality>" in one.diagram
    assert b'name="form" value="3"' in one.diagram
    assert b'targetRef="id_3"' in one.diagram
    assert len(Player(one).start().fan("id_3").branches) == 3


@pytest.mark.parametrize("kind", ["serviceTask", "task"])
def test_the_default_of_a_step_that_a_person_does_stays(kind: str) -> None:
    loop = "" if kind == "serviceTask" else LOOP
    step = node(kind, "A", loop, default="A_E")
    ends = (flow("A", "E"), asking("A", "F", "${x > 1}"), end("E"), end("F"))

    one = imported(process(start(), flow("S", "A"), step, *ends, attributes=VENDORS))

    assert any(told.now == "userTask" for told in changes(one, "A"))
    assert b'<bpmn:userTask id="A" default="A_E">' in one.diagram
    assert played(one, x=0).path[-1] == "E"
    assert played(one, x=2).path[-1] == "F"


def test_what_stands_in_an_extension_is_the_tools_own() -> None:
    inner = f"<zeebe:x>{start('s')}{user('u')}</zeebe:x>"
    held = f"<bpmn:extensionElements>{inner}</bpmn:extensionElements>"
    diagram = line(user("A"), sub("P", held, start("p"), user("q"), flow("p", "q")), flow("A", "P"))

    one = imported(
        diagram.replace(b'<bpmn:sequenceFlow id="A_E"', b'<bpmn:sequenceFlow id="P_E"').replace(
            b'sourceRef="A" targetRef="E"', b'sourceRef="P" targetRef="E"'
        )
    )

    assert one.changes == ()
    assert inner.encode() in one.diagram


def test_what_stands_outside_of_processes_is_left_to_the_rules() -> None:
    held = '<camunda:outputParameter name="c">${x}</camunda:outputParameter>'
    step = extended("userTask", held).replace('id="A"', 'id="out"')

    with pytest.raises(DiagramRefused):
        imported(line(user("A"), beside=step))


def test_a_step_that_nothing_reaches_may_lead_to_itself() -> None:
    one = imported(line(user("A"), node("task", "B"), flow("B", "B")))

    assert b'id="B"' not in one.diagram


def test_of_two_tools_the_same_one_is_heard_every_time() -> None:
    named = 'id="A" flowable:formKey="second" camunda:formKey="first"'

    one = imported(line(user("A").replace('id="A"', named)))

    assert [told.was for told in changes(one, "A")] == ["first"]


def test_a_lane_that_is_seated_seats_its_tasks() -> None:
    lane = LANES.replace("销售部", "乡镇").replace("G 1", "A").replace("gone", "S")

    diagram = process(lane, start(), flow("S", "A"), node("userTask", "A"), flow("A", "E"), end())

    assert imported(diagram).changes == ()


def test_a_comment_in_an_expression_does_not_cut_it() -> None:
    written = (
        "<bpmn:conditionalEventDefinition><bpmn:condition>a <!-- or -->= 1</bpmn:condition>"
        "</bpmn:conditionalEventDefinition>"
    )
    diagram = line(
        user("A"), node("boundaryEvent", "B", written, attachedToRef="A"), flow("B", "E")
    ).replace(b'id="E"', b'id="E" ')

    one = imported(diagram.replace(b'"true"', b'"false"'))

    assert b"<bpmn:condition>a = 1</bpmn:condition>" in one.diagram


@pytest.mark.parametrize("result", ["", "resultVariable='r'"])
def test_a_decision_that_was_handed_in_is_mapped(result: str) -> None:
    said = f'<zeebe:calledDecision decisionId="d" {result}/>'
    diagram = line(extended("businessRuleTask", said))

    one = imported(diagram, decisions={"d.dmn": definitions(decision("d", written("1")))})

    assert changes(one, "A")[0].now == "d"
    assert imported(one.diagram, decisions=one.decisions).changes == ()


@pytest.mark.parametrize("settings_file", sorted((ROOT / "workflows").glob("*/process.toml")))
def test_our_own_files_are_not_touched(settings_file: Path) -> None:
    every = read_all(files_of(settings_file.parent, ROOT / "forms"))

    found = rewrite(every, replace(KNOWN, operations=_Everything()))

    assert found is every


class _Everything(frozenset[str]):
    def __contains__(self, _name: object) -> bool:
        return True


def test_a_diagram_that_can_not_be_read_is_refused() -> None:
    with pytest.raises(DiagramRefused):
        rewrite((sources(b"<!DOCTYPE x><x/>"),), KNOWN)


def test_a_file_without_processes_is_left_to_the_rules() -> None:
    with pytest.raises(DiagramRefused):
        imported(process())


def test_a_diagram_says_what_it_is_called() -> None:
    two = process(user("A")).replace(
        b"</bpmn:definitions>",
        b'<bpmn:process id="two" name=" Two\npools "><bpmn:task id="t"/></bpmn:process></bpmn:definitions>',
    )

    found = introduce(two, "folder/x.bpmn")

    assert [(one.key, one.title) for one in found] == [("whistle", "whistle"), ("two", "Two pools")]
    assert [one.key for one in introduce(process(), "folder/x.bpmn")] == ["x"]


DECORATIONS = st.lists(
    st.tuples(
        st.sampled_from(["attribute", "element", "comment", "instruction"]),
        st.integers(0, 30),
        st.text("abcxyz", min_size=1, max_size=5),
    ),
    max_size=8,
)


@settings(max_examples=40, deadline=None)
@given(name=st.sampled_from(sorted(FOREIGN)), decorations=DECORATIONS)
def test_foreign_decorations_change_nothing(
    name: str, decorations: list[tuple[str, int, str]]
) -> None:
    diagram, element, words = FOREIGN[name]
    root = etree.fromstring(diagram)
    for kind, at, text in decorations:
        _decorate(list(root.iter("*"))[at % len(list(root.iter("*")))], kind, text)

    one = imported(etree.tostring(root))

    assert any(words in change.sentence_en for change in changes(one, element))


def _decorate(at: etree._Element, kind: str, text: str) -> None:
    # Our own extensions have a schema, which takes no attributes of others.
    if kind == "attribute" and at.get("id") and is_bpmn(at):
        at.set(f"{{urn:foreign}}{text}", text)
    elif kind == "comment":
        at.insert(0, etree.Comment(text))
    elif kind == "instruction":
        at.insert(0, etree.ProcessingInstruction(text, text))
    elif at.tag.endswith("}extensionElements"):
        etree.SubElement(at, f"{{urn:foreign}}{text}")


STORE = '<bpmn:dataStoreReference id="store"/>'
TWICE = user("H", form="none") + "\n" + user("A", form="none") + "\n"
PLACED = "\n".join((start(), flow("S", "H"), flow("H", "A"), TWICE, flow("A", "E"), end(), STORE))


def test_what_is_refused_after_a_change_is_found_in_the_original() -> None:
    moved = _spread(process(PLACED).replace(b'"true"', b'"false"'))

    with pytest.raises(DiagramRefused) as refused:
        imported(moved)

    lines = [one.line for one in refused.value.problems]
    assert lines == [_line(moved, 'id="H"'), _line(moved, 'id="A"')]


def test_what_is_warned_of_after_a_change_is_found_in_the_original() -> None:
    asked = _spread(process(user("A", MANY.format("", "")) + STORE))

    warnings = SpiffEngine().check(imported(asked), KNOWN).warnings

    assert [one.line for one in warnings] == [_line(asked, 'id="store"')]


def test_what_the_import_added_has_no_line() -> None:
    one = imported(process(user("A", MANY.format("", ""))))
    step = "ask_A"
    broken = one.diagram.replace(b"whistle/userTask_ask_A", b"none")

    with pytest.raises(DiagramRefused) as refused:
        SpiffEngine().check(replace(one, diagram=broken), KNOWN)

    assert [(told.element, told.line) for told in refused.value.problems] == [(step, None)]


def test_a_gateway_in_the_flow_begins_nothing() -> None:
    one = imported(ways("eventBased", "", "", instantiate="true"), owner="command_centre")

    assert "The gateway does not begin the process; its start event does." in {
        change.sentence_en for change in changes(one, "G")
    }


def test_where_a_number_is_written_beside_a_collection_the_number_counts() -> None:
    marked = MANY.format(' flowable:collection="xs" flowable:elementVariable="x"', "{0}")
    drawn = node("userTask", "A", marked.format("<bpmn:loopCardinality>2</bpmn:loopCardinality>"))

    one = imported(line(drawn))

    told = {(change.was, change.sentence_en) for change in changes(one, "A")}
    assert ("xs", "The collection has no effect here and is not run.") in told
    assert b"loopDataInputRef" not in one.diagram


def _spread(diagram: bytes) -> bytes:
    """With attributes on lines of their own, which no writer keeps."""
    return diagram.replace(b" isExecutable", b"\n\n\n isExecutable")


def _line(diagram: bytes, words: str) -> int:
    return diagram[: diagram.index(words.encode())].count(b"\n") + 1
