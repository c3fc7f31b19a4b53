"""Start events that wait, and messages that are kept."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from server.domain import facts as f
from server.domain.ids import MessageId, ProcessKey, StartId, SubjectId
from server.domain.process import Occurrence, Trigger, TriggerKind
from server.store.messages import FIRST_OF_KEY
from tests.store.stage import NO_DIGEST, digest_of

if TYPE_CHECKING:
    from tests.store.stage import Stage

HOUR = timedelta(hours=1)
REPAIR = ProcessKey("repair")


def awaited(stage: Stage, kind: str, name: str, **more: object) -> StartId:
    """A start event of the deployed process that waits."""
    start = stage.id()
    fact = f.StartAwaited(
        start=start,
        process=REPAIR,
        version=stage.version,
        element="S",
        kind=kind,
        name=name,
        **more,  # type: ignore[arg-type]
    )
    stage.happen(SubjectId(stage.id()), fact)
    return StartId(start)


def kept(stage: Stage, key: str = "", name: str = "来件", hours: int = 1) -> MessageId:
    """A kept message."""
    message = stage.id()
    fact = f.MessageKept(
        name=name, key=key, digest=NO_DIGEST, source=message, until=stage.now + hours * HOUR
    )
    stage.happen(SubjectId(message), fact)
    return MessageId(message)


def test_start_events_are_found_by_what_they_wait_for(stage: Stage) -> None:
    letter = awaited(stage, "message", "来件")
    awaited(stage, "signal", "来件")

    with stage.unit() as unit:
        [found] = unit.starts.listening("message", "来件")
        everything = unit.starts.of(REPAIR)

    assert found.id == letter
    assert found.trigger == Trigger(element="S", kind=TriggerKind.MESSAGE, name="来件")
    assert (found.process, found.version, found.occurrence) == (REPAIR, stage.version, None)
    assert len(everything) == 2


def test_a_due_start_is_given_to_one_sweep_until_its_job_must_have_died(stage: Stage) -> None:
    due = stage.now + HOUR
    start = awaited(stage, "timer", "timeDate x", due=due, rest="[1]")
    given = []
    for now in (stage.now, due, due + timedelta(seconds=5), due + timedelta(seconds=31)):
        with stage.unit() as unit:
            given.append(unit.starts.take_due(now, 10))
            unit.commit()

    assert given == [(), (start,), (), (start,)]


def test_a_fired_start_waits_for_its_next_moment_at_once(stage: Stage) -> None:
    start = awaited(stage, "timer", "timeCycle x", due=stage.now)
    with stage.unit() as unit:
        unit.starts.take_due(stage.now, 10)
        unit.commit()

    fired = f.StartFired(start=start, case=stage.id(), due=stage.now + HOUR, rest="[2]")
    stage.happen(SubjectId(stage.id()), fired)

    with stage.unit() as unit:
        held = unit.starts.hold(start)
        assert held is not None
        assert held.occurrence == Occurrence(at=stage.now + HOUR, rest="[2]")
        assert unit.starts.take_due(stage.now + HOUR, 10) == (start,)


def test_a_start_that_is_put_off_is_given_to_no_sweep_until_it_fires(stage: Stage) -> None:
    start = awaited(stage, "timer", "timeCycle x", due=stage.now)
    opened = f.IncidentOpened(
        incident=stage.id(),
        element="s",
        push="begin",
        token="s",  # a place
        version=stage.id(),
        process=REPAIR,
        stands=start,
    )
    stage.happen(SubjectId(stage.id()), opened)

    with stage.unit() as unit:
        held = unit.starts.hold(start)
        assert held is not None
        assert (held.is_put_off, held.is_due(stage.now)) == (True, False)
        assert unit.starts.take_due(stage.now + HOUR, 10) == ()

    fired = f.StartFired(start=start, case=None, due=stage.now + HOUR)
    stage.happen(SubjectId(stage.id()), fired)

    with stage.unit() as unit:
        assert unit.starts.take_due(stage.now + HOUR, 10) == (start,)


def test_a_newer_version_takes_the_place_of_all_start_events(stage: Stage) -> None:
    old = awaited(stage, "message", "来件")
    version = stage.id()
    deployed = f.ProcessDeployed(version=version, process=REPAIR, number=9, digest="11" * 32)
    new = f.StartAwaited(
        start=stage.id(), process=REPAIR, version=version, element="S", kind="message", name="来件"
    )

    stage.happen(SubjectId(stage.id()), deployed, new)

    with stage.unit() as unit:
        assert [one.version for one in unit.starts.listening("message", "来件")] == [version]
        assert unit.starts.hold(old) is None


def test_kept_messages_come_in_the_order_in_which_they_came(stage: Stage) -> None:
    first = kept(stage, key="8")
    stage.later(seconds=1)
    second = kept(stage, key="7")

    with stage.unit() as unit:
        unit.messages.close("来件")
        found = [unit.messages.first("来件", key, stage.now) for key in ("7", "", "9")]
        assert [one.id if one else None for one in found] == [second, first, None]
        assert [unit.messages.kept(name, stage.now) for name in ("来件", "别的")] == [2, 0]


def test_a_message_whose_time_is_over_is_given_to_nobody(stage: Stage) -> None:
    message = kept(stage)
    with stage.unit() as unit:
        assert unit.messages.first("来件", "", stage.now + HOUR) is None
        assert [one.id for one in unit.messages.expired(stage.now + HOUR, 10)] == [message]
        assert not unit.messages.expired(stage.now, 10)
        counts = [unit.messages.kept("来件", now) for now in (stage.now, stage.now + HOUR)]
        assert counts == [1, 0]


@pytest.mark.parametrize("over", [f.MessageGiven(case=UUID(int=1)), f.MessageExpired(name="来件")])
def test_a_message_is_kept_until_it_was_given_or_expired(stage: Stage, over: f.Fact) -> None:
    message = kept(stage)

    stage.happen(SubjectId(message), over)

    with stage.unit() as unit:
        assert unit.messages.kept("来件", stage.now) == 0


def test_what_a_message_brought_is_found_by_whose_it_is(stage: Stage) -> None:
    source: UUID = stage.id()
    values = {"village": "东村"}
    with stage.unit() as unit:
        unit.put_content(source, digest_of(values), values)
        unit.commit()

    with stage.unit() as unit:
        assert unit.journal.content(source, digest_of(values)) == values
        assert unit.journal.content(stage.id(), digest_of(values)) == {}


def test_of_two_who_close_a_name_the_second_waits_for_the_commit_of_the_first(stage: Stage) -> None:
    order: list[str] = []
    begun = threading.Event()

    def second() -> None:
        with stage.unit() as unit:
            begun.set()
            unit.messages.close("来件")
            order.append("second")
            found.append(unit.messages.first("来件", "", stage.now))

    found: list[object] = []
    with stage.unit() as unit:
        unit.messages.close("来件")
        other = threading.Thread(target=second)
        other.start()
        begun.wait()
        other.join(timeout=0.3)
        order.append("first")
        message = SubjectId(stage.id())
        stage.record(
            unit,
            message,
            f.MessageKept(
                name="来件", key="", digest=NO_DIGEST, source=message, until=stage.now + HOUR
            ),
        )
        unit.commit()
    other.join()

    assert order == ["first", "second"]
    assert found[0] is not None


def test_names_that_are_closed_do_not_hold_up_others(stage: Stage) -> None:
    with stage.unit() as unit, stage.unit() as other:
        unit.messages.close("来件")
        other.messages.close("别的")
        assert other.messages.kept("别的", stage.now) == 0


@pytest.mark.parametrize(
    ("key", "found"), [("K=7", True), ("L=8", True), ("K=7␟L=8", False), ("7", False)]
)
def test_a_kept_message_is_found_by_any_of_its_keys(stage: Stage, key: str, found: bool) -> None:  # noqa: FBT001  # a parameter
    message = kept(stage, key="␟K=7␟L=8")
    kept(stage, key="8␟7")

    with stage.unit() as unit:
        first = unit.messages.first("来件", key, stage.now)

    assert (first is not None and first.id == message) is found


CROWD = """INSERT INTO messages (id, at, until, source, digest, name, key, keys)
SELECT gen_random_uuid(), now(), now() + interval '7 days', gen_random_uuid(), '', '来件',
  'k' || g, ARRAY['k' || g] FROM generate_series(1, 5000) g"""


def test_a_kept_message_is_found_by_its_key_without_reading_all_of_its_name(stage: Stage) -> None:
    with stage.database.engine.begin() as connection:
        connection.exec_driver_sql(CROWD)
        wanted = {"name": "来件", "key": "k77", "now": stage.now}
        lines = connection.exec_driver_sql(f"EXPLAIN {FIRST_OF_KEY}", wanted).scalars()

        assert any("ix_messages_keys" in line for line in lines)
