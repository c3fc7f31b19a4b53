"""What the facts of a piece of work do to the tables."""

from server.domain import facts as f
from server.domain.journal import Entry
from server.store.documents import DocumentRow
from server.store.gathered import Gathered
from server.store.waits import RungRow
from server.store.work import DraftRow, EscalationRow, WorkItemRow


def offered(gathered: Gathered, entry: Entry, fact: f.WorkOffered) -> None:
    """A piece of work lies on a desk."""
    gathered.put(
        WorkItemRow,
        id=fact.item,
        offered_at=entry.at,
        due=fact.due,
        case_id=entry.subject,
        state="open",
        body=fact.body,
        role=fact.role,
        token=fact.token,
        element=fact.element,
        name=fact.name,
        form=fact.form,
        clock=fact.clock,
    )


def claimed(gathered: Gathered, entry: Entry, fact: f.WorkClaimed) -> None:
    """Somebody holds it."""
    gathered.change(WorkItemRow, fact.item, holder=fact.person, claimed_at=entry.at)


def given_back(gathered: Gathered, _entry: Entry, fact: f.WorkGivenBack) -> None:
    """Nobody holds it."""
    gathered.change(WorkItemRow, fact.item, holder=None, claimed_at=None)


def completed(gathered: Gathered, entry: Entry, fact: f.WorkCompleted) -> None:
    """It is done, by its holder; its draft and what is left of its ladder go."""
    gathered.change(WorkItemRow, fact.item, state="done", holder=fact.person, done_at=entry.at)
    gathered.remove(DraftRow, fact.item, fact.person)
    gathered.sweep(RungRow, item=fact.item)


def withdrawn(gathered: Gathered, entry: Entry, fact: f.WorkWithdrawn) -> None:
    """It is no longer asked for; drafts stay for who typed them."""
    gathered.change(WorkItemRow, fact.item, state="withdrawn", done_at=entry.at)
    gathered.sweep(RungRow, item=fact.item)


def escalated(gathered: Gathered, _entry: Entry, fact: f.WorkEscalated) -> None:
    """Its clock climbed, and somebody above may see it from now on."""
    gathered.change(WorkItemRow, fact.item, rung=fact.rung)
    gathered.put(EscalationRow, item=fact.item, rung=fact.rung, body=fact.body, role=fact.role)


def document_attached(gathered: Gathered, entry: Entry, fact: f.DocumentAttached) -> None:
    """A file lies with it; its name comes by ``WorkBook.name_document``."""
    gathered.put(
        DocumentRow,
        id=fact.document,
        at=entry.at,
        size=fact.size,
        case_id=entry.subject,
        item=fact.item,
        person=fact.person,
        sha256=bytes.fromhex(fact.sha256),
        media_type=fact.media_type,
    )


def document_removed(gathered: Gathered, entry: Entry, fact: f.DocumentRemoved) -> None:
    """A file is no longer shown."""
    gathered.change(DocumentRow, fact.document, removed_at=entry.at)
