"""The public conformance kit of DMN, run where it is at hand."""

import os
import sys
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from server.domain.feel.comparing import equal
from server.domain.feel.moments import read_date, read_date_time, read_duration, read_time
from server.domain.feel.refusals import FeelError
from server.domain.feel.values import inward
from server.engine.decisions import DecisionRefused, Decisions, read_decisions

KIT = Path(
    os.environ.get("MUSTER_DMN_TCK")
    or Path(__file__).resolve().parents[2] / ".." / "shared" / "dmn-tck"
)
LEAST = {"compliance-level-2": 79, "compliance-level-3": 872}
"""The score reached so far; it may rise and never fall."""
NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
READERS: dict[str, Any] = {
    "string": str,
    "boolean": lambda text: text in ("true", "1"),
    "date": read_date,
    "time": read_time,
    "dateTime": read_date_time,
    "duration": read_duration,
}


def local(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def value_of(element: Any) -> Any:
    """Read an input or an expected result."""
    components = [one for one in element if local(one) == "component"]
    if components:
        return {one.get("name"): value_of(one) for one in components}
    for one in element:
        if local(one) == "list":
            items = [item for item in one if local(item) == "item"]
            return None if one.get(NIL) == "true" else [value_of(item) for item in items]
        if local(one) == "value":
            return simple(one)
    return None


def simple(element: Any) -> Any:
    if element.get(NIL) == "true":
        return None
    kind = (element.get(TYPE) or "xsd:string").rpartition(":")[2]
    text = element.text or ""
    if kind in ("decimal", "integer", "double", "int", "long", "float"):
        return Decimal(text.strip())
    return READERS[kind](text if kind == "string" else text.strip())


def agree(actual: Any, expected: Any) -> bool:
    if isinstance(actual, Decimal) and isinstance(expected, Decimal):
        return abs(actual - expected) <= Decimal("1e-8")
    if isinstance(actual, list) and isinstance(expected, list):
        pairs = zip(actual, expected, strict=False)
        return len(actual) == len(expected) and all(agree(*pair) for pair in pairs)
    if isinstance(actual, dict) and isinstance(expected, dict):
        if actual.keys() != expected.keys():
            return False
        return all(agree(actual[key], item) for key, item in expected.items())
    return equal(actual, expected) is True


def outcome(decisions: Decisions | None, case: Any, result: Any) -> str:
    """Tell how one expected result came out."""
    if decisions is None:
        return "refused"
    values = {one.get("name"): value_of(one) for one in case if local(one) == "inputNode"}
    asked = result.get("name")
    if case.get("type") == "decisionService":
        asked = case.get("invocableName")
    try:
        found = decisions.evaluate(asked, values, now=NOW, strict=False).outputs
    except (FeelError, KeyError) as error:
        return f"stopped: {error!r}"
    expected = next(value_of(one) for one in result if local(one) == "expected")
    if case.get("type") == "decisionService" and isinstance(found, dict):
        found = found.get(result.get("name"), found)
    actual = inward(found)
    return "" if agree(actual, expected) else f"{actual!r} is not {expected!r}"


def score(level: str) -> tuple[int, int, list[str]]:
    """Run every case of a level; a case passes when all its results come out."""
    passed, total = 0, 0
    failures: list[str] = []
    for path in sorted((KIT / level).glob("*/*-test-*.xml")):
        root = etree.parse(path).getroot()
        model = next(str(one.text) for one in root if local(one) == "modelName")
        try:
            decisions = read_decisions((path.parent / model).read_bytes(), lenient=True)
        except DecisionRefused as refusal:
            decisions = None
            failures.append(f"{path.parent.name}: {refusal}")
        for case in (one for one in root if local(one) == "testCase"):
            results = [one for one in case if local(one) == "resultNode"]
            said = [said for one in results if (said := outcome(decisions, case, one))]
            total += 1
            passed += not said
            failures += [f"{path.parent.name} {case.get('id')}: {text}" for text in said]
    return passed, total, failures


@pytest.mark.parametrize("level", sorted(LEAST))
def test_the_public_kit_scores_no_less_than_before(
    level: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if not (KIT / level).is_dir():
        pytest.skip(f"the kit is not at hand: {LEAST[level]} cases of {level} were not run")
    passed, total, failures = score(level)
    with capsys.disabled():
        sys.stdout.write(f"\n{level}: {passed} of {total}\n")
    assert passed >= LEAST[level], "\n".join(failures)
