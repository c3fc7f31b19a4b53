"""What the facts about clocks do to the tables in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from server.domain import facts as f
from server.domain.ids import BodyId, ItemId, PersonId, TimerId
from server.domain.ladder import CandidateState, UrgeAnswer
from server.domain.recount import RECKONED_FROM
from server.domain.respite import ExtensionRequest, Pause
from tests.fakes import respites
from tests.fakes.state import Walk

if TYPE_CHECKING:
    from collections.abc import Callable

    from server.domain.journal import Entry
    from tests.fakes.state import State

SETTLED = timedelta(seconds=10)


def deadline_moved(state: State, _entry: Entry, fact: f.DeadlineMoved) -> None:
    """An item is due at another moment."""
    item = ItemId(fact.item)
    state.items[item] = replace(state.items[item], due=fact.due, provisional=fact.provisional)


def _moved(state: State, fact: f.WorkExtended | f.ClockWentOn, **changed: Any) -> None:
    item = ItemId(fact.item)
    state.items[item] = replace(
        state.items[item],
        due=fact.due,
        provisional=fact.provisional,
        rung=fact.rung,
        **changed,
    )


def _answered(state: State, entry: Entry, fact: f.UrgeAnswered) -> None:
    name, name_en = state.names_of(PersonId(fact.person))
    state.urge_answers[ItemId(fact.item)] = UrgeAnswer(
        at=entry.at, until=fact.until, name=name, name_en=name_en, digest=fact.digest
    )


def _asked(state: State, _entry: Entry, fact: f.ExtensionAsked) -> None:
    item = ItemId(fact.item)
    assert state.items[item].request is None, "it is asked for already"
    request = ExtensionRequest(
        person=PersonId(fact.person),
        body=BodyId(fact.body),
        role=fact.role,
        ground=fact.ground,
        ground_en=fact.ground_en,
        digest=fact.digest,
    )
    state.items[item] = replace(state.items[item], request=request)


def _extended(state: State, _entry: Entry, fact: f.WorkExtended) -> None:
    item = state.items[ItemId(fact.item)]
    assert item.request is not None, "nobody asked for it"
    longer = {"extended": item.extended + fact.by, "extensions": item.extensions + 1}
    _moved(state, fact, request=None, **longer)


def _dropped(state: State, _entry: Entry, fact: f.ExtensionDropped) -> None:
    item = ItemId(fact.item)
    assert state.items[item].request is not None, "nobody asked for it"
    state.items[item] = replace(state.items[item], request=None)


def _stopped(state: State, entry: Entry, fact: f.ClockStopped) -> None:
    item = ItemId(fact.item)
    assert state.items[item].stopped_at is None, "it stands still already"
    state.items[item] = replace(state.items[item], stopped_at=entry.at)
    pause = Pause(begin=entry.at, until=fact.until, ground=fact.ground, ground_en=fact.ground_en)
    respites.began(state, item, pause)
    if fact.until is not None:
        state.stops[item] = fact.until


def _went_on(state: State, entry: Entry, fact: f.ClockWentOn) -> None:
    assert state.items[ItemId(fact.item)].stopped_at == fact.since, "it runs already"
    _moved(state, fact, stopped_at=None)
    respites.ended(state, fact.item, fact.since, entry.at)
    state.stops.pop(fact.item, None)


def _decided(state: State, _entry: Entry, fact: f.CandidateDecided) -> None:
    item = state.items[ItemId(fact.item)]
    assert item.candidate is not None, "it isn't late enough"
    decided = CandidateState.KEPT if fact.kept else CandidateState.STRUCK
    state.items[item.id] = replace(item, candidate=replace(item.candidate, state=decided))


def _carried(state: State, _entry: Entry, fact: f.ClockCarried) -> None:
    item = ItemId(fact.item)
    state.items[item] = replace(
        state.items[item], extended=fact.extended, extensions=fact.extensions
    )


def _stood(state: State, _entry: Entry, fact: f.ClockStood) -> None:
    pause = Pause(begin=fact.begin, end=fact.end, ground=fact.ground, ground_en=fact.ground_en)
    respites.began(state, fact.item, pause)


def timer_moved(state: State, _entry: Entry, fact: f.TimerMoved) -> None:
    """A timer is due at another moment."""
    timer = TimerId(fact.timer)
    state.timers[timer] = replace(state.timers[timer], due=fact.due)


def paper_loaded(state: State, entry: Entry, fact: f.CountyPaperLoaded) -> None:
    """A walk through the open deadlines begins."""
    if fact.kind in RECKONED_FROM:
        walk = Walk(at=entry.at, digest=fact.digest, due=entry.at + SETTLED)
        state.recounts[fact.kind, fact.name] = walk


CLOCKS: dict[type[f.Fact], Callable[[State, Entry, Any], None]] = {
    f.DeadlineMoved: deadline_moved,
    f.TimerMoved: timer_moved,
    f.CountyPaperLoaded: paper_loaded,
    f.ExtensionAsked: _asked,
    f.WorkExtended: _extended,
    f.ExtensionDropped: _dropped,
    f.ClockStopped: _stopped,
    f.ClockWentOn: _went_on,
    f.ClockCarried: _carried,
    f.ClockStood: _stood,
    f.UrgeAnswered: _answered,
    f.CandidateDecided: _decided,
}
"""What each fact about clocks does."""
