"""Opens what a command works with, and closes it again; the one place where commands meet wiring."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from server import wiring
from server.cli.telling import telling
from server.domain.errors import Refusal
from server.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Generator

    from server.services.tools import Tools


@contextmanager
def tools() -> Generator[Tools]:
    """The tools over the database that the settings name; refusals are told as sentences."""
    with telling(Refusal), wiring.standing(read_settings(os.environ)) as stood:
        yield stood.tools
