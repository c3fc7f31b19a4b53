"""What the facts about processes and people do to the tables."""

from server.domain import facts as f
from server.domain.county_time import start_of
from server.domain.journal import Entry
from server.domain.recount import RECKONED_FROM
from server.store.decisions import DecisionVersionRow
from server.store.gathered import Gathered
from server.store.leavings import LeavingRow
from server.store.people_rows import HoldingRow, PersonRow
from server.store.processes import VersionRow
from server.store.recounts import SETTLED, RecountingRow
from server.store.registers import ProposalRow
from server.store.starts import StartRow


def process_deployed(gathered: Gathered, entry: Entry, fact: f.ProcessDeployed) -> None:
    """A version exists, whose start events follow; its sources come by ``ProcessBook.put_sources``."""
    gathered.sweep(StartRow, process=fact.process)
    gathered.put(
        VersionRow,
        id=fact.version,
        at=entry.at,
        number=fact.number,
        digest=bytes.fromhex(fact.digest),
        process=fact.process,
    )


def paper_loaded(gathered: Gathered, entry: Entry, fact: f.CountyPaperLoaded) -> None:
    """Deadlines that rest on it are reckoned anew, from their first on."""
    if fact.kind in RECKONED_FROM:
        gathered.put(
            RecountingRow,
            kind=fact.kind,
            name=fact.name,
            at=entry.at,
            due=entry.at + SETTLED,
            taken_until=None,
            ended_at=None,
            seen=0,
            moved=0,
            digest=fact.digest,
            mark="",
        )


def decisions_deployed(gathered: Gathered, entry: Entry, fact: f.DecisionsDeployed) -> None:
    """A version exists; its files come by ``DecisionBook.put_files``."""
    gathered.put(
        DecisionVersionRow,
        id=fact.version,
        at=entry.at,
        number=fact.number,
        digest=bytes.fromhex(fact.digest),
        key=fact.key,
    )


def post_granted(gathered: Gathered, _entry: Entry, fact: f.PostGranted) -> None:
    """A person holds a post; granted again from the same day, the new end counts."""
    gathered.put(
        HoldingRow,
        person=fact.person,
        post=fact.post,
        valid_from=fact.valid_from,
        valid_to=fact.valid_to,
        seconded_from=fact.seconded_from,
    )


def changes_proposed(gathered: Gathered, entry: Entry, fact: f.ChangesProposed) -> None:
    """Changes wait for a second administrator."""
    gathered.put(
        ProposalRow,
        id=fact.proposal,
        at=entry.at,
        person=fact.person,
        digest=bytes.fromhex(fact.digest),
        effective=fact.effective,
        count=fact.count,
        state="open",
    )


def changes_agreed(gathered: Gathered, entry: Entry, fact: f.ChangesAgreed) -> None:
    """They are made, or wait for their day."""
    gathered.change(
        ProposalRow,
        fact.proposal,
        state="waiting" if fact.effective else "agreed",
        decided_at=entry.at,
        decided_by=fact.person,
        due=start_of(fact.effective) if fact.effective else None,
    )


def changes_refused(
    gathered: Gathered, entry: Entry, fact: f.ChangesRefused | f.ChangesWithdrawn
) -> None:
    """They wait no longer, and were not made."""
    gathered.change(
        ProposalRow,
        fact.proposal,
        state="refused" if isinstance(fact, f.ChangesRefused) else "withdrawn",
        decided_at=entry.at,
        decided_by=fact.person,
        due=None,
        reason=bytes.fromhex(fact.digest) if fact.digest else None,
    )


def changes_took_effect(gathered: Gathered, _entry: Entry, fact: f.ChangesTookEffect) -> None:
    """Their day came, and they were made."""
    gathered.change(ProposalRow, fact.proposal, state="made", due=None)


def changes_failed(gathered: Gathered, _entry: Entry, fact: f.ChangesFailed) -> None:
    """Their day came, and they could not be made."""
    reason = bytes.fromhex(fact.digest)
    gathered.change(ProposalRow, fact.proposal, state="failed", due=None, reason=reason)


def leaving_arranged(gathered: Gathered, entry: Entry, fact: f.LeavingArranged) -> None:
    """A person leaves; what they hold waits to be handed on."""
    gathered.put(
        LeavingRow,
        id=fact.leaving,
        at=entry.at,
        last_day=fact.last_day,
        person=fact.person,
        digest=bytes.fromhex(fact.digest),
    )


def leaving_carried_out(gathered: Gathered, entry: Entry, fact: f.LeavingCarriedOut) -> None:
    """Nothing is left to hand on."""
    gathered.change(
        LeavingRow, fact.leaving, done_at=entry.at, handed=fact.handed, returned=fact.returned
    )


def account_locked(gathered: Gathered, _entry: Entry, fact: f.AccountLocked) -> None:
    """The person can't sign in until then; afterwards wrong tries count from zero."""
    gathered.change(PersonRow, fact.person, closed_until=fact.until, wrong_tries=0)
