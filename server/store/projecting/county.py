"""What the facts about processes and people do to the tables."""

from server.domain import facts as f
from server.domain.journal import Entry
from server.store.decisions import DecisionVersionRow
from server.store.gathered import Gathered
from server.store.people_rows import HoldingRow, PersonRow
from server.store.processes import VersionRow
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
    )


def account_locked(gathered: Gathered, _entry: Entry, fact: f.AccountLocked) -> None:
    """The person can't sign in until then."""
    gathered.change(PersonRow, fact.person, closed_until=fact.until)
