"""The public conformance kit of DMN, run where it is at hand."""

import sys
from datetime import UTC, datetime
from typing import Any

import pytest

from server.domain.feel.refusals import FeelError
from server.domain.feel.values import inward
from server.engine.decisions import DecisionRefused, Decisions, read_decisions
from tests.conformance.kit import KIT, agree, asked, cases, inputs, of_service, results

LEAST = {"compliance-level-2": 79, "compliance-level-3": 872}
"""The score reached so far; it may rise and never fall."""
NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def outcome(decisions: Decisions | None, case: Any, result: Any, expected: Any) -> str:
    """Tell how one expected result came out."""
    if decisions is None:
        return "refused"
    try:
        found = decisions.evaluate(asked(case, result), inputs(case), now=NOW, strict=False).outputs
    except (FeelError, KeyError) as error:
        return f"stopped: {error!r}"
    actual = inward(of_service(case, result, found))
    return "" if agree(actual, expected) else f"{actual!r} is not {expected!r}"


def score(level: str) -> tuple[int, int, list[str]]:
    """Run every case of a level; a case passes when all its results come out."""
    passed, total = 0, 0
    failures: list[str] = []
    for path in sorted((KIT / level).glob("*/*-test-*.xml")):
        model, found = cases(path)
        try:
            decisions = read_decisions(model.read_bytes(), lenient=True)
        except DecisionRefused as refusal:
            decisions = None
            failures.append(f"{path.parent.name}: {refusal}")
        for case in found:
            outcomes = [outcome(decisions, case, *one) for one in results(case)]
            said = [text for text in outcomes if text]
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
