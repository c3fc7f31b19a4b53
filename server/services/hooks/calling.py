"""Tell hooks what is due, each by a job of its own.

Calls are taken for a while in one transaction, made outside of any, and what the hook made of each is
written in a transaction of its own: who dies in between tells an event a second time (under the same
``webhook-id``), and loses none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.calling import (
    KEPT,
    LONG_AWAY,
    Answer,
    Outcome,
    again_at,
    headers_of,
    message_of,
    print_of,
    rests_until,
)
from server.domain.facts import HookStopped
from server.domain.hooks import HookState
from server.domain.ids import subject_named
from server.domain.people import SYSTEM
from server.domain.ports import Queue
from server.services.recording import Record
from server.services.repeating import again

if TYPE_CHECKING:
    from datetime import datetime

    from server.domain.calling import Call
    from server.domain.ports import HookStanding, Unit
    from server.services.tools import Tools

JOB = "call_hook"
A_BATCH = 10
"""Calls that are taken at once: few enough for a slow server within the time they are left alone."""
OTHER_SECRET = Answer(
    status=None,
    said="MUSTER_SECRET_KEY 已更换，请重新生成签名密钥。 "
    "MUSTER_SECRET_KEY is another than when the key was made: make a new key.",
)


def defer(unit: Unit, hook: str) -> None:
    """A job tells this hook what is due."""
    unit.defer(JOB, {"hook": hook}, key=f"{JOB}/{hook}", queue=Queue.HOOKS)


def sweep(tools: Tools) -> int:
    """Defers a job for each hook of which something is due; gives how many."""
    with tools.unit() as unit:
        due = unit.hooks.due(tools.clock.now())
        for hook in due:
            defer(unit, hook)
        if due:
            unit.commit()
    return len(due)


def call(tools: Tools, hook: str) -> int:
    """Tells a hook all that is due, until nothing is or it can't be spoken with; gives how many it took."""
    sent = 0
    while True:
        standing, taken = _take(tools, hook)
        if standing is None or not taken:
            return sent
        for place, one in enumerate(taken, start=1):
            answer = _say(tools, standing, one)
            sent += answer.outcome is Outcome.SENT
            if not _settle(tools, standing.id, one, answer):
                _let_go(tools, taken[place:])
                return sent


@again
def _take(tools: Tools, hook: str) -> tuple[HookStanding | None, tuple[Call, ...]]:
    with tools.unit() as unit:
        taken = unit.hooks.take(hook, tools.clock.now(), A_BATCH)
        standing = unit.hooks.standing(hook)
        unit.commit()
    return standing, taken


def _say(tools: Tools, standing: HookStanding, one: Call) -> Answer:
    """What the hook answers; nothing is said under a key that it doesn't know."""
    now, key = tools.clock.now(), tools.caller.key(standing.salt)
    if print_of(key) != standing.print:
        return OTHER_SECRET
    keys = [key]
    if standing.former_until is not None and now < standing.former_until:
        keys.append(tools.caller.key(standing.former))
    body = message_of(one, tools.caller.site)
    return tools.caller.call(standing.address, headers_of(one.id, now, body, keys), body)


@again
def _settle(tools: Tools, hook: str, one: Call, answer: Answer) -> bool:
    """Writes what became of a call, and how the hook stands by it; gives whether it is told more now."""
    now, outcome = tools.clock.now(), answer.outcome
    with tools.unit() as unit:
        standing = unit.hooks.hold(hook)
        goes_on = standing is not None and standing.state is HookState.ON
        if outcome is Outcome.SENT:
            unit.hooks.sent(one.id, now, answer)
            unit.hooks.well(hook)
        else:
            unit.hooks.put_off(one.id, again_at(one.tries + 1, now), answer)
            if standing is not None and goes_on:
                goes_on = _note(tools, unit, standing, outcome, now)
        unit.commit()
    return goes_on


def _note(
    tools: Tools, unit: Unit, standing: HookStanding, outcome: Outcome, now: datetime
) -> bool:
    """A hook that fails is left alone, longer each time; after days the house tells it no more.

    Gives whether it is told more now.
    """
    since = standing.failing_since or now
    if outcome is Outcome.GONE or now - since >= LONG_AWAY:
        reason = "gone" if outcome is Outcome.GONE else "failing"
        record = Record(tools, unit, SYSTEM)
        fact = HookStopped(hook=standing.id, reason=reason)
        record.of_subject(subject_named("hook", standing.id), fact)
        record.write()
        return False
    is_away = outcome is Outcome.AWAY
    failures = standing.failures + is_away
    unit.hooks.fails(standing.id, since, failures, rests_until(failures, now) if is_away else None)
    return not is_away


@again
def _let_go(tools: Tools, untried: tuple[Call, ...]) -> None:
    with tools.unit() as unit:
        unit.hooks.let_go([one.id for one in untried], tools.clock.now())
        unit.commit()


def drop_old(tools: Tools) -> None:
    """Drops calls that nobody asks about any more."""
    with tools.unit() as unit:
        unit.hooks.forget_before(tools.clock.now() - KEPT)
        unit.commit()
