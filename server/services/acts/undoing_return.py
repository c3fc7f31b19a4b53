"""A return that was done step by step (重走), undone: the case stands again where it stood before.

The way is ahead from what the return opened, and the engine's (``Advance``). It is gone only where all
of that still waits as it was opened, and where it opens again what the return took away, and nothing else.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.asides import AsideState
from server.domain.errors import TooLateToTakeBack
from server.domain.ids import SubjectId, Token
from server.domain.rerouting import Advance
from server.services.acts.earlier import behind, listed, name_in, tried
from server.services.acts.too_late import CORRECTING, DONE, GONE, NO_WAY, OVER
from server.services.asides import beside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from uuid import UUID

    from server.domain.journal import Entry
    from server.domain.moves import Move
    from server.domain.ports import HeldCase
    from server.domain.values import Words
    from server.domain.work import WorkItem
    from server.services.acts.scene import Scene

    Opening = f.WorkOffered | f.FanOutOpened | f.TimerSet | f.ListeningBegan

_OPENING = (f.WorkOffered, f.FanOutOpened, f.TimerSet, f.ListeningBegan)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Return:
    """What a return did to its case."""

    at: datetime
    fact: f.WorkReturned
    token: Token
    """The place at which the case went on."""
    opened: frozenset[Token]
    """All that waits since."""
    lost: Counter[str]
    """The elements at which something waited that went by it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WayAhead:
    """How the case comes back to where it stood."""

    push: Advance
    undoes: f.WorkReturned
    going: tuple[WorkItem, ...]
    """The work that the return opened."""
    losses: tuple[Words, ...]
    """What does not come back with it."""


def way_ahead(scene: Scene, held: HeldCase) -> WayAhead:
    """The way back to work that was returned; refused with ``TooLateToTakeBack``."""
    run, item = scene.run, scene.item
    if item.amends is not None:
        raise TooLateToTakeBack(why=CORRECTING)
    if held.status != "running":
        raise TooLateToTakeBack(why=OVER)
    before = _return_of(run.unit.journal.entries(SubjectId(held.id)), item)
    if before.token not in _waiting(scene, held):
        raise TooLateToTakeBack(why=GONE)
    push = Advance(element=item.element, token=before.token)
    move = tried(run, held, push)
    if move is None:
        raise TooLateToTakeBack(why=NO_WAY)
    going = _going(scene, held, before, move)
    others = _otherwise(before, move)
    if others:
        raise TooLateToTakeBack(why=_other(_names(scene, held, others)))
    losses = tuple(_losses(scene, held, before))
    return WayAhead(push=push, undoes=before.fact, going=going, losses=losses)


def _return_of(entries: tuple[Entry, ...], item: WorkItem) -> _Return:
    """What the journal says of it."""
    since, returned = next(
        (number, fact)
        for number, entry in enumerate(entries)
        for fact in entry.facts
        if isinstance(fact, f.WorkReturned) and fact.item == item.id
    )
    until, token = next(
        (number, fact.token)
        for number, entry in enumerate(entries[since:], since + 1)
        for fact in entry.facts
        if isinstance(fact, f.WorkOffered | f.FanOutOpened) and fact.element == returned.element
    )
    facts = [fact for entry in entries[since:until] for fact in entry.facts]
    places = {
        _id_of(fact): fact.element
        for entry in entries
        for fact in entry.facts
        if isinstance(fact, _OPENING)
    }
    return _Return(
        at=entries[since].at,
        fact=returned,
        token=Token(token),
        opened=frozenset(Token(fact.token) for fact in facts if isinstance(fact, _OPENING)),
        lost=Counter(places[ended] for fact in facts for ended in _ended(fact)),
    )


def _id_of(fact: Opening) -> UUID | str:
    """By what the fact that ends a wait names it."""
    match fact:
        case f.WorkOffered():
            return fact.item
        case f.FanOutOpened():
            return fact.fan_out
        case f.TimerSet():
            return fact.timer
        case _:
            return fact.token


def _ended(fact: f.Fact) -> Iterator[UUID | str]:
    match fact:
        case f.WorkReturned() | f.WorkWithdrawn():
            yield fact.item
        case f.FanOutClosed():
            yield fact.fan_out
        case f.TimerDropped():
            yield fact.timer
        case f.ListeningEnded():
            yield fact.token
        case _:
            pass


def _waiting(scene: Scene, held: HeldCase) -> frozenset[Token]:
    """The places of the case at which people or branches are waited for."""
    unit = scene.unit
    return frozenset(unit.work.open_tokens(held.id)) | frozenset(unit.waits.fan_outs(held.id))


def _going(scene: Scene, held: HeldCase, before: _Return, move: Move) -> tuple[WorkItem, ...]:
    """The work that goes; refused once any of it is done, or anything else came of it."""
    places = frozenset({before.token, *move.closed})
    if places != before.opened:
        raise TooLateToTakeBack(why=GONE)
    going = tuple(behind(scene.run, held, places))
    if any(one.done_at for one in going):
        raise TooLateToTakeBack(why=DONE)
    return going


def _otherwise(before: _Return, move: Move) -> list[str]:
    """The elements at which not the same would wait as before."""
    opened = Counter(wait.element for wait in move.opened)
    return sorted((before.lost - opened) | (opened - before.lost))


def _other(names: Words) -> Words:
    zh, en = names
    return f"退回以后，{zh}已不能恢复原样", f"{en} would not be as it was before the return"


def _losses(scene: Scene, held: HeldCase, before: _Return) -> Iterator[Words]:
    """The answers that were waited for, and the time that timers had left."""
    asked = [
        one.whom
        for one in beside(scene.unit, scene.item)
        if one.state is AsideState.WITHDRAWN and one.over_at == before.at
    ]
    if asked:
        zh, en = zip(*asked, strict=True)
        yield (
            f"退回时结束的征询不恢复：{'、'.join(zh)}；需要的，请重新提出。",
            f"What was asked of {', '.join(en)} ended with the return and is not asked again by itself.",
        )
    timers = sorted(before.lost.keys() - {scene.item.element})
    if timers:
        waits, waits_en = _names(scene, held, timers)
        yield f"{waits}自撤回时起重新计算、等候。", f"{waits_en} waits anew from now on."


def _names(scene: Scene, held: HeldCase, elements: Iterable[str]) -> Words:
    return listed(name_in(scene.run, held.version, element) for element in elements)
