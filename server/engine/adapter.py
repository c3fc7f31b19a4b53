"""The engine as the services see it: diagrams by version, a push in, a move out."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from server.domain.errors import DiagramRefused, Refusal, StepFailed
from server.domain.feel import FeelLimit
from server.domain.patience import Patience
from server.engine.deciding import FileDecisions
from server.engine.diagram import PROCESS
from server.engine.hardening.running import Run
from server.engine.hardening.stuck import Stuck
from server.engine.importing.rewriting import in_original, introduce, rewrite
from server.engine.layout.laying import unplaced, with_places
from server.engine.parsing import parse
from server.engine.pushing import apply, join
from server.engine.state import restore, save

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from server.domain.ids import VersionId
    from server.domain.moves import FanOut, Joining, Move, Push, Tally
    from server.domain.ports import Known, Surroundings, World
    from server.domain.process import Introduction, Model, Occurrence, Sources, Trigger
    from server.domain.values import Value, Values
    from server.engine.diagram import Diagram

STEPS = 20_000
"""Automatic steps that one push may take before it is held for an endless loop."""
SECONDS = 5.0
"""Seconds of the processor that one push may take; a long one takes some milliseconds."""


class SpiffEngine:
    """SpiffWorkflow, hardened; it keeps parsed diagrams, by version, and nothing else."""

    def __init__(self, steps: int = STEPS, seconds: float = SECONDS) -> None:
        self._steps = steps
        self._seconds = seconds
        self._diagrams: dict[VersionId, Diagram] = {}

    def introduce(self, diagram: bytes, file: str) -> tuple[Introduction, ...]:
        """What the processes of a diagram say of themselves; refused with ``DiagramRefused``."""
        return introduce(diagram, file)

    def rewrite(self, every: tuple[Sources, ...], known: Known) -> tuple[Sources, ...]:
        """The processes of one file with a diagram that runs here; unreadable files are refused."""
        return rewrite(every, known)

    def check(self, sources: Sources, known: Known) -> Model:
        """Read and check a process; refused with ``DiagramRefused``, by lines of what was handed in."""
        try:
            model = parse(sources, known).model
        except DiagramRefused as refusal:
            raise DiagramRefused(in_original(refusal.problems, sources)) from refusal
        warnings = in_original(model.warnings, sources)
        return replace(model, warnings=(*warnings, *unplaced(sources)))

    def read_decisions(self, files: Mapping[str, bytes], *, lenient: bool) -> FileDecisions:
        """Read decision models, which may import each other; refused with ``DecisionsRefused``."""
        return FileDecisions(files, lenient=lenient)

    def lay_out(self, diagram: bytes) -> bytes:
        """A BPMN file with a place on paper for everything in it; what has a place keeps it."""
        return with_places(diagram)

    def knows(self, version: VersionId) -> bool:
        """Whether this version is already parsed and kept."""
        return version in self._diagrams

    def learn(self, version: VersionId, sources: Sources) -> Model:
        """Parse a version that was accepted before and keep it; the same call again is free."""
        if version not in self._diagrams:
            # Two threads may parse the same version at once; either result serves.
            self._diagrams[version] = parse(sources)
        return self._diagrams[version].model

    def model(self, version: VersionId) -> Model:
        """What the diagram of a learnt version asks of us."""
        return self._diagrams[version].model

    def occurrence(
        self,
        version: VersionId,
        trigger: Trigger,
        before: Occurrence | None,
        around: Surroundings,
    ) -> Occurrence | None:
        """When a timer begins a case next; None when it has no further occurrence."""
        with _failing_at(lambda: (trigger.element, {})):
            return self._diagrams[version].beginnings[trigger].occurrence(before, around)

    def push(  # the engine keeps nothing, so all is given
        self,
        version: VersionId,
        push: Push,
        *,
        saved: bytes,
        data: Values,
        outer: Values,
        world: World,
    ) -> Move:
        """Move an instance on by one push; any failure leaves nothing behind but the exception."""
        diagram = self._diagrams[version]
        run: Run | None = None
        with _failing_at(lambda: ("", {}) if run is None else (run.at, run.sight.read())):
            if saved:
                run = restore(diagram, saved, data=data, outer=outer, world=world)
            else:
                root = getattr(push, "scope", None) or PROCESS
                run = Run(diagram, root, data=data, outer=outer, world=world)
            run.patience = Patience(steps=self._steps, seconds=self._seconds)
            apply(run, push)
            return run.move(save(run))

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
        """The branches of members who join a fan-out under way; the instance stays as it is."""
        diagram = self._diagrams[version]
        run: Run | None = None
        with _failing_at(lambda: ("", {}) if run is None else (run.at, run.sight.read())):
            run = restore(diagram, saved, data=data, outer=outer, world=world)
            return join(run, joining)

    def is_enough(  # see push
        self,
        version: VersionId,
        element: str,
        tally: Tally,
        *,
        values: Values,
        outer: Values,
        world: World,
    ) -> bool:
        """Whether a fan-out's completion condition holds after this branch (its own ``values``)."""
        with _failing_at(lambda: (element, {**outer, **values})):
            return self._diagrams[version].fans[element].is_enough(tally, values, outer, world)

    def output_of(
        self, version: VersionId, element: str, *, values: Values, outer: Values, world: World
    ) -> Value:
        """What a finished branch contributes to the output collection."""
        with _failing_at(lambda: (element, {**outer, **values})):
            return self._diagrams[version].fans[element].output(values, outer, world)


@contextmanager
def _failing_at(where: Callable[[], tuple[str, Values]]) -> Iterator[None]:
    """Name the element at which anything but a refusal goes wrong inside, and what it read."""
    try:
        yield
    except Refusal:
        raise
    except Exception as error:
        element, read = where()
        raise StepFailed(cause=_causes(error), element=element, read=read) from error


def _causes(error: Exception) -> tuple[str, str]:
    """What went wrong, in Chinese and English where it can say so."""
    said = str(error) or type(error).__name__
    match error:
        case Stuck():
            return error.causes
        case FeelLimit():
            return error.message_zh, error.message_en
        case _:
            return said, said
