"""Stand-ins for what is outside the services: they fit the ports by type, and keep everything in memory."""

from tests.fakes.engine import FakeEngine
from tests.fakes.outside import FakeClock, FakeForms, FakeHasher, FakeIds, FakeVault
from tests.fakes.stage import Stage
from tests.fakes.state import Database
from tests.fakes.unit import FakeUnit

__all__ = [
    "Database",
    "FakeClock",
    "FakeEngine",
    "FakeForms",
    "FakeHasher",
    "FakeIds",
    "FakeUnit",
    "FakeVault",
    "Stage",
]
