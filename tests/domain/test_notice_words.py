"""Whoever is told something is told it in words."""

from __future__ import annotations

import pytest

from server.domain import facts as f
from server.domain.concerning import CONCERNING
from server.domain.notice_words import WORDS

SILENT = CONCERNING[f.PathTaken]
TELLING = [fact.__name__ for fact, told in CONCERNING.items() if told is not SILENT]


@pytest.mark.parametrize("kind", TELLING)
def test_every_fact_that_concerns_somebody_has_words(kind: str) -> None:
    assert any(each.partition("/")[0] == kind for each in WORDS)
