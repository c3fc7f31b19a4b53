"""Fields of a form sent without script become the values that the form asks for."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from server.web.forms import values_of_fields
from tests.forms.form import field, form, group, rows
from tests.web.counter import Web

FORM = form(
    field(key="title"),
    field("number", key="area"),
    field("checkbox", key="agreed"),
    field("checklist", key="tags", values=[{"value": "a"}]),
    field("select", key="town", values=[{"value": "a"}]),
    group("party", field(key="name")),
    rows("lots", field("number", key="qty")),
)


def read(data: Path, **fields: Any) -> dict[str, Any]:
    with Web(data).app.test_request_context("/work/x", method="POST", data=fields):
        return values_of_fields(FORM)


def test_fields_are_nested_and_typed_as_the_form_says(tmp_path: Path) -> None:
    sent = {
        "title": "井盖",
        "area": "2.5",
        "agreed": "on",
        "tags": ["a", ""],
        "town": "",
        "party.name": "某店",
        "lots.0.qty": "1",
        "lots.1.qty": "",
    }

    assert read(tmp_path, **sent) == {
        "title": "井盖",
        "area": Decimal("2.5"),
        "agreed": True,
        "tags": ["a"],
        "town": None,
        "party": {"name": "某店"},
        "lots": [{"qty": Decimal(1)}, {"qty": None}],
    }


def test_a_number_that_is_none_is_left_for_the_form_check(tmp_path: Path) -> None:
    assert read(tmp_path, area="many")["area"] == "many"


@pytest.mark.parametrize("number", ["99999999", "²", "-1", "x"])
def test_a_row_from_far_away_makes_no_rows_before_it(tmp_path: Path, number: str) -> None:
    assert "lots" not in read(tmp_path, **{f"lots.{number}.qty": "1"})
