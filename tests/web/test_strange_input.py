"""Days that nobody means and places that no list has ask for nothing, or are told; they are no fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web.test_bad_input import opened

if TYPE_CHECKING:
    from tests.page import Browser
    from tests.web.house import House


@pytest.mark.parametrize("query", ["until=9999-12-31", "since=0001-01-01", "until=20260309"])
def test_a_day_that_nobody_means_asks_for_nothing(first: Browser, query: str) -> None:
    assert first.get(f"/inbox?{query}").text == first.get("/inbox").text
    assert first.client.post("/inbox/export", data={"query": query}).status_code == 200


def test_a_program_is_told_that_nobody_means_such_a_day(house: House) -> None:
    answer = house.program("zjj.handler").get("/work-items?due_until=9999-12-31")

    [fault] = answer.get_json()["errors"]
    assert (answer.status_code, fault["field"]) == (422, "due_until")


def test_a_view_can_be_moved_no_further_than_to_the_end(first: Browser) -> None:
    for name in ("甲", "乙"):
        first.post("/inbox/views", {"name": name, "query": f"q={name}"})
    place = str(first.get("/inbox/views").select("form[action^='/inbox/views/']")[0]["action"])

    first.post(place, {"name": "甲", "position": "-" + "9" * 30})
    first.post(place, {"name": "甲", "position": "9" * 30})

    names = [one["value"] for one in first.get("/inbox/views").select("input[name=name]")]
    assert names[-2:] == ["乙", "甲"]


@pytest.mark.parametrize(
    "body",
    [
        *("[]", "{", '{"values": 7}', "null", ""),
        '{"values": {"result": "\\ud800"}}',
        '{"values": {"result": NaN}}',
        '{"values": {}, "revision": 1e400}',
        f'{{"values": {{"result": 1{"0" * 400}}}}}',
        '{"values": {}, "choice": ["decided_E"]}',
        '{"values": {}, "choice": {"decided_E": 1}}',
    ],
)
@pytest.mark.parametrize("what", ["", "/draft"])
def test_json_that_is_no_answer_is_refused(first: Browser, body: str, what: str) -> None:
    address, _ = opened(first)

    answer = first.client.post(f"{address}{what}", data=body, content_type="application/json")

    assert (answer.status_code, answer.get_json()["code"]) == (422, "invalid")
