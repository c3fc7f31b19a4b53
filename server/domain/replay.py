"""Folding facts into the picture of a case at any moment.

The same facts that the tables are made of; so a fold of a whole journal must equal the tables, and
a fold of its first entries is how the case stood then.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from server.domain import facts as f
from server.domain.ladder import Rung

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one case stands: what the tables must say of it too."""

    status: str
    """``running``, ``finished``, ``withdrawn``; ``none`` before it started."""
    open_work: Mapping[UUID, UUID | None]
    """Open items and who holds each."""
    timers: frozenset[UUID]
    fan_outs: frozenset[UUID]
    listening: frozenset[str]
    """Tokens that wait for messages."""
    incidents: Mapping[UUID, UUID | None]
    """Failed steps, and who proposed to pass over each."""


@dataclass(slots=True)
class Story:
    """A case as its facts tell it so far; grows fact by fact."""

    status: str = "none"
    began: f.CaseStarted | None = None
    offered: dict[UUID, f.WorkOffered] = field(default_factory=dict)
    """Every item ever offered."""
    open_work: dict[UUID, UUID | None] = field(default_factory=dict)
    rungs: dict[UUID, str] = field(default_factory=dict)
    """The highest rung of the ladder that each open item reached."""
    timers: dict[UUID, str] = field(default_factory=dict)
    """Waiting timers and the element each belongs to."""
    fan_outs: dict[UUID, str] = field(default_factory=dict)
    listening: dict[str, str] = field(default_factory=dict)
    incidents: dict[UUID, UUID | None] = field(default_factory=dict)
    failed: dict[UUID, str] = field(default_factory=dict)
    """Open incidents and the element of each."""
    passed: dict[str, int] = field(default_factory=dict)
    """Elements and flows in the order first passed, and how often."""

    @property
    def standing(self) -> Standing:
        """The part that the tables keep too."""
        return Standing(
            status=self.status,
            open_work=dict(self.open_work),
            timers=frozenset(self.timers),
            fan_outs=frozenset(self.fan_outs),
            listening=frozenset(self.listening),
            incidents=dict(self.incidents),
        )

    @property
    def now(self) -> frozenset[str]:
        """Ids of the elements where it waits for persons or branches."""
        work = (self.offered[item].element for item in self.open_work)
        return frozenset([*work, *self.fan_outs.values()])

    @property
    def stuck(self) -> frozenset[str]:
        """Ids of the elements that failed and wait for administrators."""
        return frozenset(self.failed.values())

    @property
    def late(self) -> frozenset[str]:
        """Ids of the elements whose work has passed its clock."""
        return frozenset(
            self.offered[item].element
            for item, rung in self.rungs.items()
            if item in self.open_work and Rung(rung).is_breach
        )


def fold(facts: Iterable[f.Fact], story: Story | None = None) -> Story:
    """The story after these facts; given a story, it goes on from there."""
    story = story or Story()
    for fact in facts:
        TELLING[type(fact)](story, fact)
    return story


# --- one small function per fact --------------------------------------------------------------


def _started(story: Story, fact: f.CaseStarted) -> None:
    story.status = "running"
    story.began = fact


def _path(story: Story, fact: f.PathTaken) -> None:
    for element in fact.elements:
        story.passed[element] = story.passed.get(element, 0) + 1


def _finished(story: Story, _fact: f.CaseFinished) -> None:
    story.status = "finished"


def _withdrawn(story: Story, _fact: f.CaseWithdrawn) -> None:
    story.status = "withdrawn"


def _incident_opened(story: Story, fact: f.IncidentOpened) -> None:
    story.incidents[fact.incident] = None
    story.failed[fact.incident] = fact.element


def _incident_closed(story: Story, fact: f.IncidentClosed) -> None:
    story.incidents.pop(fact.incident, None)
    story.failed.pop(fact.incident, None)


def _skip_proposed(story: Story, fact: f.SkipProposed) -> None:
    story.incidents[fact.incident] = fact.person


def _skip_over(story: Story, fact: f.SkipWithdrawn | f.SkipAgreed) -> None:
    story.incidents[fact.incident] = None


def _offered(story: Story, fact: f.WorkOffered) -> None:
    story.offered[fact.item] = fact
    story.open_work[fact.item] = None


def _claimed(story: Story, fact: f.WorkClaimed) -> None:
    story.open_work[fact.item] = fact.person


def _given_back(story: Story, fact: f.WorkGivenBack) -> None:
    story.open_work[fact.item] = None


def _work_over(story: Story, fact: f.WorkCompleted | f.WorkWithdrawn) -> None:
    story.open_work.pop(fact.item, None)
    story.rungs.pop(fact.item, None)


def _escalated(story: Story, fact: f.WorkEscalated) -> None:
    story.rungs[fact.item] = fact.rung


def _fan_out_opened(story: Story, fact: f.FanOutOpened) -> None:
    story.fan_outs[fact.fan_out] = fact.element


def _fan_out_closed(story: Story, fact: f.FanOutClosed) -> None:
    story.fan_outs.pop(fact.fan_out, None)


def _timer_set(story: Story, fact: f.TimerSet) -> None:
    story.timers[fact.timer] = fact.element


def _timer_over(story: Story, fact: f.TimerFired | f.TimerDropped) -> None:
    story.timers.pop(fact.timer, None)


def _listening(story: Story, fact: f.ListeningBegan) -> None:
    story.listening[fact.token] = fact.element


def _heard(story: Story, fact: f.ListeningEnded) -> None:
    story.listening.pop(fact.token, None)


def _no_part(story: Story, fact: f.Fact) -> None:
    """The fact changes nothing in how a case stands."""


TELLING: dict[type[f.Fact], Callable[[Story, Any], None]] = {
    f.CaseStarted: _started,
    f.PathTaken: _path,
    f.DataWritten: _no_part,
    f.DecisionTaken: _no_part,
    f.MessageThrown: _no_part,
    f.CaseFinished: _finished,
    f.CaseWithdrawn: _withdrawn,
    f.CaseInspected: _no_part,
    f.IncidentOpened: _incident_opened,
    f.IncidentClosed: _incident_closed,
    f.DataCorrected: _no_part,
    f.SkipProposed: _skip_proposed,
    f.SkipWithdrawn: _skip_over,
    f.SkipAgreed: _skip_over,
    f.WorkOffered: _offered,
    f.WorkClaimed: _claimed,
    f.WorkGivenBack: _given_back,
    f.WorkCompleted: _work_over,
    f.WorkWithdrawn: _work_over,
    f.WorkEscalated: _escalated,
    f.DocumentAttached: _no_part,
    f.DocumentRemoved: _no_part,
    f.FanOutOpened: _fan_out_opened,
    f.FanOutClosed: _fan_out_closed,
    f.MembersAdded: _no_part,
    f.MemberTaken: _no_part,
    f.TimerSet: _timer_set,
    f.TimerFired: _timer_over,
    f.TimerDropped: _timer_over,
    f.ListeningBegan: _listening,
    f.ListeningEnded: _heard,
    f.MessageSent: _no_part,
    f.MessageKept: _no_part,
    f.MessageGiven: _no_part,
    f.MessageExpired: _no_part,
    f.MessageHeard: _no_part,
    f.MessageHeldBack: _no_part,
    f.StartAwaited: _no_part,
    f.StartFired: _no_part,
    f.ProcessDeployed: _no_part,
    f.DecisionsDeployed: _no_part,
    f.CountyPaperLoaded: _no_part,
    f.BodyRegistered: _no_part,
    f.PostRegistered: _no_part,
    f.PersonRegistered: _no_part,
    f.PostGranted: _no_part,
    f.PasswordSet: _no_part,
    f.AccountLocked: _no_part,
    f.TokenIssued: _no_part,
}
"""What each fact does to the story; a house test proves that none is missing."""
