"""The stage on which the store's tests play."""

import pytest

from server.store.database import Database
from tests.store.stage import Stage


@pytest.fixture
def stage(database: Database) -> Stage:
    """Give a small county on an otherwise empty database."""
    return Stage(database).furnish()
