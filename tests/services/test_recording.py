"""Journal, tables and notices: together or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from server.domain import facts as f
from server.domain.ids import CaseId, PersonId, SubjectId, VersionId
from server.domain.journal import Head, verify
from server.domain.people import SYSTEM
from server.services.recording import Record
from tests.builders import NOON, a_held_case, an_actor, an_id
from tests.fakes import FakeUnit, Stage

if TYPE_CHECKING:
    from server.domain.ports import HeldCase

SUBJECT = SubjectId(an_id())


@pytest.fixture
def stage() -> Stage:
    return Stage()


def a_record(stage: Stage) -> tuple[Record, FakeUnit]:
    unit = FakeUnit(stage.database)
    return Record(stage.tools, unit, an_actor()), unit


def a_fact() -> f.PasswordSet:
    return f.PasswordSet(person=an_id())


def started(held: HeldCase) -> f.CaseStarted:
    return f.CaseStarted(
        process="repair", version=VersionId(an_id()), number="1", root=held.root, body="zjj"
    )


def test_one_act_makes_one_entry_for_each_subject(stage: Stage) -> None:
    record, unit = a_record(stage)
    other = SubjectId(an_id())

    record.of_subject(SUBJECT, a_fact())
    record.of_subject(other, a_fact())
    record.of_subject(SUBJECT, a_fact())
    record.write()

    assert [len(entry.facts) for entry in unit.journal.entries(SUBJECT)] == [2]
    assert len(unit.journal.entries(other)) == 1


def test_an_entry_says_who_and_when(stage: Stage) -> None:
    record, unit = a_record(stage)

    record.of_subject(SUBJECT, a_fact())
    record.write()

    [entry] = unit.journal.entries(SUBJECT)
    assert (entry.at, entry.person) == (NOON, record.actor.person)


def test_what_the_system_does_has_no_person(stage: Stage) -> None:
    unit = FakeUnit(stage.database)
    record = Record(stage.tools, unit, SYSTEM)

    record.of_subject(SUBJECT, a_fact())
    record.write()

    assert unit.journal.entries(SUBJECT)[0].person is None


def test_an_act_that_reads_its_facts_back_makes_a_second_entry(stage: Stage) -> None:
    record, unit = a_record(stage)
    held = a_held_case()

    record.of_subject(SUBJECT, a_fact())
    record.of_case(held, started(held))
    record.write()
    record.of_subject(SUBJECT, a_fact())
    record.of_case(held, f.CaseWithdrawn(reason="enough"))
    record.write()

    for subject in (SUBJECT, SubjectId(held.id)):
        entries = unit.journal.entries(subject)
        assert [entry.seq for entry in entries] == [1, 2]
        assert verify(entries) == entries[-1].head


def test_an_entry_follows_the_last_of_before(stage: Stage) -> None:
    for _ in range(2):
        record, unit = a_record(stage)
        record.of_subject(SUBJECT, a_fact())
        record.write()
        unit.commit()

    assert verify(stage.state.journals[SUBJECT]).seq == 2


def test_a_case_goes_on_from_the_head_that_was_held(stage: Stage) -> None:
    record, _ = a_record(stage)
    held = a_held_case(head=Head(seq=4, digest=b"\x07" * 32))

    record.of_case(held, f.CaseWithdrawn(reason="enough"))

    with pytest.raises(AssertionError, match="two acts"):
        record.write()  # the fake's journal knows nothing of four entries


def test_nothing_to_tell_is_nothing_written(stage: Stage) -> None:
    record, unit = a_record(stage)

    record.write()

    assert not list(unit.journal.subjects())


def test_tables_follow_the_facts(stage: Stage) -> None:
    record, unit = a_record(stage)
    held = a_held_case()

    record.of_case(held, started(held))
    record.state(held.id, b"state", {"x": 1})
    record.title(held.id, "报修", "urgent")
    record.write()
    unit.commit()

    case = stage.state.case(held.id)
    assert (case.saved, case.data, case.title) == (b"state", {"x": 1}, "报修")


def test_whom_a_fact_concerns_is_told(stage: Stage) -> None:
    starter = PersonId(an_id())
    record, unit = a_record(stage)
    held = a_held_case(starter=starter)

    record.of_case(held, started(held), f.CaseFinished(kind="finished", element="end"))
    record.write()
    unit.commit()

    [notice] = stage.state.notices
    assert (notice.person, notice.case, notice.at) == (starter, held.id, NOON)


def test_contents_are_kept_plain_under_their_digest(stage: Stage) -> None:
    record, unit = a_record(stage)
    case = CaseId(an_id())

    digest = record.content(case, {"when": NOON})

    assert unit.journal.contents(case) == {digest: {"when": "2026-03-02T04:00:00+00:00"}}
