from __future__ import annotations

import pytest

from server.domain.errors import WorkGone
from server.domain.moves import Deliver, EndKind, Fail, Fire
from tests.engine.diagrams import (
    about,
    boundary,
    end,
    extensions,
    gateway,
    line,
    start,
    sub,
    timer,
    user,
)
from tests.engine.event_pen import catch, draw, error_end, guarded, inside
from tests.engine.player import Player

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


@pytest.mark.parametrize("inner", [about("message", "m"), about("signal", "s")])
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
    assert move.ending.name == "不同意"
    assert (move.thrown[0].kind, move.thrown[0].code) == ("error", "refused")
    assert "X" in move.path
