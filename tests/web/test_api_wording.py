"""No message of the library that checks requests reaches anybody untranslated."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from marshmallow import Schema, fields, validate

from server.web.api import taken
from server.web.api.wording import Both, worded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.web.house import House

CHINESE = re.compile("[\u4e00-\u9fff]")
FILLED = {"obj_type": "datetime", "awareness": "aware"}
SCHEMAS = [
    one
    for one in vars(taken).values()
    if isinstance(one, type) and issubclass(one, Schema) and one is not Schema
]


def within(field: fields.Field[Any]) -> Iterator[fields.Field[Any]]:
    """A field, and those of its parts."""
    yield field
    for part in ("inner", "key_field", "value_field"):
        inner = getattr(field, part, None)
        if inner is not None:
            yield from within(inner)


def checks(rule: Any) -> Iterator[str]:
    """What a validator says, with numbers where it puts them."""
    match rule:
        case validate.Length():
            both = rule.message_all if rule.min is not None else rule.message_max
            yield both.format(min=rule.min, max=rule.max)
        case validate.Range():
            both = rule.message_all if rule.max is not None else rule.message_min
            yield both.format(
                min_op=rule.message_gte, max_op=rule.message_lte, min=rule.min, max=rule.max
            )
        case validate.OneOf():
            yield rule.error.format(choices=", ".join(map(str, rule.choices)))
        case validate.Regexp():
            yield rule.error


def messages() -> Iterator[tuple[str, str]]:
    """(where, message) of all that a schema of ours can say."""
    yield "any", str(Schema.error_messages.get("unknown", "Unknown field."))
    yield "any", "Invalid input type."
    for schema in SCHEMAS:
        for name, whole in schema._declared_fields.items():  # the library's own list
            for field in within(whole):
                texts = [text for key, text in field.error_messages.items() if key != "format"]
                texts += [said for rule in field.validators for said in checks(rule)]
                for text in texts:
                    yield f"{schema.__name__}.{name}", str(text).format_map(FILLED)


def test_every_message_of_every_field_is_known() -> None:
    unknown = {
        message: where for where, message in messages() if not CHINESE.search(worded(message)[0])
    }

    assert not unknown, "add them to server/web/api/wording.py"


def test_no_english_sentence_holds_chinese() -> None:
    assert not [message for _, message in messages() if CHINESE.search(worded(message)[1])]


def test_a_message_that_is_not_known_goes_through_as_it_is() -> None:
    assert worded("Something new.") == ("Something new.", "Something new.")


def test_a_message_of_our_own_brings_both_languages() -> None:
    assert worded(Both("有误。", "Wrong.")) == ("有误。", "Wrong.")


@pytest.mark.parametrize(("language", "words"), [("zh", "有误："), ("en", "FEEL is wrong: ")])
def test_what_is_wrong_with_an_input_in_feel_is_told_in_the_language_asked_for(
    house: House, language: str, words: str
) -> None:
    program = house.program("county.admin")
    said = {"inputs_feel": {"from": "1 +"}}

    answer = program._client.post(  # with another header
        "/api/v1/decisions/none/evaluate",
        json=said,
        headers=program._headers | {"Idempotency-Key": "k", "Accept-Language": language},
    )

    [wrong] = answer.get_json()["errors"]
    assert words in wrong["message"]
