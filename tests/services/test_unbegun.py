"""Cases that could not begin: nothing of what would have begun them is lost."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest

from server.domain import facts as f
from server.domain.errors import BusyNow, DatabaseAway, NothingBegan, StepFailed
from server.domain.ids import IncidentId, MessageId, ProcessKey, StartId
from server.domain.moves import Complete, Move, Push, Skip, Start, Thrown
from server.domain.people import SYSTEM
from server.domain.process import Occurrence
from server.services import failures, reporting
from server.services.beginning import begin_by_time, failed_start
from server.services.correcting import Correction, correct
from server.services.delivering import begin_kept, deliver
from server.services.incidents import PushFailed
from server.services.messages import Heard, Letter, Sent
from server.services.retrying import retry
from server.services.sending import send_message, send_signal
from server.services.skipping import Instead, agree, propose, withdraw
from server.services.timekeeping import begin_or_report, sweep
from tests.builders import NOON, an_id, work_for
from tests.fakes import Stage
from tests.fakes.stage import moved
from tests.services.failing import ADMIN, FAILURE, OTHER_ADMIN
from tests.services.starts import (
    ALARM,
    DAILY,
    HOUR,
    LETTER,
    PROCESS,
    a_stage,
    cause,
    deployed,
    sent,
    the_start,
)

if TYPE_CHECKING:
    from server.domain.ports import World

REPAIR = ProcessKey("repair")
NEXT = Occurrence(at=NOON + 2 * HOUR, rest="[2]")


@pytest.fixture
def stage() -> Stage:
    return a_stage()


def failing(stage: Stage, element: str) -> None:
    """From now on the case fails to begin by this."""
    stage.engine.on(Start, element, FAILURE)


def mended(stage: Stage, element: str) -> None:
    """From now on the case begins by this."""
    stage.engine.on(Start, element, moved())


def skipping(stage: Stage) -> list[Skip | None]:
    """From now on the case begins by a letter; what the engine was then asked to pass over."""
    asked: list[Skip | None] = []

    def begin(_push: Push, world: World) -> Move:
        asked.append(world.skip)
        return moved()

    stage.engine.on(Start, "letter", begin)
    return asked


def message(stage: Stage, kind: str = "message", name: str = "来件") -> Sent:
    """One on its way, with something in it."""
    on_its_way = sent(kind, name)
    stage.state.contents[on_its_way.source, ""] = {"village": "东村"}
    return on_its_way


def clocked(stage: Stage, *moments: Occurrence | Exception | None) -> StartId:
    """A process whose first moment has come, and then these."""
    stage.engine.moments = [Occurrence(at=NOON + HOUR, rest="[1]"), *moments]
    deployed(stage, DAILY)
    stage.clock.pass_by(HOUR)
    return the_start(stage)


def the_incident(stage: Stage) -> IncidentId:
    [incident] = stage.state.incidents
    return incident


# --- messages ---------------------------------------------------------------------------------


def test_a_message_that_begins_nothing_is_kept_by_an_incident(stage: Stage) -> None:
    deployed(stage, LETTER)
    failing(stage, "letter")

    assert deliver(stage.tools, message(stage), "deliver/1") == Heard()

    incident = stage.state.incidents[the_incident(stage)]
    assert (incident.process, incident.push, incident.element) == (REPAIR, "begin", "script")
    assert (incident.subject, incident.root, incident.inside) == (PROCESS, PROCESS, PROCESS)
    content = stage.state.contents[PROCESS, incident.digest]
    assert (content["given"], content["cause"]) == ({"village": "东村"}, "不行")
    assert not stage.state.cases


def test_the_administrators_are_told_of_what_did_not_begin(stage: Stage) -> None:
    deployed(stage, LETTER)
    failing(stage, "letter")
    deliver(stage.tools, message(stage))

    [told] = stage.state.notices

    assert (told.kind, told.role, told.case, told.element) == (
        "IncidentOpened",
        "admin",
        None,
        "script",
    )


def test_each_message_is_kept_by_itself(stage: Stage) -> None:
    deployed(stage, LETTER)
    failing(stage, "letter")

    for number in range(2):
        deliver(stage.tools, message(stage), f"deliver/{number}")
        deliver(stage.tools, message(stage), f"deliver/{number}")

    assert len(stage.state.incidents) == 2


def test_a_failure_that_is_told_twice_is_one_incident(stage: Stage) -> None:
    deployed(stage, LETTER)
    start = stage.state.starts[the_start(stage)]
    failed = PushFailed(failed_start(start, sent=message(stage).job), FAILURE)

    for _ in range(2):
        reporting.report(stage.tools, failed, "deliver/1")

    assert len(stage.state.incidents) == 1


def test_a_message_from_outside_that_begins_nothing_is_refused_to_its_sender(stage: Stage) -> None:
    deployed(stage, LETTER)
    failing(stage, "letter")

    with pytest.raises(StepFailed):
        send_message(stage.tools, ADMIN, Letter(name="来件", values={}))

    assert not stage.state.incidents


def test_mended_the_case_begins_with_what_the_message_brought(stage: Stage) -> None:
    deployed(stage, LETTER)
    failing(stage, "letter")
    deliver(stage.tools, message(stage))
    mended(stage, "letter")

    retry(stage.tools, ADMIN, the_incident(stage))

    [case] = stage.state.cases
    started = stage.facts(case)[0]
    assert isinstance(started, f.CaseStarted)
    assert stage.state.contents[case, started.digest] == {"village": "东村"}
    assert not stage.state.incidents


def test_what_fails_again_stays_as_it_was(stage: Stage) -> None:
    deployed(stage, LETTER)
    failing(stage, "letter")
    deliver(stage.tools, message(stage))

    with pytest.raises(StepFailed):
        retry(stage.tools, ADMIN, the_incident(stage))

    assert stage.state.incidents


def test_the_newest_version_is_what_begins(stage: Stage) -> None:
    deployed(stage, LETTER)
    failing(stage, "letter")
    deliver(stage.tools, message(stage))
    deployed(stage, LETTER, bpmn=b"<b/>")
    mended(stage, "letter")

    retry(stage.tools, ADMIN, the_incident(stage))

    [case] = stage.state.cases.values()
    assert stage.state.versions[case.version].number == 2


def test_a_message_that_begins_nothing_any_more_is_kept_for_whoever_asks(stage: Stage) -> None:
    deployed(stage, LETTER)
    failing(stage, "letter")
    deliver(stage.tools, message(stage))
    deployed(stage, ALARM, bpmn=b"<b/>")

    retry(stage.tools, ADMIN, the_incident(stage))

    assert [kept.name for kept in stage.state.messages.values()] == ["来件"]
    assert not stage.state.incidents


def test_a_start_event_that_waits_for_something_else_by_now_begins_nothing(stage: Stage) -> None:
    deployed(stage, LETTER)
    failing(stage, "letter")
    deliver(stage.tools, message(stage))
    deployed(stage, replace(LETTER, name="别的"), bpmn=b"<b/>")
    mended(stage, "letter")

    retry(stage.tools, ADMIN, the_incident(stage))

    assert not stage.state.cases


def test_a_thrown_message_that_begins_nothing_is_not_lost(stage: Stage) -> None:
    deployed(stage, LETTER)
    failing(stage, "letter")
    clerk = stage.person()
    item = stage.offered(clerk, work_for(form=None))
    thrown = Thrown(element="e", kind="message", name="来件", values={"x": 1})
    stage.engine.on(Complete, "t1", moved(thrown=(thrown,)))
    stage.done(clerk, item)
    [job] = stage.state.jobs

    deliver(stage.tools, Sent.read(job.arguments), "deliver/1")
    mended(stage, "letter")
    retry(stage.tools, ADMIN, the_incident(stage))

    assert len(stage.state.cases) == 2


# --- kept messages ----------------------------------------------------------------------------


def test_a_kept_message_that_begins_nothing_keeps_no_other_waiting(stage: Stage) -> None:
    for _ in range(2):
        deliver(stage.tools, message(stage))
    [first, _] = stage.state.messages
    deployed(stage, LETTER)
    stage.engine.on(Start, "letter", FAILURE, moved())

    assert begin_kept(stage.tools, "来件") == 1

    assert not stage.state.messages
    assert stage.kinds(first) == ["MessageKept", "MessageHeldBack"]
    mended(stage, "letter")
    retry(stage.tools, ADMIN, the_incident(stage))
    assert stage.kinds(first)[-1] == "MessageGiven"
    assert len(stage.state.cases) == 2


def test_a_kept_message_that_others_have_dealt_with_is_no_incident(stage: Stage) -> None:
    deployed(stage, LETTER)
    start = stage.state.starts[the_start(stage)]
    gone = replace(message(stage), message=MessageId(an_id()))

    reporting.report(stage.tools, PushFailed(failed_start(start, sent=gone.job), FAILURE))

    assert not stage.state.incidents


# --- signals ----------------------------------------------------------------------------------


def test_a_start_that_fails_keeps_no_other_from_hearing_a_signal(stage: Stage) -> None:
    deployed(stage, ALARM, replace(ALARM, element="letter"))
    failing(stage, "alarm")

    heard = send_signal(stage.tools, ADMIN, Letter(name="汛情", values={"level": 2}))

    assert len(heard.started) == 1
    assert cause(stage) == "no"
    mended(stage, "alarm")
    retry(stage.tools, ADMIN, the_incident(stage))
    assert len(stage.state.cases) == 2


def test_a_signal_that_begins_nothing_any_more_is_over(stage: Stage) -> None:
    deployed(stage, ALARM)
    failing(stage, "alarm")
    deliver(stage.tools, message(stage, "signal", "汛情"))
    deployed(stage, LETTER, bpmn=b"<b/>")

    retry(stage.tools, ADMIN, the_incident(stage))

    assert not stage.state.incidents
    assert not stage.state.cases


@pytest.mark.parametrize("fault", [BusyNow, DatabaseAway])
def test_what_is_only_in_the_way_is_no_incident(stage: Stage, fault: type[Exception]) -> None:
    deployed(stage, ALARM, replace(ALARM, element="letter"))
    stage.engine.on(Start, "alarm", fault())

    with pytest.raises(fault):
        deliver(stage.tools, message(stage, "signal", "汛情"))

    assert not stage.state.incidents
    assert len(stage.state.cases) == (fault is BusyNow), "who is asked after it hears all the same"


# --- moments ----------------------------------------------------------------------------------


def test_a_moment_that_begins_nothing_is_an_incident_and_the_clock_goes_on(stage: Stage) -> None:
    start = clocked(stage, NEXT, NEXT)
    failing(stage, "daily")

    begin_or_report(stage.tools, start)

    assert cause(stage) == "no"
    assert stage.state.starts[start].occurrence == NEXT
    fired = stage.facts(PROCESS)[-2]
    assert fired == f.StartFired(start=start, case=None, due=NEXT.at, rest=NEXT.rest)


def test_moments_of_one_clock_are_one_incident(stage: Stage) -> None:
    later = Occurrence(at=NOON + 3 * HOUR, rest="[3]")
    start = clocked(stage, NEXT, later)
    failing(stage, "daily")
    begin_or_report(stage.tools, start)
    stage.clock.pass_by(HOUR)

    begin_or_report(stage.tools, start)

    assert stage.state.starts[start].occurrence == later
    assert len(stage.state.incidents) == len(stage.state.notices) == 1


def test_another_failure_of_a_clock_takes_the_place_of_the_first(stage: Stage) -> None:
    start = clocked(stage, NEXT, NEXT, NEXT, NEXT)
    failing(stage, "daily")
    begin_or_report(stage.tools, start)
    stage.clock.pass_by(HOUR)
    stage.engine.on(Start, "daily", StepFailed(cause=("other", "other"), element="daily"))

    begin_or_report(stage.tools, start)

    assert cause(stage) == "other"


def test_mended_the_case_of_a_moment_begins_and_the_clock_stays_as_it_is(stage: Stage) -> None:
    start = clocked(stage, NEXT, NEXT)
    failing(stage, "daily")
    begin_or_report(stage.tools, start)
    mended(stage, "daily")

    retry(stage.tools, ADMIN, the_incident(stage))

    assert len(stage.state.cases) == 1
    assert stage.state.starts[start].occurrence == NEXT
    assert not stage.state.incidents


def test_a_clock_without_a_next_moment_waits_until_it_is_mended(stage: Stage) -> None:
    broken = StepFailed(cause=("no year", "no year"), element="daily")
    start = clocked(stage, broken, broken, NEXT)

    begin_or_report(stage.tools, start)

    assert cause(stage) == "no year"
    assert not stage.state.cases
    assert sweep(stage.tools).starts == 0
    assert begin_by_time(stage.tools, start) is None
    retry(stage.tools, ADMIN, the_incident(stage))
    assert len(stage.state.cases) == 1
    assert stage.state.starts[start].occurrence == NEXT


@pytest.mark.parametrize("fault", [BusyNow, DatabaseAway])
def test_a_clock_is_not_put_off_by_what_is_only_in_the_way(
    stage: Stage, fault: type[Exception]
) -> None:
    start = clocked(stage, *[fault() for _ in range(9)])
    failed = PushFailed(failed_start(stage.state.starts[start]), FAILURE)

    with pytest.raises(fault):
        reporting.report(stage.tools, failed)

    assert not stage.state.starts[start].is_put_off


def test_a_moment_that_others_have_dealt_with_is_no_incident(stage: Stage) -> None:
    start = clocked(stage, NEXT)
    failed = PushFailed(failed_start(stage.state.starts[start]), FAILURE)
    begin_by_time(stage.tools, start)

    reporting.report(stage.tools, failed)

    assert not stage.state.incidents


# --- newer versions ---------------------------------------------------------------------------


def test_a_clock_that_a_new_version_has_no_more_is_settled(stage: Stage) -> None:
    start = clocked(stage, NEXT, NEXT)
    failing(stage, "daily")
    begin_or_report(stage.tools, start)

    deployed(stage, LETTER, bpmn=b"<b/>")

    assert not stage.state.incidents


def test_a_clock_that_a_new_version_has_too_is_still_to_be_mended(stage: Stage) -> None:
    start = clocked(stage, NEXT, NEXT)
    failing(stage, "daily")
    begin_or_report(stage.tools, start)

    deployed(stage, DAILY, bpmn=b"<b/>")

    assert stage.state.incidents


def test_a_clock_that_stood_goes_on_with_a_new_version(stage: Stage) -> None:
    broken = StepFailed(cause=("no year", "no year"), element="daily")
    start = clocked(stage, broken, broken, NEXT)
    begin_or_report(stage.tools, start)

    deployed(stage, DAILY, bpmn=b"<b/>")

    assert not stage.state.incidents
    assert begin_by_time(stage.tools, the_start(stage))


def test_a_message_that_began_nothing_is_not_lost_by_a_new_version(stage: Stage) -> None:
    deployed(stage, LETTER)
    failing(stage, "letter")
    deliver(stage.tools, message(stage))

    deployed(stage, ALARM, bpmn=b"<b/>")

    assert stage.state.incidents


# --- what administrators do -------------------------------------------------------------------


def test_what_did_not_begin_is_in_the_list_with_its_cause(stage: Stage) -> None:
    deployed(stage, LETTER)
    failing(stage, "letter")
    deliver(stage.tools, message(stage))

    [row] = failures.open_incidents(stage.tools, ADMIN)
    case, shown = failures.incident(stage.tools, ADMIN, row.incident)

    assert (row.case, case) == (None, None)
    assert (row.process, row.cause, row.cause_en) == (REPAIR, "不行", "no")
    assert shown.mending is not None
    assert (shown.mending.given, shown.mending.read) == ({"village": "东村"}, {"n": 1})


def test_there_is_no_data_to_correct(stage: Stage) -> None:
    deployed(stage, LETTER)
    failing(stage, "letter")
    deliver(stage.tools, message(stage))

    with pytest.raises(NothingBegan):
        correct(stage.tools, ADMIN, the_incident(stage), Correction(values={"n": 2}, reason="改"))


def test_two_may_pass_over_what_fails(stage: Stage) -> None:
    deployed(stage, LETTER)
    failing(stage, "letter")
    deliver(stage.tools, message(stage))
    incident = the_incident(stage)
    suggest = partial(propose, stage.tools, ADMIN, incident, Instead(reason="可不办"))
    suggest()
    withdraw(stage.tools, ADMIN, incident)
    suggest()
    skipped = skipping(stage)

    agree(stage.tools, OTHER_ADMIN, incident)

    assert [skip.element for skip in skipped if skip] == ["script"]
    assert len(stage.state.cases) == 1


def test_a_signal_that_is_repeated_under_its_key_is_told_of_once(stage: Stage) -> None:
    deployed(stage, ALARM)
    failing(stage, "alarm")
    again = partial(
        send_signal, stage.tools, SYSTEM, Letter(name="汛情", values={}), request_key="k"
    )

    assert [again(), again()] == [Heard(), Heard()]
    assert len(stage.state.incidents) == 1
