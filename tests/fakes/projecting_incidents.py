"""What the facts about failed pushes do to the tables in memory."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from server.domain import facts as f
from server.domain.ids import (
    CaseId,
    IncidentId,
    PersonId,
    ProcessKey,
    StartId,
    SubjectId,
    Token,
    VersionId,
)
from server.domain.ports import HeldIncident, Proposal

if TYPE_CHECKING:
    from collections.abc import Callable

    from server.domain.journal import Entry
    from tests.fakes.state import State


def _incident_opened(state: State, entry: Entry, fact: f.IncidentOpened) -> None:
    subject = SubjectId(entry.subject)
    place = (subject, fact.token)
    same = [each for each in state.incidents.values() if (each.subject, each.token) == place]
    assert not same, "one incident for each place"
    assert fact.version
    state.incidents[IncidentId(fact.incident)] = HeldIncident(
        id=IncidentId(fact.incident),
        at=entry.at,
        subject=subject,
        root=subject if fact.process else SubjectId(state.cases[CaseId(subject)].root),
        process=ProcessKey(fact.process) if fact.process else None,
        token=Token(fact.token),
        push=fact.push,
        element=fact.element,
        inside=SubjectId(fact.inside or subject),
        version=VersionId(fact.version),
        digest=fact.digest,
        person=PersonId(fact.person) if fact.person else None,
        proposal=None,
    )
    if fact.stands:
        start = state.starts[StartId(fact.stands)]
        state.starts[start.id] = replace(start, is_put_off=True)


def _incident_closed(state: State, _entry: Entry, fact: f.IncidentClosed) -> None:
    del state.incidents[IncidentId(fact.incident)]


def _data_corrected(state: State, _entry: Entry, fact: f.DataCorrected) -> None:
    before = state.incidents[IncidentId(fact.incident)]
    state.incidents[before.id] = replace(before, digest=fact.digest)


def _skip_proposed(state: State, entry: Entry, fact: f.SkipProposed) -> None:
    proposal = Proposal(
        person=PersonId(fact.person), at=entry.at, digest=fact.digest, revision=fact.revision
    )
    before = state.incidents[IncidentId(fact.incident)]
    state.incidents[before.id] = replace(before, proposal=proposal)


def _skip_over(state: State, _entry: Entry, fact: f.SkipWithdrawn | f.SkipAgreed) -> None:
    before = state.incidents[IncidentId(fact.incident)]
    state.incidents[before.id] = replace(before, proposal=None)


INCIDENTS: dict[type[f.Fact], Callable[[State, Entry, Any], None]] = {
    f.IncidentOpened: _incident_opened,
    f.IncidentClosed: _incident_closed,
    f.DataCorrected: _data_corrected,
    f.SkipProposed: _skip_proposed,
    f.SkipWithdrawn: _skip_over,
    f.SkipAgreed: _skip_over,
}
