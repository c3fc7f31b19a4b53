"""Facts written down and read back, and chains that show every change."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain import facts as f
from server.domain.errors import JournalBroken
from server.domain.facts import FACTS, Fact
from server.domain.ids import PersonId, SubjectId
from server.domain.journal import Entry, Head, chain, read_facts, verify, write_facts
from tests.builders import NOON, an_id
from tests.domain.any_fact import FACT, MOMENTS, SOME_FACTS, of_kind

if TYPE_CHECKING:
    from collections.abc import Sequence

SUBJECT = SubjectId(an_id())


def a_journal(*acts: Sequence[Fact]) -> list[Entry]:
    """One entry for each act."""
    head, entries = Head(), []
    for number, facts in enumerate(acts):
        moment = NOON + timedelta(minutes=number)
        entry = chain(SUBJECT, head, facts, at=moment, person=PersonId(UUID(int=number)))
        entries.append(entry)
        head = entry.head
    return entries


JOURNALS = st.lists(SOME_FACTS, min_size=2, max_size=5).map(lambda acts: a_journal(*acts))


@pytest.mark.parametrize("name", sorted(FACTS))
@settings(max_examples=30)
@given(data=st.data())
def test_every_fact_is_read_back_as_it_was_written(name: str, data: st.DataObject) -> None:
    fact = data.draw(of_kind(FACTS[name]))

    assert read_facts(write_facts([fact])) == (fact,)


@given(SOME_FACTS)
def test_the_facts_of_an_entry_keep_their_order(facts: tuple[Fact, ...]) -> None:
    entry = chain(SUBJECT, Head(), facts, at=NOON, person=None)

    assert entry.facts == facts


def test_trailing_defaults_are_not_written() -> None:
    item, person = an_id(), an_id()
    done = f.WorkCompleted(item=item, person=person, post="zjj.clerk", digest="ab")

    row = ["WorkCompleted", item.hex, person.hex, "zjj.clerk", "ab"]
    assert json.loads(write_facts([done])) == [row]


def test_an_entry_of_before_a_field_existed_reads_with_its_default() -> None:
    item = an_id()

    assert read_facts(f'[["WorkWithdrawn","{item.hex}","enough"]]') == (
        f.WorkWithdrawn(item=item, reason="enough", name=""),
    )


@given(JOURNALS)
def test_an_untouched_journal_is_verified_to_its_head(journal: list[Entry]) -> None:
    assert verify(journal) == journal[-1].head


def test_an_empty_journal_is_verified() -> None:
    assert verify([]) == Head()


@given(MOMENTS, st.integers(-12, 12))
def test_the_digest_does_not_depend_on_the_time_zone(moment: datetime, hours: int) -> None:
    zone = timezone(timedelta(hours=hours))
    try:
        there = moment.astimezone(zone)
    except OverflowError:  # at the very ends of the calendar
        there = moment

    here = chain(SUBJECT, Head(), (), at=moment.astimezone(UTC), person=None)
    assert chain(SUBJECT, Head(), (), at=there, person=None).digest == here.digest


@given(JOURNALS, st.data())
def test_a_left_out_entry_is_noticed(journal: list[Entry], data: st.DataObject) -> None:
    gap = data.draw(st.integers(0, len(journal) - 2))

    with pytest.raises(JournalBroken):
        verify(journal[:gap] + journal[gap + 1 :])


@given(JOURNALS, st.data())
def test_swapped_entries_are_noticed(journal: list[Entry], data: st.DataObject) -> None:
    one, other = data.draw(
        st.lists(st.integers(0, len(journal) - 1), min_size=2, max_size=2, unique=True)
    )
    journal[one], journal[other] = journal[other], journal[one]

    with pytest.raises(JournalBroken):
        verify(journal)


@given(JOURNALS, FACT, st.data())
def test_an_entry_put_in_is_noticed(journal: list[Entry], fact: Fact, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(journal) - 1))
    before = journal[place - 1].head if place else Head()
    forged = chain(SUBJECT, before, (fact,), at=journal[place].at, person=None)

    with pytest.raises(JournalBroken):
        verify([*journal[:place], forged, *journal[place:]])


@given(JOURNALS, st.data())
def test_a_doubled_entry_is_noticed(journal: list[Entry], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(journal) - 1))

    with pytest.raises(JournalBroken):
        verify([*journal[:place], journal[place], *journal[place:]])


@pytest.mark.parametrize(
    "change",
    [
        {"text": '[["PathTaken",["forged"]]]'},
        {"at": NOON + timedelta(days=1)},
        {"person": PersonId(UUID(int=999))},
        {"person": None},
        {"subject": SubjectId(UUID(int=999))},
        {"seq": 7},
        {"digest": b"\x01" * 32},
    ],
    ids=lambda change: next(iter(change)),
)
@settings(max_examples=30)
@given(journal=JOURNALS, data=st.data())
def test_any_change_of_an_entry_is_noticed(
    change: dict[str, object], journal: list[Entry], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(journal) - 1))
    journal[place] = replace(journal[place], **change)  # type: ignore[arg-type]

    with pytest.raises(JournalBroken) as broken:
        verify(journal)
    assert broken.value.values["seq"] == place + 1
