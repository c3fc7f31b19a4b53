"""The one door to SpiffWorkflow, and what the engine may ask while it moves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from server.domain.county import Missed
    from server.domain.decision import Decidable, Decided
    from server.domain.ids import ProcessKey, Token, VersionId
    from server.domain.moves import FanOut, Joining, Move, Push, Skip, Tally
    from server.domain.process import Introduction, Model, Occurrence, Problem, Sources, Trigger
    from server.domain.values import Value, Values
    from server.domain.votes import Policy


HOST_FUNCTIONS = frozenset({"due", "body_of"})
"""The functions that the house gives to expressions, beside those that are built in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What exists in the county, for checking a diagram at deploy."""

    operations: frozenset[str]
    clocks: frozenset[str]
    functions: frozenset[str]
    """Functions of bodies that ``body_of("command_centre")`` may name."""
    bodies: frozenset[str]
    """The bodies themselves, by id."""
    roles: frozenset[str]
    processes: Mapping[ProcessKey, int]
    """Every deployed process, with the number of its newest version."""


class Surroundings(Protocol):
    """What the engine may ask where there is no case yet."""

    @property
    def moment(self) -> datetime:
        """Now, in UTC. The engine never asks a clock."""

    @property
    def functions(self) -> Mapping[str, Callable[..., Value]]:
        """The ``HOST_FUNCTIONS`` of FEEL: ``due("T41")``, ``body_of("command_centre")``."""

    @property
    def missed(self) -> Missed:
        """What becomes of missed occurrences of a cycle where its diagram doesn't say it."""


class World(Surroundings, Protocol):
    """What the engine may ask while it moves; given with each push, bound to one transaction."""

    @property
    def skip(self) -> Skip | None:
        """The failing element that is to be passed over, if two persons have agreed to that."""

    def due(self, clock: str, since: datetime, agreed: date | None = None) -> datetime:
        """The moment when a clock (``T43`` or ``T43/emergency``) that began at ``since`` is over.

        ``agreed`` is the moment of an approved plan, for clocks that are set by one.
        """

    def reckoned(self, moment: datetime, *, just_now: bool) -> tuple[str, datetime] | None:
        """The clock whose end ``due(...)`` gave as this moment in this act, and from when it counts.

        Of several the last when it was called ``just_now``, for this moment; else none, for nothing tells which was meant.
        """

    def operate(self, operation: str, values: Values) -> Values:
        """Carry out an operation that only touches our tables, inside the step's transaction.

        A refusal is an error of the diagram, by the refusal's code; uncaught it goes up as it is.
        """

    def cut_short(self, token: Token, policy: Policy) -> Value:
        """End the vote of a step that an event on it interrupts now; what came out by its policy."""


class ReadDecisions(Protocol):
    """Decision models that were read together; nothing in them changes, so threads may share them."""

    @property
    def decidables(self) -> tuple[Decidable, ...]:
        """What may be asked."""

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What a lenient reading takes for null."""

    def decide(self, asked: Decidable, inputs: Values, now: datetime) -> Decided:
        """Decide by inputs as JSON has them, read by the types that the model declares.

        Refused with ``Undecided`` when it runs over a limit.
        """


class Engine(Protocol):
    """The one door to SpiffWorkflow. It keeps parsed diagrams, by version, and nothing else."""

    def introduce(self, diagram: bytes, file: str) -> tuple[Introduction, ...]:
        """What the processes of a diagram say of themselves; refused with ``DiagramRefused``."""

    def rewrite(self, every: tuple[Sources, ...], known: Known) -> tuple[Sources, ...]:
        """The processes of one file with a diagram that runs here and the list of its changes.

        The same sources where nothing had to change; refused with ``DiagramRefused`` where the file
        can't be read at all.
        """

    def check(self, sources: Sources, known: Known) -> Model:
        """Read and check a process; refused with ``DiagramRefused``, changing nothing."""

    def read_decisions(self, files: Mapping[str, bytes], *, lenient: bool) -> ReadDecisions:
        """Read decision models, which may import each other; refused with ``DecisionsRefused``.

        A lenient reading takes expressions that can't be read for null.
        """

    def lay_out(self, diagram: bytes) -> bytes:
        """A BPMN file with a place on paper for everything in it; what has a place keeps it.

        A file that has them all comes back as it is. Refused with ``DiagramRefused`` if it can't be read.
        """

    def knows(self, version: VersionId) -> bool:
        """Whether this version is already parsed and kept."""

    def learn(self, version: VersionId, sources: Sources) -> Model:
        """Parse a version that was accepted before and keep it; the same call again is free."""

    def model(self, version: VersionId) -> Model:
        """What the diagram of a learnt version asks of us."""

    def occurrence(
        self,
        version: VersionId,
        trigger: Trigger,
        before: Occurrence | None,
        around: Surroundings,
    ) -> Occurrence | None:
        """When a timer begins a case first, or next after ``before``; None when nothing follows.

        What was missed is made up for once, or each by itself, as the diagram says, else the county. A text
        that gives no time is a ``StepFailed``.
        """

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
        """Move an instance on by one push; for a ``Start``, ``saved`` is empty.

        ``outer`` is the data of the surrounding instances, read through but never written.
        Any failure leaves nothing behind but the exception: ``StepFailed`` with element and cause.
        """

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

    def output_of(
        self, version: VersionId, element: str, *, values: Values, outer: Values, world: World
    ) -> Value:
        """What a finished branch contributes to the output collection."""
