"""Messages and signals that begin nothing: none of them is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.domain import facts as f
from server.domain.errors import BusyNow, DatabaseAway, NobodyHears, StepFailed
from server.domain.ids import MessageId, Token
from server.domain.moves import Complete, Deliver, Listen, Start, Thrown
from server.domain.process import Trigger
from server.services import reporting
from server.services.beginning import failed_start
from server.services.delivering import begin_kept, deliver
from server.services.incidents import PushFailed
from server.services.messages import Heard, Letter, Sent
from server.services.retrying import retry
from server.services.sending import send_message, send_signal
from tests.builders import an_id, work_for
from tests.fakes import Stage
from tests.fakes.stage import ended, moved
from tests.services.failing import ADMIN, FAILURE
from tests.services.starts import (
    ALARM,
    HOUR,
    LETTER,
    PROCESS,
    a_stage,
    cause,
    deployed,
    the_start,
)
from tests.services.unbegun import REPAIR, failing, mended, message, the_incident


@pytest.fixture
def stage() -> Stage:
    return a_stage()


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
    failure = StepFailed(element="script", cause=("不行", "no"))
    failed = PushFailed(failed_start(start, sent=message(stage).job), failure)

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


def test_a_start_that_fails_keeps_no_other_from_hearing_a_signal(stage: Stage) -> None:
    deployed(stage, ALARM, replace(ALARM, element="letter"))
    failing(stage, "alarm")

    heard = send_signal(stage.tools, ADMIN, Letter(name="汛情", values={"level": 2}))

    assert len(heard.started) == 1
    assert cause(stage) == "no"
    mended(stage, "alarm")
    retry(stage.tools, ADMIN, the_incident(stage))
    assert len(stage.state.cases) == 2


@pytest.mark.parametrize("now", [LETTER, replace(ALARM, element="other")])
def test_a_signal_that_begins_nothing_any_more_is_not_lost(stage: Stage, now: Trigger) -> None:
    deployed(stage, ALARM)
    failing(stage, "alarm")
    deliver(stage.tools, message(stage, "signal", "汛情"))
    deployed(stage, now, bpmn=b"<b/>")

    with pytest.raises(NobodyHears, match="汛情"):
        retry(stage.tools, ADMIN, the_incident(stage))

    assert stage.state.incidents
    assert not stage.state.cases


def test_a_message_whose_time_is_over_and_that_nobody_hears_is_not_lost(stage: Stage) -> None:
    deployed(stage, LETTER)
    failing(stage, "letter")
    deliver(stage.tools, message(stage))
    deployed(stage, ALARM, bpmn=b"<b/>")
    stage.clock.pass_by(48 * HOUR)

    with pytest.raises(NobodyHears, match="来件"):
        retry(stage.tools, ADMIN, the_incident(stage))

    assert stage.state.incidents


def test_a_message_that_a_case_waits_for_by_now_joins_that_case(stage: Stage) -> None:
    deployed(stage, LETTER)
    failing(stage, "letter")
    deliver(stage.tools, message(stage))
    waits = Listen(token=Token("ear"), element="hear", kind="message", name="来件", key="")
    stage.engine.on(Deliver, "ear", ended())
    mended(stage, "letter")
    case = stage.start(stage.person(), waits)

    retry(stage.tools, ADMIN, the_incident(stage))

    assert list(stage.state.cases) == [case]
    assert "MessageHeard" in stage.kinds(case)
    assert not stage.state.incidents


def test_a_signal_repeated_after_a_deployment_begins_no_second_case(stage: Stage) -> None:
    signal = message(stage, "signal", "汛情")
    deployed(stage, ALARM)
    first = deliver(stage.tools, signal, "deliver/1")
    deployed(stage, ALARM, bpmn=b"<b/>")

    assert deliver(stage.tools, signal, "deliver/1") == first
    assert len(stage.state.cases) == 1


@pytest.mark.parametrize("fault", [BusyNow, DatabaseAway])
def test_what_is_only_in_the_way_is_no_incident(stage: Stage, fault: type[Exception]) -> None:
    deployed(stage, ALARM, replace(ALARM, element="letter"))
    stage.engine.on(Start, "alarm", fault())

    with pytest.raises(fault):
        deliver(stage.tools, message(stage, "signal", "汛情"))

    assert not stage.state.incidents
    assert len(stage.state.cases) == (fault is BusyNow), "who is asked after it hears all the same"
