"""What the facts about waiting do to the tables."""

from server.domain import facts as f
from server.domain.journal import Entry
from server.store.gathered import Gathered
from server.store.polls import PollRow
from server.store.waits import FanOutRow, ListenerRow, TimerRow


def fan_out_opened(gathered: Gathered, entry: Entry, fact: f.FanOutOpened) -> None:
    """A fan-out begins to count its branches."""
    gathered.put(
        FanOutRow,
        id=fact.fan_out,
        case_id=entry.subject,
        total=fact.total,
        completed=0,
        terminated=0,
        sequential=fact.sequential,
        is_open=True,
        token=fact.token,
        element=fact.element,
        kind=fact.kind,
        called=fact.called,
    )


def fan_out_closed(gathered: Gathered, _entry: Entry, fact: f.FanOutClosed) -> None:
    """A fan-out is over; its counts stay for whoever counts a moment too late."""
    gathered.change(FanOutRow, fact.fan_out, is_open=False)


def members_added(gathered: Gathered, _entry: Entry, fact: f.MembersAdded) -> None:
    """A fan-out waits for more branches."""
    gathered.change(FanOutRow, fact.fan_out, total=fact.count)


def member_taken(gathered: Gathered, _entry: Entry, fact: f.MemberTaken) -> None:
    """A fan-out waits for one branch less, which counts as terminated."""
    gathered.change(FanOutRow, fact.fan_out, terminated=1)


def vote_decided(gathered: Gathered, entry: Entry, fact: f.VoteDecided) -> None:
    """A vote is over; its counts stay."""
    gathered.change(PollRow, fact.fan_out, passed=fact.passed, decided_at=entry.at)


def timer_set(gathered: Gathered, entry: Entry, fact: f.TimerSet) -> None:
    """A moment is waited for."""
    gathered.put(
        TimerRow,
        id=fact.timer,
        due=fact.due,
        case_id=entry.subject,
        token=fact.token,
        element=fact.element,
        clock=fact.clock,
        since=fact.since,
    )


def timer_moved(gathered: Gathered, _entry: Entry, fact: f.TimerMoved) -> None:
    """A moment is waited for that lies elsewhere."""
    gathered.change(TimerRow, fact.timer, due=fact.due)


def timer_over(gathered: Gathered, _entry: Entry, fact: f.TimerFired | f.TimerDropped) -> None:
    """A moment came, or is no longer waited for."""
    gathered.remove(TimerRow, fact.timer)


def listening_began(gathered: Gathered, entry: Entry, fact: f.ListeningBegan) -> None:
    """A message is waited for."""
    gathered.put(
        ListenerRow,
        case_id=entry.subject,
        token=fact.token,
        element=fact.element,
        kind=fact.kind,
        name=fact.name,
        key=fact.key,
    )


def listening_ended(gathered: Gathered, entry: Entry, fact: f.ListeningEnded) -> None:
    """A message came, or is no longer waited for."""
    gathered.remove(ListenerRow, entry.subject, fact.token)
