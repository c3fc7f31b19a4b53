"""A host for the engine: one case with its branches, of which nothing is kept but what was saved.

What the services do with rows is done here in memory, so that a state can be kept and gone on from as
often as there are ways to go on. Every push begins with a restore and ends with a save.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Self

from server.domain.moves import (
    Alarm,
    BranchKind,
    Complete,
    Count,
    Deliver,
    EndKind,
    Escalate,
    Fail,
    FanOut,
    Fire,
    Gather,
    Start,
    Tally,
    Work,
)
from tests.engine.player import Player

if TYPE_CHECKING:
    from server.domain.ids import Token
    from server.domain.moves import Move, Push, Wait
    from server.domain.values import Value, Values


class Open(NamedTuple):
    """Something that may happen next: an element, and where it waits."""

    element: str
    instance: int
    token: Token
    is_timer: bool = False
    is_work: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """A row: the case itself, or a branch of it."""

    saved: bytes = b""
    data: Values = field(default_factory=dict)
    outer: Values = field(default_factory=dict)
    waits: dict[Token, Wait] = field(default_factory=dict)
    parent: int = -1
    fan: Token | None = None
    work: Work | None = None
    """The one piece of work of a branch that is nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fan:
    """A row: a fan-out, and how far it is."""

    wait: FanOut
    outputs: tuple[Value, ...] = ()
    next: int = 0

    @property
    def tally(self) -> Tally:
        """What the completion condition sees."""
        total = len(self.wait.branches)
        done = len(self.outputs)
        return Tally(total=total, active=self.next - done, completed=done)


class Host:
    """One case; ``copy`` is a state to go on from."""

    def __init__(self, player: Player) -> None:
        self.player = player
        self.rows: dict[int, Instance] = {0: Instance()}
        self.fans: dict[tuple[int, Token], Fan] = {}
        self.number = 0
        self.ending = ""

    def copy(self) -> Self:
        """The same state, which goes its own way."""
        other = copy(self)
        other.rows, other.fans = dict(self.rows), dict(self.fans)
        return other

    def start(self, **values: Value) -> Self:
        """Begin."""
        self._push(0, Start(values=values))
        return self

    @property
    def open(self) -> list[Open]:
        """All that may happen next from outside, in a fixed order."""
        found = [
            Open(wait.element, key, token, isinstance(wait, Alarm), isinstance(wait, Work))
            for key, row in self.rows.items()
            for token, wait in row.waits.items()
            if not isinstance(wait, FanOut)
        ]
        plain = ((key, row.work) for key, row in self.rows.items() if row.work)
        found += [Open(work.element, key, work.token, is_work=True) for key, work in plain]
        return sorted(found)

    def happen(self, thing: Open, choice: str | None = None, **values: Value) -> Self:
        """Let one of them happen."""
        row = self.rows[thing.instance]
        if row.work is not None:
            self.rows[thing.instance] = replace(row, data={**row.data, **values}, work=None)
            self._branch_over(thing.instance)
        elif thing.is_timer:
            self._push(thing.instance, Fire(token=thing.token))
        elif thing.is_work:
            push = Complete(token=thing.token, values=values, choice=choice)
            self._push(thing.instance, push)
        else:
            self._push(thing.instance, Deliver(token=thing.token, values=values))
        return self

    # --- what a host does with a move -----------------------------------------------------------

    def _move(self, key: int, push: Push) -> Move:
        row, player = self.rows[key], self.player
        given = {"saved": row.saved, "data": row.data, "outer": row.outer}
        return player.engine.push(player.version, push, world=player.world, **given)  # type: ignore[arg-type]  # by name

    def _push(self, key: int, push: Push) -> None:
        self._follow(key, push, self._move(key, push))

    def _follow(self, key: int, push: Push, move: Move) -> None:
        gone = {*move.closed}
        if not isinstance(push, Count | Escalate):
            gone.add(getattr(push, "token", None))  # type: ignore[arg-type]  # a start has none
        row = self.rows[key]
        assert gone - {None} <= row.waits.keys(), "only what waits can end"
        waits = {token: wait for token, wait in row.waits.items() if token not in gone}
        waits |= {wait.token: wait for wait in move.opened}
        self.rows[key] = replace(row, saved=move.saved, data=move.data, waits=waits)
        for token in gone:
            self._drop_fan(key, token)
        for thrown in move.thrown:
            if thrown.kind == "escalation" and key in self.rows:
                self._escalate(key, thrown)
        for wait in move.opened if key in self.rows else ():
            if isinstance(wait, FanOut):
                self._open_fan(key, wait)
        if move.ending is not None and key in self.rows:
            self._ended(key, move)

    def _ended(self, key: int, move: Move) -> None:
        assert move.ending is not None
        assert not self.rows[key].waits, "nothing waits in what is over"
        row = self.rows[key]
        if row.fan is None:
            self.ending = move.ending.kind.value
            self.rows.clear()
        elif move.ending.kind is EndKind.ERROR:
            del self.rows[key]
            self._push(row.parent, Fail(token=row.fan, code=move.ending.code))
        else:
            self._branch_over(key)

    def _escalate(self, key: int, thrown: object) -> None:
        row = self.rows[key]
        if row.fan is not None:
            push = Escalate(token=row.fan, thrown=thrown)  # type: ignore[arg-type]  # what a move threw
            self._push(row.parent, push)

    # --- fan-outs -------------------------------------------------------------------------------

    def _open_fan(self, key: int, wait: FanOut) -> None:
        self.fans[key, wait.token] = Fan(wait=wait)
        for _ in range(1 if wait.sequential else len(wait.branches)):
            if (key, wait.token) in self.fans:
                self._open_branch(key, wait.token)

    def _open_branch(self, key: int, token: Token) -> None:
        fan, above = self.fans[key, token], self.rows[key]
        branch = fan.wait.branches[fan.next]
        self.fans[key, token] = replace(fan, next=fan.next + 1)
        self.number += 1
        self.rows[self.number] = Instance(
            data=branch.values,
            outer={**above.outer, **above.data},
            parent=key,
            fan=token,
            work=branch.work,
        )
        if fan.wait.kind is BranchKind.PROCESS:
            start = Start(values=branch.values, scope=fan.wait.element)
            self._push(self.number, start)

    def _branch_over(self, key: int) -> None:
        row = self.rows.pop(key)
        assert row.fan is not None
        fan = self.fans[row.parent, row.fan]
        ask = partial(
            self.player.engine.is_enough,
            self.player.version,
            fan.wait.element,
            values=row.data,
            outer=row.outer,
            world=self.player.world,
        )
        fan = self.fans[row.parent, row.fan] = replace(fan, outputs=(*fan.outputs, row.data))
        is_over = fan.tally.completed == fan.tally.total or ask(fan.tally)
        if fan.wait.element in self.player.model.telling:
            push = Count(token=row.fan, tally=fan.tally, given=row.data)
            self._push(row.parent, push)
            if row.parent not in self.rows or (row.parent, row.fan) not in self.fans:
                return
        if is_over:
            self._push(row.parent, Gather(token=row.fan, outputs=fan.outputs))
        elif fan.wait.sequential:
            self._open_branch(row.parent, row.fan)

    def _drop_fan(self, key: int, token: Token) -> None:
        self.fans.pop((key, token), None)
        branches = [at for at, row in self.rows.items() if (row.parent, row.fan) == (key, token)]
        for at in branches:
            for inner in self.rows[at].waits:
                self._drop_fan(at, inner)
            del self.rows[at]
