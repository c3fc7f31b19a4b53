import subprocess
from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from procrastinate.schema import SchemaManager
from sqlalchemy import Column, Integer, MetaData, Table

from server.store import revising
from server.store.database import Database
from server.store.embedded import EmbeddedServer
from server.store.standing import known_revisions, standing_of
from server.store.tables import MODELS

QUEUE = "0000"


def test_the_sources_have_one_last_revision() -> None:
    assert len(revising.heads()) == 1


def test_files_are_named_after_their_revisions_in_order() -> None:
    assert known_revisions() == revising.revisions()


def test_every_revision_goes_up_down_and_up_again(blank_database: Database) -> None:
    revising.upgrade(blank_database.engine)
    before = _tables(blank_database)

    revising.downgrade(blank_database.engine, "base")
    emptied = _tables(blank_database)
    revising.upgrade(blank_database.engine)

    assert emptied == {"alembic_version"}
    assert _tables(blank_database) == before
    assert standing_of(blank_database.conninfo).up_to_date


FILED = """
INSERT INTO cases (id, started_at, root, version, status, body)
  VALUES (%(case)s, now(), %(case)s, %(case)s, 'running', 'zjj');
INSERT INTO work_items (id, offered_at, case_id, state, body, role, token, element, name)
  VALUES (%(work)s, now(), %(case)s, 'open', 'zjj', 'clerk', 't', 'e', 'n');
INSERT INTO documents (id, at, size, item, person, sha256, media_type)
  VALUES (%(file)s, now(), 3, %(work)s, %(case)s, '', 'image/png')"""
SENT_WITH_THE_START = "UPDATE documents SET item = case_id"


def test_files_find_their_case_by_their_work(blank_database: Database) -> None:
    named = {name: UUID(int=number) for number, name in enumerate(("case", "work", "file"))}
    revising.upgrade(blank_database.engine, "0004")
    _do(blank_database, FILED, named)

    revising.upgrade(blank_database.engine, "0005")

    assert _do(blank_database, "SELECT case_id FROM documents") == named["case"]
    revising.downgrade(blank_database.engine, "0004")
    assert _do(blank_database, "SELECT item FROM documents") == named["work"]


def test_files_without_work_are_not_lost_on_the_way_down(blank_database: Database) -> None:
    named = {name: UUID(int=number) for number, name in enumerate(("case", "work", "file"))}
    revising.upgrade(blank_database.engine, "0004")
    _do(blank_database, FILED, named)
    revising.upgrade(blank_database.engine, "0005")
    _do(blank_database, SENT_WITH_THE_START)

    with pytest.raises(RuntimeError, match="1 files came with a start form"):
        revising.downgrade(blank_database.engine, "0004")

    assert revising.current(blank_database.engine) == "0005"
    assert _do(blank_database, "SELECT case_id FROM documents") == named["case"]


FAILED = """
INSERT INTO cases (id, started_at, root, version, status, body)
  VALUES (%(case)s, now(), %(case)s, %(case)s, 'running', 'zjj');
INSERT INTO timers (id, due, case_id, token, element)
  VALUES (%(timer)s, now(), %(case)s, 't', 'later');
INSERT INTO incidents (id, at, case_id, token, push, element, inside, version, digest)
  VALUES (%(first)s, now(), %(case)s, 't', 'fire', 'e', %(case)s, %(case)s, ''),
    (%(second)s, now(), %(case)s, 'w', 'complete', 'e', %(case)s, %(case)s, '')"""


def test_only_what_timers_left_is_an_incident_on_the_way_down(blank_database: Database) -> None:
    named = {
        name: UUID(int=number) for number, name in enumerate(("case", "timer", "first", "second"))
    }
    revising.upgrade(blank_database.engine, "0009")
    _do(blank_database, FAILED, named)

    revising.downgrade(blank_database.engine, "0008")

    assert _do(blank_database, "SELECT array_agg(id) FROM incidents") == [named["timer"]]


UNBEGUN = """
INSERT INTO incidents (id, at, subject, token, push, element, inside, version, digest, process)
  VALUES (%(first)s, now(), %(case)s, 't', 'begin', 'e', %(case)s, %(case)s, '', 'repair');
INSERT INTO notices (id, at, kind, name) VALUES (%(first)s, now(), 'IncidentOpened', 'n')"""


def test_what_began_no_case_is_no_incident_on_the_way_down(blank_database: Database) -> None:
    named = {name: UUID(int=number) for number, name in enumerate(("case", "first"))}
    revising.upgrade(blank_database.engine, "0011")
    _do(blank_database, UNBEGUN, named)

    revising.downgrade(blank_database.engine, "0010")

    for table in ("incidents", "notices"):
        assert _do(blank_database, f"SELECT count(*) FROM {table}") == 0  # noqa: S608  # names of ours


def _do(database: Database, text: str, values: Mapping[str, UUID | str] | None = None) -> object:
    """Carry out statements; the first value of the first row that the last one gives."""
    with psycopg.connect(database.conninfo) as connection:
        cursor = connection.cursor()
        for statement in text.split(";"):
            cursor.execute(statement.encode(), values)
        row = cursor.fetchone() if cursor.description else None
    return row[0] if row else None


TITLED = """
INSERT INTO cases (id, started_at, root, version, status, body, title)
  VALUES (%(case)s, now(), %(case)s, %(case)s, 'running', 'zjj', %(title)s);
INSERT INTO particulars (root, words) VALUES (%(case)s, %(title)s)"""


@pytest.mark.parametrize(
    ("title", "seen"),
    [
        ("东大街 13812345678", "东大街 138****5678"),
        (
            "张三\uff11\uff13\uff18\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18",
            "张三\uff11\uff13\uff18****\uff15\uff16\uff17\uff18",
        ),
        ("138\u30001234\u30005678", "138\u3000****\u30005678"),
        ("台账 20260309123000", "台账 20260309123000"),
    ],
)
def test_what_matters_were_called_before_is_masked(
    blank_database: Database, title: str, seen: str
) -> None:
    revising.upgrade(blank_database.engine, "0026")
    _do(blank_database, TITLED, {"case": UUID(int=1), "title": title})

    revising.upgrade(blank_database.engine, "0032")

    assert _do(blank_database, "SELECT title FROM cases") == seen
    assert _do(blank_database, "SELECT words FROM particulars") == seen


ASKED_FOR_MORE_TIME = """
INSERT INTO cases (id, started_at, root, version, status, body)
  VALUES (%(case)s, now(), %(case)s, %(case)s, 'running', 'zjj');
INSERT INTO work_items (id, offered_at, case_id, state, body, role, token, element, name)
  SELECT md5(each)::uuid, now(), %(case)s, each, 'zjj', 'clerk', 't', 'e', 'n'
  FROM unnest(ARRAY['open', 'done', 'withdrawn', 'returned']) each;
INSERT INTO extension_requests (item, person, body, role, ground, ground_en, digest)
  SELECT id, %(case)s, 'zjj', 'dept_head', '情况复杂', 'Complex', '' FROM work_items"""
ASKED_STILL = """SELECT array_agg(w.state) FROM extension_requests x
  JOIN work_items w ON w.id = x.item"""


def test_only_open_work_is_asked_more_time_for(blank_database: Database) -> None:
    revising.upgrade(blank_database.engine, "0037")
    _do(blank_database, ASKED_FOR_MORE_TIME, {"case": UUID(int=1)})

    revising.upgrade(blank_database.engine, "0038")
    assert _do(blank_database, ASKED_STILL) == ["open"]

    revising.downgrade(blank_database.engine, "0037")
    assert _do(blank_database, ASKED_STILL) == ["open"]


def test_an_empty_database_stands_nowhere(blank_database: Database) -> None:
    standing = standing_of(blank_database.conninfo)

    assert standing.current is None
    assert not standing.up_to_date
    assert revising.current(blank_database.engine) is None


def test_upgrading_twice_changes_nothing(database: Database) -> None:
    before = _tables(database)

    revising.upgrade(database.engine)

    assert _tables(database) == before


def test_a_database_newer_than_the_program_is_refused(blank_database: Database) -> None:
    revising.upgrade(blank_database.engine)
    with blank_database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(revising.WrongRevision, match="9999"):
        revising.upgrade(blank_database.engine)


def test_the_tables_are_those_of_the_models(database: Database) -> None:
    remedy = "write a revision for what the models have and the tables have not, or the other way"

    assert revising.check(database.engine, MODELS) == (), remedy


def test_tables_that_differ_from_the_models_are_told(database: Database) -> None:
    models = MetaData()
    Table("unheard_of", models, Column("id", Integer, primary_key=True))

    assert "unheard_of" in revising.check(database.engine, models)[0]


def test_two_last_revisions_are_told(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(revising, "heads", lambda: ("0002", "0001"))

    assert revising.check(database.engine, MetaData()) == ("more than one head: 0001, 0002",)


def test_the_lock_and_the_limits_do_not_reach_the_pool(blank_database: Database) -> None:
    revising.upgrade(blank_database.engine)

    with blank_database.engine.connect() as connection:
        limit = connection.exec_driver_sql("SELECT current_setting('statement_timeout')")
        assert limit.scalar_one() == "30s"
        held = connection.exec_driver_sql(
            "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database "
            "WHERE l.locktype = 'advisory' AND d.datname = current_database()"
        )
        assert held.scalar_one() == 0


def test_the_queue_has_the_tables_of_the_installed_package(
    blank_database: Database, embedded_server: EmbeddedServer
) -> None:
    revising.upgrade(blank_database.engine, QUEUE)
    revised = _dump(embedded_server, blank_database)
    revising.downgrade(blank_database.engine, "base")
    with blank_database.engine.begin() as connection:
        bare = connection.execution_options(no_parameters=True)
        bare.exec_driver_sql(SchemaManager.get_schema())

    packaged = _dump(embedded_server, blank_database)

    remedy = "the package has newer steps: write a revision that applies those after 0000's last"
    assert revised == packaged, remedy


def test_other_files_among_the_revisions_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "versions" / "__pycache__").mkdir(parents=True)
    (tmp_path / "versions" / "0001_makes_cases.py").touch()
    (tmp_path / "versions" / "notes.txt").touch()

    assert known_revisions(tmp_path) == ("0001",)


def _tables(database: Database) -> set[str]:
    query = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    with database.engine.connect() as connection:
        return set(connection.exec_driver_sql(query).scalars())


def _dump(server: EmbeddedServer, database: Database) -> list[str]:
    """Return the definitions, sorted: columns added later stand at another place in a table."""
    dumped = subprocess.run(
        [str(server.place.programs / "pg_dump"), "--schema-only", database.conninfo],
        capture_output=True,
        text=True,
        check=True,
    )
    lines = (line.strip().rstrip(",") for line in dumped.stdout.splitlines())
    return sorted(line for line in lines if not line.startswith(("\\", "--")))


KEPT = """INSERT INTO messages (id, at, until, source, name, key, digest)
  VALUES (gen_random_uuid(), now(), now(), gen_random_uuid(), 'm', %(key)s, '')"""


@pytest.mark.parametrize(
    ("key", "keys"), [("", []), ("7", ["7"]), ("␟K=7␟L=8", ["K=7", "L=8"]), ("7␟8", ["78"])]
)
def test_what_was_kept_before_is_found_by_its_keys(
    blank_database: Database, key: str, keys: list[str]
) -> None:
    revising.upgrade(blank_database.engine, "0011")
    _do(blank_database, KEPT, {"key": key})

    revising.upgrade(blank_database.engine, "0012")

    assert _do(blank_database, "SELECT keys FROM messages") == keys
