"""What a member of a step of many is called."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from server.domain.work import LETTERS, called

if TYPE_CHECKING:
    from server.domain.values import Value


@pytest.mark.parametrize(
    ("member", "name"),
    [
        ("东关村", "东关村"),
        (" 东关\n村 ", "东关 村"),
        (Decimal("3.5"), "3.5"),
        (date(2026, 3, 9), "2026-03-09"),
        ({"id": "a", "title": "甲"}, "甲"),
        ({"name": {"label": "乙"}}, "乙"),
        ({"households": 12}, ""),
        ([1, 2], ""),
        (True, ""),
        (None, ""),
    ],
)
def test_a_member_is_called_by_what_speaks(member: Value, name: str) -> None:
    assert called(member) == name


def test_a_long_name_is_cut() -> None:
    assert called("长" * 100) == "长" * (LETTERS - 1) + "…"
    assert called("长" * LETTERS) == "长" * LETTERS
