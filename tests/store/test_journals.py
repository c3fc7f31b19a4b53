"""The journals only grow; what was typed can be emptied."""

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError

from server.domain import facts as f
from server.domain.errors import BusyNow
from server.domain.ids import SubjectId
from server.domain.journal import Head, verify
from tests.store.stage import Stage, digest_of


def test_entries_are_read_back_and_fit_their_chain(stage: Stage) -> None:
    case = stage.case()
    stage.happen(case, f.PathTaken(elements=("a", "flow", "b")))

    with stage.unit() as unit:
        entries = unit.journal.entries(SubjectId(case))
        head = unit.journal.head(SubjectId(case))

    assert verify(entries) == head
    assert entries[1].facts == (f.PathTaken(elements=("a", "flow", "b")),)


def test_a_subject_without_entries_has_an_empty_head(stage: Stage) -> None:
    with stage.unit() as unit:
        assert unit.journal.head(SubjectId(stage.id())) == Head()


@pytest.mark.parametrize(
    "statement", ["UPDATE journal SET seq = 9", "DELETE FROM journal", "TRUNCATE journal"]
)
def test_the_database_itself_refuses_to_change_a_journal(stage: Stage, statement: str) -> None:
    stage.case()

    with stage.database.engine.connect() as connection, pytest.raises(DBAPIError) as refused:
        connection.exec_driver_sql(statement)

    assert isinstance(refused.value.orig, psycopg.errors.InsufficientPrivilege)


def test_two_acts_that_began_from_the_same_entry_cannot_both_write(stage: Stage) -> None:
    case = stage.case()
    fact = f.PathTaken(elements=("a",))
    with stage.unit() as unit, stage.unit() as other:
        stage.record(unit, case, fact)
        stage.record(other, case, fact)
        unit.commit()

        with pytest.raises(BusyNow):
            other.commit()


def test_every_subject_is_listed_once(stage: Stage) -> None:
    case = stage.case()
    stage.happen(case, f.PathTaken(elements=("a",)))

    with stage.unit() as unit:
        subjects = list(unit.journal.subjects())

    assert subjects.count(SubjectId(case)) == 1
    assert len(subjects) == len(set(subjects)) == 4  # two persons, a version and the case


def test_contents_of_a_matter_are_found_by_digest_until_they_are_emptied(stage: Stage) -> None:
    case, _, (branch,) = stage.fanned_out(1)
    typed, inner = {"意见": "同意"}, {"n": [1]}
    with stage.unit() as unit:
        unit.put_content(case, digest_of(typed), typed)
        unit.put_content(branch, digest_of(inner), inner)
        unit.commit()
    with stage.unit() as unit:
        before = unit.journal.contents(case)
    with stage.database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE contents SET content = NULL WHERE subject = %s", (case,))

    with stage.unit() as unit:
        after = unit.journal.contents(case)

    assert before == {digest_of(typed): typed, digest_of(inner): inner}
    assert after == {digest_of(inner): inner}
