"""A real PostgreSQL for tests: one server a run, one database a worker, emptied after each test.

Measured on 2 cores with 52 tables of which 8 were written: a fresh copy of a template costs a test
40 ms, a TRUNCATE of everything 46 ms, emptying only what was written 1 ms.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Generator
from functools import partial
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from server.store import revising
from server.store.database import Database, open_database
from server.store.embedded import ROLE, EmbeddedServer, start_embedded
from server.store.embedded_place import DatabaseWontStart
from server.store.embedded_run import SUPERUSER

# Shared by the workers of one run, who inherit the environment.
FOLDER = "TEST_DATABASE_FOLDER"
TEMPLATE = "revised"

PROBE = """
SELECT string_agg(format('SELECT %L WHERE EXISTS (SELECT FROM %s)', oid::regclass, oid::regclass),
                  ' UNION ALL ')
FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'alembic_version'
"""
USED_SEQUENCES = """
SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
FROM pg_sequences
WHERE schemaname = 'public' AND last_value IS NOT NULL
"""


def pytest_configure(config: pytest.Config) -> None:
    """Name the run's folder, once, in the process that starts the workers."""
    if not hasattr(config, "workerinput"):
        folder = Path(tempfile.mkdtemp(prefix="muster-tests-"))
        folder.chmod(0o711)  # PostgreSQL runs as another account when the tests are run by root
        os.environ[FOLDER] = str(folder)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the run's folder after the last worker."""
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ.pop(FOLDER), ignore_errors=True)


@pytest.fixture(scope="session")
def embedded_server() -> Generator[EmbeddedServer]:
    """Start PostgreSQL for this run, or join the one another worker started."""
    try:
        server = start_embedded(Path(os.environ[FOLDER]), lossy=True)
    except DatabaseWontStart as reason:
        if os.environ.get("MUSTER_REQUIRE_ALL") == "1":
            raise
        pytest.skip(str(reason))
    _make_template(server)
    yield server
    server.stop()


@pytest.fixture(scope="session")
def worker_database(embedded_server: EmbeddedServer) -> Generator[Database]:
    """Make this worker's database, with all revisions applied."""
    name = f"worker_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    order(embedded_server, f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} OWNER {ROLE}")
    database = open_database(embedded_server.url_of(name))
    yield database
    database.close()


@pytest.fixture(scope="session")
def emptying(
    worker_database: Database, embedded_server: EmbeddedServer
) -> Generator[Callable[[], None]]:
    """Give the act that deletes every row; one connection, prepared once."""
    name = worker_database.url.database or ""
    with psycopg.connect(embedded_server.url_of(name, SUPERUSER), autocommit=True) as connection:
        # A replica's role runs no trigger and checks no reference.
        connection.execute("SET session_replication_role = replica")
        row = connection.execute(PROBE).fetchone()
        yield partial(_empty, connection, row[0] if row else None)


@pytest.fixture
def database(worker_database: Database, emptying: Callable[[], None]) -> Generator[Database]:
    """Give a database with all revisions applied and nothing in it but what the test puts there."""
    yield worker_database
    emptying()


@pytest.fixture
def database_url(database: Database) -> str:
    """Give the address of `database`, for code that opens it itself."""
    return database.url.render_as_string(hide_password=False)


@pytest.fixture
def blank_database(embedded_server: EmbeddedServer) -> Generator[Database]:
    """Give a database of its own without any table, for tests of the revisions."""
    name = f"blank_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    order(embedded_server, f"CREATE DATABASE {name} OWNER {ROLE}")
    database = open_database(embedded_server.url_of(name))
    yield database
    database.close()
    order(embedded_server, f"DROP DATABASE {name} WITH (FORCE)")


def _make_template(server: EmbeddedServer) -> None:
    with (Path(os.environ[FOLDER]) / "template.lock").open("w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with psycopg.connect(server.url_of("postgres", SUPERUSER), autocommit=True) as connection:
            query = "SELECT 1 FROM pg_database WHERE datname = %s"
            if connection.execute(query, [TEMPLATE]).fetchone() is not None:
                return
        draft = f"{TEMPLATE}_draft"
        order(server, f"CREATE DATABASE {draft} OWNER {ROLE}")
        database = open_database(server.url_of(draft))
        revising.upgrade(database.engine)
        database.close()
        order(server, f"ALTER DATABASE {draft} RENAME TO {TEMPLATE}")


def order(server: EmbeddedServer, statement: str) -> None:
    """Have the owner of the whole server do what no other may, as making databases."""
    with psycopg.connect(server.url_of("postgres", SUPERUSER), autocommit=True) as connection:
        connection.execute(statement.encode())


def _empty(connection: psycopg.Connection, probe: str | None) -> None:
    """Delete the rows of the tables that have any, and let their numbers begin anew."""
    if probe is None:
        return
    tables = [row[0] for row in connection.execute(probe.encode(), prepare=True)]
    if tables:
        orders = [sql.SQL("DELETE FROM {}").format(sql.SQL(one)) for one in tables]
        connection.execute(sql.SQL(";").join(orders))
        connection.execute(USED_SEQUENCES, prepare=True)
