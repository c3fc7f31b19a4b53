"""What the facts of what is asked beside a piece of work do to the tables."""

from server.domain import facts as f
from server.domain.journal import Entry
from server.store.asides import AsideRow
from server.store.gathered import Gathered
from server.store.work_rows import WorkItemRow


def opened(gathered: Gathered, entry: Entry, fact: f.AsideOpened) -> None:
    """It lies before whoever is asked; the work counts it, so that others need not look."""
    gathered.put(
        AsideRow,
        id=fact.aside,
        asked_at=entry.at,
        due=fact.due,
        item=fact.item,
        case_id=entry.subject,
        asked_by=entry.person,
        person=fact.person,
        blocks=fact.blocks,
        kind=fact.kind,
        state="later" if fact.later else "open",
        name=fact.name,
        body=fact.body,
        role=fact.role,
        digest=fact.digest,
        about=fact.about,
    )
    gathered.change(WorkItemRow, fact.item, asides=1)


def reached(gathered: Gathered, _entry: Entry, fact: f.AsideReached) -> None:
    """It lies before whoever is asked after others."""
    gathered.change(AsideRow, fact.aside, state="open")


def was_read(gathered: Gathered, entry: Entry, fact: f.AsideRead) -> None:
    """Somebody has read it."""
    _over(gathered, entry, fact, state="read", answer=fact.digest)


def answered(gathered: Gathered, entry: Entry, fact: f.AsideAnswered) -> None:
    """Somebody has answered."""
    verdict = fact.verdict or None
    _over(gathered, entry, fact, state="answered", answer=fact.digest, verdict=verdict)


def _over(
    gathered: Gathered, entry: Entry, fact: f.AsideRead | f.AsideAnswered, **columns: str | None
) -> None:
    gathered.change(AsideRow, fact.aside, over_at=entry.at, over_by=fact.person, **columns)


def withdrawn(gathered: Gathered, entry: Entry, fact: f.AsideWithdrawn) -> None:
    """Nobody is asked any more."""
    gathered.change(AsideRow, fact.aside, state="withdrawn", over_at=entry.at)
