"""Moments that begin nothing: the clock goes on, or waits until it is mended."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.domain import facts as f
from server.domain.errors import BusyNow, DatabaseAway, StepFailed
from server.domain.moves import Start
from server.domain.process import Occurrence
from server.services import reporting
from server.services.beginning import begin_by_time, failed_start
from server.services.delivering import deliver
from server.services.incidents import PushFailed
from server.services.retrying import retry
from server.services.timekeeping import begin_or_report, sweep
from tests.builders import NOON
from tests.fakes import Stage
from tests.services.failing import ADMIN, FAILURE
from tests.services.starts import (
    ALARM,
    DAILY,
    HOUR,
    LETTER,
    PROCESS,
    a_stage,
    cause,
    deployed,
    the_start,
)
from tests.services.unbegun import NEXT, clocked, failing, mended, message, the_incident


@pytest.fixture
def stage() -> Stage:
    return a_stage()


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
    [opened] = [fact for fact in stage.facts(PROCESS) if isinstance(fact, f.IncidentOpened)]
    assert opened.stands == start
    assert sweep(stage.tools).starts == 0
    assert begin_by_time(stage.tools, start) is None
    retry(stage.tools, ADMIN, the_incident(stage))
    assert len(stage.state.cases) == 1
    assert stage.state.starts[start].occurrence == NEXT


def test_that_a_clock_stands_is_told_though_it_failed_so_before(stage: Stage) -> None:
    start = clocked(stage, NEXT, FAILURE)
    failing(stage, "daily")
    begin_or_report(stage.tools, start)
    stage.clock.pass_by(HOUR)

    begin_or_report(stage.tools, start)

    assert stage.state.starts[start].is_put_off
    assert len(stage.state.incidents) == 1


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


def test_a_clock_that_a_new_version_has_no_more_is_settled(stage: Stage) -> None:
    start = clocked(stage, NEXT, NEXT)
    failing(stage, "daily")
    begin_or_report(stage.tools, start)

    deployed(stage, LETTER, bpmn=b"<b/>")

    assert not stage.state.incidents


def test_a_clock_in_whose_place_a_message_begins_cases_is_settled(stage: Stage) -> None:
    start = clocked(stage, NEXT, NEXT)
    failing(stage, "daily")
    begin_or_report(stage.tools, start)

    deployed(stage, replace(LETTER, element="daily"), bpmn=b"<b/>")

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
