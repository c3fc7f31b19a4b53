"""What becomes of calls that a server outside doesn't take at once."""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest

from server.domain.calling import LONG_AWAY, CallState
from server.domain.hooks import HookState
from server.domain.ids import subject_named
from server.services.hooks import calling, hearing
from tests.hook_server import DIES, HANGS, said
from tests.switchboard import ADMIN, HOOK, Switchboard


def test_what_is_refused_is_tried_again_later(board: Switchboard) -> None:
    board.registers()
    board.claims()
    board.receiver.answers += [said("400 Bad Request", b"not yet")] * 2
    board.works()
    [line] = board.lines(state=CallState.WAITING)
    assert (line.tries, line.status, line.answer) == (1, 400, "not yet")
    assert line.due == board.house.clock.moment + timedelta(seconds=30)

    board.works(timedelta(seconds=29))
    assert board.lines()[0].tries == 1
    board.works(timedelta(seconds=1))
    assert board.lines()[0].tries == 2
    board.works(timedelta(minutes=2))

    assert board.lines(state=CallState.SENT)[0].tries == 3
    assert len({request.headers["webhook-id"] for request in board.receiver.requests}) == 1


def test_a_refused_call_holds_up_no_other(board: Switchboard) -> None:
    board.registers()
    board.claims()
    board.claims()
    board.receiver.answers.append(said("422 Unprocessable"))
    board.works()

    assert len(board.lines(state=CallState.SENT)) == 1
    page = board.page()
    assert (page.failing_since is None, page.rests_until) == (True, None)


def test_who_can_not_be_spoken_with_is_left_alone_and_nothing_else_counts_as_tried(
    board: Switchboard,
) -> None:
    board.registers()
    board.claims()
    board.claims()
    board.receiver.usual = DIES
    board.works()

    assert len(board.receiver.requests) == 1
    assert sorted(line.tries for line in board.lines()) == [0, 1]
    assert board.page().rests_until == board.house.clock.moment + timedelta(seconds=30)
    board.works(timedelta(seconds=29))
    assert len(board.receiver.requests) == 1
    board.works(timedelta(seconds=1))
    assert len(board.receiver.requests) == 2
    assert board.page().rests_until == board.house.clock.moment + timedelta(minutes=2)


def test_once_it_can_be_spoken_with_all_that_waits_is_told(board: Switchboard) -> None:
    board.registers()
    for _ in range(3):
        board.claims()
    board.receiver.answers.append(said("503 Service Unavailable"))
    board.works()
    assert board.page().failing_since == board.house.clock.moment

    board.works(timedelta(minutes=1))

    assert len(board.lines(state=CallState.SENT)) == 3
    assert board.page().failing_since is None


def test_one_that_hangs_holds_up_no_other(board: Switchboard) -> None:
    board.speaks(seconds=0.5)
    board.registers()
    board.registers("other", address=board.receiver.address + "/other")
    board.claims()
    board.receiver.answers.append(HANGS)
    board.works()

    assert len(board.lines(state=CallState.WAITING)) == 1
    assert len(board.lines("other", CallState.SENT)) == 1


def test_after_a_day_a_call_is_tried_no_more_by_itself(board: Switchboard) -> None:
    board.registers()
    board.claims()
    board.receiver.usual = said("404 Not Found")
    for _ in range(14):
        board.works(timedelta(hours=4))

    [line] = board.lines(state=CallState.FAILED)
    assert (line.tries, line.due) == (9, None)
    assert len(board.receiver.requests) == 9


def test_after_days_a_hook_is_told_no_more_and_administrators_are(board: Switchboard) -> None:
    board.registers()
    board.receiver.usual = DIES
    board.claims()
    board.works()
    board.works(LONG_AWAY - timedelta(minutes=1))
    assert board.page().state is HookState.ON
    board.works(timedelta(hours=1))

    assert board.page().state is HookState.OFF
    assert board.page().failing_since is None
    assert "连续三天" in told_to_administrators(board)
    with board.house.tools.unit() as unit:
        last = unit.journal.entries(subject_named("hook", HOOK))[-1]
    assert last.person is None


def told_to_administrators(board: Switchboard) -> str:
    return board.house.browser(ADMIN).get("/notices").text


def test_who_wants_nothing_any_more_is_told_no_more_at_once(board: Switchboard) -> None:
    board.registers()
    board.claims()
    board.claims()
    board.receiver.usual = said("410 Gone")
    board.works()

    assert len(board.receiver.requests) == 1
    assert board.page().state is HookState.OFF
    assert "不再接收事件" in told_to_administrators(board)


def test_an_answer_of_one_that_was_switched_off_meanwhile_leaves_it_so(board: Switchboard) -> None:
    board.registers()
    board.claims()
    board.receiver.answers.append(said("500 Sorry"))
    board.receiver.before = lambda: board.enters(state="off")
    board.works()

    page = board.page()
    assert (page.state, page.failing_since) == (HookState.OFF, None)
    assert page.calls.rows[0].status == 500


def test_once_it_is_on_again_it_fails_anew(board: Switchboard) -> None:
    board.registers()
    board.claims()
    board.receiver.usual = said("503 Service Unavailable")
    board.works()
    board.enters(state="off")
    board.house.clock.moment += LONG_AWAY
    board.enters(state="on")

    board.works()

    page = board.page()
    assert (page.state, page.failing_since) == (HookState.ON, board.house.clock.moment)


def test_one_that_is_switched_off_meanwhile_is_told_nothing_more(board: Switchboard) -> None:
    board.registers()
    board.claims()
    board.claims()
    board.receiver.before = lambda: board.enters(state="off")
    board.works()

    assert len(board.receiver.requests) == 1
    [line] = board.lines(state=CallState.WAITING)
    assert (line.tries, line.due) == (0, board.house.clock.moment)


def test_one_that_is_told_no_more_after_days_of_refusals_is_told_nothing_more(
    board: Switchboard,
) -> None:
    board.registers()
    board.claims()
    board.receiver.answers.append(DIES)
    board.receiver.usual = said("400 Bad Request")
    board.works()
    board.house.clock.moment += LONG_AWAY
    board.claims()
    board.works()

    assert len(board.receiver.requests) == 2
    assert board.page().state is HookState.OFF


@pytest.mark.parametrize("narrowed", [{"kinds": "WorkCompleted"}, {"bodies": "slj"}])
def test_what_waits_and_is_heard_no_more_is_not_told_later(
    board: Switchboard, narrowed: dict[str, str]
) -> None:
    board.registers()
    board.claims()
    board.receiver.answers.append(DIES)
    board.works()
    board.enters(**narrowed)

    board.works(timedelta(hours=1))

    assert len(board.receiver.requests) == 1
    assert board.lines() == ()


def test_what_waits_and_is_heard_still_is_told_though_the_entry_narrows(board: Switchboard) -> None:
    board.registers()
    board.claims()
    board.receiver.answers.append(DIES)
    board.works()
    board.enters(kinds="WorkClaimed", bodies="zjj")

    board.works(timedelta(hours=1))

    assert len(board.lines(state=CallState.SENT)) == 1


def test_what_waits_is_told_once_the_hook_is_on_again(board: Switchboard) -> None:
    board.registers()
    board.claims()
    board.receiver.answers.append(DIES)
    board.works()
    board.enters(state="off")
    board.works(timedelta(hours=2))
    assert len(board.receiver.requests) == 1
    board.enters(state="on")

    board.works()

    assert len(board.lines(state=CallState.SENT)) == 1


def test_a_worker_that_died_leaves_its_calls_to_the_next(board: Switchboard) -> None:
    board.registers()
    board.claims()
    [job] = board.house.jobs("spread_events")
    hearing.hear(board.house.tools, hearing.places_in(job["entries"]))
    with psycopg.connect(board.house.database.conninfo, autocommit=True) as queue:
        queue.execute("DELETE FROM procrastinate_jobs")
    with board.house.tools.unit() as unit:
        assert len(unit.hooks.take(HOOK, board.house.clock.moment, 10)) == 1
        unit.commit()

    board.works()
    assert board.receiver.requests == []
    board.works(timedelta(minutes=5))

    assert len(board.lines(state=CallState.SENT)) == 1


def test_a_hook_without_calls_costs_no_job(board: Switchboard) -> None:
    board.registers()

    assert calling.sweep(board.house.tools) == 0
    assert calling.call(board.house.tools, "no-such-hook") == 0
