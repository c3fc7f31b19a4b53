from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from server.store.database import (
    Database,
    WrongDatabase,
    open_database,
    postgresql_url,
    refuse_old_server,
)
from server.store.standing import DatabaseUnreachable, standing_of


def test_statements_commits_and_rollbacks_are_counted(database: Database) -> None:
    with database.counting() as count:
        with database.engine.begin() as connection:
            connection.exec_driver_sql("SELECT 1")
        with database.engine.connect() as connection:
            connection.exec_driver_sql("SELECT 2")

    assert count.statements == ["SELECT 1", "SELECT 2"]
    assert (count.commits, count.rollbacks) == (1, 1)


def test_nothing_is_counted_after_the_block(database: Database) -> None:
    with database.counting() as count:
        pass

    with database.engine.begin() as connection:
        connection.exec_driver_sql("SELECT 1")

    assert (count.statements, count.commits) == ([], 0)


def test_a_connection_keeps_the_house_limits(database: Database) -> None:
    query = "SELECT current_setting('statement_timeout'), current_setting('timezone')"

    with database.engine.connect() as connection:
        assert connection.exec_driver_sql(query).one() == ("30s", "UTC")


def test_json_goes_and_comes_as_it_was(database: Database) -> None:
    written = '{"名": ["甲", 1.5, null]}'

    with database.engine.connect() as connection:
        found = connection.exec_driver_sql(f"SELECT '{written}'::jsonb").scalar_one()

    assert found == {"名": ["甲", 1.5, None]}


def test_libpq_and_sqlalchemy_read_the_same_address(database: Database) -> None:
    assert database.conninfo.startswith("postgresql://muster@/worker_")
    assert database.url.drivername == "postgresql+psycopg"
    assert standing_of(database.conninfo).up_to_date


def test_a_data_folder_opens_the_embedded_database(embedded_server: object) -> None:
    folder = getattr(embedded_server, "place").base  # noqa: B009  # the fixture's type is the store's own

    database = open_database(Path(folder))

    with database.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT current_database()").scalar_one() == "muster"
    database.close()


@pytest.mark.parametrize("written", ["sqlite://", "mysql://a@b/c", "postgresql+asyncpg://a@b/c"])
def test_another_kind_of_database_is_refused(written: str) -> None:
    with pytest.raises(WrongDatabase, match="PostgreSQL"):
        postgresql_url(written)


def test_a_server_new_enough_is_taken(database: Database) -> None:
    refuse_old_server(database)


def test_a_server_too_old_is_refused(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.store.database.OLDEST_SERVER", 990000)

    with pytest.raises(WrongDatabase, match="18"):
        refuse_old_server(database)


def test_a_database_that_is_away_is_found_out_at_the_first_use(tmp_path: Path) -> None:
    address = f"postgresql://muster@/muster?host={tmp_path}"

    database = open_database(address)

    with pytest.raises(OperationalError):
        database.engine.connect()
    with pytest.raises(DatabaseUnreachable, match="连不上"):
        standing_of(database.conninfo)
    database.close()
