from __future__ import annotations

import random

import pytest

from server.domain.errors import WorkGone
from server.domain.moves import Deliver, EndKind, Fail, Fire
from tests.engine.diagrams import (
    about,
    boundary,
    end,
    extensions,
    flow,
    gateway,
    line,
    node,
    process,
    start,
    sub,
    timer,
    user,
)
from tests.engine.player import Player

BESIDE = (
    '<bpmn:message id="m" name="回函"/><bpmn:signal id="s" name="停办"/>'
    '<bpmn:error id="e1" name="不同意" errorCode="refused"/>'
    '<bpmn:error id="e2" name="其他" errorCode="other"/>'
    '<bpmn:escalation id="c1" name="上报" escalationCode="up"/>'
)


def draw(*parts: str) -> bytes:
    return process(*parts, beside=BESIDE)


def catch(key: str, inner: str, **said: str) -> str:
    return node("intermediateCatchEvent", key, inner, said=extensions(**said))


def throw(key: str, inner: str, **said: str) -> str:
    return node("intermediateThrowEvent", key, inner, said=extensions(**said))


def guarded(
    inner: str, *, interrupting: bool = True, host: str | None = None, **said: str
) -> Player:
    """An activity H with a boundary event X that leads to work L."""
    return Player(
        draw(
            start(),
            host or user("H"),
            boundary("X", "H", inner, interrupting=interrupting, **said),
            user("Z"),
            user("L"),
            end(),
            line("S", "H", "Z", "E"),
            line("X", "L", "E"),
        )
    )


def inside(*parts: str) -> str:
    """A sub-process H of the parts between its start and whatever they end in."""
    return sub("H", start("HS"), *parts)


# --- catching in the flow -------------------------------------------------------------------------


def test_an_intermediate_timer_waits_for_its_moment() -> None:
    player = Player(
        draw(start(), catch("T", timer("timeDuration", "PT2H")), end(), line("S", "T", "E"))
    )
    player.start()
    player.push(Fire(token=player.token("T")))
    assert player.over


@pytest.mark.parametrize("kind", ["message", "signal"])
def test_an_intermediate_catch_event_writes_what_came(kind: str) -> None:
    reference = {"message": "m", "signal": "s"}[kind]
    player = Player(
        draw(
            start(), catch("T", about(kind, reference)), user("Z"), end(), line("S", "T", "Z", "E")
        )
    ).start()
    listening = player.listening("T")
    assert (listening.kind, listening.key) == (kind, "")
    player.push(Deliver(token=listening.token, values={"letter": 1}))
    assert player.data == {"letter": 1}
    assert player.waiting == ["Z"]


def test_what_came_may_be_kept_under_one_name() -> None:
    event = catch("T", about("message", "m", extensions(e_messageVariable="letter")))
    player = Player(draw(start(), event, user("Z"), end(), line("S", "T", "Z", "E"))).start()
    player.push(Deliver(token=player.token("T"), values={"no": 1}))
    assert player.data == {"letter": {"no": 1}}


def test_a_catch_event_may_listen_under_a_key() -> None:
    event = catch("T", about("message", "m"), correlation="{b: 1, a: number}")
    player = Player(draw(start(), event, end(), line("S", "T", "E"))).start(number="SH-1")
    assert player.listening("T").key == '{"a":"SH-1","b":1}'


def test_what_waits_for_a_moment_takes_no_message_and_the_other_way_round() -> None:
    player = guarded(about("message", "m")).start()
    with pytest.raises(WorkGone):
        player.push(Fire(token=player.token("X")))
    player = guarded(timer("timeDuration", "PT2H")).start()
    with pytest.raises(WorkGone):
        player.push(Deliver(token=player.token("X")))


# --- boundaries -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "inner",
    [
        timer("timeDuration", "PT2H"),
        about("message", "m"),
        about("signal", "s"),
        about("escalation", "c1"),
    ],
)
@pytest.mark.parametrize("interrupting", [True, False])
def test_a_boundary_event_takes_the_place_of_its_activity_or_runs_beside_it(
    inner: str,
    interrupting: bool,  # noqa: FBT001  # both kinds
) -> None:
    player = guarded(inner, interrupting=interrupting).start()
    token = player.token("X")
    player.push(Fire(token=token) if "timer" in inner else Deliver(token=token))
    assert "L" in player.waiting
    assert ("H" in player.waiting) is not interrupting
    assert player.path[-2:] == ["X", "X_L"]


@pytest.mark.parametrize(
    "inner", [about("message", "m"), about("signal", "s"), about("escalation", "c1")]
)
def test_a_non_interrupting_event_occurs_as_often_as_it_likes(inner: str) -> None:
    player = guarded(inner, interrupting=False).start()
    for times in range(1, 4):
        player.push(Deliver(token=player.token("X"), values={"n": times}))
        assert player.waiting == ["H", *["L"] * times, "X"]
    assert player.data == {"n": 3}
    player.done("H")
    assert player.waiting == ["L", "L", "L", "Z"]


def test_a_non_interrupting_timer_of_one_moment_occurs_once() -> None:
    player = guarded(timer("timeDuration", "PT2H"), interrupting=False).start()
    player.push(Fire(token=player.token("X")))
    assert player.waiting == ["H", "L"]


def test_a_completed_activity_silences_its_boundary_events() -> None:
    player = guarded(timer("timeDuration", "PT2H")).start()
    token = player.token("X")
    assert player.done("H").last is not None
    assert player.last is not None
    assert player.last.closed == (token,)
    assert player.waiting == ["Z"]


def test_a_boundary_timer_on_a_sub_process_takes_all_inside_away() -> None:
    host = inside(user("A"), user("B"), end("HE"), line("HS", "A", "HE"), line("HS", "B"))
    player = guarded(timer("timeDuration", "PT2H"), host=host).start()
    assert player.waiting == ["A", "B", "X"]
    tokens = {player.token("A"), player.token("B")}
    move = player.push(Fire(token=player.token("X")))
    assert set(move.closed) == tokens
    assert player.waiting == ["L"]


def test_tokens_waiting_at_a_join_are_taken_away_with_their_scope() -> None:
    host = inside(
        gateway("parallel", "split"),
        user("A"),
        user("B"),
        gateway("parallel", "join"),
        end("HE"),
        line("HS", "split", "A", "join", "HE"),
        line("split", "B", "join"),
    )
    player = guarded(timer("timeDuration", "PT2H"), host=host).start().done("A")
    player.push(Fire(token=player.token("X")))
    assert player.waiting == ["L"]
    assert player.done("L").over


def test_an_error_pushed_at_work_is_caught_by_its_boundary() -> None:
    player = guarded(about("error", "e1")).start()
    assert player.waiting == ["H"]
    player.push(Fail(token=player.token("H"), code="refused"))
    assert player.waiting == ["L"]


def test_an_error_of_another_code_is_not_caught() -> None:
    player = guarded(about("error", "e1")).start()
    move = player.push(Fail(token=player.token("H"), code="elsewhere"))
    assert move.ending is not None
    assert move.ending.code == "elsewhere"


def error_end(key: str, code: str) -> str:
    return end(key, about("error", code))


def test_an_error_end_is_caught_by_the_boundary_of_its_sub_process() -> None:
    host = inside(user("A"), error_end("HE", "e1"), line("HS", "A", "HE"))
    player = guarded(about("error", "e1"), host=host).start().done("A")
    assert player.waiting == ["L"]
    assert player.path[-3:] == ["HE", "X", "X_L"]


def test_the_boundary_that_names_the_code_comes_before_the_one_that_takes_any() -> None:
    def run(code: str) -> Player:
        return Player(
            draw(
                start(),
                sub("H", start("HS"), error_end("HE", code), line("HS", "HE")),
                boundary("any", "H", about("error")),
                boundary("one", "H", about("error", "e1")),
                user("L1"),
                user("L2"),
                end(),
                line("S", "H", "E"),
                line("any", "L1", "E"),
                line("one", "L2", "E"),
            )
        ).start()

    assert run("e1").waiting == ["L2"]
    assert run("e2").waiting == ["L1"]


def test_an_error_passes_outwards_until_somebody_catches_it() -> None:
    inner = sub("Q", start("QS"), error_end("QE", "e1"), line("QS", "QE"))
    host = inside(inner, user("A"), end("HE"), line("HS", "Q", "HE"), line("HS", "A", "HE"))
    player = guarded(about("error", "e1"), host=host).start()
    assert player.waiting == ["L"]


def test_an_uncaught_error_end_ends_everything() -> None:
    player = Player(
        draw(
            start(),
            gateway("parallel", "split"),
            user("A"),
            user("B"),
            error_end("X", "e1"),
            end(),
            line("S", "split", "A", "X"),
            line("split", "B", "E"),
        )
    ).start()
    move = player.done("A").last
    assert move is not None
    assert move.ending is not None
    assert (move.ending.kind, move.ending.element, move.ending.code) == (
        EndKind.ERROR,
        "X",
        "refused",
    )
    assert (move.thrown[0].kind, move.thrown[0].code) == ("error", "refused")
    assert "X" in move.path


# --- throwing ---------------------------------------------------------------------------------------


def test_an_escalation_is_caught_outside_and_the_inside_goes_on() -> None:
    host = inside(
        throw("up", about("escalation", "c1"), payload="{why: 1}"),
        user("A"),
        end("HE"),
        line("HS", "up", "A", "HE"),
    )
    player = guarded(about("escalation", "c1"), interrupting=False, host=host).start()
    assert player.waiting == ["A", "L"]
    assert player.data == {"why": 1}
    assert player.last is not None
    assert player.last.thrown == ()


def test_an_interrupting_escalation_takes_the_inside_away() -> None:
    host = inside(
        throw("up", about("escalation", "c1")), user("A"), end("HE"), line("HS", "up", "A", "HE")
    )
    player = guarded(about("escalation"), host=host).start()
    assert player.waiting == ["L"]


def test_an_uncaught_escalation_leaves_the_instance_and_goes_on() -> None:
    player = Player(
        draw(
            start(),
            throw("up", about("escalation", "c1")),
            user("A"),
            end(),
            line("S", "up", "A", "E"),
        )
    ).start()
    assert player.waiting == ["A"]
    assert player.last is not None
    assert [(told.kind, told.name, told.code) for told in player.last.thrown] == [
        ("escalation", "上报", "up")
    ]


def test_a_signal_wakes_all_that_wait_and_leaves_the_instance_too() -> None:
    player = Player(
        draw(
            start(),
            gateway("parallel", "split"),
            user("A"),
            throw("T", about("signal", "s"), payload="{why: 1}"),
            catch("C", about("signal", "s")),
            user("H"),
            boundary("X", "H", about("signal", "s")),
            boundary("Y", "H", about("message", "m")),
            user("I"),
            boundary("W", "I", about("signal", "s"), interrupting=False),
            end(),
            line("S", "split", "A", "T", "E"),
            line("split", "C", "E"),
            line("split", "H", "E"),
            line("split", "I", "E"),
            line("X", "E"),
            line("Y", "E"),
            line("W", "E"),
        )
    ).start()
    player.done("A")
    assert player.waiting == ["I", "W"]
    assert player.data == {"why": 1}
    assert player.last is not None
    assert [told.name for told in player.last.thrown] == ["停办"]
    assert player.done("I").over


def test_two_signal_boundaries_on_one_activity_take_it_away_once() -> None:
    player = Player(
        draw(
            start(),
            gateway("parallel", "split"),
            user("A"),
            throw("T", about("signal", "s")),
            user("H"),
            boundary("X", "H", about("signal", "s")),
            boundary("Y", "H", about("signal", "s")),
            user("L"),
            end(),
            line("S", "split", "A", "T", "E"),
            line("split", "H", "E"),
            line("X", "L", "E"),
            line("Y", "L"),
        )
    ).start()
    assert player.done("A").waiting == ["L"]


def test_a_signal_end_tells_the_world() -> None:
    player = Player(draw(start(), end("E", about("signal", "s")), line("S", "E"))).start()
    assert player.last is not None
    assert [told.kind for told in player.last.thrown] == ["signal"]
    assert player.over


def test_a_thrown_message_is_for_the_host_to_route() -> None:
    player = Player(
        draw(
            start(),
            gateway("parallel", "split"),
            throw("T", about("message", "m"), correlation="no"),
            catch("C", about("message", "m")),
            end(),
            line("S", "split", "C", "E"),
            line("split", "T", "E"),
        )
    ).start(no=5)
    assert player.waiting == ["C"]
    assert player.last is not None
    assert [(told.name, told.key) for told in player.last.thrown] == [("回函", "5")]


def test_a_throw_event_of_no_kind_passes() -> None:
    assert Player(draw(start(), throw("T", ""), end(), line("S", "T", "E"))).start().over


def test_a_terminate_end_takes_everything_away() -> None:
    player = Player(
        draw(
            start(),
            gateway("parallel", "split"),
            user("A"),
            user("B"),
            end("stop", about("terminate")),
            end(),
            line("S", "split", "A", "stop"),
            line("split", "B", "E"),
        )
    ).start()
    move = player.done("A").last
    assert move is not None
    assert move.ending is not None
    assert (move.ending.kind, move.ending.element) == (EndKind.TERMINATED, "stop")


def test_a_terminate_end_inside_a_sub_process_ends_only_that() -> None:
    host = inside(
        user("A"),
        user("B"),
        end("stop", about("terminate")),
        end("HE"),
        line("HS", "A", "stop"),
        line("HS", "B", "HE"),
    )
    player = guarded(about("error"), host=host).start().done("A")
    assert player.waiting == ["Z"]


def test_a_terminate_end_also_stops_what_was_just_about_to_happen() -> None:
    host = inside(
        gateway("parallel", "split"),
        end("stop", about("terminate")),
        gateway("parallel", "next"),
        user("A"),
        line("HS", "split", "stop"),
        line("split", "next", "A"),
    )
    player = guarded(about("error"), host=host).start()
    assert player.waiting == ["Z"]
    assert "next" not in player.path


# --- event-based gateways ---------------------------------------------------------------------------


def racing() -> Player:
    return Player(
        draw(
            start(),
            gateway("eventBased", "race"),
            catch("T1", timer("timeDuration", "PT1H")),
            catch("T2", timer("timeDuration", "PT2H")),
            catch("M", about("message", "m")),
            node("receiveTask", "R", messageRef="m"),
            user("L1"),
            user("L2"),
            end(),
            line("S", "race", "T1", "L1", "E"),
            line("race", "T2", "L2"),
            line("race", "M", "L2"),
            line("race", "R", "L2"),
            line("L2", "E"),
        )
    ).start()


def test_each_event_behind_a_gateway_waits_on_its_own() -> None:
    player = racing()
    assert player.waiting == ["M", "R", "T1", "T2"]
    assert player.alarm("T1").due < player.alarm("T2").due


@pytest.mark.parametrize(("event", "work"), [("T1", "L1"), ("T2", "L2"), ("M", "L2"), ("R", "L2")])
def test_the_first_event_behind_a_gateway_wins(event: str, work: str) -> None:
    player = racing()
    token = player.token(event)
    player.push(Fire(token=token) if event[0] == "T" else Deliver(token=token, values={"x": 1}))
    assert player.waiting == [work]
    assert player.path[-4:] == ["race", f"race_{event}", event, f"{event}_{work}"]


@pytest.mark.parametrize("seed", range(30))
def test_whatever_happens_in_whatever_order_the_instance_comes_to_its_end(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # an order to try, no secret
    host = inside(
        gateway("parallel", "split"),
        user("A"),
        user("B"),
        boundary("often", "B", about("message", "m"), interrupting=False),
        gateway("inclusive", "join"),
        end("HE"),
        line("HS", "split", "A", "join", "HE"),
        line("split", "B", "join"),
        flow("often", "join"),
    )
    player = guarded(timer("timeDuration", "PT2H"), host=host).start()
    for _ in range(40):
        if player.over:
            break
        wait = chance.choice(sorted(player.waits.values(), key=lambda wait: int(wait.token)))
        if wait.element == "X":
            player.push(Fire(token=wait.token))
        elif wait.element == "often":
            player.push(Deliver(token=wait.token))
        else:
            player.done(wait.element)
    assert player.over
