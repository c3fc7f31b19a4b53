"""What a page tells its script about a form."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from server.web.form_data import FormPlaces, form_data, jsonable
from tests.web.sample_pictures import DOCUMENTS, FORM

_PLACES = FormPlaces(
    subject="work:1",
    submit_url="/submit",
    upload_url="/upload",
    draft_url=None,
    revision=7,
    idempotency_key="key",
)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal(3), 3),
        (Decimal("86.5"), 86.5),
        (date(2026, 11, 18), "2026-11-18"),
        (datetime(2026, 11, 18, 9, 5), "2026-11-18T09:05"),  # noqa: DTZ001  # forms write local time
        (timedelta(hours=2), "2:00:00"),
        ({"a": (Decimal(1), None)}, {"a": [1, None]}),
        ("text", "text"),
    ],
)
def test_values_are_written_as_the_form_takes_them(value: Any, expected: Any) -> None:
    assert jsonable(value) == expected


def test_the_page_tells_all_that_the_script_needs() -> None:
    told = form_data(
        FORM,
        {"area": Decimal("86.5")},
        _PLACES,
        errors=[("owner", "此项必填。"), ("", "请核对。")],
        documents=DOCUMENTS,
        document_url=lambda row: f"/documents/{row.document}",
    )

    assert told["schema"]["id"] == "check"
    assert told["values"] == {"area": 86.5}
    assert told["errors"][1] == {"field": None, "message": "请核对。"}
    assert told["documents"][f"doc:{DOCUMENTS[0].document}"]["name"] == DOCUMENTS[0].name
    assert told["draft_url"] is None


def test_a_step_without_form_has_no_schema() -> None:
    assert form_data(None, {}, _PLACES)["schema"] is None
