"""What each fact of a piece of work does to the tables in memory."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from server.domain import facts as f
from server.domain.ids import BodyId, CaseId, ItemId, PersonId, PostId, Token
from server.domain.ladder import Candidate, CandidateState, Rung
from server.domain.submission import Submission
from server.domain.work import WorkItem, WorkState

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from server.domain.journal import Entry
    from tests.fakes.state import State


def _offered(state: State, entry: Entry, fact: f.WorkOffered) -> None:
    case = CaseId(entry.subject)
    state.duties[ItemId(fact.item)] = fact.duty
    state.items[ItemId(fact.item)] = WorkItem(
        id=ItemId(fact.item),
        case=case,
        root=state.cases[case].root,
        token=Token(fact.token),
        element=fact.element,
        name=fact.name,
        body=BodyId(fact.body),
        role=fact.role,
        form=fact.form,
        state=WorkState.OPEN,
        offered_at=entry.at,
        clock=fact.clock,
        since=(fact.since or entry.at) if fact.clock else None,
        due=fact.due,
        provisional=fact.provisional,
        process=state.cases[state.cases[case].root].process,
    )


def _change(tables: State, item: object, **changed: Any) -> None:
    [kept] = [each for each in tables.items if each == item]
    assert tables.items[kept].state is WorkState.OPEN, "it is over already"
    tables.items[kept] = replace(tables.items[kept], **changed)
    if "state" in changed:
        for key in [key for key in tables.rungs if key[0] == kept]:
            del tables.rungs[key]


def _claimed(state: State, entry: Entry, fact: f.WorkClaimed) -> None:
    _change(state, fact.item, **_holder(state, fact.person), claimed_at=entry.at)


def _opened(state: State, entry: Entry, fact: f.WorkOpened) -> None:
    _change(state, fact.item, opened_at=entry.at)


def _holder(state: State, person: UUID | None) -> dict[str, Any]:
    name, name_en = state.names_of(PersonId(person)) if person else ("", "")
    return {"holder": person, "holder_name": name, "holder_name_en": name_en, "behalf": None}


def _given_back(state: State, _entry: Entry, fact: f.WorkGivenBack) -> None:
    given = {"given_by": None, "given_from": None}
    _change(state, fact.item, **_holder(state, None), claimed_at=None, **given)


def _given(state: State, entry: Entry, fact: f.WorkDispatched | f.WorkHandedOver) -> None:
    given = {"given_by": entry.person, "given_from": fact.had}
    _change(state, fact.item, **_holder(state, fact.to), claimed_at=None, **given)


def _recalled(state: State, entry: Entry, fact: f.WorkRecalled) -> None:
    given = {"given_by": None, "given_from": None}
    since = entry.at if fact.to else None
    _change(state, fact.item, **_holder(state, fact.to), claimed_at=since, **given)


def _urged(state: State, entry: Entry, fact: f.WorkUrged) -> None:
    _change(state, fact.item, urged_at=entry.at)


def _completed(state: State, entry: Entry, fact: f.WorkCompleted | f.WorkReturned) -> None:
    person = PersonId(fact.person)
    name, name_en = state.names_of(person)
    _change(
        state,
        fact.item,
        state=WorkState.DONE if isinstance(fact, f.WorkCompleted) else WorkState.RETURNED,
        holder=person,
        holder_name=name,
        holder_name_en=name_en,
        behalf=None,
        done_at=entry.at,
        request=None,
    )
    if isinstance(fact, f.WorkCompleted):
        state.drafts.pop((ItemId(fact.item), person), None)


def _submitted(state: State, entry: Entry, fact: f.WorkSubmitted) -> None:
    given = Submission(
        at=entry.at,
        person=PersonId(fact.person),
        behalf=PersonId(fact.behalf) if fact.behalf else None,
        post=PostId(fact.post),
        digest=fact.digest,
        choice=fact.choice,
    )
    _change(state, fact.item, submission=given)


def _submission_ended(state: State, _entry: Entry, fact: f.SubmissionEnded) -> None:
    _change(state, fact.item, submission=None)


def _withdrawn(state: State, entry: Entry, fact: f.WorkWithdrawn) -> None:
    _change(state, fact.item, state=WorkState.WITHDRAWN, done_at=entry.at, request=None)


def _goes_on(state: State, _entry: Entry, fact: f.WorkGoesOn) -> None:
    if fact.due is not None:
        _change(state, fact.item, due=fact.due, provisional=fact.provisional)


def _escalated(state: State, entry: Entry, fact: f.WorkEscalated) -> None:
    root = state.cases[CaseId(entry.subject)].root
    state.heard.append((root, fact.body, fact.role))
    listed = {"candidate": Candidate(office=BodyId(fact.body), state=CandidateState.LISTED)}
    _change(state, fact.item, rung=fact.rung, **(listed if fact.rung == Rung.CIRCULATE else {}))


WORK: dict[type[f.Fact], Callable[[State, Entry, Any], None]] = {
    f.WorkOffered: _offered,
    f.WorkOpened: _opened,
    f.WorkClaimed: _claimed,
    f.WorkGivenBack: _given_back,
    f.WorkDispatched: _given,
    f.WorkHandedOver: _given,
    f.WorkRecalled: _recalled,
    f.WorkUrged: _urged,
    f.WorkCompleted: _completed,
    f.WorkSubmitted: _submitted,
    f.SubmissionEnded: _submission_ended,
    f.WorkWithdrawn: _withdrawn,
    f.WorkReturned: _completed,
    f.WorkGoesOn: _goes_on,
    f.WorkEscalated: _escalated,
}
