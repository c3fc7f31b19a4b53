"""What each fact does to the tables in memory."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from server.domain import facts as f
from server.domain.decision import DecisionVersion
from server.domain.ids import (
    BodyId,
    CaseId,
    DecisionKey,
    DocumentId,
    FanOutId,
    ItemId,
    PersonId,
    PostId,
    ProcessKey,
    TimerId,
    Token,
    VersionId,
)
from server.domain.journal import Head
from server.domain.moves import Tally
from server.domain.people import Holding
from server.domain.ports import HeldCase, HeldFanOut, HeldTimer
from server.domain.process import Version
from server.domain.reading import DocumentRow
from tests.fakes import projecting_clocks as clocks
from tests.fakes import projecting_events as events
from tests.fakes.asides import ASIDES
from tests.fakes.projecting_course import COURSE
from tests.fakes.projecting_incidents import INCIDENTS
from tests.fakes.projecting_people import PEOPLE
from tests.fakes.projecting_work import WORK

if TYPE_CHECKING:
    from collections.abc import Callable

    from server.domain.journal import Entry
    from tests.fakes.state import State


def _started(state: State, entry: Entry, fact: f.CaseStarted) -> None:
    case = CaseId(entry.subject)
    state.duties[case] = fact.duty
    state.cases[case] = HeldCase(
        id=case,
        root=CaseId(fact.root),
        parent=CaseId(fact.parent) if fact.parent else None,
        fan_out=FanOutId(fact.fan_out) if fact.fan_out else None,
        index=fact.index,
        scope=fact.scope,
        version=VersionId(fact.version),
        newest=VersionId(fact.version),
        process=ProcessKey(fact.process),
        number=fact.number,
        title="",
        body=BodyId(fact.body),
        status="running",
        revision=0,
        saved=b"",
        data={},
        outer={},
        head=Head(),
        matter=state.matter_of(fact, case),
        starter=entry.person if fact.parent is None else None,
        depth=state.cases[CaseId(fact.parent)].depth + 1 if fact.parent else 0,
    )


def _over(status: str) -> Callable[[State, Entry, Any], None]:
    def end(state: State, entry: Entry, _fact: f.Fact) -> None:
        case = CaseId(entry.subject)
        assert state.cases[case].status == "running", "it is over already"
        state.cases[case] = replace(state.cases[case], status=status)
        state.ended[case] = entry.at

    return end


def _attached(state: State, entry: Entry, fact: f.DocumentAttached) -> None:
    document, item = DocumentId(fact.document), ItemId(fact.item)
    upload = state.uploads.get(document)
    by, by_en = state.names_of(PersonId(fact.person))
    row = DocumentRow(
        document=document,
        item=item,
        name=upload[0].name if upload else state.names.get(document, ""),
        size=fact.size,
        media_type=fact.media_type,
        sha256=fact.sha256,
        by=by,
        by_en=by_en,
        at=entry.at,
    )
    state.documents[document] = (row, state.cases[CaseId(entry.subject)].root, item)


def _removed(state: State, _entry: Entry, fact: f.DocumentRemoved) -> None:
    del state.documents[DocumentId(fact.document)]


def _fan_out_opened(state: State, entry: Entry, fact: f.FanOutOpened) -> None:
    fan_out, case = FanOutId(fact.fan_out), CaseId(entry.subject)
    state.open_fan_outs[fan_out] = case
    state.fan_outs[fan_out] = HeldFanOut(
        id=fan_out,
        case=case,
        token=Token(fact.token),
        element=fact.element,
        kind=fact.kind,
        tally=Tally(total=fact.total, active=fact.total, completed=0),
        sequential=fact.sequential,
        called=ProcessKey(fact.called) if fact.called else None,
    )


def _fan_out_closed(state: State, _entry: Entry, fact: f.FanOutClosed) -> None:
    del state.open_fan_outs[FanOutId(fact.fan_out)]


def _members_added(state: State, _entry: Entry, fact: f.MembersAdded) -> None:
    fan = state.fan_outs[FanOutId(fact.fan_out)]
    tally = replace(
        fan.tally, total=fan.tally.total + fact.count, active=fan.tally.active + fact.count
    )
    state.fan_outs[fan.id] = replace(fan, tally=tally)


def _member_taken(state: State, _entry: Entry, fact: f.MemberTaken) -> None:
    fan = state.fan_outs[FanOutId(fact.fan_out)]
    tally = replace(fan.tally, active=fan.tally.active - 1, terminated=fan.tally.terminated + 1)
    state.fan_outs[fan.id] = replace(fan, tally=tally)


def _timer_set(state: State, entry: Entry, fact: f.TimerSet) -> None:
    timer = TimerId(fact.timer)
    state.timers[timer] = HeldTimer(
        id=timer,
        case=CaseId(entry.subject),
        token=Token(fact.token),
        element=fact.element,
        due=fact.due,
        clock=fact.clock,
        since=fact.since,
    )


def _timer_over(state: State, _entry: Entry, fact: f.TimerFired | f.TimerDropped) -> None:
    del state.timers[TimerId(fact.timer)]


def _listening(state: State, entry: Entry, fact: f.ListeningBegan) -> None:
    state.listeners[CaseId(entry.subject), Token(fact.token)] = fact


def _heard(state: State, entry: Entry, fact: f.ListeningEnded) -> None:
    del state.listeners[CaseId(entry.subject), Token(fact.token)]


def _deployed(state: State, _entry: Entry, fact: f.ProcessDeployed) -> None:
    for start in [one for one in state.starts.values() if one.process == fact.process]:
        del state.starts[start.id]
    version = VersionId(fact.version)
    state.versions[version] = Version(
        id=version,
        key=ProcessKey(fact.process),
        number=fact.number,
        digest=fact.digest,
        title="",
        title_en="",
    )


def _decisions_deployed(state: State, _entry: Entry, fact: f.DecisionsDeployed) -> None:
    version = VersionId(fact.version)
    state.decisions[version] = DecisionVersion(
        id=version, key=DecisionKey(fact.key), number=fact.number, digest=fact.digest
    )


def _granted(state: State, _entry: Entry, fact: f.PostGranted) -> None:
    login = next(each.login for each in state.persons.values() if each.id == fact.person)
    state.holdings.append(
        Holding(
            login=login,
            post=PostId(fact.post),
            valid_from=fact.valid_from,
            valid_to=fact.valid_to,
        )
    )


def _locked(state: State, _entry: Entry, fact: f.AccountLocked) -> None:
    state.closed[PersonId(fact.person)] = fact.until
    state.wrong[PersonId(fact.person)] = 0


def _nothing(_state: State, _entry: Entry, _fact: f.Fact) -> None:
    """The fact changes no table."""


PROJECTING: dict[type[f.Fact], Callable[[State, Entry, Any], None]] = {
    **dict.fromkeys(f.FACTS.values(), _nothing),
    **WORK,
    **ASIDES,
    f.CaseStarted: _started,
    f.CaseFinished: _over("finished"),
    **COURSE,
    f.CaseWithdrawn: _over("withdrawn"),
    **INCIDENTS,
    **clocks.CLOCKS,
    **PEOPLE,
    f.DocumentAttached: _attached,
    f.DocumentRemoved: _removed,
    f.FanOutOpened: _fan_out_opened,
    f.FanOutClosed: _fan_out_closed,
    f.MembersAdded: _members_added,
    f.MemberTaken: _member_taken,
    f.VoteDecided: _nothing,
    f.TimerSet: _timer_set,
    f.TimerFired: _timer_over,
    f.TimerDropped: _timer_over,
    f.ListeningBegan: _listening,
    f.ListeningEnded: _heard,
    f.MessageKept: events.message_kept,
    f.MessageGiven: events.message_over,
    f.MessageHeldBack: events.message_over,
    f.MessageExpired: events.message_over,
    f.StartAwaited: events.start_awaited,
    f.StartFired: events.start_fired,
    f.ProcessDeployed: _deployed,
    f.DecisionsDeployed: _decisions_deployed,
    f.PostGranted: _granted,
    f.AccountLocked: _locked,
}
