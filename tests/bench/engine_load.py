"""What the engine costs when there is much of it: ``python -m tests.bench.engine_load [instances]``.

A diagram of eight parallel blocks, the ten-thousandth step, and thousands of random instances in
one process, whose memory must not grow.
"""

from __future__ import annotations

import gc
import json
import random
import sys
from pathlib import Path
from uuid import uuid4

from server.domain.ids import VersionId
from server.domain.moves import Start
from server.engine.adapter import SpiffEngine
from tests.bench.engine_cost import cpu, loop
from tests.engine.diagrams import end, flow, gateway, line, process, start, user
from tests.engine.player import FakeWorld, Player, sources
from tests.engine.test_random_diagrams import Drawer, play

BLOCKS = 8
BRANCHES = "ABC"
DIAGRAMS = 50
INSTANCES = 10_000
STEPS = (10, 10_000)
PAGE = 4096


def eight_blocks() -> bytes:
    """Eight three-way parallel blocks one after the other, with start, end and three gateways more."""
    parts = [start(), end(), gateway("exclusive", "G0"), gateway("exclusive", "G1"), user("Z")]
    at = "S"
    for number in range(BLOCKS):
        split, join = f"s{number}", f"j{number}"
        parts += [gateway("parallel", split), gateway("parallel", join), flow(at, split)]
        for branch in BRANCHES:
            parts += [user(f"{branch}{number}"), line(split, f"{branch}{number}", join)]
        at = join
    return process(*parts, line(at, "G0", "Z", "G1", "E"))


def begin(diagram: bytes) -> int:
    """Parse and start, as for the first case of a version; how many tokens there are."""
    engine, version = SpiffEngine(), VersionId(uuid4())
    engine.learn(version, sources(diagram))
    move = engine.push(version, Start(), saved=b"", data={}, outer={}, world=FakeWorld())
    return len(json.loads(move.saved)["t"])


def blocks() -> dict[str, float]:
    """Milliseconds and tokens of the eight blocks."""
    diagram = eight_blocks()
    return {
        "blocks_parse_and_start_ms": cpu(lambda: begin(diagram), repeats=5),
        "blocks_tokens": begin(diagram),
    }


def steps() -> dict[str, float]:
    """How much dearer restore, one step and save are after 10,000 rounds than after 10."""
    few, many = (loop(at) for at in STEPS)
    return {"step_after_10_ms": few, "step_after_10000_ms": many, "step_ratio": many / few}


def memory() -> int:
    """Kilobytes that this process has in memory."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * PAGE // 1024


def instances(number: int) -> dict[str, float]:
    """Kilobytes and objects by which this process grows over so many random instances."""
    chance = random.Random(1)  # noqa: S311  # which diagram and order, no secret
    drawn = [_drawn(chance) for _ in range(DIAGRAMS)]
    _play_all(drawn, number // 10, chance)  # caches fill
    gc.collect()
    kilobytes, objects = memory(), len(gc.get_objects())
    _play_all(drawn, number, chance)
    gc.collect()
    return {
        "instances": number,
        "instances_grown_kb": memory() - kilobytes,
        "instances_grown_objects": len(gc.get_objects()) - objects,
    }


def _drawn(chance: random.Random) -> tuple[Player, Drawer]:
    drawer = Drawer(chance)
    block = drawer.block(3)
    parts = (start(), *block.parts, end(), flow("S", block.entry), flow(block.exit, "E"))
    return Player(process(*parts)), drawer


def _play_all(drawn: list[tuple[Player, Drawer]], number: int, chance: random.Random) -> None:
    for at in range(number):
        player, drawer = drawn[at % len(drawn)]
        player.saved, player.data, player.last = b"", {}, None
        player.path.clear()
        player.start(None, **drawer.values)
        play(player, chance)


def main() -> None:
    """Print all numbers."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else INSTANCES
    numbers = blocks() | steps() | instances(number)
    told = {name: round(figure, 3) for name, figure in numbers.items()}
    sys.stdout.write(json.dumps(told, indent=1) + "\n")


if __name__ == "__main__":
    main()
