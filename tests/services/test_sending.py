"""Messages and signals that programs and operators send."""

from __future__ import annotations

from datetime import timedelta

import pytest

from server.domain import facts as f
from server.domain.errors import DatabaseAway, NotAllowed, SameKeyOtherRequest, StepFailed
from server.domain.ids import CaseId, Token
from server.domain.moves import Deliver, Listen
from server.services.messages import Heard, Letter
from server.services.sending import send_message, send_signal
from tests.builders import a_seat, an_actor
from tests.fakes import Stage
from tests.fakes.stage import ended

REPLY = Letter(name="reply", values={"x": 1}, key="7")
STOP = Letter(name="stop", values={"x": 1})
PROGRAM = an_actor(a_seat("cmd", "messenger"))


@pytest.fixture
def stage() -> Stage:
    stage = Stage.with_process()
    stage.engine.on(Deliver, "ear", ended())
    return stage


def listener(stage: Stage, kind: str, name: str, key: str = "") -> CaseId:
    listen = Listen(token=Token("ear"), element="hear", kind=kind, name=name, key=key)
    return stage.start(stage.person(), listen)


def journals(stage: Stage, first: str) -> list[list[f.Fact]]:
    """The journals that begin with this kind of fact."""
    told = [stage.facts(subject) for subject in stage.state.journals]
    return [facts for facts in told if type(facts[0]).__name__ == first]


@pytest.mark.parametrize("send", [send_message, send_signal])
def test_only_who_may_send_does(stage: Stage, send: object) -> None:
    with pytest.raises(NotAllowed):
        send(stage.tools, stage.person(), REPLY)  # type: ignore[operator]


def test_a_message_moves_its_listener_on(stage: Stage) -> None:
    case = listener(stage, "message", "reply", "7")

    assert send_message(stage.tools, PROGRAM, REPLY) == Heard(moved=(case,))
    assert stage.engine.pushed[-1].push == Deliver(token=Token("ear"), values={"x": 1})


def test_who_sent_it_stands_in_the_journal_of_the_message_and_not_in_that_of_the_case(
    stage: Stage,
) -> None:
    case = listener(stage, "message", "reply", "7")

    send_message(stage.tools, PROGRAM, REPLY)

    [[told, given]] = journals(stage, "MessageSent")
    assert isinstance(told, f.MessageSent)
    assert given == f.MessageGiven(case=case)
    entries = {entry.person for entry in stage.state.journals[case][1:]}  # type: ignore[index]
    assert entries == {None}
    [heard] = [fact for fact in stage.facts(case) if isinstance(fact, f.MessageHeard)]
    [message] = [
        subject
        for subject, written in stage.state.journals.items()
        if written[0].person == PROGRAM.person
    ]
    assert heard.message == message


def test_a_message_that_nobody_waits_for_is_kept_as_long_as_it_says(stage: Stage) -> None:
    letter = Letter(name="reply", values={}, keep_for=timedelta(hours=1))

    assert send_message(stage.tools, PROGRAM, letter) == Heard(kept=True)

    [kept] = stage.state.messages.values()
    assert kept.until == stage.clock.moment + timedelta(hours=1)


def test_what_was_kept_brings_its_values_along(stage: Stage) -> None:
    send_message(stage.tools, PROGRAM, REPLY)

    listener(stage, "message", "reply", "7")

    assert stage.engine.pushed[-1].push == Deliver(token=Token("ear"), values={"x": 1})
    [facts] = journals(stage, "MessageSent")
    assert [type(fact).__name__ for fact in facts] == ["MessageSent", "MessageKept", "MessageGiven"]


def test_the_same_message_twice_is_one(stage: Stage) -> None:
    first = send_message(stage.tools, PROGRAM, REPLY, request_key="k")

    assert send_message(stage.tools, PROGRAM, REPLY, request_key="k") == first
    assert len(stage.state.messages) == 1
    with pytest.raises(SameKeyOtherRequest):
        send_message(stage.tools, PROGRAM, STOP, request_key="k")


def test_a_signal_reaches_all(stage: Stage) -> None:
    both = tuple(listener(stage, "signal", "stop") for _ in range(2))

    assert send_signal(stage.tools, PROGRAM, STOP, request_key="k") == Heard(moved=both)
    [told] = journals(stage, "MessageSent")
    assert told[1:] == [f.MessageGiven(case=case) for case in both]


def test_the_same_signal_twice_is_one(stage: Stage) -> None:
    case = listener(stage, "signal", "stop")
    first = send_signal(stage.tools, PROGRAM, STOP, request_key="k")
    listener(stage, "signal", "stop")

    assert send_signal(stage.tools, PROGRAM, STOP, request_key="k") == first
    assert first == Heard(moved=(case,))


def test_a_signal_that_was_cut_short_goes_on_when_sent_again(stage: Stage) -> None:
    both = (listener(stage, "signal", "stop"), listener(stage, "signal", "stop"))
    stage.engine.on(Deliver, "ear", ended(), DatabaseAway(), ended())
    with pytest.raises(DatabaseAway):
        send_signal(stage.tools, PROGRAM, STOP, request_key="k")

    heard = send_signal(stage.tools, PROGRAM, STOP, request_key="k")

    assert set(heard.moved) <= set(both)
    assert {stage.state.cases[case].status for case in both} == {"finished"}
    assert len(journals(stage, "MessageSent")) == 1


def test_where_a_signal_fails_is_an_incident_and_no_matter_of_who_sent_it(stage: Stage) -> None:
    failing, hearing = listener(stage, "signal", "stop"), listener(stage, "signal", "stop")
    stage.engine.on(Deliver, "ear", StepFailed(element="e", cause=("no", "no")), ended())

    assert send_signal(stage.tools, PROGRAM, STOP) == Heard(moved=(hearing,))

    assert stage.kinds(failing)[-1] == "IncidentOpened"


def test_a_message_whose_listener_fails_goes_back_to_who_sent_it(stage: Stage) -> None:
    case = listener(stage, "message", "reply", "7")
    stage.engine.on(Deliver, "ear", StepFailed(element="e", cause=("no", "no")))

    with pytest.raises(StepFailed):
        send_message(stage.tools, PROGRAM, REPLY)

    assert stage.kinds(case)[-1] == "ListeningBegan"
    assert not journals(stage, "MessageSent")


def test_a_signal_without_a_key_may_be_sent_again(stage: Stage) -> None:
    for _ in range(2):
        send_signal(stage.tools, PROGRAM, STOP)

    assert len(journals(stage, "MessageSent")) == 2
