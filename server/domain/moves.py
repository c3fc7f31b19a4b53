"""What is pushed into the engine, which keeps nothing between two pushes, and the move that comes out."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from server.domain.rerouting import Rerouting

if TYPE_CHECKING:
    from datetime import datetime

    from server.domain.ids import ProcessKey, Token
    from server.domain.process import Trigger
    from server.domain.values import Value, Values


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """Begin an instance: the process itself, or one branch of a fan-out over a sub-process."""

    values: Values = field(default_factory=dict)
    scope: str | None = None
    """Element id of the multi-instance sub-process whose inside this instance runs; None: the process."""
    trigger: Trigger | None = None
    """What has happened, so that the process begins there; None: it begins where no trigger is."""
    payload: Values = field(default_factory=dict)
    """What the message or signal brought that triggered it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Complete:
    """A waiting place is done: a user task answered, a receive task served by hand."""

    token: Token
    values: Values = field(default_factory=dict)
    choice: str | None = None
    """Id of the flow that the doer chose, where the next gateway carries no conditions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gather:
    """A fan-out is over: what its branches gave, in input order, None for those withdrawn; and its vote."""

    token: Token
    outputs: tuple[Value, ...]
    result: Value = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fire:
    """The moment of a timer has come."""

    token: Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliver:
    """A message for one waiting catch event or receive task."""

    token: Token
    values: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fail:
    """A waiting place ended with an error (child instance, operation): its error boundary catches it."""

    token: Token
    code: str
    name: str = ""
    """What the error is called where it was drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalate:
    """A branch threw an escalation: its fan-out goes on unless the catcher interrupts; else it rises."""

    token: Token
    thrown: Thrown


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One more member is through, which gave this; its fan-out throws something then (``behavior``)."""

    token: Token
    tally: Tally
    given: Values


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Something around the instance has changed: a condition that it watches may hold now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip:
    """An element that fails is passed as if done, once; two persons have agreed to it.

    It goes with the push that failed there. What only has to be taken in (an answer, a message) still is.
    """

    element: str
    values: Values = field(default_factory=dict)
    """Written in its place."""
    flow: str | None = None
    """The flow to go on by; None: as the diagram says after these values."""


Push = Start | Complete | Gather | Fire | Deliver | Fail | Escalate | Count | Look | Rerouting

# --- what a move tells ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A button: a flow out of the gateway that the doer decides."""

    flow: str
    name: str
    name_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A user or manual task waits for a person."""

    token: Token
    element: str
    name: str
    lane: str
    body: str
    """Id of the body whose work it is, already evaluated from ``org`` or the lane map."""
    role: str
    form: str | None = None
    clock: str | None = None
    """Clock id, perhaps with a variant: ``T43/emergency``."""
    clock_start: datetime | None = None
    """From when the clock counts, when not from now (``clock_from``)."""
    due: datetime | None = None
    """The moment of the clock, counted through ``World.due``, or what the diagram says itself (``due``)."""


class BranchKind(StrEnum):
    """What each member of a fan-out gets."""

    WORK = "work"
    PROCESS = "process"
    CALL = "call"


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """One member of a fan-out, numbered in input order from 0."""

    index: int
    values: Values
    """The branch's own values: ``{element variable: member}``, or the mapped inputs of a call."""
    work: Work | None = None
    member: Value = None
    """What the member is itself; None where members are only numbered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FanOut:
    """An activity whose branches live in rows waits (decision 0003); a call alone is one of kind ``CALL``."""

    token: Token
    element: str
    name: str
    kind: BranchKind
    branches: tuple[Branch, ...]
    sequential: bool = False
    called: ProcessKey | None = None
    version: int | None = None
    """The number of the version that is called; None: the newest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """Members who are to join a fan-out under way; asked of the engine, which moves nothing by it."""

    token: Token
    members: tuple[Value, ...]
    first: int
    """The index of the first of them, after all branches that there ever were."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """Something waits for a moment: timer event, boundary timer, timer behind an event gateway; ``clock`` gave it, counted from then."""

    token: Token
    element: str
    name: str
    due: datetime
    clock: tuple[str, datetime] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listen:
    """Something waits for a ``message`` or a ``signal`` (its kind)."""

    token: Token
    element: str
    kind: str
    name: str
    key: str = ""
    """The correlation value, as canonical text; empty where the diagram names none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How far a fan-out is, for its completion condition (BPMN 2.0, 13.3.7)."""

    total: int
    active: int
    completed: int
    terminated: int = 0

    @property
    def is_complete(self) -> bool:
        """Whether no branch is left."""
        return self.completed + self.terminated >= self.total


Wait = Work | FanOut | Alarm | Listen


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision table or another decision was evaluated, and why it came out so."""

    element: str
    decision: str
    inputs: Values
    outputs: Values
    rules: tuple[str, ...]
    """The ids of the rules that matched, in the order of the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thrown:
    """A message, signal, error or escalation that left the instance uncaught."""

    element: str
    kind: str
    name: str
    code: str = ""
    key: str = ""
    values: Values = field(default_factory=dict)
    until: datetime | None = None
    """Until when a message is kept that nobody waits for, if its diagram says so."""


class EndKind(StrEnum):
    """How an instance came to its end."""

    FINISHED = "finished"
    TERMINATED = "terminated"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """The instance is over; by code and name of an error, where one ended it that nothing caught."""

    kind: EndKind
    element: str
    """The end event that was reached last."""
    code: str = ""
    name: str = ""
    output: Values = field(default_factory=dict)
    """What the end gives to the parent: values by the output mapping, or the whole own data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """All that one push changed."""

    saved: bytes
    """The instance's state to keep; empty when it is over."""
    data: Values
    """The instance's own data after the move, whole; an outer instance's data is never repeated."""
    written: frozenset[str] = frozenset()
    """Names in ``data`` that this move wrote."""
    path: tuple[str, ...] = ()
    """Ids of the elements and sequence flows passed, in order."""
    opened: tuple[Wait, ...] = ()
    closed: tuple[Token, ...] = ()
    """Tokens that no longer wait, except the pushed one: interrupted, terminated, cancelled."""
    decided: tuple[Decided, ...] = ()
    thrown: tuple[Thrown, ...] = ()
    ending: Ending | None = None
    skipped: bool = False
    """Whether what two persons agreed to pass over was passed."""
    left_out: tuple[str, ...] = ()
    """Ids of the activities on the way of an ``Advance``, which stay undone."""
