"""Tells a person what goes on, and a fault that can be mended by its sentence and exit code 1."""

from collections.abc import Generator
from contextlib import contextmanager

import click

from server.assets import NotBuilt
from server.environment import WrongSetting


@contextmanager
def telling(*faults: type[Exception]) -> Generator[None]:
    """Tell the sentence of a fault named here, or of a wrong setting, instead of a traceback."""
    mendable: tuple[type[Exception], ...] = (*faults, NotBuilt, WrongSetting)
    try:
        yield
    except mendable as reason:
        raise click.ClickException(str(reason)) from reason


def say(text: str) -> None:
    """Show progress, beside the output."""
    click.echo(text, err=True)
