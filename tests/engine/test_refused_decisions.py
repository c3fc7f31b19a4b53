"""Models that are refused, each with its element and a sentence."""

from time import process_time

import pytest

from server.domain.feel import FeelLimit, limits
from server.engine import dmn_xml
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
        definitions(namespace="http://www.omg.org/spec/DMN/20130901"),
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


def chain(length: int) -> bytes:
    rest = (
        decision(f"d{one}", written(f"d{one - 1} + 1"), f"d{one - 1}") for one in range(1, length)
    )
    return definitions(decision("d0", written("1")), *rest)


def test_a_chain_of_decisions_is_answered_up_to_a_length() -> None:
    assert read_decisions(chain(100)).evaluate("d99", {}).outputs == 100


@pytest.mark.parametrize("length", [101, 5_000])
def test_a_longer_chain_is_refused_in_bounded_time(length: int) -> None:
    begun = process_time()
    with pytest.raises(DecisionRefused) as refusal:
        read_decisions(chain(length))
    [finding] = refusal.value.findings
    assert (finding.element, finding.line) == ("d100", 102)
    assert "join some of them" in finding.message_en
    assert process_time() - begun < 10


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (2_000, None),
        (20_000, "more than 100000 elements: split it into several files"),
        (100_000, "larger than 4000000 bytes: split it into several files"),
    ],
)
def test_a_table_of_many_rules_is_read_or_refused_in_bounded_time(
    count: int, told: str | None
) -> None:
    rules = ((f"[{one}..{one + 1})", str(one)) for one in range(count))
    model = definitions(
        input_data("x"), decision("a", table("FIRST", {"x": ""}, {"n": ""}, *rules), "?x")
    )
    begun = process_time()
    if told is None:
        assert read_decisions(model).evaluate("a", {"x": 1_999}).outputs == 1_999
    else:
        with pytest.raises(DecisionRefused, match=told):
            read_decisions(model)
    assert process_time() - begun < 10


@pytest.mark.parametrize("depth", [130, 5_000])
def test_boxes_that_nest_too_deep_are_refused(depth: int) -> None:
    with pytest.raises(DecisionRefused, match=r"nests more than 120 deep|nested too deep"):
        read_decisions(definitions(decision("a", "<list>" * depth + "</list>" * depth)))


@pytest.mark.parametrize(
    ("part", "element"),
    [
        (decision("a", written("1")), "a"),
        (decision("a", table("FIRST", {"x": ""}, {"n": ""}, ("1", "2"))), "table"),
        ('<itemDefinition id="t" name="a"><typeRef>number</typeRef></itemDefinition>', "t"),
    ],
)
def test_a_reading_that_takes_too_long_is_given_up(
    part: str, element: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dmn_xml, "MAX_SECONDS", -1)
    with pytest.raises(DecisionRefused) as refusal:
        read_decisions(definitions(part, decision("b", written("1 +"))))
    [finding] = refusal.value.findings
    assert finding.message_en.endswith("more than -1 seconds: split it into several files")
    assert finding.element == element


def test_a_table_asked_too_often_says_on_which_line_it_stands(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "MAX_STEPS", 50)
    asked = table("FIRST", {"x": ""}, {"n": ""}, *((str(one), "1") for one in range(20)))
    many = f"<in>{written('[1..10]')}</in><return>{asked}</return>"
    model = definitions(decision("a", f'<for iteratorVariable="x">\n{many}</for>'))
    with pytest.raises(FeelLimit) as limit:
        read_decisions(model).evaluate("a", {})
    assert limit.value.message_zh == "第 3 行：计算步数超过 50"
    assert limit.value.message_en == "line 3: the evaluation took more than 50 steps"


def test_a_language_that_the_whole_file_speaks_is_refused_like_one_of_an_expression() -> None:
    model = definitions(decision("a", written("1"))).replace(
        b"<definitions ", b'<definitions expressionLanguage="juel" '
    )
    with pytest.raises(DecisionRefused, match="unsupported language 'juel'"):
        read_decisions(model)
    assert read_decisions(model.replace(b'"juel"', b'"http://www.omg.org/spec/FEEL/20140401"'))
