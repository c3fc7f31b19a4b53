"""For whom somebody stands in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from server.domain.ids import PersonId
from server.domain.people import Behalf
from tests.builders import an_id


def a_behalf(**changed: Any) -> Behalf:
    """For a colleague who is away, until Friday."""
    usual = Behalf(person=PersonId(an_id()), name="李某", name_en="B. Li", until=date(2026, 3, 6))
    return replace(usual, **changed)
