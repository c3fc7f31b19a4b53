"""Opens what a command works with, and closes it again."""

import os
from collections.abc import Generator
from contextlib import contextmanager

import click

from server import wiring
from server.cli.telling import telling
from server.domain.errors import Refusal
from server.ground import DatabaseUnreachable, DatabaseWontStart, WrongDatabase
from server.services.tools import Tools
from server.settings import read_settings


@contextmanager
def standing_tools() -> Generator[Tools]:
    """The tools over the database that the settings name; refusals are told as sentences."""
    with (
        telling(DatabaseUnreachable, DatabaseWontStart, WrongDatabase),
        wiring.standing(read_settings(os.environ)) as stood,
    ):
        try:
            yield stood.tools
        except Refusal as refusal:
            raise click_sentence(refusal) from refusal


def click_sentence(refusal: Refusal) -> click.ClickException:
    """A refusal as an operator reads it, in both languages."""
    return click.ClickException(f"{refusal.sentence('zh')}\n{refusal.sentence('en')}")
