"""Decisions: tables with every hit policy, requirement graphs, knowledge, services, refusals."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from server.domain.feel import FeelLimit
from server.engine.decisions import (
    DecisionRefused,
    DecisionResult,
    DecisionUndecided,
    read_decisions,
)
from server.engine.dmn_xml import MAX_BYTES
from tests.engine.dmn_models import decision, definitions, input_data, table, written


def decide(logic: str, *parts: str, strict: bool = True, **values: Any) -> DecisionResult:
    """Ask one decision that needs the values given."""
    needs = [f"?{name}" for name in values]
    model = definitions(
        *(input_data(name) for name in values), decision("d1", logic, *needs), *parts
    )
    return read_decisions(model).evaluate("d1", values, strict=strict)


def grades(policy: str, *, default: str = "", allowed: str = "") -> str:
    return table(
        policy,
        {"x": ""},
        {"grade": allowed},
        ("> 1", '"low"'),
        ("> 5", '"middle"'),
        ("> 9", '"high"'),
        default=default,
    )


ORDER = '"high", "middle", "low"'


@pytest.mark.parametrize(
    ("logic", "x", "outputs", "rules"),
    [
        (grades("UNIQUE"), 3, "low", (1,)),
        (grades("UNIQUE"), 0, None, ()),
        (grades("UNIQUE", default='"none"'), 0, "none", ()),
        (grades("FIRST"), 10, "low", (1, 2, 3)),
        (grades("PRIORITY", allowed=ORDER), 10, "high", (1, 2, 3)),
        (grades("PRIORITY"), 10, "low", (1, 2, 3)),
        (grades("OUTPUT ORDER", allowed=ORDER), 10, ["high", "middle", "low"], (1, 2, 3)),
        (grades("RULE ORDER"), 6, ["low", "middle"], (1, 2)),
        (grades("RULE ORDER"), 0, [], ()),
        (grades("COLLECT"), 6, ["low", "middle"], (1, 2)),
        (grades("COLLECT:COUNT"), 6, 2, (1, 2)),
        (grades("COLLECT:COUNT"), 0, 0, ()),
        (grades("COLLECT:MAX"), 6, "middle", (1, 2)),
        (grades("COLLECT:SUM"), 0, None, ()),
    ],
)
def test_each_hit_policy_chooses_its_way(
    logic: str, x: int, outputs: object, rules: tuple[int, ...]
) -> None:
    result = decide(logic, x=x)
    assert result.outputs == outputs
    assert result.matches[0].rules == rules
    assert result.matches[0].rule_ids == tuple(f"r{rule}" for rule in rules)


def test_collecting_adds_and_finds_the_least() -> None:
    rules = (("> 1", "10"), ("> 2", "4"))
    assert decide(table("COLLECT:SUM", {"x": ""}, {"n": ""}, *rules), x=3).outputs == 14
    assert decide(table("COLLECT:MIN", {"x": ""}, {"n": ""}, *rules), x=3).outputs == 4


def test_several_rules_under_unique_are_refused_with_their_numbers() -> None:
    with pytest.raises(DecisionUndecided) as refusal:
        decide(grades("UNIQUE"), x=10)
    (finding,) = refusal.value.findings
    assert finding.element == "table"
    assert finding.message_en == "several rules match under UNIQUE: 1, 2, 3"
    assert "1, 2, 3" in finding.message_zh


def test_different_results_under_any_are_refused_and_equal_ones_are_not() -> None:
    with pytest.raises(DecisionUndecided):
        decide(grades("ANY"), x=6)
    same = table("ANY", {"x": ""}, {"n": ""}, ("> 1", "7"), ("> 2", "7.0"))
    assert decide(same, x=3).outputs == 7


def test_without_strictness_a_contradiction_gives_null_and_says_why() -> None:
    result = decide(grades("UNIQUE"), x=10, strict=False)
    assert result.outputs is None
    assert result.violations
    assert result.notices[0].message_zh


def test_items_that_can_not_be_added_are_refused() -> None:
    with pytest.raises(DecisionUndecided):
        decide(grades("COLLECT:SUM"), x=3)


def test_an_input_outside_its_allowed_values_is_refused() -> None:
    logic = table("UNIQUE", {"x": "[0..9], 20"}, {"n": ""}, ("-", "1"))
    assert decide(logic, x=20).outputs == 1
    assert decide(logic, x=None).outputs == 1
    with pytest.raises(DecisionUndecided):
        decide(logic, x=10)


def test_several_outputs_make_a_context() -> None:
    logic = table("UNIQUE", {"x": ""}, {"a": "", "b": ""}, ("1, 2", "x", "x + 1"), default="0")
    assert decide(logic, x=1).outputs == {"a": 1, "b": 2}
    assert decide(logic, x=5).outputs == {"a": 0, "b": 0}


def test_several_outputs_are_put_in_order_one_after_the_other() -> None:
    logic = table(
        "PRIORITY", {"x": ""}, {"a": "1, 2", "b": '"p", "q"'}, ("-", "1", '"q"'), ("-", "1", '"p"')
    )
    assert decide(logic, x=1).outputs == {"a": 1, "b": "p"}


def test_a_cell_may_be_negated_or_a_condition_of_its_own() -> None:
    logic = table(
        "FIRST", {"x": ""}, {"n": ""}, ('not("a", "b")', "1"), ('? = "b"', "2"), ("", "3")
    )
    assert [decide(logic, x=x).outputs for x in ("c", "b", "a")] == [1, 2, 3]
    assert decide(table("FIRST", {"x": ""}, {"n": ""}, ("not(> 3)", "1")), x=None).outputs is None


def test_a_result_names_inputs_and_rules_of_every_table_on_the_way() -> None:
    model = definitions(
        input_data("x", "number"),
        decision("first", table("UNIQUE", {"x": ""}, {"n": ""}, ("> 1", "x * 2")), "?x"),
        decision("second", table("UNIQUE", {"first": ""}, {"n": ""}, ("> 1", "first")), "first"),
    )
    result = read_decisions(model).evaluate("second", {"x": 3, "y": 4})
    assert result.outputs == 6
    assert result.inputs == (("x", Decimal(3)),)
    assert [match.decision for match in result.matches] == ["first", "second"]
    assert result.matches[1].inputs == (("first", Decimal(6)),)


def test_a_decision_sees_only_what_it_requires() -> None:
    model = definitions(
        input_data("x"), decision("a", written("1")), decision("b", written("[a, x]"), "?x")
    )
    result = read_decisions(model).evaluate("b", {"x": 2})
    assert result.outputs == [None, 2]
    assert result.notices[0].message_en == "there is no variable 'a'"


def test_a_decision_needed_twice_is_worked_out_once() -> None:
    calls: list[int] = []
    model = definitions(
        decision("a", written("f()")),
        decision("b", written("a"), "a"),
        decision("c", written("a + b"), "a", "b"),
    )

    def count() -> int:
        calls.append(1)
        return 2

    result = read_decisions(model).evaluate("c", {}, {"f": count})
    assert (result.outputs, len(calls)) == (4, 1)


def test_time_is_given() -> None:
    model = read_decisions(definitions(decision("a", written("today()"))))
    now = datetime(2026, 11, 21, tzinfo=UTC)
    assert model.evaluate("a", {}, now=now).outputs == date(2026, 11, 21)


def test_a_model_lists_what_it_decides_and_needs() -> None:
    model = read_decisions(definitions(input_data("x"), decision("a", written("x"), "?x")))
    assert (model.name, model.decisions, model.inputs) == ("模型", ("a",), ("x",))


def test_asking_for_a_decision_that_is_not_there_is_a_key_error() -> None:
    model = read_decisions(definitions(input_data("x")))
    with pytest.raises(KeyError):
        model.evaluate("x", {})


def test_a_decision_is_found_by_its_name_too() -> None:
    model = b'<decision id="_1" name="\xe5\xae\x9a\xe7\xba\xa7"><literalExpression><text>1</text></literalExpression></decision>'
    assert read_decisions(definitions(model.decode())).evaluate("定级", {}).outputs == 1


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


def test_functions_are_made_and_external_ones_not_run() -> None:
    body = f'<formalParameter name="n" typeRef="number"/>{written("n + 1")}'
    model = definitions(
        decision("f", f"<functionDefinition>{body}</functionDefinition>"),
        decision("g", f'<functionDefinition kind="Java">{body}</functionDefinition>'),
        decision("use", written("[f(1), g(1)]"), "f", "g"),
    )
    assert read_decisions(model).evaluate("use", {}).outputs == [2, None]


def knowledge(name: str, inside: str, *needs: str, kind: str = "") -> str:
    links = "".join(
        f'<knowledgeRequirement><requiredKnowledge href="#{need}"/></knowledgeRequirement>'
        for need in needs
    )
    typed = f'typeRef="{kind}"' if kind else ""
    logic = f"<encapsulatedLogic>{inside}</encapsulatedLogic>" if inside else ""
    return (
        f'<businessKnowledgeModel id="{name}" name="{name}"><variable name="{name}" {typed}/>'
        f"{links}{logic}</businessKnowledgeModel>"
    )


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
        ('<import namespace="x" importType="y" name="n" id="i"/>', "i", "imports of other models"),
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
