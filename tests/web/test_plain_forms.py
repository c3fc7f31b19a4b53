"""Forms as plain fields."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import orjson

from server.web.plain_forms import PlainField, labelled, plain_form
from tests.web.sample_pictures import FORM, VALUES


def _form(*components: dict[str, Any]) -> bytes:
    return orjson.dumps({"components": components})


def _one(component: dict[str, Any], values: dict[str, Any] | None = None) -> PlainField:
    (field,) = plain_form(_form(component), values or {})
    return field


def test_every_field_of_a_form_has_its_label_value_and_rules() -> None:
    fields = {field.path: field for field in plain_form(FORM, VALUES)}

    assert fields["area"].value == "86.5"
    assert fields["area"].after == "平方米"
    assert dict(fields["area"].limits) == {"min": "0", "step": "0.1"}
    assert fields["checked_on"].value == "2026-11-18"
    assert fields["measures"].chosen == ("责令停止施工", "现场拍照取证")
    assert fields["opinion"].is_required
    assert dict(fields["photos"].limits) == {"multiple": "multiple"}


def test_fields_of_one_row_share_its_columns() -> None:
    row = {"layout": {"row": "r", "columns": None}}
    form = _form({"type": "textfield", "key": "a", **row}, {"type": "textfield", "key": "b", **row})

    assert [field.span for field in plain_form(form, {})] == [8, 8]


def test_a_group_puts_its_path_before_its_fields() -> None:
    inner = {"type": "textfield", "key": "name", "label": "姓名"}
    group = {"type": "group", "path": "party", "label": "当事人", "components": [inner]}

    field = _one(group, {"party": {"name": "某人"}})

    assert (field.kind, field.label) == ("group", "当事人")
    assert (field.children[0].path, field.children[0].value) == ("party.name", "某人")


def test_a_group_without_path_adds_nothing() -> None:
    inner = {"type": "textfield", "key": "name"}

    field = _one({"type": "group", "components": [inner]}, {"name": "某人"})

    assert field.children[0].path == "name"


def test_a_list_has_a_group_for_each_row_and_spare_ones() -> None:
    inner = {"type": "textfield", "key": "name"}
    form = _form(
        {"type": "dynamiclist", "path": "officers", "label": "执法人员", "components": [inner]}
    )

    rows = plain_form(form, {"officers": [{"name": "甲"}]}, spare_rows=1)

    assert [row.children[0].path for row in rows] == ["officers.0.name", "officers.1.name"]
    assert [row.label for row in rows] == ["执法人员 1", "执法人员 2"]
    assert rows[0].children[0].value == "甲"


def test_a_hidden_field_is_left_out_when_somebody_can_tell() -> None:
    form = _form({"type": "textfield", "key": "a", "conditional": {"hide": "=x = 1"}})

    assert len(plain_form(form, {})) == 1
    assert plain_form(form, {}, is_hidden=lambda condition, _: condition == "x = 1") == ()


def test_what_is_no_field_is_left_out_or_a_note() -> None:
    form = _form(
        {"type": "separator"},
        {"type": "text", "text": "### 请注意\n**如实**填写"},
        {"type": "html"},
    )

    (note,) = plain_form(form, {})

    assert (note.kind, note.value) == ("note", "请注意\n如实填写")


def test_options_may_come_from_the_data() -> None:
    by_key = _one(
        {"type": "select", "key": "a", "valuesKey": "bodies"},
        {"bodies": [{"value": "zjj", "label": "县住建局"}, "其他"], "a": "zjj"},
    )
    (computed,) = plain_form(
        _form({"type": "select", "key": "a", "valuesExpression": "=bodies"}),
        {"bodies": ["甲"]},
        evaluate=lambda source, names: names[source],
    )
    lost = _one({"type": "select", "key": "a", "valuesExpression": "=a.b"})

    assert by_key.chosen == ("县住建局",)
    assert [option.label for option in by_key.options] == ["县住建局", "其他"]
    assert [option.value for option in computed.options] == ["甲"]
    assert lost.options == ()


def test_moments_files_and_flags_are_written_as_controls_hold_them() -> None:
    when = {"type": "datetime", "subtype": "datetime", "key": "a", "dateLabel": "到场"}
    moment = _one(when, {"a": datetime(2026, 11, 20, 10, 42, 7)})  # noqa: DTZ001  # forms write local time
    files = _one({"type": "filepicker", "key": "a"}, {"a": ["doc:1"]})
    flag = _one({"type": "checkbox", "key": "a", "defaultValue": True})
    off = _one({"type": "checkbox", "key": "a"}, {"a": False})

    assert (moment.kind, moment.value, moment.label) == (
        "datetime-local",
        "2026-11-20T10:42",
        "到场",
    )
    assert files.documents == ("doc:1",)
    assert (flag.value, off.value) == ("true", "false")


def test_a_label_in_feel_stays_empty_and_a_limit_in_feel_away() -> None:
    field = _one(
        {
            "type": "number",
            "key": "a",
            "label": "=name",
            "validate": {"max": "=limit"},
            "readonly": True,
        }
    )

    assert field.label == ""
    assert field.limits == (("step", "any"),)
    assert field.is_readonly


def test_places_in_a_text_are_filled() -> None:
    form = _form(
        {"type": "text", "text": "事项：{{ subject }}"},
        {"type": "textfield", "key": "a", "label": "=subject"},
    )

    note, field = plain_form(
        form, {"subject": "河堤"}, evaluate=lambda source, names: names[source.strip()]
    )

    assert note.value == "事项：河堤"
    assert field.label == "河堤"


def test_errors_stand_with_their_field_and_carry_its_label() -> None:
    errors = [("owner", "此项必填。"), ("", "请核对。")]

    fields = plain_form(FORM, VALUES, errors)

    assert [field.errors for field in fields if field.path == "owner"] == [("此项必填。",)]
    assert labelled(fields, errors) == [
        ("owner", "当事人姓名或单位名称", "此项必填。"),
        ("", "", "请核对。"),
    ]
