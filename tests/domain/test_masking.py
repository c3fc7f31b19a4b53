"""What is hidden of personal data, and that it comes back as it was."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain import masking
from server.domain.errors import AnswerWrong
from server.domain.masking import Mask, Personal, masked, masked_as, strictest
from server.domain.restoring import restored, resumed
from server.domain.values import Value

IDENTITY = "330102199003071234"
PHONE = "13812345678"
ACCOUNT = "6222021234567890123"
DOCUMENT = "doc:13812345-0000-7000-8000-013812345678"


# --- by format --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        (PHONE, "138****5678"),
        (f"电话{PHONE}，请回电", "电话138****5678，请回电"),
        ("138 1234 5678 / 139-1234-5678", "138 **** 5678 / 139-****-5678"),
        ("+86 13812345678", "+86 138****5678"),
        ("8613812345678", "86138****5678"),
        ("１３８１２３４５６７８", "１３８****５６７８"),  # full-width
        (IDENTITY, "330***********1234"),
        ("33010219900307123x", "330***********123x"),
        (f"身份证{IDENTITY}手机{PHONE}", "身份证330***********1234手机138****5678"),
        (ACCOUNT, "622************0123"),
        ("6222 0212 3456 7890", "622* **** **** 7890"),
    ],
)
def test_numbers_of_persons_are_known_by_their_format(text: str, seen: str) -> None:
    assert masked(text) == seen


@pytest.mark.parametrize(
    "text",
    [
        "SH-2026-00001",
        "330275012000",
        "91330100MA27XYZ123",
        "120.13812345678",
        "20260309123000",
        "10000000000",
        "0578-2123456",
        "330102199013071234",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert masked(text) == text


# --- by what a form says ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "value", "seen"),
    [
        (Personal.PHONE, PHONE, "138****5678"),
        (Personal.PHONE, "0578-2123456", "057*-***3456"),
        (Personal.PHONE, "2123456", "2*****6"),
        (Personal.PHONE, "110", "***"),
        (Personal.IDENTITY, "E12345678", "E1*****78"),
        (Personal.ACCOUNT, "1234567890", "12******90"),
        (Personal.ADDRESS, "浙江省示例县前仓镇大处村12号", "浙江省示例县前仓镇****"),
        (Personal.ADDRESS, "阳光小区3幢201", "****"),
        (Personal.ADDRESS, "示例县", "示例县"),
        (Personal.NONE, PHONE, PHONE),
        (Personal.PHONE, Decimal(PHONE), "138****5678"),
        (None, int(PHONE), "138****5678"),
        (None, Decimal(20), Decimal(20)),
        (None, f"doc:{PHONE}", "doc:138****5678"),
        (None, DOCUMENT, DOCUMENT),
        (Personal.PHONE, None, None),
        (Personal.PHONE, True, True),
        (Personal.PHONE, 1.5, 1.5),
    ],
)
def test_a_field_is_hidden_as_its_form_says(kind: Personal, value: object, seen: object) -> None:
    assert masked_as(kind, value) == seen


FIELDS = {"party.phone": Personal.PHONE, "home": Personal.ADDRESS, "office": Personal.NONE}
ANSWER = {
    "party": {"phone": "12345678", "name": "陈某"},
    "home": "示例县某街1号",
    "office": PHONE,
    "rows": [{"home": "某村2号"}, {"home": "某村3号"}],
    "text": f"请联系{PHONE}",
}
SEEN = {
    "party": {"phone": "12****78", "name": "陈某"},
    "home": "示例县****",
    "office": PHONE,
    "rows": [{"home": "****"}, {"home": "****"}],
    "text": "请联系138****5678",
}


def test_an_answer_is_hidden_field_by_field() -> None:
    mask = Mask(fields=FIELDS)

    assert mask.values(ANSWER) == SEEN
    assert mask.values({"values": ANSWER}) == {"values": SEEN}
    assert mask.text(PHONE) == "138****5678"


def test_who_handles_it_sees_everything() -> None:
    mask = Mask(fields=FIELDS, is_off=True)

    assert (mask.values(ANSWER), mask.text(PHONE)) == (ANSWER, PHONE)


def test_who_wrote_something_sees_it_as_it_is() -> None:
    mask = Mask(fields=FIELDS, own=frozenset({"mine"}))

    assert mask.content("mine", ANSWER) == ANSWER
    assert mask.content("theirs", ANSWER) == SEEN


# --- and back ---------------------------------------------------------------------------------

NUMBERS = st.sampled_from([PHONE, "13899995678", IDENTITY, ACCOUNT, "138 1234 5678", "138****5678"])
TEXTS = st.lists(NUMBERS | st.text("电话，：ab *", max_size=5), max_size=6).map("，".join)
KNOWN = st.fixed_dictionaries(
    {
        "party": st.fixed_dictionaries({"phone": TEXTS, "name": TEXTS}),
        "home": TEXTS,
        "office": TEXTS,
        "rows": st.lists(st.fixed_dictionaries({"home": TEXTS, "said": TEXTS}), max_size=3),
        "texts": st.lists(TEXTS, max_size=3),
    }
)


@given(known=KNOWN)
def test_what_is_sent_back_as_it_was_shown_is_what_it_was(known: dict[str, object]) -> None:
    assert restored(Mask(fields=FIELDS).values(known), known, FIELDS) == known


@given(known=KNOWN)
def test_what_was_not_hidden_is_taken_as_it_is(known: dict[str, object]) -> None:
    assert restored(known, known, FIELDS) == known


@given(text=TEXTS, before=st.text("前，", max_size=3), after=st.text("后。", max_size=3))
def test_a_text_that_is_gone_on_with_keeps_its_numbers(text: str, before: str, after: str) -> None:
    sent = {"text": f"{before}{masked(text)}{after}"}

    assert restored(sent, {"text": text}, {}) == {"text": f"{before}{text}{after}"}


@given(known=KNOWN, sent=KNOWN)
def test_a_draft_is_never_refused(known: dict[str, object], sent: dict[str, object]) -> None:
    resumed(Mask(fields=FIELDS).values(sent), known, FIELDS)


def test_a_number_typed_anew_is_taken() -> None:
    assert restored({"text": "13900001111"}, {"text": PHONE}, {}) == {"text": "13900001111"}
    assert restored({"home": "别处*号"}, {"home": "示例县某街1号"}, FIELDS) == {"home": "别处*号"}


def test_stars_that_somebody_typed_where_nothing_was_hidden_stay() -> None:
    assert restored({"text": "138****5678"}, {"text": "无"}, {}) == {"text": "138****5678"}
    assert restored({"text": "138****5678"}, {}, {}) == {"text": "138****5678"}


def test_a_row_that_moved_is_what_it_was() -> None:
    known = {"rows": [{"phone": "13811111111"}, {"phone": "13922222222"}]}
    sent = {"rows": [{"phone": "139****2222"}, {"phone": "138****1111"}, {"phone": "1"}]}

    whole = restored(sent, known, {})

    assert whole["rows"] == [{"phone": "13922222222"}, {"phone": "13811111111"}, {"phone": "1"}]


def test_a_row_that_was_gone_on_with_is_whole_whichever_it_is() -> None:
    known = {"rows": ["甲", f"电话 {PHONE}", "乙"]}

    whole = restored({"rows": ["乙", "电话 138****5678 已核", "甲"]}, known, {})

    assert whole["rows"] == ["乙", f"电话 {PHONE} 已核", "甲"]


def test_stars_in_a_field_that_is_nobodys_own_are_only_stars() -> None:
    kinds = {"code": Personal.NONE}

    assert restored({"code": "12****"}, {"code": PHONE}, kinds) == {"code": "12****"}


def test_each_row_is_masked_once_however_many_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"phone": f"138{at:08}"} for at in range(100)]
    sent = Mask(fields=FIELDS).values({"rows": rows})
    asked: list[object] = []

    def counted(kind: Personal | None, value: Value) -> Value:
        asked.append(value)
        return masked_as(kind, value)

    monkeypatch.setattr(masking, "masked_as", counted)

    restored(sent, {"rows": rows}, FIELDS)

    assert len(asked) == len(rows)


def test_one_of_two_numbers_of_one_look_is_whole_when_they_are_the_same() -> None:
    known = {"text": f"{PHONE}，{PHONE}"}

    assert restored({"text": "138****5678"}, known, {}) == {"text": PHONE}


@pytest.mark.parametrize(
    ("sent", "known", "field"),
    [
        ({"party": {"phone": "99****99"}}, {"party": {"phone": "12345678"}}, "party.phone"),
        ({"party": {"phone": "12****78"}}, {}, "party.phone"),
        ({"text": "只有138****5678"}, {"text": "13812345678，13899995678"}, "text"),
        (
            {"rows": [{"phone": "138****5678"}]},
            {"rows": [{"phone": "13899995678"}, {"phone": PHONE}]},
            "rows.phone",
        ),
    ],
)
def test_what_cannot_be_told_is_refused(
    sent: dict[str, object], known: dict[str, object], field: str
) -> None:
    with pytest.raises(AnswerWrong) as refusal:
        restored(sent, known, FIELDS)
    assert [fault.field for fault in refusal.value.faults] == [field]


# --- names of persons, files about them -------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "seen"),
    [("张三丰", "张**"), ("欧阳修", "欧**"), ("李", "*"), ("J. Smith", "J. *****"), ("", "")],
)
def test_of_a_name_the_first_character_is_read(name: str, seen: str) -> None:
    assert masked_as(Personal.NAME, name) == seen


def test_a_reference_to_a_file_is_no_text_to_mask() -> None:
    reference = "doc:13812345-6780-4000-8000-013812345678"

    assert masked_as(Personal.FILE, reference) == reference


def test_a_file_is_kept_back_from_who_does_not_see_all() -> None:
    mask = Mask(files=frozenset({"doc:1"}))

    assert mask.keeps_back("doc:1")
    assert not mask.keeps_back("doc:2")
    assert not replace(mask, is_off=True).keeps_back("doc:1")


def test_a_masked_name_comes_back_whole_and_another_is_refused() -> None:
    fields = {"people.name": Personal.NAME}
    known = {"people": [{"name": "张三"}, {"name": "李四"}]}

    sent = {"people": [{"name": "李*"}, {"name": "王五"}]}
    assert restored(sent, known, fields) == {"people": [{"name": "李四"}, {"name": "王五"}]}
    with pytest.raises(AnswerWrong):
        restored({"people": [{"name": "王*"}]}, known, fields)
    with pytest.raises(AnswerWrong):
        restored(
            {"people": [{"name": "张*"}]}, {"people": [{"name": "张三"}, {"name": "张四"}]}, fields
        )


@pytest.mark.parametrize(
    ("one", "other", "kept"),
    [
        (Personal.NONE, Personal.ADDRESS, Personal.ADDRESS),
        (Personal.NAME, Personal.ADDRESS, Personal.ADDRESS),
        (Personal.NONE, Personal.NAME, Personal.NAME),
        (Personal.NONE, Personal.NONE, Personal.NONE),
    ],
)
def test_what_any_version_calls_personal_is(one: Personal, other: Personal, kept: Personal) -> None:
    for versions in ((one, other), (other, one)):
        assert strictest(*({"x": each} for each in versions)) == {"x": kept}
    assert strictest({"x": one}, {"y": other}) == {"x": one, "y": other}
