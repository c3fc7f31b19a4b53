"""Decisions deployed and asked through the API, on the real floors."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from tests.engine.dmn_models import decision, definitions, input_data, table, written

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from tests.web.house import House, Program

RULES = table("UNIQUE", {"days": ""}, {"fee": ""}, ("< 10", "0.10"), ("< 20", "0.20"))
FEES = definitions(
    input_data("days", "number"),
    input_data("from", "date"),
    decision("fee", RULES, "?days"),
    decision("until", written('from + duration("P1D")'), "?from"),
    decision("same", written("days"), "?days"),
).decode()


@pytest.fixture
def designer(house: House) -> Program:
    """Who may deploy, with the fees deployed."""
    program = house.program("county.admin")
    assert deployed(program).status_code == 201
    return program


def deployed(program: Program, text: str = FEES, **more: Any) -> TestResponse:
    return program.post("/decisions", {"key": "fees", "files": {"fees.dmn": text}, **more})


def asked(program: Program, decision: str, inputs: Any, **more: Any) -> TestResponse:
    said = {"decision": decision, "inputs": inputs, **more}
    return program.post("/decisions/fees/evaluate", said)


def test_a_deployment_tells_what_may_be_asked(designer: Program) -> None:
    told = deployed(designer).get_json()

    assert (told["key"], told["version"], told["is_new"]) == ("fees", 1, False)
    assert told["warnings"] == []
    assert told["decisions"][1] == {
        "file": "fees.dmn",
        "id": "until",
        "name": "until",
        "kind": "decision",
        "inputs": [{"name": "from", "type": "date"}],
    }


def test_what_is_deployed_is_listed_and_shown_to_everybody(house: House, designer: Program) -> None:
    deployed(designer, FEES.replace("0.20", "0.30"))
    anybody = house.program("zjj.handler")

    [listed] = anybody.get("/decisions").get_json()["items"]
    shown = anybody.get("/decisions/fees").get_json()

    assert (listed["key"], listed["version"]) == ("fees", 2)
    assert [one["id"] for one in shown["decisions"]] == ["fee", "until", "same"]


def test_only_who_may_deploy_does(house: House) -> None:
    assert deployed(house.program("zjj.handler")).status_code == 403


def test_a_model_with_faults_is_refused_with_their_places(house: House) -> None:
    program = house.program("county.admin")

    answer = deployed(program, definitions(decision("d", written("1 +"))).decode())

    told = answer.get_json()
    assert (answer.status_code, told["code"]) == (422, "decisions_refused")
    assert [(one["element"], one["line"]) for one in told["problems"]] == [("fees.dmn#d", 2)]
    assert program.get("/decisions").get_json()["items"] == []


@pytest.mark.parametrize("said", [{"mode": "lenient"}, {"lenient": True}])
def test_a_lenient_deployment_tells_what_it_lets_pass(
    house: House, said: dict[str, object]
) -> None:
    text = definitions(decision("d", written("1 +"))).decode()

    answer = deployed(house.program("county.admin"), text, **said)

    assert answer.status_code == 201
    assert [one["element"] for one in answer.get_json()["warnings"]] == ["fees.dmn#d"]


@pytest.mark.parametrize("key", ["", "a/b", "..", "a\n", "x" * 101])
def test_a_key_that_no_address_can_hold_is_refused(house: House, key: str) -> None:
    answer = house.program("county.admin").post("/decisions", {"key": key, "files": {}})

    assert [one["field"] for one in answer.get_json()["errors"]] == ["key"]


@pytest.mark.parametrize("name", ["", "a/b.dmn", "a\0.dmn"])
def test_a_file_name_that_can_not_be_kept_is_refused(house: House, name: str) -> None:
    said = {"key": "fees", "files": {name: FEES}, "mode": 3}

    answer = house.program("county.admin").post("/decisions", said)

    assert [one["field"] for one in answer.get_json()["errors"]] == [f"files.{name}.key", "mode"]


@pytest.mark.usefixtures("designer")
def test_an_answer_says_what_was_decided_and_why(house: House) -> None:
    told = asked(house.program("zjj.handler"), "fee", {"days": 12}).get_json()

    assert (told["decision"], told["version"], told["outputs"]) == ("fee", 1, 0.2)
    assert told["outputs_feel"] == "0.2"
    assert told["inputs"] == {"days": 12}
    assert told["matches"] == [
        {
            "decision": "fee",
            "table": "table",
            "rules": [2],
            "rule_ids": ["r2"],
            "inputs": {"days": 12},
        }
    ]


def test_dates_are_text_both_ways(designer: Program) -> None:
    assert asked(designer, "until", {"from": "2026-03-31"}).get_json()["outputs"] == "2026-04-01"


def test_an_input_may_be_written_in_feel(designer: Program) -> None:
    said = {"decision": "until", "inputs_feel": {"from": '@"2026-03-31"'}}
    answer = designer.post("/decisions/fees/evaluate", said)
    assert answer.get_json()["outputs"] == "2026-04-01"


@pytest.mark.parametrize("written", ["1 +", "for i in 1..9999999 return i"])
def test_an_input_that_is_no_feel_is_refused(designer: Program, written: str) -> None:
    said = {"decision": "until", "inputs_feel": {"from": written}}
    answer = designer.post("/decisions/fees/evaluate", said)
    assert (answer.status_code, answer.get_json()["code"]) == (422, "answer_wrong")
    assert "inputs_feel" in answer.data.decode()


@pytest.mark.parametrize(
    "number", ["0.1", "12345678901234567890123456789", "0.12345678901234567890123456789", "7"]
)
def test_a_number_comes_back_with_every_digit(designer: Program, number: str) -> None:
    body = f'{{"decision": "same", "inputs": {{"days": {number}}}}}'

    answer = designer.post("/decisions/fees/evaluate", data=body, content_type="application/json")

    told = json.loads(answer.data, parse_float=Decimal)
    assert Decimal(told["outputs"]) == Decimal(number)
    assert told["outputs_feel"] == number


@pytest.mark.parametrize(
    "inputs", ['{"days": 1e7000}', '{"days": NaN}', '{"days": "\\ud800"}', "[" * 5000]
)
def test_inputs_that_are_no_json_of_ours_are_refused(designer: Program, inputs: str) -> None:
    body = f'{{"decision": "same", "inputs": {inputs}}}'

    answer = designer.post("/decisions/fees/evaluate", data=body, content_type="application/json")

    assert (answer.status_code, answer.get_json()["code"]) == (422, "invalid")


def test_a_table_that_contradicts_itself_gives_null_and_says_why(designer: Program) -> None:
    answer = asked(designer, "fee", {"days": 1})

    told = answer.get_json()
    assert (answer.status_code, told["outputs"]) == (200, None)
    assert told["violations"][0]["element"] == "fees.dmn#table"
    assert told["notices"][0]["sentence_en"] == "several rules match under UNIQUE: 1, 2"


def test_a_table_that_contradicts_itself_is_refused_when_asked_strictly(designer: Program) -> None:
    answer = asked(designer, "fee", {"days": 1}, strict=True)

    assert (answer.status_code, answer.get_json()["code"]) == (422, "undecided")


def test_an_older_version_may_be_asked(designer: Program) -> None:
    deployed(designer, FEES.replace("0.20", "0.30"))

    outputs = [
        asked(designer, "fee", {"days": 12}, version=number).get_json()["outputs"]
        for number in (1, 2)
    ]

    assert outputs == [0.2, 0.3]


@pytest.mark.parametrize("number", [0, 2**31, "1"])
def test_a_version_that_can_not_be_is_refused(designer: Program, number: object) -> None:
    answer = asked(designer, "fee", {}, version=number)

    assert [one["field"] for one in answer.get_json()["errors"]] == ["version"]


def test_an_answer_over_a_limit_is_refused(designer: Program) -> None:
    endless = definitions(decision("d", written("count(for i in 1..100000 return i * i)")))
    deployed(designer, endless.decode())

    answer = designer.post("/decisions/fees/evaluate", {})

    assert (answer.status_code, answer.get_json()["code"]) == (422, "undecided")
    assert "100000" in answer.get_json()["detail"]


@pytest.mark.parametrize(
    ("address", "decision", "status", "code"),
    [
        ("/decisions/other/evaluate", "fee", 404, "no_such_decisions"),
        ("/decisions/fees/evaluate", "other", 404, "no_such_decision"),
        ("/decisions/fees/evaluate", None, 422, "decision_wanted"),
    ],
)
def test_what_is_not_there_is_told(
    designer: Program, address: str, decision: str | None, status: int, code: str
) -> None:
    answer = designer.post(address, {"decision": decision})

    assert (answer.status_code, answer.get_json()["code"]) == (status, code)
