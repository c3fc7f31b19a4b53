"""Branches, moments, messages and ladders that cases wait for."""

from datetime import timedelta

from server.domain import facts as f
from server.domain.ids import CaseId, FanOutId, TimerId, Token
from server.domain.moves import Tally
from server.domain.ports import DueRung
from tests.store.stage import Stage


def test_branches_are_counted_one_by_one(stage: Stage) -> None:
    case, fan_out, _ = stage.fanned_out(3)

    with stage.unit() as unit:
        unit.waits.count_branch(fan_out, completed=True)
        held = unit.waits.count_branch(fan_out, completed=False)
        unit.commit()

    assert (held.case, held.token, held.element, held.kind) == (case, "t", "depts", "process")
    assert held.tally == Tally(total=3, active=1, completed=1, terminated=1)


def test_a_sequential_fan_out_has_no_active_branch_when_one_is_over(stage: Stage) -> None:
    case = stage.case()
    fan_out = FanOutId(stage.id())
    fact = f.FanOutOpened(
        fan_out=fan_out,
        token="t",
        element="e",
        name="n",
        kind="call",
        total=2,
        sequential=True,
        called="other",
    )
    stage.happen(case, fact)

    with stage.unit() as unit:
        held = unit.waits.count_branch(fan_out, completed=True)

    assert held.tally == Tally(total=2, active=0, completed=1)
    assert (held.sequential, held.called) == (True, "other")


def test_a_closed_fan_out_is_no_longer_open(stage: Stage) -> None:
    case, fan_out, _ = stage.fanned_out(1)
    with stage.unit() as unit:
        before = unit.waits.fan_outs(case)

    stage.happen(case, f.FanOutClosed(fan_out=fan_out, completed=1, withdrawn=0))

    with stage.unit() as unit:
        assert (before, unit.waits.fan_outs(case)) == ({Token("t"): fan_out}, {})


def test_timers_are_taken_when_they_are_due_the_oldest_first(stage: Stage) -> None:
    case = stage.case()
    late, later, future = (_timer(stage, case, minutes) for minutes in (10, 20, 60))

    with stage.unit() as unit:
        due = unit.waits.take_due_timers(stage.now + timedelta(minutes=30), 10)

    assert [timer.id for timer in due] == [late, later]
    assert future not in due
    assert (due[0].case, due[0].token, due[0].element) == (case, "t10", "wait")


def test_a_taken_timer_is_given_again_after_half_a_minute(stage: Stage) -> None:
    case = stage.case()
    timer = _timer(stage, case, 0)
    given = []
    for seconds in (0, 10, 31):
        with stage.unit() as unit:
            now = stage.now + timedelta(seconds=seconds)
            given.append([one.id for one in unit.waits.take_due_timers(now, 10)])
            unit.commit()

    assert given == [[timer], [], [timer]]


def test_a_waiting_timer_is_held_and_a_fired_one_is_not(stage: Stage) -> None:
    case = stage.case()
    timer = _timer(stage, case, 10)
    with stage.unit() as unit, stage.database.counting() as counted:
        held = unit.waits.hold_timer(timer)

    stage.happen(case, f.TimerFired(timer=timer))

    assert held is not None
    assert (held[0].id, held[0].case, held[1].id) == (timer, case, case)
    assert len(counted.statements) == 2, "one locks, one reads timer and case"
    with stage.unit() as unit:
        assert unit.waits.hold_timer(timer) is None


def test_listeners_are_found_by_kind_name_and_key(stage: Stage) -> None:
    case = stage.case()
    stage.happen(
        case,
        f.ListeningBegan(token="a", element="e", kind="message", name="reply", key="7"),
        f.ListeningBegan(token="b", element="e", kind="signal", name="reply", key="7"),
        f.ListeningBegan(token="c", element="e", kind="message", name="reply", key="8"),
    )

    with stage.unit() as unit:
        found = unit.waits.listeners("message", "reply", "7")
        places = unit.waits.listening(case)

    assert found == ((case, Token("a")),)
    assert places == {Token("a"): "e", Token("b"): "e", Token("c"): "e"}


def test_a_rung_is_due_until_it_is_taken(stage: Stage) -> None:
    case = stage.case()
    item = stage.work(case)
    due = stage.now + timedelta(hours=1)
    with stage.unit() as unit:
        unit.waits.set_ladder(item, [("amber", due), ("red", due + timedelta(hours=9))])
        unit.commit()

    with stage.unit() as unit:
        steps = unit.waits.take_due_rungs(due, 10)
        taken = unit.waits.take_rung(item, "amber")
        unit.commit()

    assert steps == (DueRung(item=item, case=case, rung="amber", due=due),)
    assert taken
    with stage.unit() as unit:
        assert not unit.waits.take_rung(item, "amber")


def test_the_ladder_of_finished_work_is_swept(stage: Stage) -> None:
    item = stage.work()
    with stage.unit() as unit:
        unit.waits.set_ladder(item, [("amber", stage.now), ("red", stage.now)])
        unit.commit()

    stage.complete(item, stage.head)

    with stage.unit() as unit:
        assert unit.waits.take_due_rungs(stage.now, 10) == ()


def test_a_timer_put_off_is_not_given_again(stage: Stage) -> None:
    timer = _timer(stage, stage.case(), 0)
    with stage.unit() as unit:
        unit.waits.put_off(timer)
        unit.commit()

    with stage.unit() as unit:
        assert unit.waits.take_due_timers(stage.now + timedelta(days=9), 10) == ()
        held = unit.waits.hold_timer(timer)
    assert held is not None
    assert held[0].is_put_off


def _timer(stage: Stage, case: CaseId, minutes: int) -> TimerId:
    timer = TimerId(stage.id())
    due = stage.now + timedelta(minutes=minutes)
    fact = f.TimerSet(timer=timer, token=f"t{minutes}", element="wait", due=due)
    stage.happen(case, fact)
    return timer
