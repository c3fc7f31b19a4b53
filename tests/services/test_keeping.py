"""Messages that come before anybody waits for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from server.domain.errors import BusyNow, TooManyMessages
from server.domain.ids import CaseId, Token
from server.domain.moves import Complete, Deliver, Thrown
from server.services import keeping
from server.services.delivering import deliver
from server.services.messages import Heard, Sent
from server.services.repeating import TRIES
from server.services.timekeeping import tidy
from tests.builders import NOON, work_for
from tests.fakes import FakeUnit, Stage
from tests.fakes.stage import moved
from tests.services.ears import EAR, WEEK, a_stage, listener, send, sent


@pytest.fixture
def stage() -> Stage:
    return a_stage()


def test_a_message_that_nobody_waits_for_is_kept_until_somebody_does(stage: Stage) -> None:
    assert send(stage) == Heard(kept=True)

    case = listener(stage)

    assert not stage.state.messages
    assert stage.kinds(case)[-4:] == [
        "ListeningBegan",
        "ListeningEnded",
        "MessageHeard",
        "CaseFinished",
    ]


def test_kept_messages_are_given_in_the_order_in_which_they_came(stage: Stage) -> None:
    early, late = sent(), sent()
    for one in (early, late):
        deliver(stage.tools, one)
    [first, second] = stage.state.messages

    listener(stage)

    assert list(stage.state.messages) == [second]
    assert stage.kinds(first) == ["MessageKept", "MessageGiven"]


def test_two_places_that_begin_to_listen_at_once_get_a_message_each(stage: Stage) -> None:
    for _ in range(2):
        send(stage)
    stage.engine.on(Deliver, "ear", moved())
    stage.engine.on(Deliver, "other", moved())

    stage.start(stage.person(), EAR, replace(EAR, token=Token("other")))

    assert not stage.state.messages
    assert [one.push.token for one in stage.engine.pushed[1:]] == ["ear", "other"]  # type: ignore[union-attr]


def test_a_kept_message_is_for_its_key_only(stage: Stage) -> None:
    send(stage, key="8")

    listener(stage)

    assert len(stage.state.messages) == 1


def test_who_names_no_key_is_given_any_kept_message(stage: Stage) -> None:
    send(stage, key="8")

    listener(stage, key="")

    assert not stage.state.messages


def test_a_place_that_the_first_of_two_messages_closed_leaves_the_second_kept(stage: Stage) -> None:
    for _ in range(2):
        send(stage)
    stage.engine.on(Deliver, "ear", moved(closed=(Token("other"),)))

    stage.start(stage.person(), EAR, replace(EAR, token=Token("other")))

    assert len(stage.state.messages) == 1


def test_a_case_that_ended_meanwhile_is_given_nothing(stage: Stage) -> None:
    for _ in range(2):
        send(stage)

    stage.start(stage.person(), EAR, replace(EAR, token=Token("other")))

    assert len(stage.state.messages) == 1


def test_a_signal_that_begins_to_be_waited_for_asks_nothing(stage: Stage) -> None:
    listener(stage, kind="signal")

    assert not stage.state.closed_names


def test_a_message_whose_time_is_over_is_not_kept(stage: Stage) -> None:
    assert deliver(stage.tools, replace(sent(), until=NOON)) == Heard()


def test_no_more_messages_of_a_name_are_kept_than_the_settings_say(stage: Stage) -> None:
    for _ in range(3):
        send(stage)

    with pytest.raises(TooManyMessages):
        send(stage)

    assert send(stage, name="call") == Heard(kept=True)


def test_a_message_that_is_kept_while_somebody_begins_to_listen_is_delivered_anew(
    stage: Stage,
) -> None:
    case = listener(stage)
    hidden = dict(stage.state.listeners)
    looks = iter([{}, hidden])

    def listeners(state: object, *_asked: object) -> tuple[tuple[CaseId, Token], ...]:
        assert state
        return tuple(next(looks, hidden))

    def unit() -> FakeUnit:
        found = FakeUnit(stage.database)
        found.waits.listeners = lambda *asked: listeners(found, *asked)  # type: ignore[method-assign]
        return found

    heard = deliver(replace(stage.tools, unit=unit), sent())

    assert heard == Heard(moved=(case,))
    assert not stage.state.messages


def test_a_message_whose_listener_is_always_gone_is_put_off(stage: Stage) -> None:
    case = listener(stage)
    found = ((case, Token("gone")),)
    tried = []

    def unit() -> FakeUnit:
        one = FakeUnit(stage.database)
        one.waits.listeners = lambda *_asked: tried.append(1) or found  # type: ignore[method-assign, func-returns-value]
        return one

    with pytest.raises(BusyNow):
        deliver(replace(stage.tools, unit=unit), sent())

    assert len(tried) == TRIES
    assert stage.state.cases[case].status == "running"


def test_what_a_later_step_opens_is_given_what_was_kept(stage: Stage) -> None:
    send(stage)
    clerk = stage.person()
    item = stage.offered(clerk, work_for())
    stage.engine.on(Complete, "t1", moved(EAR))

    stage.done(clerk, item)

    assert not stage.state.messages


def test_a_message_may_say_itself_how_long_it_is_kept(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk, work_for())
    until = NOON + timedelta(hours=1)
    stage.engine.on(
        Complete, "t1", moved(thrown=(Thrown(element="e", kind="message", name="x", until=until),))
    )

    stage.done(clerk, item)

    [job] = stage.state.jobs
    assert Sent.read(job.arguments).until == until


def test_kept_messages_are_dropped_when_their_time_is_over(stage: Stage) -> None:
    send(stage)
    [message] = stage.state.messages
    stage.clock.pass_by(WEEK)

    tidy(stage.tools)

    assert not stage.state.messages
    assert stage.kinds(message) == ["MessageKept", "MessageExpired"]


def test_all_that_is_over_is_dropped_though_some_at_a_time(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "AT_ONCE", 1)
    for _ in range(3):
        send(stage)
    stage.clock.pass_by(WEEK)
    commits = stage.database.commits

    assert keeping.drop_expired(stage.tools) == 3
    assert not stage.state.messages
    assert stage.database.commits == commits + 4


def test_what_is_over_keeps_no_other_message_out(stage: Stage) -> None:
    for _ in range(stage.tools.limits.messages):
        send(stage)
    stage.clock.pass_by(WEEK)

    assert deliver(stage.tools, replace(sent(), until=NOON + 2 * WEEK)).kept


def test_a_message_over_its_time_is_given_to_nobody(stage: Stage) -> None:
    send(stage)
    stage.clock.pass_by(WEEK)

    case = listener(stage)

    assert stage.kinds(case)[-1] == "ListeningBegan"
