"""The books of cases, work and what is waited for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from server.domain.ids import (
        CaseId,
        DocumentId,
        FanOutId,
        ItemId,
        PersonId,
        ProcessKey,
        TimerId,
        Token,
    )
    from server.domain.ladder import UrgeAnswer
    from server.domain.ports.held import (
        Ballot,
        CaseFile,
        DueRung,
        HeldCase,
        HeldFanOut,
        HeldTimer,
    )
    from server.domain.reading import DocumentRow, Shown
    from server.domain.rounds import Earlier
    from server.domain.separation import Done
    from server.domain.values import Value, Values
    from server.domain.votes import Poll
    from server.domain.work import Matter, WorkItem


class CaseBook(Protocol):
    """Cases and their saved state."""

    def hold(self, case: CaseId) -> HeldCase:
        """Lock a case, then read it; refused with ``NoSuchCase``.

        Two statements: the one that waits for the lock sees all else as it was before the wait.
        """

    def find(self, case: CaseId) -> CaseFile:
        """A case as it stands, without a lock; refused with ``NoSuchCase``."""

    def keep(self, case: CaseId, *, saved: bytes, data: Values) -> None:
        """Keep the engine's state and the data after a move, and count the revision up."""

    def title(self, case: CaseId, title: str, urgency: str) -> None:
        """Give a case the words that people know it by (typed text, so never in the journal)."""

    def describe(self, root: CaseId, words: str, shown: Shown) -> None:
        """Keep by what words a matter is found, and what lists show of it."""

    def give_parts(self, root: CaseId, parts: Iterable[str]) -> None:
        """Give parts in a matter (``domain/access.py``); those that have one keep it."""

    def recent(self, process: ProcessKey, since: datetime, limit: int) -> tuple[CaseFile, ...]:
        """Cases of a process started since then and still running, newest first."""

    def root_of(self, case: CaseId) -> CaseId:
        """The matter that a case or branch belongs to; refused with ``NoSuchCase``."""

    def next_number(self, process: ProcessKey, year: int) -> int:
        """The next serial number of a process in a year, without gaps."""

    def open_branches(self, fan_out: FanOutId) -> tuple[HeldCase, ...]:
        """Lock the branches of a fan-out that are still running."""

    def next_branch(self, fan_out: FanOutId, after: int) -> HeldCase:
        """Lock the branch that comes after one in a sequential fan-out whose count is locked."""

    def outputs(self, fan_out: FanOutId) -> tuple[Value, ...]:
        """What the branches gave, in input order, None for those without."""

    def give(self, case: CaseId, output: Value) -> None:
        """Keep what a finished branch gives to its parent."""


class WorkBook(Protocol):
    """Work items, drafts and the files attached to them."""

    def hold(self, item: ItemId) -> tuple[WorkItem, HeldCase]:
        """Lock the case of an item, then read both; refused with ``NoSuchWork``."""

    def find(self, item: ItemId) -> WorkItem | None:
        """An item without a lock."""

    def of_case(self, root: CaseId) -> tuple[WorkItem, ...]:
        """All items of a matter, branches and all, oldest first."""

    def open_of(self, case: CaseId) -> tuple[WorkItem, ...]:
        """The open items of one case (not its branches), oldest first."""

    def open_tokens(self, case: CaseId) -> Mapping[Token, ItemId]:
        """The open items of one case (not its branches), by token."""

    def done(
        self, root: CaseId, elements: Iterable[str], duties: Iterable[str]
    ) -> tuple[Done, ...]:
        """What was completed in the whole matter of these elements and of these duties, and by whom.

        Whoever started it has done what its start event says.
        """

    def signed_beside(self, branch: CaseId, persons: Iterable[PersonId]) -> bool:
        """Whether any of these completed work in another branch of a branch's fan-out, or had it done."""

    def earlier(self, case: CaseId) -> tuple[Earlier, ...]:
        """The steps that were done in a case and those around it, by their last work, the latest first.

        Of steps of many those that are over; branches that are whole processes are passed by.
        """

    def under(self, fan_outs: Iterable[FanOutId]) -> tuple[WorkItem, ...]:
        """All work in the branches of fan-outs and in theirs, oldest first."""

    def file(self, item: ItemId, matter: Matter) -> None:
        """Keep of what matter an item is, for lists to narrow it by; after its fact."""

    def save_draft(self, item: ItemId, person: PersonId, values: Values, at: datetime) -> None:
        """Keep what somebody has typed so far."""

    def renew_draft(
        self,
        item: ItemId,
        person: PersonId,
        values: Values,
        at: datetime,
        *,
        seen: datetime | None,
    ) -> tuple[Values, datetime] | None:
        """Keep what was typed upon the draft of that moment (None: upon none); answers another one in the way."""

    def draft(self, item: ItemId, person: PersonId) -> tuple[Values, datetime] | None:
        """What somebody typed so far."""

    def move_draft(self, before: ItemId, after: ItemId, person: PersonId) -> None:
        """What somebody typed for a piece of work is typed for another one, in which they go on."""

    def name_document(self, document: DocumentId, name: str) -> None:
        """Keep the name under which a file was sent (typed text, so never in the journal)."""

    def put_upload(self, row: DocumentRow, person: PersonId) -> None:
        """Keep a file that belongs to no case yet, for the person who sent it."""

    def uploads(self, person: PersonId) -> tuple[DocumentRow, ...]:
        """The files that a person sent for a case not yet started."""

    def drop_uploads(self, before: datetime) -> frozenset[str]:
        """Drop the files sent before then for cases not started; those that nothing names now."""

    def join_case(self, row: DocumentRow) -> None:
        """A file that was sent before the case began is now the case's; after its fact."""

    def documents(self, root: CaseId) -> tuple[DocumentRow, ...]:
        """All files of a matter."""

    def document(self, document: DocumentId) -> tuple[DocumentRow, CaseId, ItemId] | None:
        """One file, its root case and its item."""


class WaitBook(Protocol):
    """Fan-outs, timers, messages waited for, and the ladders of running clocks."""

    def count_branch(self, fan_out: FanOutId, *, completed: bool) -> HeldFanOut:
        """Count one branch as over and lock the fan-out until the commit; the last lock taken."""

    def hold_fan_out(self, fan_out: FanOutId) -> HeldFanOut | None:
        """Lock a fan-out until the commit; None when it is over or was never there."""

    def fan_outs(self, case: CaseId) -> Mapping[Token, FanOutId]:
        """The open fan-outs of a case, by token."""

    def timers(self, case: CaseId) -> Mapping[Token, HeldTimer]:
        """The waiting timers of a case, by token."""

    def listening(self, case: CaseId) -> Mapping[Token, str]:
        """The places of a case that wait for messages or signals, and the element of each."""

    def has_due(self, now: datetime) -> bool:
        """Whether there is a timer, a rung or a start event to take."""

    def take_due_timers(self, now: datetime, limit: int) -> tuple[HeldTimer, ...]:
        """Timers whose moment has come, oldest first, each taken for half a minute.

        A timer still waiting after that is given again: its job has died with its worker.
        """

    def hold_timer(self, timer: TimerId) -> tuple[HeldTimer, HeldCase] | None:
        """Lock the case of a timer, then read both; None when the timer doesn't wait any more."""

    def put_off(self, timer: TimerId) -> None:
        """Keep a timer from firing by itself; who closes its incident fires it or drops it."""

    def listeners(
        self, kind: str, name: str, key: str, limit: int | None = None
    ) -> tuple[tuple[CaseId, Token], ...]:
        """Who waits for this message or signal: with its key first, then without any, oldest case first.

        A place where one has failed waits for people.
        """

    def set_ladder(self, item: ItemId, rungs: Iterable[tuple[str, datetime]]) -> None:
        """Keep the moments at which the clock of an item climbs."""

    def move_ladder(
        self,
        item: ItemId,
        rungs: Iterable[tuple[str, datetime]],
        now: datetime,
        *,
        stands: bool = False,
    ) -> None:
        """Set the rungs that lie ahead anew; those that lie behind are climbed now, or were before.

        None is climbed while the clock stands still.
        """

    def take_due_rungs(self, now: datetime, limit: int) -> tuple[DueRung, ...]:
        """Rungs whose moment has come on items still open, each taken for half a minute."""

    def urge_answer(self, item: ItemId) -> UrgeAnswer | None:
        """What the head says will be done with work that is urged in writing, if anything yet."""

    def take_rung(self, item: ItemId, rung: str) -> bool:
        """Take a rung of an item whose case is held; False when it is told or the item done."""


class PollBook(Protocol):
    """How the votes of steps that several sign stand; whoever counts holds the fan-out."""

    def open(self, fan_out: FanOutId, poll: Poll) -> None:
        """Begin to count."""

    def count(self, fan_out: FanOutId, more: Poll) -> Poll:
        """Count more in; how the vote stands now."""

    def find(self, fan_out: FanOutId) -> Poll:
        """How a vote stands; nothing was asked where none is held."""

    def of_matter(self, root: CaseId) -> Mapping[FanOutId, Poll]:
        """How all votes of a matter stand, or how they ended."""

    def ballots(self, fan_out: FanOutId) -> tuple[Ballot, ...]:
        """What was answered so far, in the order of the members."""
