"""An answer as people read it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from server.services.answers import details_of
from tests.builders import FORM


def form_of(*components: dict[str, Any]) -> bytes:
    return json.dumps({"components": components}).encode()


def test_filled_in_fields_stand_beside_their_labels_in_the_order_of_the_form() -> None:
    assert details_of(FORM, {"grade": "high", "place": "大桥"}) == (
        ("地点", "大桥"),
        ("等级", "高"),
    )


@pytest.mark.parametrize("nothing", [None, "", [], False])
def test_what_was_left_empty_is_not_shown(nothing: object) -> None:
    assert details_of(FORM, {"place": nothing}) == ()


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (True, "✓"),
        (7, "7"),
        (["a", "b"], "甲、乙"),
        ({"x": "a", "y": 2}, "甲；2"),
        (["a", "unlisted"], "甲、unlisted"),
    ],
)
def test_a_value_is_shown_as_people_say_it(value: object, shown: str) -> None:
    options = [{"value": "a", "label": "甲"}, {"value": "b", "label": "乙"}]
    form = form_of({"key": "k", "label": "题", "values": options})

    assert details_of(form, {"k": value}) == (("题", shown),)


@pytest.mark.parametrize(
    ("value", "shown"), [(["a", "b"], "A, B"), ({"x": "a", "y": ["a", "b"]}, "A; A, B")]
)
def test_an_english_page_divides_by_english_signs(value: object, shown: str) -> None:
    options = [{"value": "a", "label": "A"}, {"value": "b", "label": "B"}]
    form = form_of({"key": "k", "label": "Q", "values": options})

    assert details_of(form, {"k": value}, language="en") == (("Q", shown),)


def test_fields_within_groups_are_found() -> None:
    group = {"components": [{"key": "k", "label": "题"}, {"type": "text", "components": []}]}

    assert details_of(form_of(group), {"k": "v"}) == (("题", "v"),)


def test_a_field_without_a_label_shows_its_value_alone() -> None:
    assert details_of(form_of({"key": "k"}), {"k": "v"}) == (("", "v"),)


def test_fields_of_a_group_with_a_path_are_found_in_their_object() -> None:
    group = {"path": "where", "components": [{"key": "village", "label": "村"}]}

    assert details_of(form_of(group), {"where": {"village": "东关"}}) == (("村", "东关"),)
    assert details_of(form_of(group), {"where": "nowhere"}) == ()


def test_a_list_of_rows_is_shown_as_one_field() -> None:
    rows = {
        "type": "dynamiclist",
        "path": "people",
        "label": "人员",
        "components": [{"key": "name"}],
    }

    shown = details_of(form_of(rows), {"people": [{"name": "甲"}, {"name": "乙", "no": None}]})

    assert shown == (("人员", "甲、乙"),)


def test_a_date_is_labelled_by_its_own_label() -> None:
    form = form_of({"type": "datetime", "key": "d", "dateLabel": "到场日期"})

    assert details_of(form, {"d": "2026-03-02"}) == (("到场日期", "2026-03-02"),)


def test_ids_are_shown_as_the_names_that_they_mean() -> None:
    form = form_of({"key": "lead", "label": "主办"})

    assert details_of(form, {"lead": "zjj"}, {"zjj": "住建局"}) == (("主办", "住建局"),)


def test_options_that_are_computed_show_their_labels() -> None:
    expression = '=if rework then [{label: "接受", value: "a"}] else options'
    form = form_of({"key": "k", "label": "结论", "valuesExpression": expression})
    lists = {"options": [{"label": "异议", "value": "b"}, "odd"]}

    assert details_of(form, {"k": "a", "rework": True}) == (("结论", "接受"),)
    assert details_of(form, {"k": "b", "rework": False}, lists=lists) == (("结论", "异议"),)


def test_options_that_can_not_be_computed_show_their_values() -> None:
    form = form_of({"key": "k", "label": "结论", "valuesExpression": "=1 +"})

    assert details_of(form, {"k": "a"}) == (("结论", "a"),)
