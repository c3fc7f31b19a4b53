"""Block-structured diagrams as trees that know by themselves what waits in them: the judge of going back.

Nothing here knows tokens, flows or reachability. A block says what waits in it, what follows when a task
is done, and what becomes of it when it is gone back to; what lies beside is told by where it is in the tree.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from tests.engine.diagrams import (
    end,
    flow,
    gateway,
    line,
    process,
    script,
    start,
    sub,
    user,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from server.domain.values import Value


class NotThere(Exception):
    """The target doesn't lie before the task: it goes on beside it, or comes later."""


@dataclass
class Block:
    """A part with one way in and one way out."""

    key: str
    inner: list[Block] = field(default_factory=list)
    entry: str = ""
    exit: str = ""
    parts: list[str] = field(default_factory=list)
    on: set[int] = field(default_factory=set)
    """Those inside that are under way."""
    loops: bool = False
    """Whether it lies inside a loop."""

    def has(self, task: str) -> bool:
        return self.key == task or any(block.has(task) for block in self.inner)

    def where(self, task: str) -> int:
        return next(at for at, block in enumerate(self.inner) if block.has(task))

    def waiting(self) -> list[str]:
        return [task for at in sorted(self.on) for task in self.inner[at].waiting()]

    def begin(self) -> None:
        """Begin anew."""
        self.on = {0}
        self.inner[0].begin()

    def done(self, task: str) -> bool:
        """A task was done; whether the whole block is through."""
        at = self.where(task)
        if not self.inner[at].done(task):
            return False
        self.on.discard(at)
        return self.go_on(at)

    def go_on(self, at: int) -> bool:
        """One inside is through; whether the whole block is."""
        if at + 1 == len(self.inner):
            return True
        self.on = {at + 1}
        self.inner[at + 1].begin()
        return False

    def again(self, task: str) -> None:
        """Go on at a task inside; all beside it counts as done."""
        self.on = {self.where(task)}
        self.inner[self.where(task)].again(task)

    def back(self, task: str, to: str) -> None:
        """Go back from a task to another inside."""
        here, there = self.where(task), self.where(to)
        if here == there:
            self.inner[here].back(task, to)
            return
        if there > here and not self.loops:
            raise NotThere
        self.again(to)

    def ahead(self, task: str, to: str) -> None:
        """Go on from a task at another that it could come to by itself."""
        here, there = self.where(task), self.where(to)
        if here == there:
            self.inner[here].ahead(task, to)
        elif there < here or not self.leads_on(here, task, there, to):
            raise NotThere
        else:
            self.again(to)

    def leads_on(self, here: int, task: str, there: int, to: str) -> bool:
        return self.inner[here].is_left_by(task) and self.inner[there].is_entered_at(to)

    def is_left_by(self, task: str) -> bool:
        """Whether the block is through once the task and what follows it are."""
        return self.inner[self.where(task)].is_left_by(task)

    def is_entered_at(self, task: str) -> bool:
        """Whether one token by itself may come to the task."""
        return self.inner[self.where(task)].is_entered_at(task)


class Box(Block):
    """A sub-process: what is inside has a level of its own."""

    def is_left_by(self, task: str) -> bool:
        del task
        return False

    def is_entered_at(self, task: str) -> bool:
        del task
        return False


class Task(Block):
    """Work for a person."""

    def waiting(self) -> list[str]:
        return [self.key]

    def begin(self) -> None:
        """It waits."""

    def done(self, task: str) -> bool:
        return self.key == task

    def again(self, task: str) -> None:
        assert task == self.key

    def back(self, task: str, to: str) -> None:
        assert task == to

    def ahead(self, task: str, to: str) -> None:
        assert task == to

    def is_left_by(self, task: str) -> bool:
        return self.key == task

    def is_entered_at(self, task: str) -> bool:
        return self.key == task


class Split(Block):
    """Some of the ways, side by side."""

    chosen: tuple[int, ...] = ()
    kind = ""

    def begin(self) -> None:
        self.on = {*self.chosen}
        for at in self.chosen:
            self.inner[at].begin()

    def go_on(self, at: int) -> bool:
        del at
        return not self.on

    def back(self, task: str, to: str) -> None:
        around = self.loops and self.kind == "exclusive"
        if self.where(task) != self.where(to) and not around:
            raise NotThere
        super().back(task, to)

    def leads_on(self, here: int, task: str, there: int, to: str) -> bool:
        del here, task, there, to
        return False

    def is_left_by(self, task: str) -> bool:
        return self.on == {self.where(task)} and super().is_left_by(task)

    def is_entered_at(self, task: str) -> bool:
        return self.kind != "parallel" and super().is_entered_at(task)


class Loop(Block):
    """Once more until it was done so many times; what counts are data, and data stay."""

    times = 1
    count = 0

    def begin(self) -> None:
        self.count = 0
        super().begin()

    def go_on(self, at: int) -> bool:
        self.count += 1
        if self.count >= self.times:
            return True
        self.on = {at}
        self.inner[at].begin()
        return False

    def ahead(self, task: str, to: str) -> None:
        """Straight, or once around."""
        try:
            super().ahead(task, to)
        except NotThere:
            if not self.leads_on(0, task, 0, to):
                raise
            self.again(to)


class Planter:
    """Draws a tree by chance, and its diagram."""

    def __init__(self, seed: int, step: Callable[[str], str] = user, depth: int = 4) -> None:
        self.chance = random.Random(seed)  # noqa: S311  # an order to try, no secret
        self.step = step
        self.values: dict[str, Value] = {}
        self.number = 0
        self.tree = self.block(depth, loops=False)
        self.parts = [*self.tree.parts, flow("S", self.tree.entry), flow(self.tree.exit, "E")]
        self.diagram = process(start(), *self.parts, end())

    def key(self, letter: str) -> str:
        self.number += 1
        return f"{letter}{self.number}"

    def block(self, depth: int, *, loops: bool) -> Block:
        if depth == 0:
            key = self.key("T")
            return Task(key, entry=key, exit=key, parts=[self.step(key)])
        kinds = [self.row, self.row, self.row, self.split, self.split, self.loop, self.inside]
        return self.chance.choice(kinds)(depth, loops=loops)

    def several(self, depth: int, *, loops: bool) -> list[Block]:
        return [self.block(depth - 1, loops=loops) for _ in range(self.chance.randint(2, 3))]

    def row(self, depth: int, *, loops: bool) -> Block:
        blocks = self.several(depth, loops=loops)
        parts = [part for block in blocks for part in block.parts]
        parts += [flow(one.exit, other.entry) for one, other in pairwise(blocks)]
        return Block(self.key("row"), blocks, blocks[0].entry, blocks[-1].exit, parts, loops=loops)

    def split(self, depth: int, *, loops: bool) -> Block:
        kind = self.chance.choice(["parallel", "parallel", "inclusive", "exclusive"])
        key, blocks = self.key("split"), self.several(depth, loops=loops)
        every = range(len(blocks))
        most = {"parallel": 0, "inclusive": len(blocks), "exclusive": 1}[kind]
        taken = sorted(self.chance.sample(every, self.chance.randint(1, most) if most else 0))
        self.values[f"v{key}"] = taken
        parts = [gateway(kind, key), gateway(kind, f"j{key}")]
        for at, block in enumerate(blocks):
            when = None if kind == "parallel" else f"list contains(v{key}, {at})"
            parts += [*block.parts, flow(key, block.entry, when), flow(block.exit, f"j{key}")]
        made = Split(key, blocks, key, f"j{key}", parts, loops=loops)
        made.chosen = tuple(taken) if most else tuple(every)
        made.kind = kind
        return made

    def loop(self, depth: int, *, loops: bool) -> Block:
        del loops
        body, times = self.block(depth - 1, loops=True), self.chance.randint(1, 3)
        key = self.key("loop")
        parts = [
            script(key, f"n{key} := 0"),
            gateway("exclusive", f"m{key}"),
            script(f"c{key}", f"n{key} := n{key} + 1"),
            gateway("exclusive", f"w{key}", default=f"w{key}_out"),
            gateway("exclusive", f"x{key}"),
            *body.parts,
            line(key, f"m{key}", body.entry),
            line(body.exit, f"c{key}", f"w{key}"),
            flow(f"w{key}", f"m{key}", f"n{key} < {times}"),
            flow(f"w{key}", f"x{key}", key=f"w{key}_out"),
        ]
        made = Loop(key, [body], key, f"x{key}", parts)
        made.times = made.count = (
            times  # who is put inside of it finds nothing counted, and goes out
        )
        return made

    def inside(self, depth: int, *, loops: bool) -> Block:
        del loops
        body, key = self.block(depth - 1, loops=False), self.key("sub")
        begin, finish = f"s{key}", f"e{key}"
        flows = [flow(begin, body.entry), flow(body.exit, finish)]
        box = sub(key, start(begin), *body.parts, end(finish), *flows)
        return Box(key, [body], key, key, [box])
