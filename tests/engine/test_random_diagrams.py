"""Random block-structured diagrams, played in random order, against what must happen by construction."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from server.domain.moves import Fire
from tests.engine.diagrams import (
    about,
    boundary,
    end,
    flow,
    gateway,
    line,
    node,
    process,
    script,
    start,
    sub,
    timer,
    user,
)
from tests.engine.handler_pen import undone
from tests.engine.player import Player

if TYPE_CHECKING:
    from collections.abc import Callable

    from server.domain.values import Value


@dataclass
class Block:
    """A part of a diagram with one way in and one way out, and the work that must be done in it."""

    entry: str
    exit: str
    parts: list[str]
    work: Counter[str]


@dataclass
class Drawer:
    """Draws random blocks; every choice in them is fixed by a value of the case."""

    chance: random.Random
    values: dict[str, Value] = field(default_factory=dict)
    number: int = 0

    def key(self, letter: str) -> str:
        self.number += 1
        return f"{letter}{self.number}"

    def block(self, depth: int) -> Block:
        if depth == 0:
            return self.task(depth)
        kinds: list[Callable[[int], Block]] = [
            self.task,
            self.sequence,
            self.sequence,
            self.parallel,
            self.parallel,
            self.inclusive,
            self.exclusive,
            self.loop,
            self.loop,
            self.inside,
            self.again,
            self.jump,
            self.any_order,
            self.watched,
            self.cancelled,
        ]
        return self.chance.choice(kinds)(depth)

    def task(self, depth: int) -> Block:
        del depth
        return self.only(self.key("T"))

    def sequence(self, depth: int) -> Block:
        blocks = [self.block(depth - 1) for _ in range(self.chance.randint(2, 3))]
        parts = [part for block in blocks for part in block.parts]
        for one, other in pairwise(blocks):
            parts.append(flow(one.exit, other.entry))
        work = sum((block.work for block in blocks), Counter[str]())
        return Block(blocks[0].entry, blocks[-1].exit, parts, work)

    def branches(self, kind: str, depth: int) -> tuple[str, str, list[Block], list[str]]:
        split, join = self.key("split"), self.key("join")
        blocks = [self.block(depth - 1) for _ in range(self.chance.randint(2, 3))]
        parts = [gateway(kind, split), gateway(kind, join)]
        for block in blocks:
            parts += [*block.parts, flow(block.exit, join)]
        return split, join, blocks, parts

    def parallel(self, depth: int) -> Block:
        split, join, blocks, parts = self.branches("parallel", depth)
        parts += [flow(split, block.entry) for block in blocks]
        return Block(split, join, parts, sum((block.work for block in blocks), Counter[str]()))

    def inclusive(self, depth: int) -> Block:
        split, join, blocks, parts = self.branches("inclusive", depth)
        taken = sorted(self.chance.sample(range(len(blocks)), self.chance.randint(1, len(blocks))))
        self.values[f"v{split}"] = taken
        parts += [
            flow(split, block.entry, f"list contains(v{split}, {at})")
            for at, block in enumerate(blocks)
        ]
        return Block(split, join, parts, sum((blocks[at].work for at in taken), Counter[str]()))

    def exclusive(self, depth: int) -> Block:
        split, join, blocks, parts = self.branches("exclusive", depth)
        taken = self.chance.randrange(len(blocks))
        self.values[f"v{split}"] = taken
        parts += [flow(split, block.entry, f"v{split} = {at}") for at, block in enumerate(blocks)]
        return Block(split, join, parts, blocks[taken].work)

    def loop(self, depth: int) -> Block:
        body = self.block(depth - 1)
        times = self.chance.randint(1, 3)
        begin, merge, count, which = (
            self.key(letter) for letter in ("begin", "merge", "count", "which")
        )
        parts = [
            script(begin, f"n{begin} := 0"),
            gateway("exclusive", merge),
            script(count, f"n{begin} := n{begin} + 1"),
            gateway("exclusive", which, default=f"{which}_out"),
            gateway("exclusive", f"out{which}"),
            *body.parts,
            line(begin, merge, body.entry),
            line(body.exit, count, which),
            flow(which, merge, f"n{begin} < {times}"),
            flow(which, f"out{which}", key=f"{which}_out"),
        ]
        work = Counter({key: done * times for key, done in body.work.items()})
        return Block(begin, f"out{which}", parts, work)

    def inside(self, depth: int) -> Block:
        body = self.block(depth - 1)
        key = self.key("sub")
        late = self.key("late")
        box = sub(
            key,
            start(f"s{key}"),
            *body.parts,
            end(f"e{key}"),
            flow(f"s{key}", body.entry),
            flow(body.exit, f"e{key}"),
        )
        parts = [
            box,
            boundary(late, key, timer("timeDuration", "PT1H"), interrupting=False),
            end(f"e{late}"),
            flow(late, f"e{late}"),
        ]
        return Block(key, key, parts, body.work)

    def again(self, depth: int) -> Block:
        """A sub-process with a loop marker, watched through all its rounds."""
        body, times, key = self.block(depth - 1), self.chance.randint(1, 3), self.key("again")
        marker = f'<bpmn:standardLoopCharacteristics loopMaximum="{times}"/>'
        work = Counter({done: count * times for done, count in body.work.items()})
        late = self.key("late")
        often = timer("timeCycle", "R/PT1H") + timer("timeDuration", "PT1H")
        parts = [
            sub(key, marker, *self.framed(key, body)),
            boundary(late, key, often, interrupting=False),
            end(f"e{late}"),
            flow(late, f"e{late}"),
        ]
        return Block(key, key, parts, work)

    def framed(self, key: str, body: Block) -> list[str]:
        """A body between a start and an end."""
        begin, finish = f"s{key}", f"e{key}"
        flows = [flow(begin, body.entry), flow(body.exit, finish)]
        return [start(begin), *body.parts, end(finish), *flows]

    def jump(self, depth: int) -> Block:
        """A body behind a link."""
        body, throw, catch = self.block(depth - 1), self.key("throw"), self.key("catch")
        link = f'<bpmn:linkEventDefinition name="{throw}"/>'
        parts = [
            node("intermediateThrowEvent", throw, link),
            node("intermediateCatchEvent", catch, link),
            *body.parts,
            flow(catch, body.entry),
        ]
        return Block(throw, body.exit, parts, body.work)

    def any_order(self, depth: int) -> Block:
        """An ad-hoc sub-process of some tasks."""
        tasks = [self.task(depth) for _ in range(self.chance.randint(1, 3))]
        key = self.key("any")
        inside = "".join(part for task in tasks for part in task.parts)
        work = sum((task.work for task in tasks), Counter[str]())
        return Block(key, key, [node("adHocSubProcess", key, inside)], work)

    def watched(self, depth: int) -> Block:
        """A sub-process with an event sub-process that may go off at any time, or never."""
        body, key, late = self.block(depth - 1), self.key("watched"), self.key("late")
        begin = node("startEvent", late, timer("timeDuration", "PT1H"), isInterrupting="false")
        handler = sub(
            f"h{key}", begin, end(f"e{late}"), flow(late, f"e{late}"), triggeredByEvent="true"
        )
        return Block(key, key, [sub(key, *self.framed(key, body), handler)], body.work)

    def cancelled(self, depth: int) -> Block:
        """A transaction of some tasks, each with its undoing; cancelled or not."""
        tasks = [self.task(depth) for _ in range(self.chance.randint(1, 3))]
        key, is_cancelled = self.key("act"), self.chance.random() < 0.5
        elements = [task.entry for task in tasks]
        finish = end(f"e{key}", about("cancel") if is_cancelled else "")
        doable = [self.undoable(element) for element in elements]
        inside = [start(f"s{key}"), *(part for _, part in doable), finish]
        inside += [line(f"s{key}", *(entry for entry, _ in doable), f"e{key}")]
        tied = [entry for entry, _ in doable if entry in elements]
        inside += [undone(**{task: user(f"U{task}") for task in tied})]
        cancel, out = f"c{key}", f"out{key}"
        parts = [
            node("transaction", key, "".join(inside)),
            node("boundaryEvent", cancel, about("cancel"), attachedToRef=key),
            gateway("exclusive", out),
            flow(key, out),
            flow(cancel, out),
        ]
        work = Counter(elements)
        if is_cancelled:
            work.update(f"U{element}" for element in elements)
        return Block(key, out, parts, work)

    def undoable(self, task: str) -> tuple[str, str]:
        """A task that another is tied to for undoing it, or the sub-process around it that does."""
        if self.chance.random() < 0.5:
            return task, user(task)
        key = self.key("box")
        begin, last = node("startEvent", f"b{key}", about("compensate")), end(f"l{key}")
        way = line(f"b{key}", f"U{task}", f"l{key}")
        handler = sub(f"h{key}", begin, user(f"U{task}"), last, way, triggeredByEvent="true")
        return key, sub(key, *self.framed(key, self.only(task)), handler)

    @staticmethod
    def only(task: str) -> Block:
        """A block of one task."""
        return Block(task, task, [user(task)], Counter({task: 1}))


def play(player: Player, chance: random.Random) -> Counter[str]:
    """Do whatever waits, in any order, let alarms go off now and then."""
    done: Counter[str] = Counter()
    for _ in range(5_000):
        if player.over:
            return done
        wait = chance.choice(list(player.waits.values()))
        if wait.element.startswith("late"):
            player.push(Fire(token=wait.token))
        else:
            done[wait.element] += 1
            player.done(wait.element)
    pytest.fail("it never ended")


@pytest.mark.parametrize("seed", range(160))
def test_a_random_diagram_does_all_its_work_and_no_other(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # an order to try, no secret
    drawer = Drawer(chance)
    block = drawer.block(4)
    diagram = process(start(), *block.parts, end(), flow("S", block.entry), flow(block.exit, "E"))
    player = Player(diagram)
    player.start(None, **drawer.values)
    assert play(player, chance) == block.work
