"""Decision models asked with JSON, and what may be asked of them."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from server.domain.decision import Decided
from server.domain.errors import DecisionsRefused, Undecided
from server.domain.feel import Date, Months
from server.engine.adapter import SpiffEngine
from server.engine.deciding import FileDecisions
from tests.engine.dmn_models import (
    decision,
    definitions,
    imported,
    input_data,
    knowledge,
    table,
    written,
)
from tests.engine.test_imported_decisions import HELLO, HOUSE

NOW = datetime(2026, 3, 2, 4, tzinfo=UTC)
TYPES = (
    '<itemDefinition name="tDay"><typeRef>date</typeRef></itemDefinition>',
    '<itemDefinition name="tDays" isCollection="true"><typeRef>tDay</typeRef></itemDefinition>',
    (
        '<itemDefinition name="tPerson">'
        '<itemComponent name="born"><typeRef>tDay</typeRef></itemComponent>'
        '<itemComponent name="leaves"><typeRef>tDays</typeRef></itemComponent>'
        "</itemDefinition>"
    ),
)


def read(*parts: str, lenient: bool = False) -> FileDecisions:
    return SpiffEngine().read_decisions({"a.dmn": definitions(*parts)}, lenient=lenient)


def ask(models: FileDecisions, number: int = 0, **values: Any) -> Decided:
    return models.decide(models.decidables[number], values, NOW)


def seen(kind: str, value: Any) -> Decided:
    """What a decision sees of an input of a type."""
    models = read(*TYPES, input_data("x", kind), decision("d", written("x"), "?x"))
    return ask(models, x=value)


def given(kind: str, value: Any) -> Any:
    return seen(kind, value).outputs


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("date", "2026-03-02", "2026-03-02"),
        ("time", "09:30:00@Asia/Shanghai", "09:30:00@Asia/Shanghai"),
        ("date and time", "2026-03-02T09:30:00Z", "2026-03-02T09:30:00Z"),
        ("dateTime", "2026-03-02", "2026-03-02T00:00:00Z"),
        ("dayTimeDuration", "P1DT2H", "P1DT2H"),
        ("yearMonthDuration", "P14M", "P1Y2M"),
        ("tDays", ["2026-03-02"], "[2026-03-02]"),
    ],
)
def test_text_is_read_as_the_model_declares(kind: str, value: Any, text: str) -> None:
    decided = seen(kind, value)

    assert not isinstance(decided.outputs, str)
    assert decided.outputs_feel == text


def test_lists_and_contexts_are_read_deep_inside() -> None:
    person = {"born": "1980-01-01", "leaves": ["2026-03-02"], "note": "2026-03-02"}

    assert given("tPerson", person) == {
        "born": Date(1980, 1, 1),
        "leaves": [Date(2026, 3, 2)],
        "note": "2026-03-02",
    }


def test_one_value_may_stand_for_a_list_and_a_list_of_one_for_a_value() -> None:
    assert given("tDays", "2026-03-02") == [Date(2026, 3, 2)]
    assert given("tDay", ["2026-03-02"]) == Date(2026, 3, 2)


@pytest.mark.parametrize("value", ["2026-03-02", {"a": ["P1Y"]}, True, None])
def test_without_a_declared_type_json_stays_what_it_is(value: Any) -> None:
    assert given("", value) == value


def test_text_that_is_no_date_is_of_the_wrong_type() -> None:
    models = read(input_data("x", "date"), decision("d", written("x"), "?x"))

    decided = ask(models, x="soon")

    assert decided.outputs is None
    assert [one.message_en for one in decided.notices] == ["the value of 'x' has the wrong type"]


def test_numbers_keep_every_digit() -> None:
    long = Decimal("12345678901234567890.123456789")

    assert given("number", long) == long


def test_the_answer_is_written_as_feel_writes_it() -> None:
    models = read(decision("d", written('{a: duration("P14M"), b: [1.50, "x"]}')))

    decided = ask(models)

    assert decided.outputs == {"a": Months(14), "b": [Decimal("1.50"), "x"]}
    assert decided.outputs_feel == '{a: P1Y2M, b: [1.5, "x"]}'


def test_the_rules_that_matched_are_told_with_their_inputs() -> None:
    rules = table("UNIQUE", {"x": ""}, {"y": ""}, ("< 5", "1"), (">= 5", "2"))
    models = read(input_data("x", "number"), decision("d", rules, "?x"))

    [match] = ask(models, x=7).matches

    assert (match.table, match.rules, match.rule_ids) == ("table", (2,), ("r2",))
    assert match.inputs == {"x": 7}


def test_a_table_that_contradicts_itself_gives_null_and_says_why() -> None:
    rules = table("UNIQUE", {"x": ""}, {"y": ""}, ("< 5", "1"), ("< 6", "2"))
    models = read(input_data("x", "number"), decision("d", rules, "?x"))

    decided = ask(models, x=1)

    assert decided.outputs is None
    [violation] = decided.violations
    assert violation.element == "a.dmn#table"
    assert violation.sentence_en == "Several rules match under UNIQUE: 1, 2."


# --- limits -----------------------------------------------------------------------------------

DOUBLING = "for i in 1..30 return if i = 1 then [1] else [partial[-1], partial[-1]]"


@pytest.mark.parametrize(
    "text",
    [
        "count(for i in 1..1000, j in 1..1000 return i)",
        DOUBLING,
        "for i in 1..200 return if i = 1 then [1] else [partial[-1]]",
    ],
)
def test_an_answer_over_a_limit_is_refused(text: str) -> None:
    models = read(decision("d", written(text)))

    with pytest.raises(Undecided):
        ask(models)


def test_inputs_that_are_nested_without_end_are_refused() -> None:
    deep: Any = 1
    for _ in range(500):
        deep = [deep]
    models = read(input_data("x"), decision("d", written("1"), "?x"))

    with pytest.raises(Undecided):
        ask(models, x=deep)


# --- what may be asked ------------------------------------------------------------------------


def test_a_decision_tells_the_inputs_of_all_it_requires_once() -> None:
    models = read(
        input_data("x", "date"),
        input_data("y"),
        knowledge("k", written("1")),
        decision("inner", written("x"), "?x"),
        decision("other", written("inner"), "inner"),
        decision("outer", written("1"), "other", "inner", "?y", "?x", "!k"),
    )

    [outer] = [one for one in models.decidables if one.id == "outer"]

    assert (outer.name, outer.kind, outer.place) == ("outer", "decision", "a.dmn#outer")
    assert [(one.name, one.type) for one in outer.inputs] == [("x", "date"), ("y", "Any")]


def test_a_service_tells_what_it_takes() -> None:
    service = (
        '<decisionService id="s" name="s"><outputDecision href="#outer"/>'
        '<inputDecision href="#inner"/></decisionService>'
    )
    models = read(
        input_data("x"),
        decision("inner", written("x"), "?x", kind="date"),
        decision("outer", written("inner"), "inner"),
        service,
    )

    decided = ask(models, 2, inner="2026-03-02")

    assert models.decidables[2].kind == "service"
    assert [(one.name, one.type) for one in models.decidables[2].inputs] == [("inner", "date")]
    assert decided.outputs == Date(2026, 3, 2)


def test_files_may_import_each_other() -> None:
    models = SpiffEngine().read_decisions({"house.dmn": HOUSE, "hello.dmn": HELLO}, lenient=False)

    [greet] = [one for one in models.decidables if one.id == "greet"]
    decided = models.decide(greet, {"the hello": {"Person name": "Zhang"}}, NOW)

    assert [one.name for one in greet.inputs] == ["the hello.Person name"]
    assert decided.outputs == "Hello, Zhang!"


def test_what_an_import_is_not_given_is_null() -> None:
    models = SpiffEngine().read_decisions({"house.dmn": HOUSE, "hello.dmn": HELLO}, lenient=False)

    [greet] = [one for one in models.decidables if one.id == "greet"]

    assert models.decide(greet, {}, NOW).outputs is None


def test_what_is_imported_without_a_name_is_listed_once() -> None:
    own = definitions(
        imported("urn:hello", ""), decision("own", written("hello"), "urn:hello#hello")
    )

    models = SpiffEngine().read_decisions({"own.dmn": own, "hello.dmn": HELLO}, lenient=False)

    assert [one.place for one in models.decidables] == ["hello.dmn#hello", "own.dmn#own"]


# --- what is wrong ----------------------------------------------------------------------------


def test_a_strict_reading_names_file_and_element_and_line() -> None:
    with pytest.raises(DecisionsRefused) as refused:
        read(decision("d", written("1 +")))
    [problem] = refused.value.problems
    assert (problem.element, problem.line) == ("a.dmn#d", 2)
    assert problem.sentence.startswith("表达式有误：")
    assert problem.sentence_en.startswith("Expression: ")


def test_what_is_no_dmn_is_named_by_its_file() -> None:
    with pytest.raises(DecisionsRefused) as refused:
        SpiffEngine().read_decisions({"a.dmn": b"<"}, lenient=True)
    assert [one.element for one in refused.value.problems] == ["a.dmn"]


def test_a_lenient_reading_tells_what_it_takes_for_null() -> None:
    rules = table("UNIQUE", {"1": ""}, {"y": ""}, ("< <", "1"))

    models = read(decision("d", written("1 +")), decision("e", rules), lenient=True)

    assert [one.element for one in models.warnings] == ["a.dmn#d", "a.dmn#r1"]
    assert ask(models).outputs is None


@pytest.mark.parametrize("files", [{}, {"a.dmn": definitions(input_data("x"))}])
def test_files_without_a_decision_are_refused(files: dict[str, bytes]) -> None:
    with pytest.raises(DecisionsRefused):
        SpiffEngine().read_decisions(files, lenient=False)
