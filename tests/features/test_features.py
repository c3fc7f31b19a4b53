"""Everything that features/ promises, kept through both doors."""

from __future__ import annotations

import pytest
from pytest_bdd import scenarios

from tests.places import ROOT

pytestmark = pytest.mark.usefixtures("world")

scenarios(str(ROOT / "features"))
