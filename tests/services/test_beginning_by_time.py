"""Cases that begin when a moment comes, and what a deployment does to what is waited for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.domain import facts as f
from server.domain.errors import DiagramRefused, StepFailed
from server.domain.ids import ProcessKey, StartId
from server.domain.people import SYSTEM
from server.domain.process import Occurrence
from server.services.beginning import begin_by_time
from server.services.deploying import deploy
from server.services.timekeeping import sweep
from tests.builders import NOON, a_model, process_files
from tests.fakes import Stage
from tests.services.starts import (
    ALARM,
    DAILY,
    HOUR,
    LETTER,
    PROCESS,
    a_stage,
    deployed,
    the_start,
)


@pytest.fixture
def stage() -> Stage:
    return a_stage()


def clocked(stage: Stage, *moments: Occurrence | None) -> StartId:
    """A process that begins an hour from now, and then at these moments."""
    stage.engine.moments = [Occurrence(at=NOON + HOUR, rest="[1]"), *moments]
    deployed(stage, DAILY)
    return the_start(stage)


def test_a_moment_that_has_come_becomes_a_job(stage: Stage) -> None:
    start = clocked(stage)
    assert sweep(stage.tools).starts == 0
    stage.clock.pass_by(HOUR)

    assert [sweep(stage.tools).starts for _ in range(2)] == [1, 0]
    [job] = stage.state.jobs
    assert (job.name, job.arguments) == ("begin", {"start": start.hex})


def test_a_moment_begins_one_case_and_the_next_is_waited_for(stage: Stage) -> None:
    following = Occurrence(at=NOON + 2 * HOUR, rest="[2]")
    start = clocked(stage, following)
    stage.clock.pass_by(HOUR)
    commits = stage.database.commits

    case = begin_by_time(stage.tools, start)

    assert list(stage.state.cases) == [case]
    assert stage.state.starts[start].occurrence == following
    assert begin_by_time(stage.tools, start) is None
    assert stage.database.commits == commits + 1
    fired = stage.facts(PROCESS)[-1]
    assert fired == f.StartFired(start=start, case=case, due=following.at, rest="[2]")


def test_the_last_moment_leaves_nothing_to_wait_for(stage: Stage) -> None:
    start = clocked(stage, None)
    stage.clock.pass_by(HOUR)

    begin_by_time(stage.tools, start)

    assert stage.state.starts[start].occurrence is None
    assert begin_by_time(stage.tools, start) is None
    assert sweep(stage.tools).starts == 0


def test_a_moment_begins_nothing_before_it_has_come(stage: Stage) -> None:
    assert begin_by_time(stage.tools, clocked(stage)) is None


# --- versions ---------------------------------------------------------------------------------


def test_a_deployment_says_what_is_waited_for(stage: Stage) -> None:
    deployed(stage, LETTER, ALARM)

    awaited = [one for one in stage.facts(PROCESS) if isinstance(one, f.StartAwaited)]

    assert [(one.element, one.kind, one.name) for one in awaited] == [
        ("letter", "message", "来件"),
        ("alarm", "signal", "汛情"),
    ]


def test_a_newer_version_takes_the_place_of_all_that_was_waited_for(stage: Stage) -> None:
    deployed(stage, LETTER, ALARM)

    deployed(stage, ALARM, bpmn=b"<b/>")

    [start] = stage.state.starts.values()
    assert start.trigger == ALARM
    assert stage.state.versions[start.version].number == 2


def test_a_newer_version_may_begin_by_the_same_message(stage: Stage) -> None:
    deployed(stage, LETTER)

    deployed(stage, LETTER, bpmn=b"<b/>")

    [start] = stage.state.starts.values()
    assert stage.state.versions[start.version].number == 2


def test_a_timer_that_stays_as_it_was_goes_on_as_it_was(stage: Stage) -> None:
    clocked(stage)
    stage.clock.pass_by(HOUR / 2)

    deployed(stage, DAILY, bpmn=b"<b/>")

    assert stage.state.starts[the_start(stage)].occurrence == Occurrence(at=NOON + HOUR, rest="[1]")


def test_a_date_that_has_passed_does_not_pass_again_with_a_newer_version(stage: Stage) -> None:
    start = clocked(stage, None)
    stage.clock.pass_by(HOUR)
    begin_by_time(stage.tools, start)

    deployed(stage, DAILY, bpmn=b"<b/>")

    assert stage.state.starts[the_start(stage)].occurrence is None


def test_the_job_of_a_replaced_timer_finds_nothing(stage: Stage) -> None:
    start = clocked(stage)
    stage.clock.pass_by(HOUR)
    deployed(stage, bpmn=b"<b/>")

    assert begin_by_time(stage.tools, start) is None


def test_a_timer_that_gives_no_time_is_refused(stage: Stage) -> None:
    stage.engine.moments = [StepFailed(cause=("no time", "no time"), element="daily")]

    with pytest.raises(DiagramRefused) as refused:
        deployed(stage, DAILY)

    [problem] = refused.value.problems
    assert problem.element == "daily"
    assert "no time" in problem.sentence_en
    assert not stage.state.versions


def test_a_message_begins_one_process_only(stage: Stage) -> None:
    deployed(stage, LETTER)
    stage.engine.accepted = replace(a_model(), triggers=(LETTER,))
    files = dict(process_files())
    files["process.toml"] = files["process.toml"].replace(b"repair", b"mending", 1)

    with pytest.raises(DiagramRefused) as refused:
        deploy(stage.tools, SYSTEM, files)

    [problem] = refused.value.problems
    assert "'repair'" in problem.sentence_en
    assert [one.process for one in stage.state.starts.values()] == [ProcessKey("repair")]
