"""The whole house behind its web door: real engine, real store, a clock that stands where it is put."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web.house import House

if TYPE_CHECKING:
    from pathlib import Path

    from server.store.database import Database


@pytest.fixture
def house(database: Database, tmp_path: Path) -> House:
    """Give the sample county with the repair process deployed."""
    return House(database, tmp_path).furnish()
