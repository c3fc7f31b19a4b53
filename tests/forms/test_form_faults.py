"""A form that can't be deployed says why."""

from typing import Any

import pytest

from tests.forms.form import FORMS, field, form, group, hidden_when, rows


def test_a_sound_form_has_no_problems() -> None:
    sound = form(
        {"type": "text", "text": "# 说明"},
        field(label="=upper case(name)", readonly="=false", **hidden_when("kind = 1")),
        field("number", key="area", validate={"min": "=least", "max": 9}),
        field("select", key="kind", valuesExpression="=list"),
        group("party", field(key="名称", validate={"pattern": r"^\d+$"})),
        rows("lots", field(key="qty")),
        schemaVersion=19,
    )

    assert FORMS.problems(sound) == ()


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"[]",
        b"{}",
        b'{"components": 5}',
        b'{"components": [5]}',
        b'{"components": [{"key": "typeless"}]}',
        b'{"components": [{"type": {}}]}',
        b'{"components": [{"type": "group", "components": "none"}]}',
    ],
)
def test_what_is_no_form_is_told(broken: bytes) -> None:
    assert len(FORMS.problems(broken)) == 1


def test_a_form_of_a_newer_editor_is_told() -> None:
    assert "schemaVersion 20" in FORMS.problems(form(schemaVersion=20))[0][0]


@pytest.mark.parametrize(
    ("component", "words"),
    [
        ({"type": "html", "content": "<b>"}, "html"),
        ({"type": "iframe", "url": "x"}, "iframe"),
        (field("datetime", key="a", subtype={"date": 1}), "subtype"),
        (field("select", key="a", valuesKey=["b"]), "valuesKey"),
        (field(key="a", validate={"pattern": ["a"]}), "validate.pattern"),
        (field(key="a", validate={"patternErrorMessage": {}}), "validate.patternErrorMessage"),
        ({"type": "documentPreview"}, "documentPreview"),
        ({"type": "signature", "key": "x"}, "signature"),
        ({"type": "textfield", "label": "姓名"}, "姓名：键“”无效"),
        (field(key="a-b"), "a-b"),
        (field(key="a..b"), "a..b"),
        (field(key="this"), "this"),
        (field("select"), "没有选项"),
        (field(label="=1 +"), "label 的表达式有误"),
        (field(**hidden_when("1 +")), "conditional.hide 的表达式有误"),
        (field(**hidden_when("> 5")), "conditional.hide 的表达式有误"),
        (field(readonly="=1 +"), "readonly 的表达式有误"),
        (field(conditional={"hide": "kind"}), "须为以“=”开头"),
        (field(readonly="yes"), "须为以“=”开头"),
        (field("number", validate={"min": "low"}), "min 应为数字"),
        (field(validate={"pattern": "(a+)+"}), "校验规则"),
        (rows("lots", rows("inner", field())), "不能再套"),
        (rows("lots", field(), isRepeating=False), "须允许重复"),
        (group("", rows("", field())), "键“”无效"),
    ],
)
def test_a_component_that_can_not_be_used_is_told(component: dict[str, Any], words: str) -> None:
    found = FORMS.problems(form(component))

    assert len(found) == 1
    assert words in found[0][0]


@pytest.mark.parametrize(
    "components",
    [
        (field(key="a"), field(key="a")),
        (field(key="a"), field(key="a.b")),
        (group("a", field(key="b")), field(key="a.b")),
        (rows("lots", field(key="a"), field(key="a")),),
    ],
)
def test_a_key_used_twice_is_told(components: tuple[dict[str, Any], ...]) -> None:
    found = FORMS.problems(form(*components))

    assert len(found) == 1
    assert "多个组件" in found[0][0]
