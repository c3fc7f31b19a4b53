"""What is no longer wanted is withdrawn: the work, timers, messages and branches of a case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.errors import MembersSettled
from server.domain.submission import End, ended
from server.services import incidents
from server.services.asides import beside, left_behind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from server.domain.ids import FanOutId, ItemId, Token
    from server.domain.ports import HeldCase, HeldFanOut, HeldTimer, Unit
    from server.services.running import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class _Waiting:
    """What waits at the places of one case; any other place listens for a message."""

    work: Mapping[Token, ItemId]
    timers: Mapping[Token, HeldTimer]
    fan_outs: Mapping[Token, FanOutId]


def _waiting(run: Run, held: HeldCase) -> _Waiting:
    return _Waiting(
        work=run.unit.work.open_tokens(held.id),
        timers=run.unit.waits.timers(held.id),
        fan_outs=run.unit.waits.fan_outs(held.id),
    )


INTERRUPTED = "interrupted"
"""Why work is withdrawn, unless somebody had it so."""


def close_tokens(
    run: Run, held: HeldCase, tokens: frozenset[Token], why: str = INTERRUPTED
) -> None:
    """Ends what waited at these places: work, timers, messages, whole fan-outs."""
    run.settle()
    _close_places(run, held, _waiting(run, held), tokens, why)


def _close_places(
    run: Run, held: HeldCase, waiting: _Waiting, tokens: Iterable[Token], why: str = INTERRUPTED
) -> None:
    closing = sorted(tokens)
    incidents.close(run.record, held, closing)
    for token in closing:
        if token in waiting.work:
            facts: tuple[f.Fact, ...] = _withdrawn(run, waiting.work[token], why)
        elif token in waiting.timers:
            facts = (f.TimerDropped(timer=waiting.timers[token].id),)
        elif token in waiting.fan_outs:
            facts = (_interrupted(run, waiting.fan_outs[token], why),)
        else:
            facts = (f.ListeningEnded(token=token),)
        run.record.of_case(held, *facts)


def _withdrawn(run: Run, item: ItemId, why: str) -> tuple[f.Fact, ...]:
    """The work is no longer asked for; whoever had signed for it will be told, and who was asked beside it."""
    held = run.unit.work.find(item)
    name, holder = (held.name, held.holder) if held else ("", None)
    asked = left_behind(beside(run.unit, held)) if held else ()
    given_in = (ended(held, End.WORK_OVER),) if held and held.submission else ()
    return *given_in, f.WorkWithdrawn(item=item, reason=why, name=name, person=holder), *asked


def under_way(unit: Unit, fan_out: FanOutId) -> HeldFanOut:
    """A fan-out with its count as it stands now, locked; refused with ``MembersSettled`` when over."""
    fan = unit.waits.hold_fan_out(fan_out)
    if fan is None:
        raise MembersSettled
    return fan


def _interrupted(run: Run, fan_out: FanOutId, why: str) -> f.FanOutClosed:
    """What still ran is withdrawn; only then the count is final, for no branch can end any more."""
    withdrawn = withdraw_branches(run, fan_out, INTERRUPTED, why)
    return counted(under_way(run.unit, fan_out), withdrawn)


def counted(fan: HeldFanOut, withdrawn: int, failed: int = 0) -> f.FanOutClosed:
    """A fan-out is over, and each of its branches is told of once; who was taken out is withdrawn."""
    tally = fan.tally
    return f.FanOutClosed(
        fan_out=fan.id,
        completed=tally.completed,
        withdrawn=withdrawn + tally.terminated - failed,
        failed=failed,
    )


def withdraw_branches(run: Run, fan_out: FanOutId, reason: str, why: str = INTERRUPTED) -> int:
    """Withdraws all branches that still run; gives how many."""
    branches = run.unit.cases.open_branches(fan_out)
    for branch in branches:
        withdraw(run, branch, reason, why)
    return len(branches)


def withdraw(run: Run, held: HeldCase, reason: str, why: str = INTERRUPTED) -> None:
    """Ends a branch from outside, with all that waits in it; why its work is withdrawn."""
    _empty(run, held, why)
    run.record.of_case(held, f.CaseWithdrawn(reason=reason))


def end(run: Run, held: HeldCase, fact: f.CaseTerminated | f.CaseVoided, why: str) -> None:
    """Ends a whole matter from outside, with all that waits in it; what stands still goes first."""
    run.record.of_case(held, fact)
    run.settle()
    _empty(run, run.hold(held.id), why)


def _empty(run: Run, held: HeldCase, why: str) -> None:
    waiting = _waiting(run, held)
    listening = run.unit.waits.listening(held.id)
    places = {*waiting.work, *waiting.timers, *waiting.fan_outs, *listening}
    _close_places(run, held, waiting, places, why)
    run.over(held.id)
    run.keep(held, saved=b"", data=dict(held.data))
