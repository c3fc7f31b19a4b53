"""The county's own tables as data stores."""

from __future__ import annotations

from typing import Any

import pytest

from server.domain.errors import NoSuchField
from server.services.county_tables import county_of
from server.services.operations import Scene
from server.services.operations.registry import OPERATIONS
from tests.builders import a_held_case
from tests.fakes import Stage


def read(store: str, **where: Any) -> Any:
    stage = Stage.with_process()
    unit = stage.tools.unit()
    scene = Scene(unit=unit, county=county_of(unit), case=a_held_case(), moment=stage.clock.now())
    return OPERATIONS[f"{store}.read"](scene, where)["value"]


def test_all_bodies_are_read() -> None:
    assert {"zjj", "buguan"} <= {body["id"] for body in read("bodies")}


def test_only_rows_whose_fields_equal_what_is_given_are_read() -> None:
    assert [body["name"] for body in read("bodies", id="zjj", level="county")] == [
        body["name"] for body in read("bodies") if body["id"] == "zjj"
    ]
    assert read("bodies", id="zjj", level="township") == []


def test_a_field_that_is_not_there_is_refused() -> None:
    with pytest.raises(NoSuchField) as refused:
        read("bodies", colour="red")
    assert refused.value.values["field"] == "colour"


def test_a_store_without_rows_has_no_fields_either() -> None:
    assert read("posts", colour="red") == []


def test_the_catalogue_is_read_by_its_codes() -> None:
    codes = [item["code"] for item in read("catalogue")]
    assert len(codes) == len(set(codes)) > 1
    assert read("catalogue", code=codes[0])[0]["holders"]
