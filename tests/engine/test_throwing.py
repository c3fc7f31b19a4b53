from __future__ import annotations

from server.domain.moves import EndKind, Escalate, Thrown
from tests.engine.diagrams import (
    about,
    boundary,
    end,
    gateway,
    line,
    node,
    start,
    user,
)
from tests.engine.event_pen import catch, draw, guarded, inside, throw
from tests.engine.handler_pen import begun_by
from tests.engine.player import Player


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


def fan_out(*, interrupting: bool = True) -> Player:
    host = node("callActivity", "H", calledElement="inquiry")
    guard = about("escalation", "c1")
    return guarded(guard, interrupting=interrupting, host=host).start()


def from_a_branch(player: Player, code: str) -> Escalate:
    thrown = Thrown(element="T", kind="escalation", name="上报", code=code, values={"why": 1})
    return Escalate(token=player.token("H"), thrown=thrown)


def test_an_escalation_of_a_branch_takes_its_fan_out_away() -> None:
    player = fan_out()
    move = player.push(from_a_branch(player, "up"))
    assert player.waiting == ["L"]
    assert player.data == {"why": 1}
    assert move.thrown == ()


def test_an_escalation_of_a_branch_beside_which_the_fan_out_goes_on() -> None:
    player = fan_out(interrupting=False)
    player.push(from_a_branch(player, "up"))
    player.push(from_a_branch(player, "up"))
    assert player.waiting == ["H", "L", "L"]


def test_an_escalation_of_a_branch_that_nobody_catches_is_thrown_on_as_it_is() -> None:
    player = fan_out()
    push = from_a_branch(player, "other")
    saved, move = player.saved, player.push(push)
    assert move.thrown[0] is push.thrown
    assert (move.saved, move.path) == (saved, ())


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


def test_an_escalation_of_a_branch_may_be_caught_around_the_fan_out() -> None:
    handler = begun_by(about("escalation", "c1"), interrupting=False)
    host = node("callActivity", "H", calledElement="inquiry")
    player = Player(draw(start(), host, end(), line("S", "H", "E"), handler)).start()

    thrown = Thrown(element="x", kind="escalation", name="", code="up")
    move = player.push(Escalate(token=player.token("H"), thrown=thrown))

    assert player.waiting == ["H", "L"]
    assert move.thrown == ()
