"""Boxed logic, knowledge that is called, and decision services."""

from datetime import UTC, datetime

import pytest

from server.domain.feel import FeelLimit
from server.engine.decisions import (
    read_decisions,
)
from tests.engine.dmn_models import decision, definitions, input_data, knowledge, written


@pytest.mark.parametrize(
    ("logic", "outputs"),
    [
        ("", None),
        (written(""), None),
        (written("1 + 1"), 2),
        (written('"1"', 'typeRef="number"'), None),
        ("<list>" + written("1") + written("2") + "</list>", [1, 2]),
        (
            '<relation><column name="a"/><column name="b"/><row>'
            + written("1")
            + written("2")
            + "</row></relation>",
            [{"a": 1, "b": 2}],
        ),
        (
            '<context><contextEntry><variable name="a b" typeRef="number"/>'
            + written("2")
            + "</contextEntry></context>",
            {"a b": 2},
        ),
        (
            '<context><contextEntry><variable name="a"/>'
            + written("2")
            + "</contextEntry><contextEntry>"
            + written("a + 1")
            + "</contextEntry></context>",
            3,
        ),
        ("<context/>", {}),
        (
            f"<conditional><if>{written('1 > 2')}</if><then>{written('1')}</then><else>{written('2')}</else></conditional>",
            2,
        ),
        ("<conditional/>", None),
        (
            f"<conditional><if>{written('null')}</if><then>{written('1')}</then><else>{written('2')}</else></conditional>",
            2,
        ),
        (
            f"<conditional><if>{written('7')}</if><then>{written('1')}</then><else>{written('2')}</else></conditional>",
            None,
        ),
        (
            '<relation><column name="a" typeRef="number"/><column name="b"/><row>'
            + written('"1"')
            + written('"2"')
            + "</row></relation>",
            [{"a": None, "b": "2"}],
        ),
        (
            "<context><contextEntry>"
            + written("3")
            + '</contextEntry><contextEntry><variable name="a"/>'
            + written("4")
            + "</contextEntry></context>",
            3,
        ),
        (
            f'<for iteratorVariable="my n"><in>{written("1..3")}</in><return>{written("my n")}</return></for>',
            None,
        ),
        (
            f'<for iteratorVariable="my n"><in>{written("[1, 2]")}</in><return>{written("my n * 2")}</return></for>',
            [2, 4],
        ),
        (
            f'<some iteratorVariable="n"><in>{written("[1, 2]")}</in><satisfies>{written("n > 1")}</satisfies></some>',
            True,
        ),
        (
            f'<every iteratorVariable="n"><in>{written("[1, 2]")}</in><satisfies>{written("n > 1")}</satisfies></every>',
            False,
        ),
        (f"<filter><in>{written('[1, 2]')}</in><match>{written('item > 1')}</match></filter>", [2]),
        (
            f"<filter><in>{written('[1, null]')}</in><match>{written('item > 0')}</match></filter>",
            [1],
        ),
        (f"<filter><in>{written('[1, 2]')}</in><match>{written('1')}</match></filter>", None),
        (
            f"<filter><in>{written('[1, 2]')}</in><match>{written('string(item)')}</match></filter>",
            None,
        ),
        (
            "<invocation>"
            + written("abs")
            + '<binding><parameter name="n"/>'
            + written("-4")
            + "</binding></invocation>",
            4,
        ),
        (
            "<invocation>"
            + written("abs")
            + '<binding><parameter name="n"/></binding></invocation>',
            None,
        ),
        ("<invocation>" + written("now") + "</invocation>", None),
        ("<invocation/>", None),
        ('<list typeRef="number">' + written("5") + "</list>", 5),
        (written("5", 'typeRef="numbers"'), [5]),
        (written('@"2026-01-01"', 'typeRef="dateTime"'), datetime(2026, 1, 1, tzinfo=UTC)),
        (written('@"2026-01-01"', 'typeRef="letter"'), None),
        (written("5", 'typeRef="feel:number"'), 5),
        (written("5", 'typeRef="5 strange"'), None),
        (written('"c"', 'typeRef="letter"'), None),
        (written('"a"', 'typeRef="letter"'), "a"),
        (written("3", 'expressionLanguage="https://www.omg.org/spec/DMN/20230324/FEEL/"'), 3),
    ],
)
def test_boxed_logic(logic: str, outputs: object) -> None:
    numbers = '<itemDefinition name="numbers" isCollection="true"><typeRef>number</typeRef></itemDefinition>'
    letter = '<itemDefinition name="letter"><typeRef>string</typeRef><allowedValues><text>"a", "b"</text></allowedValues></itemDefinition>'
    model = read_decisions(definitions(numbers, letter, decision("d1", logic)), lenient=True)
    assert model.evaluate("d1", {}).outputs == outputs


def _item(name: str, base: str, *, allowed: str = "", constraint: str = "", many: str = "") -> str:
    rules = "".join(
        f"<{tag}><text>{text}</text></{tag}>"
        for tag, text in (("allowedValues", allowed), ("typeConstraint", constraint))
        if text
    )
    return f'<itemDefinition name="{name}" isCollection="{many}"><typeRef>{base}</typeRef>{rules}</itemDefinition>'


@pytest.mark.parametrize(
    ("kind", "value", "kept"),
    [
        ("tSmall", 4, True),
        ("tSmall", 12, False),
        ("tOdd", 3, True),
        ("tOdd", 4, False),
        ("tOdd", 13, False),
        ("tPair", [4, 5], True),
        ("tPair", [4], False),
        ("tPair", [4, 12], False),
        ("tPairOfOdd", [1, 3], True),
        ("tPairOfOdd", [1, 4], False),
        ("tTriple", [1, 2, 3], True),
        ("tTriple", [1, 2], False),
        ("tWord", "ab", True),
        ("tWord", "abc", False),
        ("tWord", "b", False),
    ],
)
def test_every_rule_on_the_way_to_a_type_counts(kind: str, value: object, kept: bool) -> None:  # noqa: FBT001  # what the row says
    model = definitions(
        _item("tSmall", "number", allowed="[0..9]"),
        _item("tOdd", "tSmall", constraint="odd(?)"),
        _item("tPair", "tSmall", constraint="count(?) = 2", many="true"),
        _item("tPairOfOdd", "tOdd", constraint="count(?) = 2", many="1"),
        _item("tMany", "tSmall", many="true"),
        _item("tTriple", "tMany", constraint="count(?) = 3"),
        _item(
            "tWord",
            "string",
            allowed="starts with(?, &quot;a&quot;)",
            constraint="string length(?) &lt; 3",
        ),
        input_data("x", kind),
        decision("a", written("x"), "?x"),
    )
    assert (read_decisions(model).evaluate("a", {"x": value}).outputs is not None) is kept


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ({"least": 1, "most": 5, "picked": [1, 5]}, True),
        ({"least": 6, "most": 5, "picked": []}, False),
        ({"least": 1, "most": 5, "picked": [6]}, False),
    ],
)
def test_what_a_component_allows_may_depend_on_those_beside_it(value: object, kept: bool) -> None:  # noqa: FBT001  # what the row says
    components = (
        _item("least", "number"),
        _item("most", "number", allowed="&gt;= least"),
        _item("picked", "number", allowed="[least..most]", many="true"),
    )
    inside = "".join(components).replace("itemDefinition", "itemComponent")
    model = definitions(
        f'<itemDefinition name="tSpan">{inside}</itemDefinition>',
        input_data("x", "tSpan"),
        decision("a", written("x.least"), "?x"),
    )
    assert (read_decisions(model).evaluate("a", {"x": value}).outputs is not None) is kept


def test_functions_are_made_and_unknown_external_ones_not() -> None:
    body = f'<formalParameter name="n" typeRef="number"/>{written("n + 1")}'
    model = definitions(
        decision("f", f"<functionDefinition>{body}</functionDefinition>"),
        decision("g", f'<functionDefinition kind="Java">{body}</functionDefinition>'),
        decision("use", written("[f(1), g(1)]"), "f", "g"),
    )
    assert read_decisions(model).evaluate("use", {}).outputs == [2, None]


def test_knowledge_is_called_by_decisions_and_by_other_knowledge_and_itself() -> None:
    factorial = '<formalParameter name="n"/>' + written("if n < 2 then 1 else n * fact(n - 1)")
    model = definitions(
        knowledge("fact", factorial, kind="number"),
        knowledge("twice", '<formalParameter name="n"/>' + written("2 * fact(n)"), "fact"),
        decision("use", written("twice(4)"), "!twice"),
    )
    assert read_decisions(model).evaluate("use", {}).outputs == 48


def test_the_result_of_knowledge_is_of_its_type() -> None:
    typed = '<itemDefinition name="tF"><functionItem outputTypeRef="number"><parameters name="n" typeRef="number"/></functionItem></itemDefinition>'
    body = '<formalParameter name="n" typeRef="number"/>' + written("string(n)")
    model = definitions(
        typed,
        knowledge("f", body, kind="number"),
        knowledge("g", body, kind="tF"),
        knowledge("h", ""),
        knowledge("i", '<formalParameter name="n"/>' + written("1"), kind="unknown"),
        decision("use", written('[f(1), g(1), h(), i("x")]'), "!f", "!g", "!h", "!i"),
    )
    result = read_decisions(model).evaluate("use", {})
    assert result.outputs == [None, "1", None, None]


def test_a_knowledge_that_is_external_is_null() -> None:
    inside = '<formalParameter name="n"/>' + written("1")
    made = knowledge("f", inside).replace("<encapsulatedLogic>", '<encapsulatedLogic kind="Java">')
    model = definitions(made, decision("use", written("f(1)"), "!f"))
    assert read_decisions(model).evaluate("use", {}).outputs is None


SERVICE = definitions(
    input_data("x", "number"),
    decision("a", written("x + 1"), "?x"),
    decision("b", written("a * 10"), "a"),
    decision("c", written("b + a"), "a", "b"),
    '<decisionService id="one" name="one"><variable name="one" typeRef="number"/>'
    '<outputDecision href="#b"/><inputDecision href="#a"/></decisionService>',
    '<decisionService id="two" name="two"><outputDecision href="#b"/><outputDecision href="#a"/>'
    '<inputData href="#x"/></decisionService>',
    decision("use", written("[one(5), two(x: 1).a]"), "!one", "!two"),
)


def test_a_service_is_asked_from_outside_or_called_like_a_function() -> None:
    model = read_decisions(SERVICE)
    assert model.evaluate("one", {"a": 7}).outputs == 70
    assert model.evaluate("two", {"x": 1}).outputs == {"b": 20, "a": 2}
    assert model.evaluate("use", {}).outputs == [50, 2]


def test_what_was_not_given_is_null_inside_a_structure_too() -> None:
    person = (
        '<itemDefinition name="tPerson"><itemComponent name="name"><typeRef>string</typeRef></itemComponent>'
        '<itemComponent name="age"><typeRef>number</typeRef></itemComponent></itemDefinition>'
        '<itemDefinition name="tPeople" isCollection="true"><typeRef>tPerson</typeRef></itemDefinition>'
    )
    model = definitions(
        person, input_data("people", "tPeople"), decision("a", written("people.age"), "?people")
    )
    result = read_decisions(model).evaluate("a", {"people": [{"name": "甲"}, {"age": 3}]})
    assert result.outputs == [None, 3]


def test_an_input_of_the_wrong_type_is_null_and_noted() -> None:
    model = definitions(input_data("x", "number"), decision("a", written("x"), "?x"))
    result = read_decisions(model).evaluate("a", {"x": "three"})
    assert result.outputs is None
    assert result.notices[0].message_en == "the value of 'x' has the wrong type"


def test_the_parts_of_a_name_may_be_spaced_and_signed() -> None:
    model = definitions(
        input_data("Base  Amount-1"), decision("a", written("Base Amount-1 + 1"), "?Base  Amount-1")
    )
    assert read_decisions(model).evaluate("a", {"Base Amount-1": 1}).outputs == 2


def test_endless_recursion_between_services_is_stopped() -> None:
    inside = '<formalParameter name="n"/>' + written("f(n + 1)")
    model = definitions(knowledge("f", inside), decision("use", written("f(1)"), "!f"))
    with pytest.raises(FeelLimit):
        read_decisions(model).evaluate("use", {})
