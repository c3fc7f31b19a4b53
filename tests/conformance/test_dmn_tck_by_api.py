"""The public conformance kit of DMN, deployed and asked through the API as other systems would."""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from server.domain.feel.moments import read_at
from server.domain.feel.temporal import Date, DateTime, Months, Span, Time
from tests.conformance.kit import KIT, agree, asked, cases, inputs, of_service, results

if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.house import House, Program

LEAST = 951
"""The score reached so far; it may rise and never fall."""
JSON = "application/json"
MOMENTS = (Date, Time, DateTime, Months, Span)
"""What JSON has no word for, so that it is written in FEEL."""


def as_json(value: Any) -> str:
    """Write a value as JSON with every digit; dates, times and durations as ISO text."""
    if isinstance(value, dict):
        entries = (f"{json.dumps(name)}: {as_json(part)}" for name, part in value.items())
        return "{" + ", ".join(entries) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(as_json, value))}]"
    if isinstance(value, Decimal):
        return str(value)
    simple = value is None or isinstance(value, bool | str)
    return json.dumps(value if simple else str(value))


def back(told: Any, expected: Any) -> Any:
    """Read an answer as a program does that knows which types it asked for."""
    if isinstance(told, dict) and isinstance(expected, dict):
        return {name: back(part, expected.get(name)) for name, part in told.items()}
    if isinstance(told, list) and isinstance(expected, list) and len(told) == len(expected):
        return [back(*pair) for pair in zip(told, expected, strict=True)]
    if isinstance(expected, Decimal) and not isinstance(told, bool) and told is not None:
        return Decimal(told)
    if isinstance(told, str) and not isinstance(expected, str | None):
        return read_at(told)
    return told


def outcome(program: Program, key: str, case: Any, result: Any, expected: Any) -> str:
    """Tell how one expected result came out."""
    given = inputs(case)
    moments = {name: value for name, value in given.items() if isinstance(value, MOMENTS)}
    told = {name: value for name, value in given.items() if name not in moments}
    written = {name: f'@"{value}"' for name, value in moments.items()}
    body = as_json({"decision": asked(case, result), "inputs": told, "inputs_feel": written})
    answer = program.post(f"/decisions/{key}/evaluate", data=body, content_type=JSON)
    if answer.status_code != 200:
        return str(answer.data.decode())
    told = json.loads(answer.data, parse_float=Decimal, parse_int=Decimal)["outputs"]
    actual = of_service(case, result, told)
    return "" if agree(back(actual, expected), expected) else f"{actual!r} is not {expected!r}"


def score(program: Program, files: list[Path]) -> tuple[int, int, list[str]]:
    """Deploy each model and run its cases; a case passes when all its results come out."""
    passed, total = 0, 0
    failures: list[str] = []
    for number, path in enumerate(files):
        model, found = cases(path)
        said = {"key": f"k{number}", "files": {model.name: model.read_text("utf-8")}}
        deployed = program.post("/decisions", {**said, "mode": "lenient"})
        if deployed.status_code != 201:
            failures.append(f"{path.parent.name}: {deployed.data.decode()}")
        for case in found:
            outcomes = [outcome(program, f"k{number}", case, *one) for one in results(case)]
            wrong = [text for text in outcomes if text]
            total += 1
            passed += not wrong
            failures += [f"{path.parent.name} {case.get('id')}: {text}" for text in wrong]
    return passed, total, failures


def test_the_public_kit_scores_no_less_by_the_api(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    files = sorted(KIT.glob("*/*/*-test-*.xml"))
    if not files:
        pytest.skip(f"the kit is not at hand: {LEAST} cases were not run by the API")
    passed, total, failures = score(house.program("county.admin"), files)
    with capsys.disabled():
        sys.stdout.write(f"\nby the API: {passed} of {total}\n")
    assert passed >= LEAST, "\n".join(failures)
