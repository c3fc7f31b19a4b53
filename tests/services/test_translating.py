"""A form in the language of the page."""

from __future__ import annotations

import json
from typing import Any

import pytest

from server.domain.feel import compile_expression
from server.services.translating import spoken_form
from tests.builders import sources

FORM = json.dumps(
    {
        "components": [
            {
                "id": "grade",
                "key": "grade",
                "label": "等级",
                "values": [{"value": "high", "label": "高"}, {"value": "low", "label": "低"}],
                "validate": {"required": True, "patternErrorMessage": "格式不对"},
            },
            {"id": "group", "components": [{"id": "place", "label": "地点"}]},
            {"key": "nameless", "label": "无编号"},
        ]
    }
).encode()
WORDS = b"""
[grade]
label = "Grade"
patternErrorMessage = "Wrong format"
values = { high = "High" }
[place]
label = "Place"
"""
SOURCES = sources(forms={"a": FORM}, words={"a": WORDS})


def components(language: str = "en") -> list[dict[str, Any]]:
    form = spoken_form(SOURCES, "a", language)
    found: list[dict[str, Any]] = json.loads(form or b"")["components"]
    return found


def test_a_chinese_page_gets_the_form_as_it_was_deployed() -> None:
    assert spoken_form(SOURCES, "a", "zh") == FORM


def test_a_form_without_other_words_stays_chinese() -> None:
    assert spoken_form(sources(forms={"a": FORM}), "a", "en") == FORM


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_form_is_no_form_in_any_language(language: str) -> None:
    assert spoken_form(SOURCES, None, language) is None


def test_an_english_page_reads_english_labels_at_any_depth() -> None:
    grade, group, _ = components()

    assert grade["label"] == "Grade"
    assert group["components"][0]["label"] == "Place"


def test_options_keep_their_values_and_untranslated_words() -> None:
    grade = components()[0]

    assert grade["values"] == [{"value": "high", "label": "High"}, {"value": "low", "label": "低"}]


def test_options_that_an_expression_gives_are_labelled_by_their_values() -> None:
    written = '=if again then [{label: "接受", value: "a"}] else [{label: "异议", value: "b"}]'
    form = json.dumps({"components": [{"id": "reply", "valuesExpression": written}]}).encode()
    words = b'[reply]\nvalues = { a = "Accept" }'

    spoken = spoken_form(sources(forms={"a": form}, words={"a": words}), "a", "en")

    [reply] = json.loads(spoken or b"")["components"]
    options = compile_expression(reply["valuesExpression"].removeprefix("="))
    assert options.evaluate({"again": True}) == [{"value": "a", "label": "Accept"}]
    assert options.evaluate({"again": False}) == [{"value": "b", "label": "异议"}]


def test_options_of_a_list_are_named_where_the_list_is_made() -> None:
    form = json.dumps({"components": [{"id": "lead", "valuesExpression": "=bodies"}]}).encode()

    spoken = spoken_form(
        sources(forms={"a": form}, words={"a": b'[lead]\nlabel = "Lead"'}), "a", "en"
    )

    [lead] = json.loads(spoken or b"")["components"]
    assert lead["valuesExpression"] == "=bodies"


def test_what_a_rule_says_is_translated_and_the_rule_kept() -> None:
    assert components()[0]["validate"] == {
        "required": True,
        "patternErrorMessage": "Wrong format",
    }


def test_a_part_without_an_id_keeps_its_words() -> None:
    assert components()[2]["label"] == "无编号"
