"""What the facts of late work that may be circulated do to the tables."""

from server.domain import facts as f
from server.domain.journal import Entry
from server.domain.ladder import CandidateState, Rung
from server.store.gathered import Gathered
from server.store.work_rows import CandidateRow


def escalated(gathered: Gathered, entry: Entry, fact: f.WorkEscalated) -> None:
    """On the last rung it is so late that it may be circulated."""
    if fact.rung == Rung.CIRCULATE:
        gathered.put(
            CandidateRow,
            item=fact.item,
            at=entry.at,
            decided_at=None,
            person=None,
            digest=None,
            office=fact.body,
            state=CandidateState.LISTED.value,
        )


def decided(gathered: Gathered, entry: Entry, fact: f.CandidateDecided) -> None:
    """The supervising office says whether it is to be circulated."""
    state = CandidateState.KEPT if fact.kept else CandidateState.STRUCK
    gathered.change(
        CandidateRow,
        fact.item,
        decided_at=entry.at,
        person=fact.person,
        digest=fact.digest,
        state=state.value,
    )
