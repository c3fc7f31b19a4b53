"""Brings the tables of a database to a revision, and tells where they stand."""

from collections.abc import Generator
from contextlib import contextmanager
from io import StringIO

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, Engine, MetaData

from server.store.standing import FOLDER


class WrongRevision(RuntimeError):  # refusals say what is wrong
    """The database stands at a revision that these sources don't know, or the sources disagree."""


def heads() -> tuple[str, ...]:
    """Return the last revisions of the sources; more than one is a fault of the sources."""
    return tuple(ScriptDirectory.from_config(_config()).get_heads())


def revisions() -> tuple[str, ...]:
    """Return every revision of the sources, oldest first."""
    found = ScriptDirectory.from_config(_config()).walk_revisions()
    return tuple(one.revision for one in found)[::-1]


def current(engine: Engine) -> str | None:
    """Return the revision a database stands at, or nothing where no table was made yet."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(engine: Engine, to: str = "head") -> None:
    """Apply the revisions up to one.

    Waits for another server that is doing the same. Refuses (WrongRevision) a database that is
    newer than these sources.
    """
    before = current(engine)
    if before is not None and before not in revisions():
        raise WrongRevision(
            f"数据库的结构版本 {before} 比本程序新，请更新程序。\n"
            f"The database stands at revision {before}, newer than this program; update the program."
        )
    with _config_on(engine) as config:
        command.upgrade(config, to)


def downgrade(engine: Engine, to: str) -> None:
    """Take the revisions back down to one, or all of them with `base`."""
    with _config_on(engine) as config:
        command.downgrade(config, to)


def check(engine: Engine, models: MetaData) -> tuple[str, ...]:
    """Return what is wrong: more than one head, or tables that differ from the models."""
    last = heads()
    if len(last) > 1:
        return (f"more than one head: {', '.join(sorted(last))}",)
    with _config_on(engine, models) as config:
        try:
            command.check(config)
        except CommandError as difference:
            return (str(difference),)
    return ()


def _config(connection: Connection | None = None, models: MetaData | None = None) -> Config:
    config = Config(stdout=StringIO())  # Alembic would talk to the terminal
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    config.attributes["models"] = models
    config.attributes["configure_logger"] = False
    return config


@contextmanager
def _config_on(engine: Engine, models: MetaData | None = None) -> Generator[Config]:
    with engine.connect() as connection:
        connection.detach()  # its timeouts and its lock end with it and never reach the pool
        yield _config(connection, models)
