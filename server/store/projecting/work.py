"""What the facts of a piece of work do to the tables."""

from datetime import datetime
from uuid import UUID

from server.domain import facts as f
from server.domain.journal import Entry
from server.store.documents import DocumentRow
from server.store.drafts import DraftRow
from server.store.gathered import Gathered
from server.store.projecting import candidates
from server.store.respites import ExtensionRequestRow, PauseRow
from server.store.submissions import SubmissionRow
from server.store.waits import RungRow, UrgeAnswerRow
from server.store.work_rows import WorkItemRow

NOBODYS = dict.fromkeys(("holder", "behalf", "claimed_at", "given_by", "given_from"))
"""Work that lies on its desk, given by nobody and held by nobody."""


def offered(gathered: Gathered, entry: Entry, fact: f.WorkOffered) -> None:
    """A piece of work lies on a desk."""
    gathered.put(
        WorkItemRow,
        id=fact.item,
        offered_at=entry.at,
        due=fact.due,
        since=(fact.since or entry.at) if fact.clock else None,
        case_id=entry.subject,
        provisional=fact.provisional,
        state="open",
        body=fact.body,
        role=fact.role,
        token=fact.token,
        element=fact.element,
        name=fact.name,
        form=fact.form,
        clock=fact.clock,
        holder=fact.to,
        amends=fact.amends,
        reruns=fact.reruns,
        duty=fact.duty or None,
    )


def opened(gathered: Gathered, entry: Entry, fact: f.WorkOpened) -> None:
    """Somebody looked at it."""
    gathered.change(WorkItemRow, fact.item, opened_at=entry.at)


def claimed(gathered: Gathered, entry: Entry, fact: f.WorkClaimed) -> None:
    """Somebody holds it."""
    gathered.change(WorkItemRow, fact.item, holder=fact.person, behalf=None, claimed_at=entry.at)


def given(gathered: Gathered, entry: Entry, fact: f.WorkDispatched | f.WorkHandedOver) -> None:
    """Somebody has it who did not sign for it yet."""
    gathered.change(
        WorkItemRow,
        fact.item,
        holder=fact.to,
        behalf=None,
        claimed_at=None,
        given_by=entry.person,
        given_from=fact.had,
    )


def recalled(gathered: Gathered, entry: Entry, fact: f.WorkRecalled) -> None:
    """It is where it was before it was given."""
    gathered.change(
        WorkItemRow,
        fact.item,
        holder=fact.to,
        behalf=None,
        claimed_at=entry.at if fact.to else None,
        given_by=None,
        given_from=None,
    )


def urged(gathered: Gathered, entry: Entry, fact: f.WorkUrged) -> None:
    """It was urged last then."""
    gathered.change(WorkItemRow, fact.item, urged_at=entry.at)


def given_back(gathered: Gathered, _entry: Entry, fact: f.WorkGivenBack) -> None:
    """Nobody holds it."""
    gathered.change(WorkItemRow, fact.item, **NOBODYS)


def handed_on(gathered: Gathered, _entry: Entry, fact: f.WorkHandedOn) -> None:
    """The successor has it and did not sign for it yet; or it lies on its desk."""
    gathered.change(WorkItemRow, fact.item, **{**NOBODYS, "holder": fact.to})


def handed_back(gathered: Gathered, _entry: Entry, fact: f.WorkHandedBack) -> None:
    """It lies on the desk of another body, and nobody has signed for it there."""
    gathered.change(WorkItemRow, fact.item, body=fact.body, role=fact.role, **NOBODYS)


def completed(gathered: Gathered, entry: Entry, fact: f.WorkCompleted) -> None:
    """It is done, by its holder, whose draft goes."""
    _over(gathered, entry, fact.item, state="done", holder=fact.person, behalf=None)
    gathered.remove(DraftRow, fact.item, fact.person)


def submitted(gathered: Gathered, entry: Entry, fact: f.WorkSubmitted) -> None:
    """What was given in is kept until it is signed."""
    gathered.put(
        SubmissionRow,
        item=fact.item,
        at=entry.at,
        person=fact.person,
        behalf=fact.behalf,
        post=fact.post,
        digest=fact.digest,
        choice=fact.choice,
    )


def submission_ended(gathered: Gathered, _entry: Entry, fact: f.SubmissionEnded) -> None:
    """Nothing is given in any more."""
    gathered.remove(SubmissionRow, fact.item)


def acted_for(gathered: Gathered, _entry: Entry, fact: f.ActedFor) -> None:
    """Who holds it or did it stood in for somebody; the fact comes after what they did."""
    if fact.item is not None:
        gathered.change(WorkItemRow, fact.item, behalf=fact.absent)


def withdrawn(gathered: Gathered, entry: Entry, fact: f.WorkWithdrawn) -> None:
    """It is no longer asked for; drafts stay for who typed them."""
    _over(gathered, entry, fact.item, state="withdrawn")


def returned(gathered: Gathered, entry: Entry, fact: f.WorkReturned) -> None:
    """This round of it is over, by who gave it back; drafts stay, for it may be taken back."""
    _over(gathered, entry, fact.item, state="returned", holder=fact.person, behalf=None)


def _over(gathered: Gathered, entry: Entry, item: UUID, **how: object) -> None:
    """It is over so; with it go what is left of its ladder, and the request for more time for it."""
    gathered.change(WorkItemRow, item, done_at=entry.at, **how)
    gathered.sweep(RungRow, item=item)
    gathered.remove(ExtensionRequestRow, item)


def goes_on(gathered: Gathered, entry: Entry, fact: f.WorkGoesOn) -> None:
    """Where its clock stood still, it is due later; its ladder moves by ``WaitBook.move_ladder``."""
    if fact.due is not None:
        _due(gathered, entry, fact.item, fact.due, provisional=fact.provisional, rung=fact.rung)


def escalated(gathered: Gathered, entry: Entry, fact: f.WorkEscalated) -> None:
    """Its clock climbed, and somebody above may see it from now on."""
    gathered.change(WorkItemRow, fact.item, rung=fact.rung)
    _brought(gathered, fact)
    candidates.escalated(gathered, entry, fact)


def deadline_moved(gathered: Gathered, entry: Entry, fact: f.DeadlineMoved) -> None:
    """It is due at another moment, and stands on another rung."""
    _due(gathered, entry, fact.item, fact.due, provisional=fact.provisional, rung=fact.rung)


def extension_asked(gathered: Gathered, _entry: Entry, fact: f.ExtensionAsked) -> None:
    """Somebody decides on it, who may see the case from now on."""
    gathered.put(
        ExtensionRequestRow,
        item=fact.item,
        person=fact.person,
        body=fact.body,
        role=fact.role,
        ground=fact.ground,
        ground_en=fact.ground_en,
        digest=fact.digest,
    )
    _brought(gathered, fact)


def extended(gathered: Gathered, entry: Entry, fact: f.WorkExtended) -> None:
    """Its clock is longer."""
    gathered.remove(ExtensionRequestRow, fact.item)
    gathered.change(WorkItemRow, fact.item, extended=fact.by, extensions=1)
    _due(gathered, entry, fact.item, fact.due, provisional=fact.provisional, rung=fact.rung)


def extension_dropped(gathered: Gathered, _entry: Entry, fact: f.ExtensionDropped) -> None:
    """Nobody asks for more time."""
    gathered.remove(ExtensionRequestRow, fact.item)


def clock_stopped(gathered: Gathered, entry: Entry, fact: f.ClockStopped) -> None:
    """Its clock stands still."""
    gathered.change(WorkItemRow, fact.item, stopped_at=entry.at)
    gathered.put(
        PauseRow,
        subject=fact.item,
        at=entry.at,
        ended_at=None,
        due=fact.until,
        taken_until=None,
        ground=fact.ground,
        ground_en=fact.ground_en,
    )


def clock_carried(gathered: Gathered, _entry: Entry, fact: f.ClockCarried) -> None:
    """Its clock is as long as it was made before."""
    gathered.change(WorkItemRow, fact.item, extended=fact.extended, extensions=fact.extensions)


def clock_stood(gathered: Gathered, _entry: Entry, fact: f.ClockStood) -> None:
    """Its clock stood still before it was laid here."""
    gathered.put(
        PauseRow,
        subject=fact.item,
        at=fact.begin,
        ended_at=fact.end,
        due=None,
        taken_until=None,
        ground=fact.ground,
        ground_en=fact.ground_en,
    )


def clock_went_on(gathered: Gathered, entry: Entry, fact: f.ClockWentOn) -> None:
    """Its clock runs again."""
    gathered.change(WorkItemRow, fact.item, stopped_at=None)
    gathered.change(PauseRow, fact.item, fact.since, ended_at=entry.at, due=None)
    _due(gathered, entry, fact.item, fact.due, provisional=fact.provisional, rung=fact.rung)


def urge_answered(gathered: Gathered, entry: Entry, fact: f.UrgeAnswered) -> None:
    """What the head says will be done."""
    gathered.put(
        UrgeAnswerRow,
        item=fact.item,
        at=entry.at,
        until=fact.until,
        person=fact.person,
        digest=fact.digest,
    )


def _brought(gathered: Gathered, fact: f.WorkEscalated | f.ExtensionAsked) -> None:
    gathered.change(WorkItemRow, fact.item, above=[f"{fact.body}/{fact.role}"])


def _due(  # what is due when, by which entry
    gathered: Gathered,
    entry: Entry,
    item: UUID,
    due: datetime,
    *,
    provisional: bool,
    rung: str | None,
) -> None:
    gathered.change(
        WorkItemRow, item, due=due, provisional=provisional, rung=rung, moves=1, moved_at=entry.at
    )


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
