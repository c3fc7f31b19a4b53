"""Plays an accepted process in random order, saved and restored between any two steps."""

import json
import random
from dataclasses import dataclass, field
from uuid import UUID

from server.domain.errors import Refusal, StepFailed
from server.domain.ids import Token, VersionId
from server.domain.moves import (
    Alarm,
    BranchKind,
    Choice,
    Complete,
    Deliver,
    Escalate,
    Fail,
    FanOut,
    Fire,
    Gather,
    Listen,
    Move,
    Push,
    Start,
    Tally,
    Thrown,
    Wait,
    Work,
)
from server.domain.ports import Engine, World
from server.domain.process import Sources
from server.domain.values import Value, Values, plain
from server.fuzzing.choosing import some_value, some_values

MOST_PUSHES = 40
MOST_BRANCHES = 3
DEEPEST = 3
VERSION = VersionId(UUID(int=1))


@dataclass
class Instance:
    """One case, or one branch of a fan-out."""

    depth: int = 0
    outer: Values = field(default_factory=dict)
    saved: bytes = b""
    data: Values = field(default_factory=dict)
    waits: dict[Token, Wait] = field(default_factory=dict)
    is_over: bool = False
    output: Values = field(default_factory=dict)


class Play:
    """A process and the chance that decides what happens next."""

    def __init__(self, engine: Engine, chance: random.Random, world: World) -> None:
        self._engine = engine
        self._chance = chance
        self._world = world
        self._pushes = 0

    def learn(self, sources: Sources) -> None:
        """Read the process; refused with ``DiagramRefused``."""
        self._engine.learn(VERSION, sources)

    def to_the_end(self) -> None:
        """Play until it is over or has moved often enough."""
        self._play(Instance(), Start(values=some_values(self._chance)))

    def _play(self, case: Instance, start: Start) -> None:
        self._push(case, start)
        while case.waits and self._pushes < MOST_PUSHES:
            wait = self._chance.choice(list(case.waits.values()))
            try:
                self._push(case, self._choose(case, wait))
            except StepFailed:
                raise
            except Refusal:  # a choice that isn't there, a token that went: nothing has changed
                continue

    def _push(self, case: Instance, push: Push) -> None:
        self._pushes += 1
        move = self._engine.push(
            VERSION, push, saved=case.saved, data=case.data, outer=case.outer, world=self._world
        )
        _keep(case, push, move)

    def _choose(self, case: Instance, wait: Wait) -> Push:
        """Something that may happen to what waits."""
        chance = self._chance
        match wait:
            case FanOut():
                return self._gathered(case, wait)
            case Alarm():
                return Fire(token=wait.token)
            case Listen():
                return Deliver(token=wait.token, values=some_values(chance))
            case Work() if chance.random() < 0.1:  # noqa: PLR2004  # now and then
                return Fail(token=wait.token, code=chance.choice(("", "x", "e")))
        flows = [one.flow for one in self._choices(wait.element)]
        return Complete(
            token=wait.token,
            values=some_values(chance),
            choice=chance.choice([None, "nowhere", *flows * 5]),
        )

    def _choices(self, element: str) -> tuple[Choice, ...]:
        step = self._engine.model(VERSION).steps.get(element)
        return step.choices if step else ()

    def _gathered(self, case: Instance, fan: FanOut) -> Push:
        """The branches played one by one, then what came of them."""
        chance = self._chance
        if chance.random() < 0.1:  # noqa: PLR2004  # now and then
            return Fail(token=fan.token, code=chance.choice(("", "x", "e")))
        if chance.random() < 0.1:  # noqa: PLR2004  # now and then
            thrown = Thrown(element=fan.element, kind="escalation", name="e", code="e")
            return Escalate(token=fan.token, thrown=thrown)
        return Gather(token=fan.token, outputs=tuple(self._outputs(case, fan)))

    def _outputs(self, case: Instance, fan: FanOut) -> list[Value]:
        outputs: list[Value] = []
        for branch in fan.branches:
            if branch.index >= MOST_BRANCHES:
                outputs.append(None)
                continue
            values = {**branch.values, **self._inside(case, fan, branch.values)}
            tally = Tally(total=len(fan.branches), active=1, completed=branch.index + 1)
            self._engine.is_enough(
                VERSION, fan.element, tally, values=values, outer=case.data, world=self._world
            )
            output = self._engine.output_of(
                VERSION, fan.element, values=values, outer=case.data, world=self._world
            )
            outputs.append(plain(output))
        return outputs

    def _inside(self, case: Instance, fan: FanOut, values: Values) -> Values:
        """What a branch gives back: a sub-process is played, all else is answered."""
        if fan.kind is not BranchKind.PROCESS or case.depth >= DEEPEST:
            return {"result": some_value(self._chance)}
        inner = Instance(depth=case.depth + 1, outer={**case.outer, **case.data})
        self._play(inner, Start(values=values, scope=fan.element))
        return inner.output


def _keep(case: Instance, push: Push, move: Move) -> None:
    """Keep what came out, as the house does."""
    case.saved = move.saved
    case.data = json.loads(json.dumps(plain(move.data)))
    if not isinstance(push, Escalate):
        case.waits.pop(getattr(push, "token", Token("")), None)
    for token in move.closed:
        del case.waits[token]
    case.waits.update((wait.token, wait) for wait in move.opened)
    if move.ending is not None:
        case.is_over, case.output = True, move.ending.output
        assert not case.waits, "over, but something waits"  # noqa: S101  # the very thing that is looked for
        assert not move.saved, "over, but something is saved"  # noqa: S101  # same
