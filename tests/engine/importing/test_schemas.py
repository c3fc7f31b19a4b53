"""Forms written as JSON Schema become forms of the house, as far as their fields are simple."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.engine.importing.foreign import extended, line
from tests.engine.importing.imports import changes, imported, played
from tests.engine.importing.test_forms import ORDER, form_of
from tests.forms.form import cleaned, faults

FORM = "whistle/userTask_A"
ASKED = line(
    extended(
        "userTask",
        "<spiffworkflow:properties>"
        '<spiffworkflow:property name="formJsonSchemaFilename" value="s.json"/>'
        '<spiffworkflow:property name="formUiSchemaFilename" value="ui.json"/>'
        "</spiffworkflow:properties>",
    )
)


def handed_in(schema: object, layout: object = None) -> dict[str, bytes]:
    """The files of a schema and its layout."""
    forms = {"s": json.dumps(schema).encode()}
    return forms if layout is None else forms | {"ui": json.dumps(layout).encode()}


def asked(properties: dict[str, Any], layout: object = None, **said: Any) -> dict[str, Any]:
    """The components that a schema of these properties becomes."""
    schema = {"title": "表单", "type": "object", "properties": properties, **said}
    one = imported(ASKED, forms=handed_in(schema, layout))
    assert set(one.forms) == {FORM}
    played(one)
    return form_of(one)


def test_simple_fields_are_asked_in_a_form_of_the_house() -> None:
    form = asked(
        {
            "name": {"type": "string", "title": "名称", "description": "全称", "maxLength": 9},
            "mail": {"type": "string", "format": "email", "default": "a@example.org"},
            "amount": {"type": "number", "minimum": 1, "default": 2.5},
            "count": {"type": ["integer", "null"], "maximum": 9, "default": 3},
            "agreed": {"type": "boolean", "default": True},
            "kind": {
                "type": "string",
                "enum": ["a", "b"],
                "enumNames": ["甲", "乙"],
                "default": "b",
            },
            "level": {"oneOf": [{"const": "h", "title": "高"}, {"const": "l"}]},
            "day": {"type": "string", "format": "date", "title": "日期", "default": "2026-03-02"},
            "shown": {"type": "string", "readOnly": True, "title": "=x", "default": "=y"},
        },
        required=["name", "agreed"],
    )

    assert form["name"]["validate"] == {"required": True, "maxLength": 9}
    assert (form["name"]["label"], form["name"]["description"]) == ("名称", "全称")
    assert form["mail"]["validate"] == {"validationType": "email"}
    assert form["amount"]["validate"] == {"min": 1}
    assert (form["count"]["decimalDigits"], form["count"]["validate"]) == (0, {"max": 9})
    assert "validate" not in form["agreed"]
    assert form["kind"]["values"] == [{"label": "甲", "value": "a"}, {"label": "乙", "value": "b"}]
    assert form["level"]["values"] == [{"label": "高", "value": "h"}, {"label": "l", "value": "l"}]
    assert (form["day"]["dateLabel"], form["day"]["type"]) == ("日期", "datetime")
    assert (form["shown"]["label"], form["shown"]["readonly"]) == ("x", True)
    given = {key: part["defaultValue"] for key, part in form.items() if "defaultValue" in part}
    assert given == {
        "mail": "a@example.org",
        "amount": 2.5,
        "count": 3,
        "agreed": True,
        "kind": "b",
        "day": "2026-03-02",
    }


def test_answers_are_checked_as_the_schema_wants() -> None:
    properties = {"n": {"type": "integer", "minimum": 1}, "kind": {"enum": ["a"]}}
    one = imported(ASKED, forms=handed_in({"properties": properties, "required": ["kind"]}))

    assert set(faults(one.forms[FORM], {"n": 0})) == {"n", "kind"}
    assert cleaned(one.forms[FORM], {"n": 2, "kind": "a"}) == {"n": 2, "kind": "a"}


@pytest.mark.parametrize(
    ("order", "keys"),
    [
        (["c", "a"], ["c", "a", "b"]),
        (["c", "*", "a"], ["c", "b", "a"]),
        ("c", ["a", "b", "c"]),
    ],
)
def test_the_layout_gives_order_and_widgets(order: object, keys: list[str]) -> None:
    properties = {"a": {"type": "string"}, "b": {"type": "string"}, "c": {"enum": ["x"]}}
    layout = {
        "ui:order": order,
        "a": {"ui:widget": "textarea"},
        "c": {"ui:widget": "radio"},
        "b": 1,
    }

    form = asked(properties, layout)

    assert list(form) == keys
    assert [form[key]["type"] for key in "abc"] == ["textarea", "textfield", "radio"]


@pytest.mark.parametrize(
    "field",
    [
        {"type": "array", "items": {"type": "string"}},
        {"type": "object", "properties": {}},
        {"type": ["string", "number"]},
        {"type": "string", "format": "data-url"},
        {"type": "string", "enum": ["options_from_task_data_var:people"]},
        {"enum": [1, 2]},
        {"enum": ["a", "a"]},
        {"enum": []},
        {"oneOf": {"const": "a"}},
        {"oneOf": [{"type": "object"}]},
        {"$ref": "#/x"},
        "none",
    ],
)
def test_a_field_that_can_not_be_asked_is_told_and_a_comment_asked_as_well(field: object) -> None:
    schema = {"properties": {"a": {"type": "string"}, "b": field}}

    one = imported(ASKED, forms=handed_in(schema))

    [told] = [change for change in changes(one, "A") if "can't be asked here" in change.sentence_en]
    assert told.was == "b"
    assert list(form_of(one)) == ["a", "comment_at_A"]


@pytest.mark.parametrize("key", ["two words", "this", "1a"])
def test_a_field_whose_name_no_variable_can_have_is_left_out(key: str) -> None:
    assert list(asked({key: {"type": "string"}, "a": {"type": "string"}})) == ["a", "comment_at_A"]


def test_what_else_the_schema_wants_is_told() -> None:
    schema = {
        "properties": {"a": {"type": "string", "pattern": "x", "$comment": "y", "minLength": "z"}}
    }

    one = imported(ASKED, forms=handed_in(schema))

    [told] = [change for change in changes(one, "A") if "is not checked" in change.sentence_en]
    assert told.was == "a: pattern"


@pytest.mark.parametrize("names", ["甲", ["甲"]])
def test_names_that_do_not_fit_the_choices_are_passed_over(names: object) -> None:
    form = asked({"a": {"enum": ["x", "y"], "enumNames": names, "default": "z"}})

    assert [one["label"] for one in form["a"]["values"]] == ["x", "y"]
    assert "defaultValue" not in form["a"]


@pytest.mark.parametrize(
    "schema",
    [
        {"properties": {"a": {"type": "array"}}},
        {"properties": {}},
        {"properties": [1]},
        {"type": "string"},
        [1],
        "none",
    ],
)
def test_a_schema_without_a_simple_field_is_told_and_a_comment_asked(schema: object) -> None:
    one = imported(ASKED, forms=handed_in(schema, {"ui:order": ["a"]}))

    assert list(form_of(one)) == ["comment_at_A"]
    assert any("a comment is asked for" in change.sentence_en for change in changes(one, "A"))
    assert set(one.forms) == {FORM}


@pytest.mark.parametrize("content", [b"{", b"[" * 100_000, b'{"a": "\\ud800"}', b"\xff"])
def test_a_schema_that_can_not_be_read_is_told_and_a_comment_asked(content: bytes) -> None:
    one = imported(ASKED, forms={"s": content})

    assert list(form_of(one)) == ["comment_at_A"]


def test_a_schema_that_was_not_handed_in_is_told_and_a_comment_asked() -> None:
    one = imported(ASKED, forms={})

    [told] = [change for change in changes(one, "A") if "not handed in" in change.sentence_en]
    assert (told.was, told.now) == ("s.json", FORM)
    assert list(form_of(one)) == ["comment_at_A"]


def test_a_form_of_ours_under_the_name_of_a_schema_is_used() -> None:
    one = imported(ASKED, forms={"whistle/s": ORDER})

    assert one.forms == {"whistle/s": ORDER}
    assert b'name="form" value="whistle/s"' in one.diagram
