"""The public conformance kit of DMN, where it is at hand: its cases, and what they expect."""

import os
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from lxml import etree

from server.domain.feel.comparing import equal
from server.domain.feel.moments import read_date, read_date_time, read_duration, read_time

KIT = Path(
    os.environ.get("MUSTER_DMN_TCK")
    or Path(__file__).resolve().parents[2] / ".." / "shared" / "dmn-tck"
)
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


def cases(test: Path) -> tuple[Path, list[Any]]:
    """The model that a file of tests is about, and its cases."""
    root = etree.parse(test).getroot()
    model = next(str(one.text) for one in root if local(one) == "modelName")
    return test.parent / model, [one for one in root if local(one) == "testCase"]


def results(case: Any) -> Iterator[tuple[Any, Any]]:
    """The results that a case expects: each element with its value."""
    for one in case:
        if local(one) == "resultNode":
            yield one, next(value_of(inner) for inner in one if local(inner) == "expected")


def asked(case: Any, result: Any) -> str:
    """The name of what is asked for a result."""
    service = case.get("type") == "decisionService"
    return str(case.get("invocableName") if service else result.get("name"))


def inputs(case: Any) -> dict[str, Any]:
    """What a case gives."""
    return {one.get("name"): value_of(one) for one in case if local(one) == "inputNode"}


def of_service(case: Any, result: Any, found: Any) -> Any:
    """The part of a service's answer that a result is about."""
    whole = case.get("type") == "decisionService" and isinstance(found, dict)
    return found.get(result.get("name"), found) if whole else found
