"""When a form's field is hidden: null hides, as in the browser."""

from typing import Any

import pytest

from server.domain.feel import hides


@pytest.mark.parametrize(
    ("condition", "values", "hidden"),
    [
        ("=area > 50", {"area": 60}, True),
        ("=area > 50", {"area": 40}, False),
        ("=area > 50", {}, True),
        ("=area > 50", {"area": None}, True),
        ("count(x) > 1", {}, True),
        ('=kind = "a"', {"kind": "b"}, False),
        ("=not(area > 50)", {"area": 60}, False),
        ("=not(area > 50)", {"area": 40}, True),
        ("=not(area > 50)", {}, False),
        ("=not(a) and b", {"a": False, "b": True}, True),
        ("=count(xs)", {"xs": [1]}, False),
        ("=even(n)", {"n": 2}, True),
        ("=even(n)", {}, True),
        ("=kind", {"kind": "text"}, False),
    ],
)
def test_null_hides_and_a_surrounding_not_turns_that_round(
    condition: str,
    values: dict[str, Any],
    hidden: bool,  # noqa: FBT001  # the expected answer
) -> None:
    assert hides(condition, values) is hidden
