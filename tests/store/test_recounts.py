"""Walks through all that is open, by a paper that took effect."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from server.domain import facts as f
from server.domain.ids import SubjectId
from server.store.recounts import SETTLED
from tests.store.stage import NO_DIGEST

if TYPE_CHECKING:
    from uuid import UUID

    from server.domain.ids import CaseId, ItemId
    from tests.store.stage import Stage

HOUR = timedelta(hours=1)


@pytest.fixture
def loaded(stage: Stage) -> Stage:
    """With a new calendar in force."""
    paper = f.CountyPaperLoaded(kind="calendar", name="2027", digest=NO_DIGEST)
    stage.happen(SubjectId(stage.id()), paper)
    return stage


def clocked(stage: Stage, case: CaseId | None = None, body: str = "zjj") -> ItemId:
    """Work with a clock."""
    return stage.work(case, due=stage.now + HOUR, clock="T03", body=body)


def timer(stage: Stage, clock: str | None = "T03") -> UUID:
    """A timer, of a clock or not."""
    timer = stage.id()
    fact = f.TimerSet(
        timer=timer, token="t", element="e", due=stage.now + HOUR, clock=clock, since=stage.now
    )
    stage.happen(stage.case(), fact)
    return timer


def walked(stage: Stage, limit: int) -> list[set[UUID]]:
    """What each batch of a walk finds."""
    found, mark = [], ""
    with stage.unit() as unit:
        while True:
            batch = unit.recounts.batch(mark, limit)
            found.append({each.id for each in batch.clocked})
            if batch.mark is None:
                return found
            mark = batch.mark


def test_a_paper_on_which_deadlines_rest_begins_a_walk_a_little_later(loaded: Stage) -> None:
    with loaded.unit() as unit:
        assert unit.recounts.take_due(loaded.now) == ()
        later = loaded.now + SETTLED
        assert unit.waits.has_due(later)
        assert unit.recounts.take_due(later) == (("calendar", "2027"),)
        assert unit.recounts.take_due(later) == (), "a job has it"
        [row] = unit.recounts.rows()

    assert (row.kind, row.name, row.at, row.ended_at) == ("calendar", "2027", loaded.now, None)


def test_a_walk_finds_all_open_work_with_a_clock_once_then_the_timers(stage: Stage) -> None:
    work = {clocked(stage), clocked(stage), clocked(stage, body="buguan")}
    stage.work()
    done = clocked(stage)
    stage.complete(done, stage.head)
    timers = {timer(stage), timer(stage)}
    timer(stage, clock=None)

    for limit in (1, 2, 3, 100):
        batches = walked(stage, limit)
        found = [each for batch in batches for each in batch]
        assert set(found) == work | timers
        assert len(found) == len(work | timers)


def test_what_is_found_says_from_when_its_clock_counts(stage: Stage) -> None:
    item = clocked(stage)

    with stage.unit() as unit:
        [found] = unit.recounts.batch("", 10).clocked

    assert (found.id, found.is_work, found.clock) == (item, True, "T03")
    assert (found.since, found.due) == (stage.now, stage.now + HOUR)


def test_what_somebody_holds_is_left_out_and_nobody_waits(stage: Stage) -> None:
    held, free, moment = clocked(stage), clocked(stage), timer(stage)

    with stage.unit() as other, stage.unit() as unit:
        other.work.hold(held)
        work, timers = unit.recounts.hold_free([held, free, moment])

    assert [item.id for item, _ in work] == [free]
    assert [(each.id, each.clock, each.since) for each, _ in timers] == [(moment, "T03", stage.now)]


def test_what_is_over_by_then_is_left_out(stage: Stage) -> None:
    item = clocked(stage)
    stage.complete(item, stage.head)

    with stage.unit() as unit:
        assert unit.recounts.hold_free([item]) == ((), ())


def test_a_walk_counts_what_it_saw_and_ends_after_the_last(loaded: Stage) -> None:
    for _ in range(2):
        clocked(loaded)
    for _ in range(4):  # two works, the end of work, the end of timers
        with loaded.unit() as unit:
            held = unit.recounts.hold("calendar", "2027")
            assert held is not None
            batch = unit.recounts.batch(held.mark, 1)
            unit.recounts.advance(held, batch, batch.seen, loaded.now)
            unit.commit()

    with loaded.unit() as unit:
        assert unit.recounts.hold("calendar", "2027") is None
        [row] = unit.recounts.rows()
    assert (row.seen, row.moved, row.ended_at) == (2, 2, loaded.now)


def test_a_deadline_that_moved_stands_in_the_tables(stage: Stage) -> None:
    item = clocked(stage)
    with stage.unit() as unit:
        _, case = unit.work.hold(item)
        rungs = [("hint", stage.now + HOUR), ("red", stage.now + HOUR)]
        unit.waits.set_ladder(item, rungs)
        unit.commit()
    fact = f.DeadlineMoved(
        item=item, was=stage.now + HOUR, due=stage.now + 3 * HOUR, provisional=True,
        paper="calendar/2027", digest=NO_DIGEST, rung="hint", name="n", body="zjj", role="r",
    )  # fmt: skip
    ladder = [("hint", stage.now - HOUR), ("amber", stage.now - HOUR), ("red", fact.due)]
    with stage.unit() as unit:
        stage.record(unit, case.id, fact)
        unit.waits.move_ladder(item, ladder, stage.now)
        unit.commit()

    with stage.unit() as unit:
        found = unit.work.find(item)
        now = {each.rung for each in unit.waits.take_due_rungs(stage.now, 9)}
        later = {each.rung for each in unit.waits.take_due_rungs(fact.due, 9)}
    assert found is not None
    assert (found.due, found.provisional) == (fact.due, True)
    assert (now, later) == ({"hint"}, {"hint", "red"}), "amber was climbed before"


def test_a_moment_that_moved_stands_in_the_tables(stage: Stage) -> None:
    moment = timer(stage)
    fact = f.TimerMoved(
        timer=moment, was=stage.now, due=stage.now + 3 * HOUR, paper="clocks", digest=NO_DIGEST
    )
    stage.happen(stage.case(), fact)

    with stage.unit() as unit:
        assert unit.waits.take_due_timers(stage.now + HOUR, 9) == ()
        [found] = unit.waits.take_due_timers(fact.due, 9)
    assert found.id == moment
