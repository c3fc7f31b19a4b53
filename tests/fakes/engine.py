"""An engine without diagrams: a test writes down what each push sets off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from server.domain.decision import Decided
from server.domain.errors import DecisionsRefused, DiagramRefused
from server.domain.ids import ProcessKey
from server.domain.moves import Move, Start
from server.domain.process import Introduction
from tests.builders import a_model

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from server.domain.decision import Decidable
    from server.domain.ids import VersionId
    from server.domain.moves import FanOut, Joining, Push, Tally
    from server.domain.ports import Known, Surroundings, World
    from server.domain.process import (
        Change,
        Model,
        Occurrence,
        Problem,
        Sources,
        Trigger,
    )
    from server.domain.values import Value, Values

Answer = Move | Exception | Callable[["Push", "World"], Move]
Key = tuple[type, str | None]
"""The kind of a push, with its token or, for a start, its scope or its event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pushed:
    """A push that the engine was given."""

    version: VersionId
    push: Push
    saved: bytes
    data: Values
    outer: Values
    moment: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question about a fan-out."""

    version: VersionId
    element: str
    values: Values
    outer: Values


def _never(_tally: Tally) -> bool:
    return False


def _nobody(joining: Joining) -> FanOut:
    raise AssertionError(joining)


def _all(values: Values) -> Value:
    return dict(values)


@dataclass(frozen=True, slots=True, kw_only=True)
class FakeDecisions:
    """Decision models that give back what they are asked with."""

    decidables: tuple[Decidable, ...] = ()
    warnings: tuple[Problem, ...] = ()
    violations: tuple[Problem, ...] = ()

    def decide(self, asked: Decidable, inputs: Values, now: datetime) -> Decided:
        """The inputs themselves."""
        assert now.tzinfo
        return Decided(
            decision=asked.id,
            outputs=inputs,
            outputs_feel="",
            matches=(),
            inputs=inputs,
            notices=(),
            violations=self.violations,
        )


def _begun_at(push: Start) -> str | None:
    return push.trigger.element if push.trigger else push.scope


@dataclass(slots=True)
class FakeEngine:
    """Answers each push by its script; what wasn't written down fails the test."""

    accepted: Model = field(default_factory=a_model)
    problems: tuple[Problem, ...] = ()
    changes: tuple[Change, ...] = ()
    laid: bytes = b""
    pools: tuple[str, ...] = ()
    models: FakeDecisions = field(default_factory=FakeDecisions)
    readings: list[bool] = field(default_factory=list)
    """Whether each reading of decision models was lenient."""
    known: Known | None = None
    enough: Callable[[Tally], bool] = _never
    output: Callable[[Values], Value] = _all
    joined: Callable[[Joining], FanOut] = _nobody
    pushed: list[Pushed] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    moments: list[Occurrence | Exception | None] = field(default_factory=list)
    """When timers begin cases, in the order in which it is asked."""
    awaited: list[tuple[Trigger, Occurrence | None, datetime]] = field(default_factory=list)
    learnt: dict[VersionId, Model] = field(default_factory=dict)
    lessons: int = 0
    script: dict[Key, list[Answer]] = field(default_factory=dict)

    def on(self, push: type, mark: str | None, *answers: Answer) -> None:
        """Writes down what a push sets off, one answer after the other; the last one stays."""
        self.script[push, mark] = list(answers)

    # --- the port -----------------------------------------------------------------------------

    def introduce(self, diagram: bytes, file: str) -> tuple[Introduction, ...]:
        """A process named like its file, and the pools that the test has set."""
        assert diagram
        keys = (file.removesuffix(".bpmn"), *self.pools)
        return tuple(Introduction(key=ProcessKey(key), title=file) for key in keys)

    def rewrite(self, every: tuple[Sources, ...], known: Known) -> tuple[Sources, ...]:
        """The changes that the test has set."""
        assert known
        if not self.changes:
            return every
        return tuple(
            replace(one, diagram=b"<changed/>", original=one.diagram, changes=self.changes)
            for one in every
        )

    def check(self, sources: Sources, known: Known) -> Model:
        """The model that the test has set, or the problems."""
        self.known = known
        if self.problems:
            raise DiagramRefused(self.problems)
        assert sources.diagram
        return self.accepted

    def read_decisions(self, files: Mapping[str, bytes], *, lenient: bool) -> FakeDecisions:
        """The models that the test has set, or the problems."""
        assert files
        self.readings.append(lenient)
        if self.problems and not lenient:
            raise DecisionsRefused(self.problems)
        return self.models

    def lay_out(self, diagram: bytes) -> bytes:
        """The file as a test wants it; else as it is."""
        return self.laid or diagram

    def knows(self, version: VersionId) -> bool:
        """Whether it was learnt."""
        return version in self.learnt

    def learn(self, version: VersionId, sources: Sources) -> Model:
        """Learns the model that the test has set."""
        assert sources.diagram
        self.lessons += 1
        return self.learnt.setdefault(version, self.accepted)

    def model(self, version: VersionId) -> Model:
        """The model of a learnt version."""
        return self.learnt[version]

    def occurrence(
        self,
        version: VersionId,
        trigger: Trigger,
        before: Occurrence | None,
        around: Surroundings,
    ) -> Occurrence | None:
        """What the test has set, one after the other."""
        assert version in self.learnt
        assert "due" in around.functions
        self.awaited.append((trigger, before, around.moment))
        answer = self.moments.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def push(
        self,
        version: VersionId,
        push: Push,
        *,
        saved: bytes,
        data: Values,
        outer: Values,
        world: World,
    ) -> Move:
        """What the script says."""
        assert version in self.learnt, "the service has to have it learnt first"
        self.pushed.append(
            Pushed(
                version=version, push=push, saved=saved, data=data, outer=outer, moment=world.moment
            )
        )
        mark = _begun_at(push) if isinstance(push, Start) else getattr(push, "token", None)
        answers = self.script[type(push), mark]
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer if isinstance(answer, Move) else answer(push, world)

    def join(
        self,
        version: VersionId,
        joining: Joining,
        *,
        saved: bytes,
        data: Values,
        outer: Values,
        world: World,
    ) -> FanOut:
        """What the test has set."""
        assert version in self.learnt
        assert world.moment
        assert saved
        self.asked.append(Asked(version=version, element=joining.token, values=data, outer=outer))
        return self.joined(joining)

    def is_enough(
        self,
        version: VersionId,
        element: str,
        tally: Tally,
        *,
        values: Values,
        outer: Values,
        world: World,
    ) -> bool:
        """What the test has set."""
        assert version in self.learnt
        assert world.moment
        self.asked.append(Asked(version=version, element=element, values=values, outer=outer))
        return self.enough(tally)

    def output_of(
        self, version: VersionId, element: str, *, values: Values, outer: Values, world: World
    ) -> Value:
        """What the test has set."""
        assert version in self.learnt
        assert world.moment
        self.asked.append(Asked(version=version, element=element, values=values, outer=outer))
        return self.output(values)
