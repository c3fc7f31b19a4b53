"""Whom the facts of clocks concern."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.notice import Concern

if TYPE_CHECKING:
    from server.domain import facts as f
    from server.domain.notice import Stakes

    _AtDesk = (
        f.ExtensionAsked | f.UrgeAnswered | f.WorkHandedBack | f.WorkEscalated | f.CandidateDecided
    )


def deadline_moved(fact: f.DeadlineMoved, _stakes: Stakes) -> tuple[Concern, ...]:
    """Whoever planned by the old moment; who may not know of it yet only when it comes earlier."""
    if fact.due == fact.was or (fact.due > fact.was and fact.person is None):
        return ()
    kind = f"DeadlineMoved/{'earlier' if fact.due < fact.was else 'later'}"
    body, role = (None, None) if fact.person else (fact.body, fact.role)
    told = Concern(
        kind=kind, body=body, role=role, person=fact.person, item=fact.item, name=fact.name
    )
    return (told,)


def to_desk(
    fact: f.ExtensionAsked | f.UrgeAnswered | f.WorkHandedBack, _stakes: Stakes
) -> tuple[Concern, ...]:
    """The desk that the fact names: who decides on it, who urged, where the work lies again."""
    return _at_desk(fact, type(fact).__name__)


def escalated(fact: f.WorkEscalated, _stakes: Stakes) -> tuple[Concern, ...]:
    """Before whom late work is brought."""
    return _at_desk(fact, f"WorkEscalated/{fact.rung}")


def to_asker(fact: f.WorkExtended | f.ExtensionDropped, _stakes: Stakes) -> tuple[Concern, ...]:
    """Who asked for more time."""
    kind = type(fact).__name__
    return (Concern(kind=kind, person=fact.asker, item=fact.item, name=fact.name),)


def candidate_decided(fact: f.CandidateDecided, _stakes: Stakes) -> tuple[Concern, ...]:
    """The head of the body that is late."""
    return _at_desk(fact, f"CandidateDecided/{'kept' if fact.kept else 'struck'}")


def _at_desk(fact: _AtDesk, kind: str) -> tuple[Concern, ...]:
    told = Concern(kind=kind, body=fact.body, role=fact.role, item=fact.item, name=fact.name)
    return (told,)
