"""Each kind of component checks its answer."""

from decimal import Decimal
from typing import Any

import pytest

from tests.forms.form import cleaned, faults, field, form

WANTED = {"answer": "此项必填。"}


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("textfield", ""),
        ("textarea", None),
        ("number", None),
        ("number", ""),
        ("datetime", None),
        ("datetime", ""),
        ("checkbox", False),
        ("checkbox", None),
        ("radio", ""),
        ("select", None),
        ("checklist", []),
        ("taglist", None),
        ("filepicker", []),
    ],
)
def test_a_wanted_answer_that_is_empty_is_missed(kind: str, value: Any) -> None:
    wanted = form(field(kind, validate={"required": True}, values=[{"value": "a"}]))

    assert faults(wanted, {"answer": value}) == WANTED


def test_a_wanted_answer_that_was_not_sent_is_missed() -> None:
    assert faults(form(field(validate={"required": True})), {}) == WANTED


def test_nought_is_an_answer() -> None:
    assert faults(form(field("number", validate={"required": True})), {"answer": 0}) == {}


@pytest.mark.parametrize(
    ("kind", "empty"),
    [
        ("textfield", ""),
        ("number", None),
        ("datetime", None),
        ("checkbox", False),
        ("radio", None),
        ("checklist", []),
        ("filepicker", None),
    ],
)
def test_an_answer_that_was_not_sent_is_empty_in_the_result(kind: str, empty: Any) -> None:
    assert cleaned(form(field(kind)), {}) == {"answer": empty}


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("textfield", 5),
        ("number", "many"),
        ("number", True),
        ("number", "NaN"),
        ("number", "Infinity"),
        ("number", 1e60),
        ("number", [1]),
        ("checkbox", "on"),
        ("checklist", "a"),
        ("datetime", 20260309),
        ("filepicker", "doc:1"),
        ("filepicker", [5]),
    ],
)
def test_an_answer_of_another_type_is_refused(kind: str, value: Any) -> None:
    assert list(faults(form(field(kind)), {"answer": value})) == ["answer"]


def test_length_counts_utf16_units_of_the_trimmed_text() -> None:
    two = form(field(validate={"minLength": 2, "maxLength": 2}))

    assert faults(two, {"answer": " 𠮷\u3000"}) == {}
    assert faults(two, {"answer": "吉 "}) == {"answer": "至少填写 2 个字。"}
    assert faults(two, {"answer": "𠮷林"}) == {"answer": "最多填写 2 个字。"}


def test_a_pattern_is_found_anywhere_in_the_text() -> None:
    assert faults(form(field(validate={"pattern": r"\d{3}"})), {"answer": "abc123"}) == {}


def test_a_text_against_its_pattern_gets_the_designers_sentence() -> None:
    mobile = form(
        field(validate={"pattern": r"^1[3-9]\d{9}$", "patternErrorMessage": "请填写手机号。"})
    )

    assert faults(mobile, {"answer": "12345"}) == {"answer": "请填写手机号。"}


def test_a_text_against_a_pattern_without_sentence_gets_ours() -> None:
    code = form(field(validate={"pattern": "^[A-Z]+$"}))

    assert faults(code, {"answer": "abc"}) == {"answer": "格式不符合要求。"}


def test_a_text_too_long_to_match_is_refused() -> None:
    code = form(field(validate={"pattern": "^a*$"}))

    assert faults(code, {"answer": "a" * 501}) == {"answer": "最多填写 500 个字。"}


@pytest.mark.parametrize("text", ["a@b", "zhang.san+x@county.gov.cn", "a@b-c.d"])
def test_a_mail_address_is_taken(text: str) -> None:
    assert faults(form(field(validate={"validationType": "email"})), {"answer": text}) == {}


@pytest.mark.parametrize("text", ["a", "a@", "@b", "a@b@c", "a b@c", "a@-b", "a@b..c"])
def test_what_is_no_mail_address_is_refused(text: str) -> None:
    mail = form(field(validate={"validationType": "email"}))

    assert list(faults(mail, {"answer": text})) == ["answer"]


def test_a_phone_number_has_its_country_code() -> None:
    phone = form(field(validate={"validationType": "phone"}))

    assert faults(phone, {"answer": "+8613800000000"}) == {}
    assert list(faults(phone, {"answer": "13800000000"})) == ["answer"]


def test_numbers_are_exact() -> None:
    assert cleaned(form(field("number")), {"answer": 0.1}) == {"answer": Decimal("0.1")}


def test_a_number_kept_as_text_stays_a_text() -> None:
    kept = form(field("number", serializeToString=True))

    assert cleaned(kept, {"answer": "12.50"}) == {"answer": "12.50"}


@pytest.mark.parametrize(
    ("settings", "value", "sentence"),
    [
        ({"validate": {"min": 1}}, 0, "不能小于 1。"),
        ({"validate": {"max": 1}}, 1.5, "不能大于 1。"),
        ({"validate": {"min": "=least"}}, 4, "不能小于 5。"),
        ({"validate": {"min": "=word"}}, 4, "本项的下限设置有误，请告知管理员。"),
        ({"validate": {"max": "=word"}}, 4, "本项的上限设置有误，请告知管理员。"),
        ({"decimalDigits": 0}, 1.5, "请填写整数。"),
        ({"decimalDigits": 2}, 1.234, "最多保留 2 位小数。"),
        ({"increment": "0.5"}, 1.2, "应为 0.5 的整数倍。"),
        ({"increment": "1e-30"}, 1e30, None),
        ({"decimalDigits": 2}, 1200, None),
        ({"validate": {"min": "=missing"}}, 4, None),
        ({"validate": {"min": 1, "max": 9}, "increment": 2}, 4, None),
    ],
)
def test_numbers_keep_their_limits(
    settings: dict[str, Any], value: float, sentence: str | None
) -> None:
    asked = form(field("number", **settings))

    found = faults(asked, {"answer": value}, {"least": 5, "word": "five"})

    assert found.get("answer") == sentence


@pytest.mark.parametrize(
    ("subtype", "value"),
    [
        ("date", "2026-03-09"),
        ("time", "09:30"),
        ("time", "01:30Z"),
        ("time", "09:30+08:00"),
        ("datetime", "2026-03-09T09:30:00+08:00"),
    ],
)
def test_a_day_or_time_is_taken_as_iso_text(subtype: str, value: str) -> None:
    asked = form(field("datetime", subtype=subtype))

    assert cleaned(asked, {"answer": value}) == {"answer": value}


@pytest.mark.parametrize(
    ("subtype", "value"),
    [
        ("date", "2026-02-30"),
        ("date", "20260309"),
        ("time", "25:00"),
        ("time", "9 am"),
        ("datetime", "2026-03-09"),
        ("datetime", "2026-03-09 09:30"),
        ("year", "2026"),
    ],
)
def test_a_day_or_time_that_does_not_exist_is_refused(subtype: str, value: str) -> None:
    asked = form(field("datetime", subtype=subtype))

    assert list(faults(asked, {"answer": value})) == ["answer"]


def test_a_passed_day_is_refused_where_the_form_takes_none() -> None:
    coming = form(field("datetime", subtype="date", disallowPassedDates=True))

    assert faults(coming, {"answer": "2026-03-08"}) == {"answer": "不能早于今天。"}
    assert faults(coming, {"answer": "2026-03-09"}) == {}


def test_a_time_of_day_never_passes() -> None:
    time = form(field("datetime", subtype="time", disallowPassedDates=True))

    assert faults(time, {"answer": "00:01"}) == {}


@pytest.mark.parametrize(
    "source",
    [
        {"values": [{"label": "甲", "value": "a"}, {"label": "乙", "value": 1}]},
        {"valuesKey": "list"},
        {"valuesExpression": "=list"},
    ],
)
def test_a_choice_is_one_of_the_options(source: dict[str, Any]) -> None:
    asked = form(field("select", **source))
    known = {"list": ["a", {"label": "one", "value": 1}]}

    assert faults(asked, {"answer": "a"}, known) == {}
    assert faults(asked, {"answer": 1}, known) == {}
    assert list(faults(asked, {"answer": "b"}, known)) == ["answer"]
    assert list(faults(asked, {"answer": True}, known)) == ["answer"]


def test_options_that_can_not_be_found_let_nothing_through() -> None:
    asked = form(field("radio", valuesKey="list"))

    assert list(faults(asked, {"answer": "a"})) == ["answer"]


def test_every_choice_of_several_is_an_option() -> None:
    asked = form(field("checklist", values=[{"value": "a"}, {"value": "b"}]))

    assert faults(asked, {"answer": ["a", "b"]}) == {}
    assert list(faults(asked, {"answer": ["a", "c"]})) == ["answer"]


def test_only_files_given_to_this_form_may_be_named() -> None:
    asked = form(field("filepicker", multiple=True))
    known = {"_documents": ["doc:1", "doc:2"]}

    assert faults(asked, {"answer": ["doc:1", "doc:2"]}, known) == {}
    assert list(faults(asked, {"answer": ["doc:3"]}, known)) == ["answer"]


def test_one_file_is_taken_where_one_is_asked() -> None:
    known = {"_documents": ["doc:1", "doc:2"]}

    found = faults(form(field("filepicker")), {"answer": ["doc:1", "doc:2"]}, known)

    assert found == {"answer": "此项只能有一个附件。"}


def test_all_that_is_wrong_with_one_field_is_said_at_once() -> None:
    asked = form(field("number", decimalDigits=0, validate={"max": 1}))

    assert faults(asked, {"answer": 2.5}) == {"answer": "请填写整数。不能大于 1。"}


def test_a_ticked_box_is_taken() -> None:
    box = form(field("checkbox", validate={"required": True}))

    assert cleaned(box, {"answer": True}) == {"answer": True}
