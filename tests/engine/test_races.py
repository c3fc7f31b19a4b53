from __future__ import annotations

import random

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
from tests.engine.event_pen import catch, draw, guarded, inside
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
