"""Decisions: tables with every hit policy, requirement graphs, what a result tells."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from server.engine.decisions import (
    DecisionUndecided,
    read_decisions,
)
from tests.engine.dmn_models import decide, decision, definitions, input_data, table, written


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
        (grades("RULE ORDER"), 0, None, ()),
        (grades("OUTPUT ORDER"), 0, None, ()),
        (grades("COLLECT"), 0, [], ()),
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
    assert finding.message_zh == "唯一命中策略下有多条规则匹配：1、2、3"
    assert refusal.value.causes == (
        f"table：{finding.message_zh}",
        f"table: {finding.message_en}",
    )


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


def test_a_sum_out_of_range_is_refused() -> None:
    rules = (("-", "9e6144"), ("-", "9e6144"))
    with pytest.raises(DecisionUndecided):
        decide(table("COLLECT:SUM", {"x": ""}, {"n": ""}, *rules), x=3)


def test_several_outputs_are_collected_each_by_itself() -> None:
    rules = (("-", "1", "5"), ("-", "3", "2"))
    assert decide(table("COLLECT:MAX", {"x": ""}, {"a": "", "b": ""}, *rules), x=3).outputs == {
        "a": 3,
        "b": 5,
    }


@pytest.mark.parametrize("policy", ["UNIQUE", "PRIORITY", "COLLECT:SUM"])
def test_an_output_outside_its_values_is_refused(policy: str) -> None:
    logic = table(policy, {"x": ""}, {"a": "1, 2", "b": ""}, ("-", "x", "7"))
    assert decide(logic, x=2).outputs == {"a": 2, "b": 7}
    assert decide(logic, x=None, strict=False).outputs is not None
    with pytest.raises(DecisionUndecided) as refusal:
        decide(logic, x=3)
    assert refusal.value.findings[0].message_en == "output 'a' of rule 1 is not allowed"
    assert decide(logic, x=3, strict=False).outputs is None


def test_the_order_of_outputs_is_that_of_the_values_their_type_allows() -> None:
    size = '<itemDefinition name="tSize"><typeRef>tAny</typeRef></itemDefinition>'
    listed = (
        '<itemDefinition name="tAny"><typeRef>string</typeRef><allowedValues><text>"big", "small"'
        "</text></allowedValues></itemDefinition>"
    )
    logic = table("PRIORITY", {"x": ""}, {"n": ""}, ("-", '"small"'), ("-", '"big"'))
    typed = logic.replace('<output name="n">', '<output name="n" typeRef="tSize">')
    assert decide(logic, x=1).outputs == "small"
    assert decide(typed, size, listed, x=1).outputs == "big"


def test_a_default_is_of_the_type_of_its_output() -> None:
    logic = table("UNIQUE", {"x": ""}, {"n": ""}, ("> 5", "1"), default='"none"')
    typed = logic.replace('<output name="n">', '<output name="n" typeRef="number">')
    assert decide(typed, x=1).outputs is None


def test_an_input_outside_its_allowed_values_is_refused() -> None:
    logic = table("UNIQUE", {"x": "[0..9], 20"}, {"n": ""}, ("-", "1"))
    assert decide(logic, x=20).outputs == 1
    assert decide(logic.replace("20<", "20, null<"), x=None).outputs == 1
    for x in (10, None):
        with pytest.raises(DecisionUndecided):
            decide(logic, x=x)


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


@pytest.mark.parametrize(
    "namespace",
    [
        "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
        "http://www.omg.org/spec/DMN/20180521/MODEL/",
        "https://www.omg.org/spec/DMN/20191111/MODEL/",
        "https://www.omg.org/spec/DMN/20211108/MODEL/",
    ],
)
def test_models_of_older_versions_are_read(namespace: str) -> None:
    parts = (input_data("x", "feel:number"), decision("a", written("x + 1"), "?x"))
    model = read_decisions(definitions(*parts, namespace=namespace))
    assert model.evaluate("a", {"x": 1}).outputs == 2


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
