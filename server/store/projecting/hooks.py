"""What facts of hooks do to the tables."""

from server.domain import facts as f
from server.domain.hooks import HookState
from server.domain.journal import Entry
from server.store.gathered import Gathered
from server.store.hook_rows import HookRow


def key_made(gathered: Gathered, _entry: Entry, fact: f.HookKeyMade) -> None:
    """From now on calls are signed by it, and for a while by the one before, too."""
    gathered.change(
        HookRow,
        fact.hook,
        salt=fact.salt,
        print=fact.print,
        former=fact.former,
        former_until=fact.former_until,
    )


def stopped(gathered: Gathered, _entry: Entry, fact: f.HookStopped) -> None:
    """It is told no more; once it is on again, its failures are forgotten."""
    gathered.change(
        HookRow,
        fact.hook,
        state=HookState.OFF.value,
        failures=None,
        failing_since=None,
        rests_until=None,
    )
