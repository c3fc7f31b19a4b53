from __future__ import annotations

import random
from itertools import product

import pytest

from server.domain.moves import Deliver, Fire
from tests.engine.diagrams import (
    about,
    boundary,
    end,
    flow,
    gateway,
    line,
    node,
    start,
    timer,
    user,
)
from tests.engine.event_pen import catch, draw, guarded, inside, throw
from tests.engine.player import Player


def racing() -> Player:
    return Player(
        draw(
            start(),
            gateway("eventBased", "race"),
            catch("T1", timer("timeDuration", "PT1H")),
            catch("T2", timer("timeDuration", "PT2H")),
            catch("M", about("message", "m")),
            node("receiveTask", "R", messageRef="m"),
            catch("G", about("signal", "s")),
            catch("C", about("conditional", inner="<bpmn:condition>go = true</bpmn:condition>")),
            user("L1"),
            user("L2"),
            end(),
            line("S", "race", "T1", "L1", "E"),
            line("race", "T2", "L2"),
            line("race", "M", "L2"),
            line("race", "R", "L2"),
            line("race", "G", "L2"),
            line("race", "C", "L2"),
            line("L2", "E"),
        )
    ).start()


def test_each_event_behind_a_gateway_waits_on_its_own() -> None:
    player = racing()
    assert player.waiting == ["G", "M", "R", "T1", "T2"]
    assert player.alarm("T1").due < player.alarm("T2").due


@pytest.mark.parametrize(
    ("event", "work"), [("T1", "L1"), ("T2", "L2"), ("M", "L2"), ("R", "L2"), ("G", "L2")]
)
def test_the_first_event_behind_a_gateway_wins(event: str, work: str) -> None:
    player = racing()
    token = player.token(event)
    player.push(Fire(token=token) if event[0] == "T" else Deliver(token=token, values={"x": 1}))
    assert player.waiting == [work]
    assert player.path[-4:] == ["race", f"race_{event}", event, f"{event}_{work}"]


@pytest.mark.parametrize("order", list(product(["M", "T", "R", "G", "C"], repeat=3)))
def test_in_a_loop_each_race_is_a_new_one(order: tuple[str, ...]) -> None:
    """In each round one of them wins, by message, moment, signal from inside, or condition."""
    player = Player(
        draw(
            start(), gateway("parallel", "split"), gateway("exclusive", "again"),
            gateway("eventBased", "race"), catch("M", about("message", "m")),
            catch("T", timer("timeDuration", "PT1H")), node("receiveTask", "R", messageRef="m"),
            catch("G", about("signal", "s")),
            catch("C", about("conditional", inner="<bpmn:condition>go = true</bpmn:condition>")),
            user("L"), gateway("exclusive", "more"), end(), throw("GT", about("signal", "s")),
            user("W"), user("V"), gateway("exclusive", "V_again"), gateway("exclusive", "W_again"),
            line("S", "split", "again", "race", "M", "L", "more"), flow("more", "again", "more"),
            flow("more", "E", "not(more)"), *(line("race", key, "L") for key in "TRGC"),
            line("split", "W_again", "W", "W_again"), line("split", "V_again", "V", "GT", "V_again"),
        )
    ).start()  # fmt: skip

    for at, event in enumerate(order):
        if event in "GC":
            player.done("V" if event == "G" else "W", go=event == "C")
        else:
            token = player.token(event)
            player.push(Fire(token=token) if event == "T" else Deliver(token=token))
        assert player.waiting == ["L", "V", "W"]
        player.done("W", go=False).done("L", more=at < len(order) - 1)

    assert player.waiting == ["V", "W"]
    assert [key for key in player.path if key in {"M", "T", "R", "G", "C"}] == list(order)


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
