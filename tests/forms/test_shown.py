"""What data a form shows."""

from __future__ import annotations

import json

from server.forms.shown import names_shown


def a_form(*components: dict[str, object]) -> bytes:
    return json.dumps({"type": "default", "components": components}).encode()


def test_a_form_shows_its_fields_and_what_it_speaks_of() -> None:
    form = a_form(
        {"type": "textfield", "key": "place", "label": "地点"},
        {"type": "group", "path": "vote.cast", "components": [{"type": "number", "key": "sum"}]},
        {"type": "select", "key": "grade", "valuesKey": "grades"},
        {"type": "text", "text": "见 {{ plan }}"},
        {"type": "textfield", "key": "why", "conditional": {"hide": "=urgency = null"}},
    )

    assert {"place", "vote", "sum", "grade", "grades", "plan", "why", "urgency"} <= names_shown(
        form
    )


def test_the_words_of_its_own_json_name_no_data() -> None:
    shown = names_shown(a_form({"type": "textfield", "key": "place", "label": "secret"}))

    assert shown == {"place"}


def test_what_is_no_form_shows_nothing() -> None:
    assert names_shown(b"[") == frozenset()
