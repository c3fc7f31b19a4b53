"""What the engine costs, measured: run it as a script (``python -m tests.bench.engine_cost``)."""

from __future__ import annotations

import gc
import json
import statistics
import sys
from time import process_time
from typing import TYPE_CHECKING

from server.domain.moves import Complete, Start
from tests.engine.diagrams import (
    end,
    flow,
    four_tasks,
    gateway,
    line,
    many,
    process,
    script,
    start,
    user,
)
from tests.engine.player import Player

if TYPE_CHECKING:
    from collections.abc import Callable

    from server.domain.moves import Push


def cpu(act: Callable[[], object], repeats: int = 300) -> float:
    """Milliseconds of processor time of one act, the median of several samples."""
    act()
    samples = []
    for _ in range(7):
        gc.collect()
        before = process_time()
        for _ in range(repeats):
            act()
        samples.append((process_time() - before) * 1000 / repeats)
    return statistics.median(samples)


def push_cost(player: Player, push: Push) -> float:
    """Milliseconds of one push on a saved state: restore, move on, save."""
    saved, data = player.saved, player.data
    return cpu(
        lambda: player.engine.push(
            player.version, push, saved=saved, data=data, outer={}, world=player.world
        )
    )


def four() -> dict[str, float]:
    """The four-task process: bytes while it waits, each push."""
    player = Player(four_tasks())
    numbers = {"start_ms": push_cost(player, Start(values={"amount": 500}))}
    player.start(amount=500)
    for step in ("A", "B", "C", "D"):
        numbers[f"bytes_before_{step}"] = len(player.saved)
        numbers[f"complete_{step}_ms"] = push_cost(player, Complete(token=player.token(step)))
        player.done(step)
    return numbers


def loop(round_wanted: int) -> float:
    """One human step in a rework loop round a parallel block, at a given round."""
    player = Player(
        process(
            start(),
            gateway("exclusive", "again"),
            gateway("parallel", "split"),
            user("B"),
            user("C"),
            gateway("parallel", "join"),
            user("review"),
            gateway("exclusive", "which"),
            end(),
            line("S", "again", "split", "B", "join", "review", "which"),
            line("split", "C", "join"),
            flow("which", "again", name="重做"),
            flow("which", "E", name="通过"),
        )
    ).start()
    for _ in range(round_wanted):
        player.done("B").done("C").done("review", "which_again")
        player.path.clear()
    player.done("B").done("C")
    return push_cost(player, Complete(token=player.token("review"), choice="which_again"))


def automatic(count: int) -> float:
    """Microseconds of one automatic step, in a loop of a script and a gateway."""
    player = Player(
        process(
            start(),
            gateway("exclusive", "again"),
            script("T", "n := n + 1"),
            gateway("exclusive", "which", default="which_E"),
            end(),
            line("S", "again", "T", "which"),
            flow("which", "again", f"n < {count // 3}"),
            flow("which", "E"),
        ),
        steps=1_000_000,
    )
    push = Start(values={"n": 0})
    cost = cpu(
        lambda: player.engine.push(
            player.version, push, saved=b"", data={}, outer={}, world=player.world
        ),
        repeats=1,
    )
    return cost * 1000 / count


def fan(width: int) -> float:
    """Milliseconds to open a fan-out of work over so many bodies."""
    player = Player(
        process(
            start(),
            user("M", many("bodies", "body", into="answers", output="answer"), org="body"),
            end(),
            line("S", "M", "E"),
        )
    )
    push = Start(values={"bodies": [f"b{number}" for number in range(width)]})
    return push_cost(player, push)


def measure() -> dict[str, float]:
    """All numbers."""
    numbers = four()
    numbers |= {f"loop_round_{at}_ms": loop(at) for at in (10, 1_000, 10_000)}
    numbers |= {f"automatic_step_{count}_us": automatic(count) for count in (300, 3_000, 30_000)}
    numbers |= {f"fan_of_{width}_ms": fan(width) for width in (10, 264, 1_000)}
    return {name: round(number, 4) for name, number in numbers.items()}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(), indent=1) + "\n")
