"""Tells where the tables of a database stand, quickly: without Alembic and without SQLAlchemy."""

import re
from dataclasses import dataclass
from pathlib import Path

import psycopg

FOLDER = Path(__file__).parents[2] / "migrations"
NAMED = re.compile(r"(\d{4})_[a-z0-9_]+\.py")


class DatabaseUnreachable(RuntimeError):  # refusals say what is wrong
    """The database can't be reached."""

    def __init__(self, reason: str) -> None:
        """Say it in both languages, with the driver's reason."""
        super().__init__(f"连不上数据库。\nThe database can't be reached: {reason}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Revisions:
    """The revision the tables stand at, and the revisions this program has, oldest first."""

    current: str | None
    known: tuple[str, ...]

    @property
    def up_to_date(self) -> bool:
        """Whether nothing is left to apply."""
        return self.current == (self.known[-1] if self.known else None)


def known_revisions(folder: Path = FOLDER) -> tuple[str, ...]:
    """Return the revisions by the names of their files."""
    found = (NAMED.fullmatch(file.name) for file in (folder / "versions").iterdir())
    return tuple(sorted(one[1] for one in found if one))


def standing_of(conninfo: str) -> Revisions:
    """Ask a database where its tables stand; refuses (DatabaseUnreachable) one that can't be reached."""
    try:
        opened = psycopg.connect(conninfo, connect_timeout=5)
    except psycopg.OperationalError as fault:
        raise DatabaseUnreachable(str(fault)) from fault
    with opened as connection:
        made = connection.execute("SELECT to_regclass('alembic_version') IS NOT NULL").fetchone()
        current = None
        if made is not None and made[0]:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            current = None if row is None else str(row[0])
    return Revisions(current=current, known=known_revisions())


def founded_in(conninfo: str) -> bool:
    """Tell whether a county was loaded, people and all; its last step sets the passwords."""
    with psycopg.connect(conninfo, connect_timeout=5) as connection:
        row = connection.execute(
            "SELECT EXISTS (SELECT FROM persons) AND NOT EXISTS"
            " (SELECT FROM persons WHERE password IS NULL)"
        ).fetchone()
    return bool(row and row[0])


def digests_of(conninfo: str) -> frozenset[str]:
    """Tell the digests of all deployed versions, hexadecimal."""
    with psycopg.connect(conninfo, connect_timeout=5) as connection:
        rows = connection.execute("SELECT encode(digest, 'hex') FROM versions").fetchall()
    return frozenset(str(row[0]) for row in rows)
