"""What the database can't do, in the words of the house."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import psycopg
import pytest
from sqlalchemy import create_engine

from server.domain.errors import BusyNow, DatabaseAway, UnusableText
from server.domain.ids import CaseId
from server.store.database import Database, open_database
from server.store.packing import pack, unpack
from server.store.refusals import QUEUED, TWICE, refusal_of
from server.store.unit import SqlUnit
from server.store.wire import Wire
from tests.store.stage import MANNER, Stage


def test_an_act_that_waits_for_another_in_a_circle_is_refused_as_busy(stage: Stage) -> None:
    cases, met = (stage.case(), stage.case()), Barrier(2)

    def act(order: tuple[CaseId, ...]) -> type[Exception] | None:
        with stage.unit() as unit:
            unit.cases.hold(order[0])
            met.wait()
            try:
                unit.cases.hold(order[1])
            except BusyNow:
                return BusyNow
            unit.commit()
        return None

    with ThreadPoolExecutor(2) as pool:
        ends = list(pool.map(act, (cases, cases[::-1])))

    assert set(ends) == {BusyNow, None}


def test_every_constraint_that_is_named_exists(database: Database) -> None:
    query = "SELECT conname FROM pg_constraint UNION SELECT relname FROM pg_class"
    with database.engine.connect() as connection:
        names = set(connection.exec_driver_sql(query).scalars())

    assert names >= TWICE
    assert any(name.startswith(QUEUED) for name in names)


def test_a_server_that_is_not_there_is_away() -> None:
    database = open_database("postgresql://nobody@/none?host=/nonexistent")

    with pytest.raises(DatabaseAway), SqlUnit(database, MANNER) as unit:
        unit.views.names_of([])
    database.close()


def test_a_connection_cut_in_the_middle_is_away_and_the_next_act_works(stage: Stage) -> None:
    with stage.unit() as unit:
        wire = Wire(stage.database.engine)
        pid = unit._wire.one("SELECT pg_backend_pid() AS pid", {}).pid
        wire.ask("SELECT pg_terminate_backend(%(pid)s, 5000)", {"pid": pid})
        wire.close()
        with pytest.raises(DatabaseAway):
            unit.views.names_of([])

    with stage.unit() as unit:
        assert unit.views.names_of([]) == {}


def test_a_pool_without_a_free_connection_is_away(stage: Stage) -> None:
    engine = create_engine(stage.database.url, pool_size=1, max_overflow=0, pool_timeout=0)
    unit = SqlUnit(Database(engine=engine), MANNER)

    with engine.connect(), unit, pytest.raises(DatabaseAway):
        unit.views.names_of([])
    engine.dispose()


def test_a_text_with_a_nul_is_refused_and_the_next_act_works(stage: Stage) -> None:
    with stage.unit() as unit, pytest.raises(UnusableText):
        unit.people.secret("a\0")
    with stage.unit() as unit:
        assert unit.people.secret("a") is None


def test_a_fault_of_ours_stays_what_it_is(stage: Stage) -> None:
    wire = Wire(stage.database.engine)

    with pytest.raises(psycopg.errors.UndefinedTable):
        wire.ask("SELECT FROM nothing", {})
    wire.close()
    assert refusal_of(psycopg.ProgrammingError("no state")) is None


def test_a_login_given_twice_is_no_race(stage: Stage) -> None:
    with stage.unit() as unit:
        stage.enter(unit, "wang", "另一人", ())

        with pytest.raises(psycopg.errors.UniqueViolation):
            unit.commit()


@pytest.mark.parametrize("text", ["", "[]", "名" * 3000, "x" * 99_999, '[["WorkCompleted","019"]]'])
def test_packed_texts_come_back(text: str) -> None:
    assert unpack(pack(text)) == text
