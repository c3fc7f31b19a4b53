"""Awkward keys and values over HTTP: by a form into a case, saved, restored, into journal and page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from server.services.pictures import case
from tests.engine.diagrams import end, line, process, script, start, user
from tests.forms.form import field, form
from tests.web.journey import item_of

if TYPE_CHECKING:
    from tests.web.house import House

KEYS = ("typename", "__class__", "constructor", "数")
FILES = {
    "process.toml": 'key="awkward"\ntitle="t"\ntitle_en="t"\nowner="command_centre"\nstarter=["designer"]\nstart_form="awkward/any"\n',
    "awkward.bpmn": process(
        start(),
        script("T", "copy := typename"),
        user("A", name="核对", org='"zjj"', role="dept_handler", form="awkward/any"),
        end(),
        line("S", "T", "A", "E"),
        key="awkward",
    ).decode(),
    "awkward/any.json": form(
        *(field(key=key, label=key) for key in KEYS), schemaVersion=19
    ).decode(),
}


@pytest.mark.parametrize(
    "text",
    [
        "👩‍🚒 e\u0301 \u202e",
        "2026-02-29",
        "12345678901234567890.12345678901234",
        "<script>alert(1)</script> & {{ 7 * 7 }}",
        "null",
        '{"typename": "py/object"}',
    ],
)
def test_awkward_answers_come_through_whole(house: House, text: str) -> None:
    admin, handler = house.program("county.admin"), house.program("zjj.handler")
    assert admin.post("/processes", {"files": FILES}).status_code == 201
    values = dict.fromkeys(KEYS, text)

    started = admin.post("/processes/awkward/start", {"values": values})
    done = handler.post(f"/work-items/{item_of(handler)}/complete", {"values": values})

    assert (started.status_code, done.status_code) == (201, 200)
    number = started.get_json()["case"]
    page = house.browser("county.admin").get(f"/cases/{number}").text
    assert page.count(text) >= 2 * len(KEYS)
    assert admin.get(f"/cases/{number}/journal").status_code == 200
    assert case(house.tools, house.actor("county.admin"), number).is_verified


@pytest.mark.parametrize("value", [["a"], {"a": 1}, 1e300, True])
def test_what_no_field_holds_is_refused_with_a_sentence(house: House, value: object) -> None:
    admin = house.program("county.admin")
    admin.post("/processes", {"files": FILES})

    answer = admin.post("/processes/awkward/start", {"values": {"typename": value}})

    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["field"] == "typename"
