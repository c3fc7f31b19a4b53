"""Messages and signals between cases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.domain.ids import CaseId, Token
from server.domain.moves import Complete, Deliver, Listen, Thrown
from server.services.delivering import deliver
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


def send(stage: Stage, kind: str = "message", key: str = "7", name: str = "reply") -> int:
    return deliver(stage.tools, an_id(), kind=kind, name=name, key=key, digest="")


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


def test_a_signal_goes_to_all_listeners(stage: Stage) -> None:
    listener(stage, kind="signal")
    listener(stage, kind="signal")

    assert send(stage, kind="signal") == 2
    assert not stage.state.listeners


@pytest.mark.parametrize("other", [{"kind": "signal"}, {"key": "8"}, {"name": "call"}])
def test_what_nobody_waits_for_is_heard_by_nobody(stage: Stage, other: dict[str, str]) -> None:
    listener(stage)

    assert send(stage, **other) == 0


def test_a_message_carries_what_its_sender_kept(stage: Stage) -> None:
    listener(stage)
    clerk = stage.person()
    item = stage.offered(clerk, work_for())
    sent = Thrown(element="e", kind="message", name="reply", key="7", values={"x": 1})
    stage.engine.on(Complete, "t1", moved(thrown=(sent,)))
    stage.done(clerk, item)
    [job] = stage.state.jobs
    sender = stage.state.items[item].root

    deliver(
        stage.tools, sender, kind="message", name="reply", key="7", digest=job.arguments["digest"]
    )

    assert stage.engine.pushed[-1].push == Deliver(token=Token("ear"), values={"x": 1})


def test_who_stopped_listening_meanwhile_hears_nothing(stage: Stage) -> None:
    case = listener(stage)
    meanwhile = iter([lambda: None, stage.state.listeners.clear])

    def unit() -> FakeUnit:
        next(meanwhile)()
        return FakeUnit(stage.database)

    heard = deliver(
        replace(stage.tools, unit=unit), an_id(), kind="message", name="reply", key="7", digest=""
    )

    assert heard == 0
    assert stage.state.cases[case].status == "running"
