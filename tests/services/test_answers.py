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


@pytest.mark.parametrize("nothing", [None, "", []])
def test_what_was_left_empty_is_not_shown(nothing: object) -> None:
    assert details_of(FORM, {"place": nothing}) == ()


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (True, "✓"),
        (False, "✗"),
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


def test_fields_within_groups_are_found() -> None:
    group = {"components": [{"key": "k", "label": "题"}, {"type": "text"}]}

    assert details_of(form_of(group), {"k": "v"}) == (("题", "v"),)


def test_a_field_without_a_label_shows_its_value_alone() -> None:
    assert details_of(form_of({"key": "k"}), {"k": "v"}) == (("", "v"),)
