"""Cases that begin by themselves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.domain import facts as f
from server.domain.moves import Start
from server.services.delivering import begin_kept, deliver
from server.services.messages import Heard
from tests.fakes import Stage
from tests.services.starts import (
    ALARM,
    LETTER,
    a_stage,
    cause,
    deployed,
    sent,
)


@pytest.fixture
def stage() -> Stage:
    return a_stage()


def test_a_message_that_nobody_waits_for_begins_a_case(stage: Stage) -> None:
    deployed(stage, LETTER)

    heard = deliver(stage.tools, sent(key="7"))

    [case] = heard.started
    assert heard == Heard(started=(case,))
    assert stage.kinds(case) == ["CaseStarted", "MessageHeard"]
    assert stage.state.cases[case].starter is None


def test_the_beginning_names_its_event_and_keeps_what_came(stage: Stage) -> None:
    deployed(stage, LETTER)
    message = sent()
    stage.state.contents[message.source, ""] = {"village": "东村", "starterBody": "zzb"}

    [case] = deliver(stage.tools, message).started

    started, heard = stage.facts(case)[:2]
    assert isinstance(started, f.CaseStarted)
    assert isinstance(heard, f.MessageHeard)
    assert (started.element, heard.element) == ("letter", "letter")
    assert started.digest == heard.digest
    assert stage.state.contents[case, started.digest]["village"] == "东村"


def test_what_came_is_handed_to_the_engine_and_hides_nothing_of_the_house(stage: Stage) -> None:
    deployed(stage, LETTER)
    message = sent()
    stage.state.contents[message.source, ""] = {"village": "东村", "starterBody": "zzb"}

    deliver(stage.tools, message)

    own = {"starterBody": "cmd", "starterPost": None, "caseNumber": "BX-2026-00001"}
    assert stage.engine.pushed[-1].push == Start(
        values=own, trigger=LETTER, payload={"village": "东村"}
    )


def test_the_body_is_the_one_that_the_process_names(stage: Stage) -> None:
    deployed(stage, LETTER, settings='starter_body = "sender"\n')
    message = sent()
    stage.state.contents[message.source, ""] = {"sender": "zjj"}

    [case] = deliver(stage.tools, message).started

    assert stage.state.cases[case].body == "zjj"


@pytest.mark.parametrize("sender", [None, "nobody", ["zjj"], {"id": "zjj"}])
def test_a_body_that_is_none_begins_nothing(stage: Stage, sender: object) -> None:
    deployed(stage, LETTER, settings='starter_body = "sender"\n')
    message = sent()
    stage.state.contents[message.source, ""] = {"sender": sender}

    assert deliver(stage.tools, message) == Heard()

    assert not stage.state.cases
    assert "starter_body" in cause(stage)


@pytest.mark.parametrize(
    "expression",
    ["[1..3]", "function(x) x", "duration('P1D')", "date('2026-01-01')", "1 / 3"],
)
def test_a_body_may_not_be_anything_else(stage: Stage, expression: str) -> None:
    written = expression.replace("'", '\\"')
    deployed(stage, LETTER, settings=f'starter_body = "{written}"\n')

    deliver(stage.tools, sent())

    assert "starter_body of process.toml gives no body of the county: " in cause(stage)


def test_a_body_that_runs_over_a_limit_begins_nothing(stage: Stage) -> None:
    endless = "count(for a in 1..10000, b in 1..10000 return a)"
    deployed(stage, LETTER, settings=f'starter_body = "{endless}"\n')

    deliver(stage.tools, sent())

    assert "starter_body" in cause(stage)


def test_the_body_may_be_asked_of_the_county(stage: Stage) -> None:
    deployed(stage, LETTER, settings="starter_body = 'body_of(\"nobody\")'\n")

    deliver(stage.tools, sent())

    assert "nobody" in cause(stage)


def test_a_message_begins_one_case(stage: Stage) -> None:
    deployed(stage, LETTER)
    message = sent()

    first = deliver(stage.tools, message, "deliver/1")

    assert deliver(stage.tools, message, "deliver/1") == first
    assert len(stage.state.cases) == 1


def test_a_signal_begins_every_process_that_listens(stage: Stage) -> None:
    deployed(stage, ALARM, replace(ALARM, element="letter"))

    heard = deliver(stage.tools, sent("signal", "汛情"), "deliver/1")

    assert len(heard.started) == 2
    assert deliver(stage.tools, sent("signal", "汛情"), "deliver/1") == heard
    assert len(stage.state.cases) == 2


def test_what_was_kept_begins_cases_when_a_process_begins_to_listen(stage: Stage) -> None:
    for _ in range(2):
        deliver(stage.tools, sent())
    kept = list(stage.state.messages)

    deployed(stage, LETTER)

    [job] = stage.state.jobs
    assert (job.name, job.arguments) == ("begin_kept", {"name": "来件"})
    assert begin_kept(stage.tools, "来件") == 2
    assert not stage.state.messages
    given = [fact for one in kept for fact in stage.facts(one) if isinstance(fact, f.MessageGiven)]
    assert [one.case for one in given] == list(stage.state.cases)


def test_nothing_kept_is_nothing_to_do(stage: Stage) -> None:
    deployed(stage, LETTER)

    assert not stage.state.jobs
    assert begin_kept(stage.tools, "来件") == 0


def test_what_is_kept_stays_where_no_process_begins_by_it(stage: Stage) -> None:
    deliver(stage.tools, sent())

    assert begin_kept(stage.tools, "来件") == 0
    assert stage.state.messages
