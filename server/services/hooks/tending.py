"""What administrators do with a hook beside its entry: a key, a trial, a call made again, a look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.access import require
from server.domain.calling import FORMER_KEY, print_of
from server.domain.errors import HookIsOff, HookWithoutKey, NoSuchCall, NoSuchHook
from server.domain.hooks import TRIAL, HookState
from server.domain.ids import CallId, subject_named
from server.domain.reading import HookPage
from server.services.hooks.calling import defer
from server.services.recording import Record
from server.services.repeating import again, once

if TYPE_CHECKING:
    from server.domain.calling import CallState
    from server.domain.people import Actor
    from server.domain.ports import HookStanding, Unit
    from server.services.tools import Tools


@again
def make_key(tools: Tools, actor: Actor, hook: str, request_key: str | None = None) -> str:
    """Makes a new key for a hook and tells it this once; the one before is good for a day more."""
    require(actor, "administer")
    with tools.unit() as unit:
        request = once(unit, actor, request_key, ("make-hook-key", hook))
        if request.answer is not None:
            return tools.caller.key(str(request.answer["salt"]))
        standing = _found(unit.hooks.hold(hook))
        salt = tools.ids.new().hex
        key = tools.caller.key(salt)
        record = Record(tools, unit, actor)
        made = f.HookKeyMade(
            hook=hook,
            salt=salt,
            print=print_of(key),
            former=standing.salt,
            former_until=record.moment + FORMER_KEY if standing.salt else None,
        )
        record.of_subject(subject_named("hook", hook), made)
        record.write()
        request.keep({"salt": salt})
        unit.commit()
    return key


@again
def try_out(tools: Tools, actor: Actor, hook: str, request_key: str | None = None) -> CallId:
    """Tells a hook something now that happened nowhere, to see whether events come through."""
    require(actor, "administer")
    with tools.unit() as unit:
        request = once(unit, actor, request_key, ("try-hook", hook))
        if request.answer is not None:
            return CallId(request.id_in("call"))
        _ready(unit, hook)
        call = CallId(tools.ids.new())
        unit.hooks.open_trial(call, hook, TRIAL, tools.clock.now())
        defer(unit, hook)
        request.keep({"call": call.hex})
        unit.commit()
    return call


@again
def retry(
    tools: Tools, actor: Actor, hook: str, call: CallId, request_key: str | None = None
) -> None:
    """Makes a call again now, whatever became of it; the hook knows it by its id."""
    require(actor, "administer")
    with tools.unit() as unit:
        request = once(unit, actor, request_key, ("retry-call", hook, call))
        if request.answer is not None:
            return
        _ready(unit, hook)
        if not unit.hooks.retry(hook, call, tools.clock.now()):
            raise NoSuchCall
        defer(unit, hook)
        request.keep({})
        unit.commit()


def page(
    tools: Tools,
    actor: Actor,
    hook: str,
    state: CallState | None = None,
    after: CallId | None = None,
) -> HookPage:
    """How a hook stands, and what it was told, the newest first; of one state, where one is named."""
    require(actor, "administer")
    with tools.unit() as unit:
        standing = _found(unit.hooks.standing(hook))
        calls = unit.hooks.listed(hook, state, after)
    now = tools.clock.now()
    former, rests = standing.former_until, standing.rests_until
    return HookPage(
        id=standing.id,
        name=standing.name,
        address=standing.address,
        state=standing.state,
        print=standing.print,
        former_until=former if former and former > now else None,
        failing_since=standing.failing_since,
        rests_until=rests if rests and rests > now else None,
        calls=calls,
    )


def _ready(unit: Unit, hook: str) -> None:
    """Refuse unless the hook can be told something, with it held."""
    standing = _found(unit.hooks.hold(hook))
    if standing.state is HookState.OFF:
        raise HookIsOff
    if not standing.salt:
        raise HookWithoutKey


def _found(standing: HookStanding | None) -> HookStanding:
    if standing is None:
        raise NoSuchHook
    return standing
