"""What the facts of a case as a whole do to the tables."""

from server.domain import facts as f
from server.domain.journal import Entry
from server.store.cases import CaseRow, CaseStateRow
from server.store.course import CaseProposalRow, StandstillRow
from server.store.gathered import Gathered
from server.store.respites import PauseRow


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
        duty=fact.duty or None,
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


def suspended(gathered: Gathered, entry: Entry, fact: f.CaseSuspended) -> None:
    """A matter stands still, with all its branches."""
    gathered.change(CaseRow, entry.subject, status="suspended")
    gathered.put(
        StandstillRow,
        case_id=entry.subject,
        at=entry.at,
        due=fact.until,
        person=entry.person,
        ground=fact.ground,
        ground_en=fact.ground_en,
    )
    gathered.put(
        PauseRow,
        subject=entry.subject,
        at=entry.at,
        ended_at=None,
        ground=fact.ground,
        ground_en=fact.ground_en,
    )


def resumed(gathered: Gathered, entry: Entry, fact: f.CaseResumed) -> None:
    """It goes on."""
    gathered.change(PauseRow, entry.subject, fact.since, ended_at=entry.at)
    gathered.change(CaseRow, entry.subject, status="running")
    gathered.remove(StandstillRow, entry.subject)


def terminated(gathered: Gathered, entry: Entry, _fact: f.CaseTerminated) -> None:
    """It is over without a move of its own, and doesn't stand still any more."""
    _ended(gathered, entry, "terminated")


def reopened(gathered: Gathered, entry: Entry, _fact: f.CaseReopened) -> None:
    """What was over goes on; its state is kept with the move."""
    gathered.change(CaseRow, entry.subject, status="running", ended_at=None)


def proposed(gathered: Gathered, entry: Entry, fact: f.ProposalMade) -> None:
    """A second person may agree."""
    gathered.put(
        CaseProposalRow,
        case_id=entry.subject,
        at=entry.at,
        person=fact.person,
        revision=fact.revision,
        digest=fact.digest,
        act=fact.act,
        item=fact.item,
        element=fact.element,
    )


def void_proposed(gathered: Gathered, entry: Entry, fact: f.VoidProposed) -> None:
    """A second person may agree to make it void."""
    made = f.ProposalMade(
        act="void", person=fact.person, digest=fact.digest, revision=fact.revision
    )
    proposed(gathered, entry, made)


def decided(
    gathered: Gathered, entry: Entry, _fact: f.ProposalDropped | f.ProposalAgreed | f.VoidDropped
) -> None:
    """Nothing is proposed any more."""
    gathered.remove(CaseProposalRow, entry.subject)


def voided(gathered: Gathered, entry: Entry, _fact: f.CaseVoided) -> None:
    """It doesn't count any more; its number stays used."""
    _ended(gathered, entry, "voided")
    gathered.remove(CaseProposalRow, entry.subject)


def _ended(gathered: Gathered, entry: Entry, status: str) -> None:
    gathered.change(CaseRow, entry.subject, status=status, ended_at=entry.at)
    gathered.change(CaseStateRow, entry.subject, saved=None)
    gathered.remove(StandstillRow, entry.subject)
