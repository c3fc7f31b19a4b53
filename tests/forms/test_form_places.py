"""Groups, rows, conditions, and what is not taken."""

from decimal import Decimal
from typing import Any

import pytest

from server.domain.errors import AnswerWrong
from tests.forms.form import FORMS, cleaned, faults, field, form, group, hidden_when, rows

WANTED: dict[str, Any] = {"validate": {"required": True}}


def test_a_group_with_a_path_is_an_object_in_the_answer() -> None:
    asked = form(group("party", field(key="name"), field(key="tel")))

    assert cleaned(asked, {"party": {"name": "甲"}}) == {"party": {"name": "甲", "tel": ""}}


def test_a_group_without_a_path_leaves_its_fields_where_they_are() -> None:
    assert cleaned(form(group("", field())), {"answer": "x"}) == {"answer": "x"}


def test_a_fault_in_a_group_names_the_whole_path() -> None:
    asked = form(group("party", field(key="name", **WANTED)))

    assert list(faults(asked, {})) == ["party.name"]
    assert list(faults(asked, {"party": None})) == ["party.name"]


def test_what_is_no_object_is_no_group() -> None:
    asked = form(group("party", field(key="name")))

    assert faults(asked, {"party": "x"}) == {"party": "此处应为一组内容。"}


def test_two_groups_may_share_a_path() -> None:
    asked = form(group("party", field(key="name")), group("party", field(key="tel")))

    assert cleaned(asked, {"party": {"tel": "1"}}) == {"party": {"name": "", "tel": "1"}}


def test_a_dotted_key_is_an_object_too() -> None:
    assert cleaned(form(field(key="a.b")), {"a": {"b": "x"}}) == {"a": {"b": "x"}}


def test_a_fault_in_a_row_names_its_number() -> None:
    asked = form(rows("officers", field(key="name", **WANTED)))

    assert list(faults(asked, {"officers": [{"name": "甲"}, {}]})) == ["officers.1.name"]


def test_a_list_that_was_not_sent_is_empty() -> None:
    assert cleaned(form(rows("officers", field(key="name"))), {}) == {"officers": []}


def test_rows_are_a_list_of_objects() -> None:
    asked = form(rows("officers", field(key="name")))

    assert faults(asked, {"officers": {"name": "x"}}) == {"officers": "此处应为若干行内容。"}
    assert faults(asked, {"officers": ["x"]}) == {"officers.0": "此处应为一组内容。"}


def test_a_list_has_at_most_two_hundred_rows() -> None:
    asked = form(rows("officers", field(key="name")))

    assert faults(asked, {"officers": [{}] * 201}) == {"officers": "最多填写 200 行。"}


def test_a_hidden_field_is_neither_wanted_nor_taken() -> None:
    asked = form(field(key="kind"), field(**WANTED, **hidden_when('kind = "a"')))

    assert cleaned(asked, {"kind": "a", "answer": "smuggled"}) == {"kind": "a"}


def test_a_shown_field_is_wanted() -> None:
    asked = form(field(key="kind"), field(**WANTED, **hidden_when('kind = "a"')))

    assert list(faults(asked, {"kind": "b"})) == ["answer"]


@pytest.mark.parametrize("condition", ["missing", "area > 50", "count(lots) > 1"])
def test_a_condition_that_gives_null_hides(condition: str) -> None:
    asked = form(field("number", key="area"), field(**WANTED, **hidden_when(condition)))

    assert faults(asked, {"area": None}) == {}


def test_a_negated_condition_that_gives_null_shows() -> None:
    asked = form(field("number", key="area"), field(**WANTED, **hidden_when("not(area > 50)")))

    assert list(faults(asked, {"area": None})) == ["answer"]


def test_a_condition_that_is_no_expression_hides_nothing() -> None:
    asked = form(field(**WANTED, conditional={"hide": "true"}))

    assert list(faults(asked, {})) == ["answer"]


def test_a_condition_that_can_not_be_read_hides_nothing() -> None:
    asked = form(field(**WANTED, **hidden_when("((")))

    assert list(faults(asked, {})) == ["answer"]


def test_a_limit_that_can_not_be_read_is_none() -> None:
    assert faults(form(field("number", validate={"min": "=(("})), {"answer": 1}) == {}


def test_a_hidden_group_hides_all_inside() -> None:
    asked = form(group("party", field(key="name", **WANTED), **hidden_when("true")))

    assert cleaned(asked, {"party": {"name": "x"}}) == {}


def test_a_hidden_list_is_not_taken() -> None:
    asked = form(rows("officers", field(key="name", **WANTED), **hidden_when("true")))

    assert cleaned(asked, {"officers": [{}]}) == {}


def test_what_is_hidden_is_not_seen_by_other_conditions() -> None:
    asked = form(
        field(key="kind", **hidden_when("true")),
        field(**WANTED, **hidden_when('kind = "b"')),
    )

    assert list(faults(asked, {"kind": "b"})) == ["answer"]


def test_a_sibling_in_a_row_is_reached_through_this() -> None:
    asked = form(
        rows(
            "lots",
            field("number", key="qty"),
            field(key="why", **WANTED, **hidden_when("this.qty < 5")),
        )
    )

    assert list(faults(asked, {"lots": [{"qty": 2}, {"qty": 7}]})) == ["lots.1.why"]


def test_a_row_knows_its_parent_and_its_number() -> None:
    asked = form(
        field(key="kind"),
        rows("lots", field(key="why", **WANTED, **hidden_when('parent.kind = "a" and i[1] = 1'))),
    )

    assert list(faults(asked, {"kind": "a", "lots": [{}, {}]})) == ["lots.1.why"]


def test_disabled_and_read_only_fields_are_not_taken() -> None:
    asked = form(
        field(key="a", disabled=True, **WANTED),
        field(key="b", readonly=True, **WANTED),
        field(key="c", readonly="=true"),
        field(key="d", readonly="=false"),
        group("", field(key="e"), readonly=True),
    )

    assert cleaned(asked, dict.fromkeys("abcde", "x")) == {"d": "x"}


def test_a_read_only_field_shows_the_case_to_conditions() -> None:
    asked = form(field(key="kind", readonly=True), field(**WANTED, **hidden_when('kind = "a"')))

    assert cleaned(asked, {"kind": "b"}, {"kind": "a"}) == {}


def test_what_the_form_computes_is_computed_anew() -> None:
    asked = form(
        field("expression", key="total", expression="=sum(lots.qty)"),
        rows("lots", field("number", key="qty")),
    )

    found = cleaned(asked, {"total": 1, "lots": [{"qty": 2}, {"qty": 3}]})

    assert found["total"] == Decimal(5)


def test_a_computed_value_may_read_one_below_it_and_steer_conditions() -> None:
    asked = form(
        field("expression", key="double", expression="=single * 2"),
        field("expression", key="single", expression="=base"),
        field("number", key="base"),
        field(**WANTED, **hidden_when("double < 10")),
    )

    assert faults(asked, {"base": 1}) == {}
    assert list(faults(asked, {"base": 5})) == ["answer"]


def test_a_value_may_be_computed_in_each_row() -> None:
    asked = form(
        rows(
            "lots",
            field("number", key="qty"),
            field("expression", key="double", expression="=this.qty * 2"),
        )
    )

    found = cleaned(asked, {"lots": [{"qty": 2}, {"qty": 3}]})

    assert [row["double"] for row in found["lots"]] == [4, 6]


def test_a_field_that_the_form_does_not_know_is_refused() -> None:
    assert faults(form(field()), {"other": 1}) == {"other": "表单中没有此项。"}


def test_a_field_in_a_row_that_the_form_does_not_know_is_refused() -> None:
    asked = form(rows("lots", field(key="qty")))

    assert list(faults(asked, {"lots": [{"price": 1}]})) == ["lots.0.price"]


def test_what_the_case_already_holds_is_dropped() -> None:
    assert cleaned(form(field()), {"number": "SH-1"}, {"number": "SH-2"}) == {"answer": ""}


def test_a_key_may_be_the_name_of_a_method() -> None:
    asked = form(*(field(key=name) for name in ("load", "fields", "Meta", "dump")))

    assert cleaned(asked, {"load": "x", "Meta": "y"})["Meta"] == "y"


def test_faults_speak_both_languages() -> None:
    with pytest.raises(AnswerWrong) as refused:
        FORMS.check(form(field(**WANTED)), {}, {})

    assert refused.value.faults[0].sentence("en") == "Fill this in."


def test_a_component_that_only_shows_something_asks_nothing() -> None:
    assert cleaned(form({"type": "text", "text": "# 说明"}, {"type": "textfield"}), {}) == {}


def test_a_list_inside_what_is_no_object_is_empty() -> None:
    asked = form(rows("a.lots", field(key="qty", **hidden_when("true"))))

    assert cleaned(asked, {"a": {"lots": [{"qty": 1}]}}) == {"a": {"lots": [{}]}}
