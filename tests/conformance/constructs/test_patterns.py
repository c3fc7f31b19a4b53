"""The table of workflow patterns is whole, and what it says is so."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tests.conformance.constructs.patterns import PATTERNS
from tests.conformance.constructs.test_constructs import CONSTRUCTS
from tests.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

PROVEN = Counter(number for construct in CONSTRUCTS for number in construct.patterns)


def test_each_of_the_43_is_proven_or_said_to_be_refused(
    record_property: Callable[[str, object], None],
) -> None:
    assert sorted(PATTERNS) == list(range(1, 44))
    for number, pattern in PATTERNS.items():
        is_proven = bool(PROVEN[number] or pattern.tests)
        assert is_proven != bool(pattern.refused), f"{number} {pattern.name}"

    record_property("patterns", sum(not pattern.refused for pattern in PATTERNS.values()))


def test_the_tests_that_it_names_are_there() -> None:
    for pattern in PATTERNS.values():
        for test in pattern.tests:
            file, _, name = test.partition("::")
            assert f"def {name}(" in (ROOT / file).read_text("utf-8"), test
