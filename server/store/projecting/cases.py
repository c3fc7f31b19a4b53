"""What the facts of a case as a whole do to the tables."""

from server.domain import facts as f
from server.domain.journal import Entry
from server.store.cases import CaseRow, CaseStateRow
from server.store.gathered import Gathered


def started(gathered: Gathered, entry: Entry, fact: f.CaseStarted) -> None:
    """A case begins with no state; a branch is found by its root for number and starter."""
    is_root = fact.parent is None
    gathered.put(
        CaseRow,
        id=entry.subject,
        started_at=entry.at,
        position=None if fact.fan_out is None else fact.index,
        root=fact.root,
        version=fact.version,
        parent=fact.parent,
        fan_out=fact.fan_out,
        starter=entry.person if is_root else None,
        status="running",
        body=fact.body,
        number=fact.number if is_root else None,
        scope=fact.scope,
    )
    gathered.put(CaseStateRow, case_id=entry.subject, revision=0)


def finished(gathered: Gathered, entry: Entry, _fact: f.CaseFinished) -> None:
    """A case is over; its engine state goes when the move is kept."""
    gathered.change(CaseRow, entry.subject, status="finished", ended_at=entry.at)


def withdrawn(gathered: Gathered, entry: Entry, _fact: f.CaseWithdrawn) -> None:
    """A case is over without a move of its own, so its engine state goes here."""
    gathered.change(CaseRow, entry.subject, status="withdrawn", ended_at=entry.at)
    gathered.change(CaseStateRow, entry.subject, saved=None)
