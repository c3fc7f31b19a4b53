"""Messages and signals between cases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.domain import facts as f
from server.domain.errors import DatabaseAway, StepFailed
from server.domain.ids import Token
from server.domain.moves import Complete, Deliver, Move, Thrown
from server.services.delivering import deliver
from server.services.messages import Heard, Sent
from tests.builders import work_for
from tests.fakes import FakeUnit, Stage
from tests.fakes.stage import ended, moved
from tests.services.ears import a_stage, listener, send, sent

FAILED = StepFailed(element="script", cause=("no", "no"))


@pytest.fixture
def stage() -> Stage:
    return a_stage()


def test_a_message_moves_its_listener_on(stage: Stage) -> None:
    case = listener(stage)

    assert send(stage) == Heard(moved=(case,))
    assert stage.kinds(case)[-3:] == ["ListeningEnded", "MessageHeard", "CaseFinished"]
    assert stage.engine.pushed[-1].push == Deliver(token=Token("ear"))


def test_the_history_says_which_message_came(stage: Stage) -> None:
    case = listener(stage)
    send(stage)

    [heard] = [fact for fact in stage.facts(case) if isinstance(fact, f.MessageHeard)]

    assert (heard.element, heard.kind, heard.name, heard.key) == ("hear", "message", "reply", "7")
    assert (case, heard.digest) in stage.state.contents


def test_a_message_goes_to_the_oldest_listener_only(stage: Stage) -> None:
    first, _ = listener(stage), listener(stage)

    assert send(stage) == Heard(moved=(first,))
    assert len(stage.state.listeners) == 1


def test_who_names_no_key_hears_any_message_after_those_who_name_it(stage: Stage) -> None:
    anybody, mine = listener(stage, key=""), listener(stage)

    assert [send(stage).moved for _ in range(2)] == [(mine,), (anybody,)]


def test_a_message_without_a_key_is_not_for_who_names_one(stage: Stage) -> None:
    listener(stage)

    assert not send(stage, key="").moved


def test_a_signal_is_not_heard_again_by_the_case_that_threw_it(stage: Stage) -> None:
    thrower, other = listener(stage, kind="signal"), listener(stage, kind="signal")

    assert deliver(stage.tools, replace(sent("signal"), by=thrower)) == Heard(moved=(other,))
    assert [case for case, *_ in stage.state.listeners] == [thrower]
    assert stage.kinds(other)[-1] == "CaseFinished"


def test_a_signal_goes_to_all_listeners(stage: Stage) -> None:
    both = (listener(stage, kind="signal"), listener(stage, kind="signal"))

    assert send(stage, kind="signal") == Heard(moved=both)
    assert not stage.state.listeners


def test_a_signal_that_nobody_hears_is_not_kept(stage: Stage) -> None:
    assert send(stage, kind="signal") == Heard()
    assert not stage.state.messages


def test_a_listener_that_fails_keeps_nobody_else_from_hearing(stage: Stage) -> None:
    failing, hearing = listener(stage, kind="signal"), listener(stage, kind="signal")
    stage.engine.on(Deliver, "ear", StepFailed(element="script", cause=("no", "no")), ended())

    assert send(stage, kind="signal") == Heard(moved=(hearing,))

    assert stage.kinds(failing)[-1] == "IncidentOpened"
    assert stage.state.cases[failing].status == "running"
    assert stage.state.cases[hearing].status == "finished"


@pytest.mark.parametrize("other", [{"kind": "signal"}, {"key": "8"}, {"name": "call"}])
def test_what_nobody_waits_for_is_heard_by_nobody(stage: Stage, other: dict[str, str]) -> None:
    listener(stage)

    assert not send(stage, **other).moved


def test_a_message_carries_what_its_sender_kept(stage: Stage) -> None:
    listener(stage)
    clerk = stage.person()
    item = stage.offered(clerk, work_for())
    thrown = Thrown(element="e", kind="message", name="reply", key="7", values={"x": 1})
    stage.engine.on(Complete, "t1", moved(thrown=(thrown,)))
    stage.done(clerk, item)
    [job] = stage.state.jobs

    deliver(stage.tools, Sent.read(job.arguments))

    assert stage.engine.pushed[-1].push == Deliver(token=Token("ear"), values={"x": 1})


def test_who_stopped_hearing_a_signal_meanwhile_hears_nothing(stage: Stage) -> None:
    case = listener(stage, kind="signal")
    meanwhile = iter([lambda: None, lambda: None, stage.state.listeners.clear])

    def unit() -> FakeUnit:
        next(meanwhile)()
        return FakeUnit(stage.database)

    heard = deliver(replace(stage.tools, unit=unit), sent("signal"))

    assert heard == Heard()
    assert stage.state.cases[case].status == "running"


def test_a_message_delivered_again_under_its_key_reaches_nobody_else(stage: Stage) -> None:
    listener(stage)
    listener(stage)

    first = deliver(stage.tools, sent(), "deliver/1")
    again = deliver(stage.tools, sent(), "deliver/1")

    assert first == again
    assert len(stage.state.listeners) == 1


def test_a_signal_that_was_cut_short_reaches_the_rest_and_nobody_twice(stage: Stage) -> None:
    both = tuple(listener(stage, kind="signal") for _ in range(2))
    signal = sent(kind="signal")
    units = iter([FakeUnit(stage.database) for _ in range(3)])

    def unit() -> FakeUnit:
        found = next(units, None)
        if found is None:
            raise DatabaseAway
        return found

    with pytest.raises(DatabaseAway):
        deliver(replace(stage.tools, unit=unit), signal, "deliver/1")
    after = len(stage.state.listeners)

    assert after == 1
    assert deliver(stage.tools, signal, "deliver/1").moved == both[1:]
    assert not stage.state.listeners


def test_who_waits_for_people_since_another_signal_failed_hears_nothing(stage: Stage) -> None:
    case = listener(stage, kind="signal")
    stage.engine.on(Deliver, "ear", StepFailed(element="script", cause=("no", "no")), ended())
    others = iter([0, 0, 1])

    def unit() -> FakeUnit:
        for _ in range(next(others)):
            send(stage, kind="signal")
        return FakeUnit(stage.database)

    heard = deliver(replace(stage.tools, unit=unit), sent("signal"))

    assert heard == Heard()
    assert len(stage.state.incidents) == 1, "what failed is still kept"
    assert stage.kinds(case)[-1] == "IncidentOpened"


@pytest.mark.parametrize("other", [FAILED, ended()])
def test_a_message_that_fails_where_another_came_first_is_not_lost(
    stage: Stage, other: StepFailed | Move
) -> None:
    case = listener(stage)
    stage.engine.on(Deliver, "ear", FAILED, other)
    others = iter([0, 0, 1])

    def unit() -> FakeUnit:
        for _ in range(next(others, 0)):
            send(stage)
        return FakeUnit(stage.database)

    heard = deliver(replace(stage.tools, unit=unit), sent())

    assert heard == Heard(kept=True)
    assert stage.kinds(case)[-1] == ("IncidentOpened" if other is FAILED else "CaseFinished")
