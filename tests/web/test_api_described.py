"""The description of the API says of every name what it means, and answers are as it says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from server.web.api import meanings
from tests.page import Page
from tests.web.promised import PromiseBroken, held

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.web.house import House


@pytest.fixture
def spec(house: House) -> dict[str, Any]:
    told: dict[str, Any] = house.client().get("/api/v1/openapi.json").get_json()
    return told


def fields_of(spec: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for schema, about in spec["components"]["schemas"].items():
        for name, field in about.get("properties", {}).items():
            yield schema, name, field


def test_every_parameter_is_described(spec: dict[str, Any]) -> None:
    silent = [
        f"{method} {path}: {parameter['name']}"
        for path, methods in spec["paths"].items()
        for method, operation in methods.items()
        for parameter in operation["parameters"]
        if not parameter.get("description")
    ]

    assert not silent


def test_every_field_of_every_schema_is_described(spec: dict[str, Any]) -> None:
    silent = [
        f"{schema}.{name}" for schema, name, said in fields_of(spec) if "description" not in said
    ]

    assert not silent, "say it in server/web/api/meanings.py"


def test_no_meaning_is_of_nothing(spec: dict[str, Any]) -> None:
    parameters = {
        parameter["name"]
        for methods in spec["paths"].values()
        for operation in methods.values()
        for parameter in operation["parameters"]
    }
    names = {name for _, name, _ in fields_of(spec)} | parameters

    assert set(meanings.MEANINGS) <= names, "take away what means nothing any more"


def test_a_name_in_english_means_what_the_chinese_one_means() -> None:
    assert (
        meanings.meaning("Case", "title_en")
        == f"{meanings.meaning('Case', 'title')}; in English 英文"
    )
    assert meanings.meaning("Change", "now") != meanings.meaning("Case", "now")


def test_the_page_shows_what_names_mean(house: House) -> None:
    page = Page(house.client().get("/api/v1/docs"))

    assert meanings.MEANINGS["token"] in page.text
    assert meanings.PATHS["incident"] in page.text


def test_an_answer_that_is_not_as_described_fails_the_test_that_got_it(house: House) -> None:
    answer = house.program("county.admin").get("/me")
    answer.set_data(answer.get_data().replace(b'"login"', b'"account"'))

    with pytest.raises(PromiseBroken, match="account"):
        held(house.app, answer)
