"""Models that are refused, each with its element and a sentence."""

import pytest

from server.engine.decisions import (
    DecisionRefused,
    read_decisions,
)
from server.engine.dmn_xml import MAX_BYTES
from tests.engine.dmn_models import (
    decision,
    definitions,
    imported,
    input_data,
    knowledge,
    table,
    written,
)


@pytest.mark.parametrize(
    ("parts", "element", "sentence"),
    [
        (decision("a", written("1 +")), "a", "expression: 1:4 the expression ends too early"),
        (decision("a", table("UNIQUE", {"x": ""}, {"n": ""}, ("<", "1"))), "r1", "expression: 1:2"),
        (decision("a", table("BEST", {"x": ""}, {"n": ""})), "table", "unknown hit policy 'BEST'"),
        (decision("a", table("COLLECT:MEAN", {"x": ""}, {"n": ""})), "table", "unknown hit policy"),
        (decision("a", table("UNIQUE", {"x": ""}, {})), "table", "the table has no output"),
        (
            decision("a", table("UNIQUE", {"x": ""}, {"n": ""}, ("1", "2", "3"))),
            "r1",
            "a rule needs one cell a column",
        ),
        (
            decision("a", '<relation><column name="a"/><row/></relation>'),
            "a",
            "a row needs one cell a column",
        ),
        (decision("a", "<list><strange/></list>"), "a", "unsupported logic 'strange'"),
        (decision("a", written("1", 'expressionLanguage="python"')), "a", "unsupported language"),
        (decision("a", written("1"), "nobody"), "a", "there is no element 'nobody'"),
        (decision("a", written("1"), "?") + "", "a", "there is no element ''"),
        (imported("x", "n", kind="y"), "i", "only models of DMN"),
        (imported("x", "n"), "i", "no model of the namespace 'x'"),
        (decision("a", written("1")) * 2, "a", "the id is used twice"),
        (
            '<itemDefinition id="t" name="t"><typeRef>number</typeRef><allowedValues><text>&lt;</text></allowedValues></itemDefinition>',
            "t",
            "allowed values",
        ),
        (
            '<itemDefinition name="t"><typeRef>u</typeRef></itemDefinition><itemDefinition name="u"><typeRef>t</typeRef></itemDefinition>',
            "d",
            "refers to itself",
        ),
        (decision("a", written("1" * 30_000)), "a", "longer than"),
        (decision("a", written("+".join("1" * 300))), "a", "nests more than"),
    ],
)
def test_a_model_that_is_wrong_is_refused_with_element_and_sentence(
    parts: str, element: str, sentence: str
) -> None:
    with pytest.raises(DecisionRefused) as refusal:
        read_decisions(definitions(parts))
    finding = refusal.value.findings[0]
    assert finding.element == element
    assert sentence in finding.message_en
    assert finding.message_zh
    assert sentence in str(refusal.value)


def test_a_circle_of_requirements_is_refused() -> None:
    model = definitions(
        decision("a", written("b"), "b", "c"),
        decision("b", written("c"), "c"),
        decision("c", written("a"), "b"),
        knowledge("f", written("1"), "f"),
        decision("d2", written("1"), "!f", "a", "b"),
    )
    with pytest.raises(DecisionRefused) as refusal:
        read_decisions(model)
    assert [finding.element for finding in refusal.value.findings] == ["b", "c"]


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(DecisionRefused) as refusal:
        read_decisions(definitions(decision("a", written("1 +")), decision("b", written(")"))))
    assert [finding.element for finding in refusal.value.findings] == ["a", "b"]


@pytest.mark.parametrize(
    "xml",
    [
        b"<definitions",
        b'<!DOCTYPE definitions [<!ENTITY a "aaaa">]><definitions>&a;</definitions>',
        b"<definitions/>",
        definitions(namespace="http://www.omg.org/spec/DMN/20151101/dmn.xsd"),
        definitions().replace(b"definitions", b"something"),
        b" " * (MAX_BYTES + 1),
        definitions("<a/>" * 100_001),
    ],
)
def test_a_file_that_is_no_dmn_is_refused(xml: bytes) -> None:
    with pytest.raises(DecisionRefused) as refusal:
        read_decisions(xml)
    assert refusal.value.findings[0].message_zh


def test_a_lenient_reading_takes_unreadable_expressions_for_null() -> None:
    model = definitions(
        input_data("x"),
        decision("a", written("1 +")),
        decision("b", table("UNIQUE", {"x": ""}, {"n": ""}, ("<", "1")), "?x"),
    )
    decisions = read_decisions(model, lenient=True)
    assert decisions.evaluate("a", {}).outputs is None
    result = decisions.evaluate("b", {"x": 1})
    assert result.outputs is None
    assert "1:2" in result.notices[0].message_en


def test_what_is_not_of_dmn_is_passed_over() -> None:
    foreign = '<extensionElements><x:y xmlns:x="urn:x"/></extensionElements><?keep this?>'
    model = definitions(foreign, decision("a", foreign + written("1")))
    assert read_decisions(model).evaluate("a", {}).outputs == 1
