"""What the facts about failed pushes do to the tables."""

from server.domain import facts as f
from server.domain.journal import Entry
from server.store.gathered import Gathered
from server.store.incidents import IncidentRow
from server.store.starts import WITHOUT_END, StartRow


def opened(gathered: Gathered, entry: Entry, fact: f.IncidentOpened) -> None:
    """A failed push waits until it is mended."""
    gathered.put(
        IncidentRow,
        id=fact.incident,
        at=entry.at,
        subject=entry.subject,
        token=fact.token,
        push=fact.push,
        element=fact.element,
        inside=fact.inside or entry.subject,
        version=fact.version,
        digest=fact.digest,
        person=fact.person,
        process=fact.process or None,
    )
    if fact.stands is not None:
        gathered.change(StartRow, fact.stands, taken_until=WITHOUT_END)


def corrected(gathered: Gathered, _entry: Entry, fact: f.DataCorrected) -> None:
    """What the failed step would read is something else now; entries of before don't say so."""
    if fact.digest:
        gathered.change(IncidentRow, fact.incident, digest=fact.digest)


def closed(gathered: Gathered, _entry: Entry, fact: f.IncidentClosed) -> None:
    """The failed push is mended."""
    gathered.remove(IncidentRow, fact.incident)


def skip_proposed(gathered: Gathered, entry: Entry, fact: f.SkipProposed) -> None:
    """A second person may agree."""
    gathered.change(
        IncidentRow,
        fact.incident,
        proposed_by=fact.person,
        proposed_at=entry.at,
        proposal=fact.digest,
        revision=fact.revision,
    )


def skip_over(gathered: Gathered, _entry: Entry, fact: f.SkipWithdrawn | f.SkipAgreed) -> None:
    """Nothing is proposed any more."""
    gathered.change(
        IncidentRow,
        fact.incident,
        proposed_by=None,
        proposed_at=None,
        proposal=None,
        revision=None,
    )
