"""Events of several definitions: the first counts, and all are thrown (BPMN 2.0, 10.5.1)."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest

from server.domain.moves import EndKind
from tests.engine.diagrams import (
    about,
    end,
    extensions,
    gateway,
    line,
    process,
    start,
    sub,
    timer,
    user,
)
from tests.engine.event_pen import BESIDE, catch, draw, guarded, throw
from tests.engine.player import Player
from tests.engine.several_pen import (
    ALL,
    MESSAGE,
    SIGNAL,
    SOON,
    TRUE,
    begun,
    beside,
    in_flow,
    occur,
)

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize("kind", ["message", "signal", "timer"])
def test_in_the_flow_the_first_lets_it_go_on(kind: str) -> None:
    player = in_flow(ALL).start()
    assert player.waiting == ["W", "X", "X", "X"]

    occur(player, kind)

    assert player.waiting == ["L", "W"]
    assert player.path.count("X") == 1
    assert player.data == ({} if kind == "timer" else {kind: 1})


def test_a_condition_may_be_the_first() -> None:
    player = in_flow(MESSAGE + TRUE).start()

    assert player.done("W", go=True).waiting == ["L"]
    assert player.path.count("X") == 1


@pytest.mark.parametrize("kind", ["message", "signal", "timer"])
@pytest.mark.parametrize("draws", [beside, begun])
def test_what_interrupts_does_so_at_the_first(draws: Callable[..., Player], kind: str) -> None:
    player = draws(ALL, interrupting=True).start()

    occur(player, kind)

    assert player.waiting == ["L"]


@pytest.mark.parametrize("order", list(product(["message", "signal"], repeat=3)))
@pytest.mark.parametrize("draws", [beside, begun])
def test_what_runs_beside_occurs_each_time(
    draws: Callable[..., Player], order: tuple[str, ...]
) -> None:
    player = draws(ALL, interrupting=False).start()

    for times, kind in enumerate(order, start=1):
        occur(player, kind)
        assert player.waiting == [*["L"] * times, "W", "X", "X", "X"]
    occur(player, "timer")

    assert player.waiting == ["L", "L", "L", "L", "W", "X", "X"]


def test_a_cycle_beside_others_goes_on() -> None:
    player = beside(MESSAGE + timer("timeCycle", "R3/PT1H"), interrupting=False).start()

    for _ in range(3):
        occur(player, "timer")
    occur(player, "message")

    assert player.waiting == ["L", "L", "L", "L", "W", "X"]


def test_behind_an_event_gateway_the_first_of_all_wins() -> None:
    def begun_gateway() -> Player:
        return Player(
            draw(
                start(),
                gateway("eventBased", "G"),
                catch("X", MESSAGE + SIGNAL),
                catch("Y", SOON),
                user("L"),
                user("M"),
                end(),
                line("S", "G", "X", "L", "E"),
                line("G", "Y", "M", "E"),
            )
        ).start()

    for kind, waiting in (("message", "L"), ("signal", "L"), ("timer", "M")):
        player = begun_gateway()
        occur(player, kind)
        assert player.waiting == [waiting]
        assert player.path.count("G") == 1


def test_an_error_and_a_timer_may_share_a_boundary() -> None:
    host = sub("H", start("HS"), user("A"), end("HE", about("error", "e1")), line("HS", "A", "HE"))
    by_error = guarded(about("error", "e1") + SOON, host=host).start()
    assert by_error.done("A").waiting == ["L"]

    by_time = guarded(about("error", "e1") + SOON, host=host).start()
    occur(by_time, "timer")
    assert by_time.waiting == ["L"]


# --- throwing several -----------------------------------------------------------------------------


def told(player: Player) -> list[tuple[str, str]]:
    assert player.last is not None
    return [(thrown.kind, thrown.name) for thrown in player.last.thrown]


def test_an_event_throws_all_its_definitions() -> None:
    inner = about("escalation", "c1") + SIGNAL + MESSAGE
    player = Player(draw(start(), throw("T", inner), user("Z"), end(), line("S", "T", "Z", "E")))

    player.start()

    assert told(player) == [("message", "回函"), ("signal", "停办"), ("escalation", "上报")]
    assert player.waiting == ["Z"]


def test_an_end_tells_and_then_ends_all() -> None:
    player = Player(
        draw(
            start(), gateway("parallel", "split"), user("A"), user("B"),
            end("T", about("terminate") + MESSAGE), end(), line("S", "split", "A", "T"),
            line("split", "B", "E"),
        )
    ).start()  # fmt: skip

    player.done("A")

    assert told(player) == [("message", "回函")]
    assert player.last is not None
    assert player.last.ending is not None
    assert player.last.ending.kind is EndKind.TERMINATED


def test_what_was_taken_away_by_its_own_escalation_throws_no_error() -> None:
    host = sub(
        "H", start("HS"), end("HE", about("error", "e1") + about("escalation", "c1")),
        line("HS", "HE"),
    )  # fmt: skip
    player = guarded(about("escalation", "c1"), host=host).start()

    assert player.waiting == ["L"]
    assert told(player) == []


def test_each_definition_may_have_a_payload_and_a_key_of_its_own() -> None:
    first = about("message", "m", extensions(correlation="number", payload="{a: 1}"))
    second = about("message", "m2", extensions(correlation="other"))
    diagram = process(
        start(), throw("T", first + second), end(), line("S", "T", "E"),
        beside=BESIDE + '<bpmn:message id="m2" name="抄送"/>',
    )  # fmt: skip
    player = Player(diagram).start(number="1", other="2")

    assert player.last is not None
    assert [(sent.name, sent.key, sent.values) for sent in player.last.thrown] == [
        ("回函", "1", {"a": 1}),
        ("抄送", "2", {}),
    ]


# --- definitions that are shared ------------------------------------------------------------------


def test_events_may_refer_to_a_definition_beside_the_process() -> None:
    shared = '<bpmn:messageEventDefinition id="d" messageRef="m"/>'
    refers = "<bpmn:eventDefinitionRef>d</bpmn:eventDefinitionRef>"
    diagram = process(
        start(), throw("T", refers), catch("C", refers), catch("D", SOON + refers), end(),
        line("S", "T", "C", "D", "E"), beside=BESIDE + shared,
    )  # fmt: skip
    player = Player(diagram).start()

    assert told(player) == [("message", "回函")]
    assert player.waiting == ["C"]
    occur(player, "message")
    assert player.waiting == ["D", "D"]
    occur(player, "message")
    assert player.over
