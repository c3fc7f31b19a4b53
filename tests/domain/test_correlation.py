"""The keys of a message, as one text."""

from __future__ import annotations

import pytest

from server.domain.correlation import key_text, keys_in


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("", ()),
        ("7", ("7",)),
        ("␟K=7", ("K=7",)),
        ("␟K=7␟L=[2026,7]", ("K=7", "L=[2026,7]")),
        ("7␟8", ("78",)),
        ("␟", ()),
    ],
)
def test_a_text_tells_one_key_or_several_behind_marks(text: str, keys: tuple[str, ...]) -> None:
    assert keys_in(text) == keys


def test_whoever_waits_by_a_key_with_the_mark_hears_it() -> None:
    assert keys_in("7␟8") == (key_text("7␟8"),)
