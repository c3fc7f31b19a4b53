"""What happens to a piece of work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003  # the codec reads the types of the fields
from uuid import UUID  # noqa: TC003  # the codec reads the types of the fields


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkOffered:
    """A piece of work lies in the inbox of a body's role."""

    item: UUID
    token: str
    element: str
    name: str
    body: str
    role: str
    form: str | None = None
    clock: str | None = None
    since: datetime | None = None
    """From when the clock counts; None: from the moment of this entry."""
    due: datetime | None = None
    provisional: bool = False
    """Whether the due moment rests on a year without a calendar yet."""
    to: UUID | None = None
    """Who is to sign for it, because it was theirs before; None: whoever sits at the desk."""
    amends: UUID | None = None
    """The work that was returned, at whose place an earlier answer is corrected; None: the flow offers it."""
    reruns: bool = False
    """Whether the flow goes on from its element anew afterwards, and not straight back."""
    duty: str = ""
    """What it is, seen by the law; empty for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkOpened:
    """Somebody of its desk looked at the work for the first time (阅知)."""

    item: UUID
    person: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkClaimed:
    """Somebody signed for the work (签收)."""

    item: UUID
    person: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkGivenBack:
    """The holder gave the work back to the role (退签)."""

    item: UUID
    person: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkDispatched:
    """The head of a body gave the work to one person, who has to sign for it (派办)."""

    item: UUID
    to: UUID
    had: UUID | None = None
    """Who held it before."""
    digest: str = ""
    """Of what was said with it, which lies in the contents; empty where nothing was."""
    name: str = ""
    """The step, as the diagram names it, for the notice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkHandedOver:
    """The work went to somebody else at the desk for good (转办)."""

    item: UUID
    to: UUID
    had: UUID | None = None
    """Who held it before."""
    digest: str = ""
    """Of what was said with it, which lies in the contents; empty where nothing was."""
    name: str = ""
    """The step, as the diagram names it, for the notice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRecalled:
    """Who had given the work took it back before it was signed for (收回)."""

    item: UUID
    to: UUID | None = None
    """Who holds it again; None: the desk."""
    lost: UUID | None = None
    """To whom it had been given."""
    name: str = ""
    """The step, as the diagram names it, for the notice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkUrged:
    """Somebody urged whoever has the work (催办)."""

    item: UUID
    name: str
    """The step, as the diagram names it, for the notice."""
    body: str
    role: str
    head: str
    """The role that heads the body."""
    person: UUID | None = None
    """Who holds it; None: the desk."""
    digest: str = ""
    """Of what was said with it, which lies in the contents; empty where nothing was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkHandedOn:
    """The holder left the post: a successor has it, who has to sign for it, or it is on its desk again."""

    item: UUID
    person: UUID
    """Who left."""
    to: UUID | None
    name: str = ""
    """The step, as the diagram names it, for the notice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkHandedBack:
    """The body that had it is over: it lies on a desk of the body that this one belonged to."""

    item: UUID
    body: str
    role: str
    former: str
    """The body that is over."""
    name: str = ""
    """The step, as the diagram names it, for the notice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkCompleted:
    """The work was done (办结)."""

    item: UUID
    person: UUID
    post: str
    digest: str
    """Of the answer, which lies in the contents."""
    choice: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkSubmitted:
    """Its answer was given in, and those are asked who sign after its holder (送签); the work stays open."""

    item: UUID
    name: str
    """The step, as the diagram names it, for the notice."""
    person: UUID
    post: str
    digest: str
    """Of the answer, which lies in the contents."""
    choice: str | None = None
    behalf: UUID | None = None
    """For whom the person stood in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionEnded:
    """Nobody is asked to sign any more: the work is completed in the same entry, lies with its holder again, or is over."""

    item: UUID
    name: str
    reason: str
    """``agreed``, ``disagreed``, ``taken_back``, ``called_off`` or ``work_over``."""
    person: UUID | None
    """Who has the work; None: its desk."""
    body: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkWithdrawn:
    """The work is no longer asked for: its place was interrupted or its fan-out is over."""

    item: UUID
    reason: str
    name: str = ""
    """The step, as the diagram names it, for the notice."""
    person: UUID | None = None
    """Who had signed for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkTakenBack:
    """Who had done or returned the work took it back before anybody went on from it (撤回); a new round of it began."""

    item: UUID
    person: UUID
    digest: str = ""
    """Of the reason, which lies in the contents; empty where none was given."""
    doer: UUID | None = None
    """Of a return that is undone: who was told of it, and need not do the earlier step again."""
    name: str = ""
    """The earlier step, as the diagram names it, for the notice."""
    element: str = ""
    """The earlier step itself; empty where no return is undone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkReturned:
    """The work was given back to an earlier step (退回), which begins a new round; this round is over."""

    item: UUID
    person: UUID
    post: str
    element: str
    """The earlier step."""
    digest: str
    """Of the reason, which lies in the contents."""
    doer: UUID | None = None
    """Who had done the earlier step."""
    name: str = ""
    """The earlier step, as the diagram names it, for the notice."""
    often: bool = False
    """Whether the earlier step had so many rounds that supervisors are told."""
    straight: bool = False
    """Whether it comes straight back once the earlier answer is corrected (改后直送)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkEscalated:
    """The clock of the work reached a rung of the ladder. It completes nothing."""

    item: UUID
    rung: str
    body: str
    role: str
    name: str = ""
    """The step, as the diagram names it, for the notice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentAttached:
    """A file was added to the work."""

    document: UUID
    item: UUID
    person: UUID
    sha256: str
    size: int
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRemoved:
    """A file was taken from the work before it was done; its digest stays here."""

    document: UUID
    person: UUID


WorkFact = (
    WorkOffered
    | WorkClaimed
    | WorkGivenBack
    | WorkHandedOn
    | WorkHandedBack
    | WorkCompleted
    | WorkSubmitted
    | SubmissionEnded
    | WorkWithdrawn
    | WorkReturned
    | WorkOpened
    | WorkTakenBack
    | WorkEscalated
    | WorkDispatched
    | WorkHandedOver
    | WorkRecalled
    | WorkUrged
    | DocumentAttached
    | DocumentRemoved
)
"""What happens to work."""
