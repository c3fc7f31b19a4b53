"""Every form in forms/ is sound, and says everything in both languages."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from server.domain.feel import compile_expression
from server.forms.faults import problems
from tests.places import ROOT

FORMS = sorted((ROOT / "forms").glob("*/*.json"))
ALLOWED = frozenset(
    {
        "textfield",
        "textarea",
        "number",
        "datetime",
        "checkbox",
        "radio",
        "select",
        "checklist",
        "taglist",
        "group",
        "dynamiclist",
        "filepicker",
        "text",
    }
)
WORDS = ("label", "dateLabel", "timeLabel", "description", "text")
"""Properties of a component that people read."""

each_form = pytest.mark.parametrize(
    "file", FORMS, ids=lambda file: f"{file.parent.name}/{file.stem}"
)


def components(part: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Return all components of a form, inner ones too."""
    for one in part.get("components", ()):
        yield one
        yield from components(one)


def keys(part: dict[str, Any], inside: str = "") -> Iterator[str]:
    """Return the path of every answer."""
    for one in part.get("components", ()):
        here = f"{inside}{one.get('key') or one.get('path') or ''}"
        if "key" in one:
            yield here
        yield from keys(one, f"{here}.")


def read(file: Path) -> dict[str, Any]:
    """Return a form."""
    form: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return form


def english(file: Path) -> dict[str, Any]:
    """Return the English words beside a form."""
    return tomllib.loads(file.with_suffix(".en.toml").read_text(encoding="utf-8"))


def spoken(one: dict[str, Any]) -> set[str]:
    """Return which of a component's words must be said in English too."""
    options = {f"values.{option['value']}" for option in one.get("values", ())}
    return {word for word in WORDS if word in one} | options


def translated(words: dict[str, Any]) -> set[str]:
    """Return which of a component's words are said in English."""
    plain = {name for name, text in words.items() if name in WORDS and text}
    return plain | {f"values.{name}" for name, text in words.get("values", {}).items() if text}


def test_there_are_forms_to_look_at() -> None:
    assert len(FORMS) > 10


@each_form
def test_a_form_can_be_deployed(file: Path) -> None:
    assert not problems(file.read_bytes())


@each_form
def test_a_form_is_of_the_version_we_ship(file: Path) -> None:
    form = read(file)

    assert (form["schemaVersion"], form["type"], form["id"]) == (
        19,
        "default",
        f"{file.parent.name}_{file.stem}",
    )


@each_form
def test_a_form_uses_only_components_we_check(file: Path) -> None:
    assert {one["type"] for one in components(read(file))} <= ALLOWED


@each_form
def test_no_key_and_no_id_stands_twice(file: Path) -> None:
    form = read(file)
    names, ids = list(keys(form)), [one["id"] for one in components(form)]

    assert sorted(set(names)) == sorted(names)
    assert sorted(set(ids)) == sorted(ids)


@each_form
def test_every_field_has_a_label(file: Path) -> None:
    assert not [
        one["id"]
        for one in components(read(file))
        if one["type"] != "text" and not (one.get("label") or one.get("dateLabel"))
    ]


@each_form
def test_a_hidden_field_is_hidden_for_a_reason_that_is_never_null(file: Path) -> None:
    # form-js hides a field when its condition is null, so a condition must hold up without answers.
    # Lists and outcomes of earlier steps are there before the form is.
    given: dict[str, Any] = {"precheck": {"duplicates": [], "suggestedLead": None}}
    conditions = [
        one["conditional"]["hide"] for one in components(read(file)) if "conditional" in one
    ]

    assert not [text for text in conditions if _evaluated(text, given) not in (True, False)]


@each_form
def test_a_form_says_everything_in_english(file: Path) -> None:
    words = english(file)
    wanted = {one["id"]: spoken(one) for one in components(read(file))}
    missing = {key: need - translated(words.get(key, {})) for key, need in wanted.items()}

    assert {"title", "title_zh"} <= set(words)
    assert not {key: need for key, need in missing.items() if need}


@each_form
def test_the_english_words_speak_of_nothing_else(file: Path) -> None:
    ids = {one["id"] for one in components(read(file))}

    assert set(english(file)) - {"title", "title_zh"} <= ids


def _evaluated(text: str, given: dict[str, Any]) -> object:
    return compile_expression(text.removeprefix("=")).evaluate(given)
