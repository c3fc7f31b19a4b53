"""What the facts about the course of a whole case do to the tables in memory."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from server.domain import facts as f
from server.domain.acts import Act
from server.domain.ids import CaseId, ItemId, PersonId
from server.domain.ports import CaseProposal
from server.domain.respite import Pause
from server.domain.standstill import Standstill
from tests.fakes import respites

if TYPE_CHECKING:
    from collections.abc import Callable

    from server.domain.journal import Entry
    from tests.fakes.state import State


def _suspended(state: State, entry: Entry, fact: f.CaseSuspended) -> None:
    case = CaseId(entry.subject)
    by, by_en = state.names_of(entry.person)
    standstill = Standstill(
        ground=fact.ground,
        ground_en=fact.ground_en,
        since=entry.at,
        by=by,
        by_en=by_en,
        until=fact.until,
    )
    state.cases[case] = replace(state.cases[case], status="suspended", standstill=standstill)
    respites.began(
        state,
        case,
        Pause(begin=entry.at, ground=fact.ground, ground_en=fact.ground_en),
    )


def _resumed(state: State, entry: Entry, fact: f.CaseResumed) -> None:
    case = CaseId(entry.subject)
    assert state.cases[case].status == "suspended", "it goes on already"
    state.cases[case] = replace(state.cases[case], status="running", standstill=None)
    respites.ended(state, case, fact.since, entry.at)


def _ended(status: str) -> Callable[[State, Entry, Any], None]:
    def end(state: State, entry: Entry, _fact: f.Fact) -> None:
        case = CaseId(entry.subject)
        assert state.cases[case].status != "voided", "it is void already"
        state.cases[case] = replace(state.cases[case], status=status, standstill=None)
        state.ended[case] = entry.at
        if status == "voided":
            state.proposals.pop(case, None)

    return end


def _reopened(state: State, entry: Entry, _fact: f.CaseReopened) -> None:
    case = CaseId(entry.subject)
    assert state.cases[case].status in {"finished", "terminated"}, "it is not over"
    state.cases[case] = replace(state.cases[case], status="running")
    del state.ended[case]


def _proposed(state: State, entry: Entry, fact: f.ProposalMade) -> None:
    assert CaseId(entry.subject) not in state.proposals, "something is proposed already"
    state.proposals[CaseId(entry.subject)] = CaseProposal(
        act=Act(fact.act),
        person=PersonId(fact.person),
        at=entry.at,
        digest=fact.digest,
        revision=fact.revision,
        item=ItemId(fact.item) if fact.item else None,
        element=fact.element,
    )


def _void_proposed(state: State, entry: Entry, fact: f.VoidProposed) -> None:
    made = f.ProposalMade(
        act="void", person=fact.person, digest=fact.digest, revision=fact.revision
    )
    _proposed(state, entry, made)


def _decided(state: State, entry: Entry, _fact: f.Fact) -> None:
    del state.proposals[CaseId(entry.subject)]


COURSE: dict[type[f.Fact], Callable[[State, Entry, Any], None]] = {
    f.CaseSuspended: _suspended,
    f.CaseResumed: _resumed,
    f.CaseTerminated: _ended("terminated"),
    f.VoidProposed: _void_proposed,
    f.VoidDropped: _decided,
    f.ProposalMade: _proposed,
    f.ProposalDropped: _decided,
    f.ProposalAgreed: _decided,
    f.CaseReopened: _reopened,
    f.CaseVoided: _ended("voided"),
}
