"""What the services need from outside; the engine, the store and the form checker fit these by shape.

The fit is proven by the type checker in ``wiring.py``, which alone knows both sides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date, datetime
    from types import TracebackType
    from typing import Self
    from uuid import UUID

    from server.domain.facts import Fact
    from server.domain.ids import (
        BodyId,
        CaseId,
        DocumentId,
        FanOutId,
        ItemId,
        PersonId,
        ProcessKey,
        SubjectId,
        TimerId,
        Token,
        VersionId,
    )
    from server.domain.journal import Entry, Head
    from server.domain.moves import Move, Push, Tally
    from server.domain.notice import Notice
    from server.domain.people import Actor, Body, Holding, Person, Post
    from server.domain.process import Model, Sources, Version
    from server.domain.reading import (
        Badge,
        BodyNode,
        CasePage,
        DocumentRow,
        InboxPage,
        InboxQuery,
        JournalLine,
        NoticeRow,
    )
    from server.domain.values import Value, Values
    from server.domain.work import WorkItem


# --- the engine -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What exists in the county, for checking a diagram at deploy."""

    operations: frozenset[str]
    clocks: frozenset[str]
    functions: frozenset[str]
    """Functions of bodies that ``function("command_centre")`` may name."""
    roles: frozenset[str]
    processes: frozenset[ProcessKey]


class World(Protocol):
    """What the engine may ask while it moves; given with each push, bound to one transaction."""

    @property
    def moment(self) -> datetime:
        """Now, in UTC. The engine never asks a clock."""

    @property
    def functions(self) -> Mapping[str, Callable[..., Value]]:
        """Host functions of FEEL: ``due("T41")``, ``function("command_centre")``, ``now()`` ..."""

    def due(self, clock: str, since: datetime) -> datetime:
        """The moment when a clock (``T43`` or ``T43/emergency``) that began at ``since`` is over."""

    def operate(self, operation: str, values: Values) -> Values:
        """Carry out an operation that only touches our tables, inside the step's transaction."""


class Engine(Protocol):
    """The one door to SpiffWorkflow. It keeps parsed diagrams, by version, and nothing else."""

    def check(self, sources: Sources, known: Known) -> Model:
        """Read and check a process; refused with ``DiagramRefused``, changing nothing."""

    def knows(self, version: VersionId) -> bool:
        """Whether this version is already parsed and kept."""

    def learn(self, version: VersionId, sources: Sources) -> Model:
        """Parse a version that was accepted before and keep it; the same call again is free."""

    def model(self, version: VersionId) -> Model:
        """What the diagram of a learnt version asks of us."""

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


class FormChecker(Protocol):
    """Answers checked on the server by the same form that the browser shows."""

    def check(self, form: bytes, values: Values, context: Values) -> Values:
        """The cleaned answer; refused with ``AnswerWrong``, one fault per field.

        ``context`` is the data the form may read but not send (case data, names of lists).
        """

    def problems(self, form: bytes) -> tuple[tuple[str, str], ...]:
        """What is wrong with a form itself, (zh, en) each; empty when it can be deployed."""


class Clock(Protocol):
    """Where the moment comes from."""

    def now(self) -> datetime:
        """Now, in UTC."""


class Ids(Protocol):
    """Where new identifiers come from."""

    def new(self) -> UUID:
        """An identifier that sorts by the moment it was made (RFC 9562, version 7)."""


class Vault(Protocol):
    """Attached files, outside the database, under their SHA-256."""

    def keep(self, sha256: str, content: bytes) -> None:
        """Write a file whole or not at all; refused with ``DiskFull``."""

    def open(self, sha256: str) -> bytes:
        """The file's bytes."""


class Hasher(Protocol):
    """Passwords."""

    def hash(self, password: str) -> str:
        """What to keep instead of the password."""

    def matches(self, hashed: str, password: str) -> bool:
        """Whether this is the password."""


# --- the store --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldCase:
    """A case locked for one act, with all that a push needs."""

    id: CaseId
    root: CaseId
    parent: CaseId | None
    fan_out: FanOutId | None
    index: int
    scope: str | None
    version: VersionId
    process: ProcessKey
    number: str
    title: str
    body: BodyId
    status: str
    revision: int
    """How many times it has moved; pages carry it."""
    saved: bytes
    data: Values
    outer: Values
    """The data of the parents, nearest first merged over farthest; read without a lock."""
    head: Head
    starter: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldFanOut:
    """A fan-out with its count, after one more branch was counted."""

    id: FanOutId
    case: CaseId
    token: Token
    element: str
    kind: str
    tally: Tally
    sequential: bool
    called: ProcessKey | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldTimer:
    """A due moment with what it belongs to."""

    id: TimerId
    case: CaseId
    token: Token
    element: str
    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One rung that a work item's clock has reached."""

    item: ItemId
    case: CaseId
    rung: str
    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Replied:
    """What was answered to a request with this key."""

    fingerprint: str
    status: int
    body: str


class CaseBook(Protocol):
    """Cases and their saved state."""

    def hold(self, case: CaseId) -> HeldCase:
        """Lock a case; refused with ``NoSuchCase``. One statement."""

    def keep(self, case: CaseId, *, saved: bytes, data: Values) -> None:
        """Keep the engine's state and the data after a move, and count the revision up."""

    def title(self, case: CaseId, title: str, urgency: str) -> None:
        """Give a case the words that people know it by (typed text, so never in the journal)."""

    def next_number(self, process: ProcessKey, year: int) -> int:
        """The next serial number of a process in a year, without gaps."""

    def open_branches(self, fan_out: FanOutId) -> tuple[HeldCase, ...]:
        """Lock the branches of a fan-out that are still running."""

    def outputs(self, fan_out: FanOutId) -> tuple[Value, ...]:
        """What the branches gave, in input order, None for those without."""

    def give(self, case: CaseId, output: Value) -> None:
        """Keep what a finished branch gives to its parent."""


class WorkBook(Protocol):
    """Work items, drafts and the files attached to them."""

    def hold(self, item: ItemId) -> tuple[WorkItem, HeldCase]:
        """Lock the case of an item and read both in one statement; refused with ``NoSuchWork``."""

    def find(self, item: ItemId) -> WorkItem | None:
        """An item without a lock."""

    def of_case(self, case: CaseId) -> tuple[WorkItem, ...]:
        """All items of a case and its branches, oldest first."""

    def open_tokens(self, case: CaseId) -> Mapping[Token, ItemId]:
        """The open items of one case (not its branches), by token."""

    def doers(self, root: CaseId, elements: Iterable[str]) -> Mapping[str, frozenset[PersonId]]:
        """Who completed these elements in the whole matter, for the separation of duties."""

    def save_draft(self, item: ItemId, person: PersonId, values: Values, at: datetime) -> None:
        """Keep what somebody has typed so far."""

    def draft(self, item: ItemId, person: PersonId) -> tuple[Values, datetime] | None:
        """What somebody typed so far."""

    def name_document(self, document: DocumentId, name: str) -> None:
        """Keep the name under which a file was sent (typed text, so never in the journal)."""

    def documents(self, root: CaseId) -> tuple[DocumentRow, ...]:
        """All files of a matter."""

    def document(self, document: DocumentId) -> tuple[DocumentRow, CaseId, ItemId] | None:
        """One file, its root case and its item."""


class WaitBook(Protocol):
    """Fan-outs, timers, messages waited for, and the ladders of running clocks."""

    def count_branch(self, fan_out: FanOutId, *, completed: bool) -> HeldFanOut:
        """Count one branch as over and lock the fan-out until the commit; the last lock taken."""

    def fan_outs(self, case: CaseId) -> Mapping[Token, FanOutId]:
        """The open fan-outs of a case, by token."""

    def timers(self, case: CaseId) -> Mapping[Token, TimerId]:
        """The waiting timers of a case, by token."""

    def due_timers(self, now: datetime, limit: int) -> tuple[HeldTimer, ...]:
        """Timers whose moment has come, oldest first, without a lock."""

    def hold_timer(self, timer: TimerId) -> HeldTimer | None:
        """Lock a timer that still waits; None when it doesn't any more."""

    def listeners(self, kind: str, name: str, key: str) -> tuple[tuple[CaseId, Token], ...]:
        """Who waits for this message or signal."""

    def set_ladder(self, item: ItemId, rungs: Iterable[tuple[str, datetime]]) -> None:
        """Keep the moments at which the clock of an item climbs (domain.md B.0)."""

    def due_rungs(self, now: datetime, limit: int) -> tuple[Step, ...]:
        """Rungs whose moment has come on items still open."""

    def take_rung(self, item: ItemId, rung: str) -> bool:
        """Take a rung for oneself; False when another worker took it or the item is done."""


class ProcessBook(Protocol):
    """Deployed processes."""

    def newest(self, key: ProcessKey) -> Version | None:
        """The newest version of a process."""

    def by_digest(self, key: ProcessKey, digest: str) -> Version | None:
        """The version with exactly this content."""

    def all_newest(self) -> tuple[Version, ...]:
        """The newest version of every process."""

    def sources(self, version: VersionId) -> Sources:
        """Everything a version is made of."""

    def version(self, version: VersionId) -> Version:
        """One version."""

    def put_sources(self, version: VersionId, sources: Sources) -> None:
        """Keep the sources of a new version."""


class PeopleBook(Protocol):
    """Bodies, posts, persons and who is signed in."""

    def actor_of_session(self, session: str, now: datetime) -> Actor | None:
        """Who this session belongs to, with today's seats; one statement."""

    def actor_of_token(self, token_hash: str, now: datetime) -> Actor | None:
        """Who this bearer token belongs to; one statement."""

    def actor(self, login: str, day: date) -> Actor:
        """A person with the seats of that day; refused with ``NoSuchPerson``."""

    def secret(self, login: str) -> tuple[PersonId, str, int, datetime | None] | None:
        """For signing in: person, password hash, wrong tries in a row, closed until."""

    def count_wrong(self, person: PersonId, *, reset: bool = False) -> int:
        """Count a wrong password (or start again from zero)."""

    def set_password(self, person: PersonId, hashed: str) -> None:
        """Keep a new password hash and end all sessions of the person."""

    def open_session(self, session: str, person: PersonId, now: datetime, until: datetime) -> None:
        """Begin a session, known by the hash of its id."""

    def close_session(self, session: str) -> None:
        """End a session."""

    def keep_token(self, token: UUID, token_hash: str, person: PersonId, until: datetime) -> None:
        """Keep a bearer token by its hash."""

    def put_body(self, body: Body) -> None:
        """Keep a body's particulars."""

    def put_post(self, post: Post) -> None:
        """Keep a post's particulars."""

    def put_person(self, person: Person) -> None:
        """Keep a person's particulars."""

    def bodies(self) -> tuple[Body, ...]:
        """All bodies."""

    def posts(self) -> tuple[Post, ...]:
        """All posts."""

    def person_named(self, login: str) -> Person | None:
        """A person by login."""

    def holdings(self) -> tuple[Holding, ...]:
        """Who holds which post and when."""


class CountyBook(Protocol):
    """The county's own tables: calendar years, clocks, functions, catalogue; each a paper with a digest."""

    def paper(self, kind: str, name: str = "") -> str | None:
        """The text of the paper in force."""

    def papers(self, kind: str) -> Mapping[str, str]:
        """All papers of a kind in force, by name."""

    def put_paper(self, kind: str, name: str, text: str, digest: str) -> None:
        """Put a paper in force."""


class JournalBook(Protocol):
    """The append-only journals."""

    def head(self, subject: SubjectId) -> Head:
        """How far a journal is written; locks nothing."""

    def entries(self, subject: SubjectId, upto: int | None = None) -> tuple[Entry, ...]:
        """The entries of a subject, oldest first."""

    def subjects(self) -> Iterable[SubjectId]:
        """Every subject that has a journal."""

    def contents(self, case: CaseId) -> Mapping[str, Values]:
        """What was typed or computed in a matter (all branches), by digest, unless emptied."""


class Views(Protocol):
    """Reading for pages."""

    def inbox(self, actor: Actor, query: InboxQuery, now: datetime) -> InboxPage:
        """A page of the actor's open work; cost doesn't grow with the number of items."""

    def badge(self, actor: Actor, now: datetime) -> Badge:
        """The figures in the frame of every page."""

    def started_by(self, actor: Actor, cursor: str | None, now: datetime) -> CasePage:
        """Cases that the actor started, newest first."""

    def done_by(self, actor: Actor, cursor: str | None, now: datetime) -> CasePage:
        """Cases in which the actor completed something, newest first."""

    def has_part(self, actor: Actor, root: CaseId) -> bool:
        """Whether the case was ever offered to a desk of the actor, or the actor acted in it."""

    def family(self, root: CaseId) -> tuple[CaseId, ...]:
        """A case and all its branches, oldest first."""

    def organisation(self, day: date) -> tuple[BodyNode, ...]:
        """The tree of bodies with posts and holders."""

    def notices(self, actor: Actor, cursor: str | None, now: datetime) -> tuple[NoticeRow, ...]:
        """What was told to the actor, newest first."""

    def journal(self, subject: SubjectId, cursor: int, limit: int) -> tuple[JournalLine, ...]:
        """Journal entries for programs."""

    def names_of(self, persons: Iterable[UUID]) -> Mapping[UUID, str]:
        """Display names of persons."""


class Unit(Protocol):
    """One transaction: all the books, one commit. Leaving it without a commit undoes everything."""

    cases: CaseBook
    work: WorkBook
    waits: WaitBook
    processes: ProcessBook
    people: PeopleBook
    county: CountyBook
    journal: JournalBook
    views: Views

    def __enter__(self) -> Self: ...
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def first(self, key: str, actor: Actor, fingerprint: str) -> Replied | None:
        """Take a request key: None when this is the first; waits for a twin that is under way."""

    def replied(self, key: str, actor: Actor, status: int, body: str) -> None:
        """Keep the answer under the key, in the same transaction."""

    def append(self, entries: Iterable[Entry]) -> None:
        """Write journal entries."""

    def apply(self, entry: Entry, facts: tuple[Fact, ...]) -> None:
        """Apply the facts of an entry to the tables (``store/projecting``); written at the flush."""

    def put_content(self, case: CaseId, digest: str, content: Values) -> None:
        """Keep what was typed or computed, under its digest (D11)."""

    def tell(self, notices: Iterable[Notice]) -> None:
        """Keep notices for roles and persons."""

    def defer(self, job: str, arguments: Mapping[str, str], *, key: str | None = None) -> None:
        """Put a job in the queue, visible only when this transaction commits."""

    def commit(self) -> None:
        """Make it so; refused with ``BusyNow`` when the database could not order it."""
