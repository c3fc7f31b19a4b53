"""Messages and signals between cases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.domain.errors import DatabaseAway, StepFailed
from server.domain.ids import CaseId, Token
from server.domain.moves import Complete, Deliver, Listen, Thrown
from server.services.delivering import Sent, deliver
from tests.builders import an_id, work_for
from tests.fakes import FakeUnit, Stage
from tests.fakes.stage import ended, moved


@pytest.fixture
def stage() -> Stage:
    stage = Stage.with_process()
    stage.engine.on(Deliver, "ear", ended())
    return stage


def listener(stage: Stage, kind: str = "message", key: str = "7") -> CaseId:
    listen = Listen(token=Token("ear"), element="hear", kind=kind, name="reply", key=key)
    return stage.start(stage.person(), listen)


def sent(kind: str = "message", key: str = "7", name: str = "reply") -> Sent:
    return Sent(case=an_id(), kind=kind, name=name, key=key, digest="")


def send(stage: Stage, kind: str = "message", key: str = "7", name: str = "reply") -> int:
    return deliver(stage.tools, sent(kind, key, name))


def test_a_message_moves_its_listener_on(stage: Stage) -> None:
    case = listener(stage)

    assert send(stage) == 1
    assert stage.kinds(case)[-2:] == ["ListeningEnded", "CaseFinished"]
    assert stage.engine.pushed[-1].push == Deliver(token=Token("ear"))


def test_a_message_goes_to_one_listener_only(stage: Stage) -> None:
    listener(stage)
    listener(stage)

    assert send(stage) == 1
    assert len(stage.state.listeners) == 1


def test_a_signal_is_not_heard_again_by_the_case_that_threw_it(stage: Stage) -> None:
    thrower, other = listener(stage, kind="signal"), listener(stage, kind="signal")

    assert deliver(stage.tools, replace(sent("signal"), by=thrower)) == 1
    assert [case for case, *_ in stage.state.listeners] == [thrower]
    assert stage.kinds(other)[-1] == "CaseFinished"


def test_a_signal_goes_to_all_listeners(stage: Stage) -> None:
    listener(stage, kind="signal")
    listener(stage, kind="signal")

    assert send(stage, kind="signal") == 2
    assert not stage.state.listeners


def test_a_listener_that_fails_keeps_nobody_else_from_hearing(stage: Stage) -> None:
    failing, hearing = listener(stage, kind="signal"), listener(stage, kind="signal")
    stage.engine.on(Deliver, "ear", StepFailed(element="script", cause="no"), ended())

    with pytest.raises(StepFailed):
        send(stage, kind="signal")

    assert stage.state.cases[failing].status == "running"
    assert stage.state.cases[hearing].status == "finished"


@pytest.mark.parametrize("other", [{"kind": "signal"}, {"key": "8"}, {"name": "call"}])
def test_what_nobody_waits_for_is_heard_by_nobody(stage: Stage, other: dict[str, str]) -> None:
    listener(stage)

    assert send(stage, **other) == 0


def test_a_message_carries_what_its_sender_kept(stage: Stage) -> None:
    listener(stage)
    clerk = stage.person()
    item = stage.offered(clerk, work_for())
    thrown = Thrown(element="e", kind="message", name="reply", key="7", values={"x": 1})
    stage.engine.on(Complete, "t1", moved(thrown=(thrown,)))
    stage.done(clerk, item)
    [job] = stage.state.jobs
    sender = stage.state.items[item].root

    deliver(stage.tools, replace(sent(), case=sender, digest=job.arguments["digest"]))

    assert stage.engine.pushed[-1].push == Deliver(token=Token("ear"), values={"x": 1})


def test_who_stopped_listening_meanwhile_hears_nothing(stage: Stage) -> None:
    case = listener(stage)
    meanwhile = iter([lambda: None, stage.state.listeners.clear])

    def unit() -> FakeUnit:
        next(meanwhile)()
        return FakeUnit(stage.database)

    heard = deliver(replace(stage.tools, unit=unit), sent())

    assert heard == 0
    assert stage.state.cases[case].status == "running"


def test_a_message_delivered_again_under_its_key_reaches_nobody_else(stage: Stage) -> None:
    listener(stage)
    listener(stage)

    first = deliver(stage.tools, sent(), "deliver/1")
    again = deliver(stage.tools, sent(), "deliver/1")

    assert (first, again) == (1, 0)
    assert len(stage.state.listeners) == 1


def test_a_signal_that_was_cut_short_reaches_the_rest_and_nobody_twice(stage: Stage) -> None:
    for _ in range(2):
        listener(stage, kind="signal")
    signal = sent(kind="signal")
    units = iter([FakeUnit(stage.database) for _ in range(2)])

    def unit() -> FakeUnit:
        found = next(units, None)
        if found is None:
            raise DatabaseAway
        return found

    with pytest.raises(DatabaseAway):
        deliver(replace(stage.tools, unit=unit), signal, "deliver/1")

    assert deliver(stage.tools, signal, "deliver/1") == 1
    assert not stage.state.listeners
