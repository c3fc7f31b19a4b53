"""The rounds in which steps were given to several to sign, as the journals of a matter tell them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.ids import CaseId, VersionId

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from server.domain.countersigning import Countersign
    from server.domain.journal import Entry
    from server.domain.ports import Unit
    from server.domain.story import Story
    from server.services.tools import Tools


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One time that a step was given to several to sign."""

    opened: f.FanOutOpened
    number: int
    """Which time the step was entered in its case, from 1."""
    sign: Countersign
    decided: f.VoteDecided | None
    is_open: bool
    branches: tuple[CaseId, ...]
    """In the order of the members."""
    taken: frozenset[CaseId]
    """The branches of those who were taken out."""

    @property
    def is_secret(self) -> bool:
        """Whether nobody may know yet who said what."""
        policy = self.sign.policy
        return self.is_open and policy is not None and policy.secret


def rounds_of(
    tools: Tools,
    unit: Unit,
    journals: Mapping[CaseId, tuple[Entry, ...]],
    stories: Mapping[CaseId, Story],
) -> Iterator[Round]:
    """All rounds in a matter, case by case in the order in which they began."""
    for case, entries in journals.items():
        began = stories[case].began
        if began is None:
            continue  # it had not begun at the moment that is looked at
        facts = [fact for entry in entries for fact in entry.facts]
        numbers: dict[str, int] = {}
        for opened in (fact for fact in facts if isinstance(fact, f.FanOutOpened)):
            sign = _sign(tools, unit, VersionId(began.version), opened.element)
            if sign is None:
                continue
            numbers[opened.element] = numbers.get(opened.element, 0) + 1
            about = [fact for fact in facts if getattr(fact, "fan_out", None) == opened.fan_out]
            decided = (fact for fact in about if isinstance(fact, f.VoteDecided))
            taken = (fact.branch for fact in about if isinstance(fact, f.MemberTaken))
            yield Round(
                opened=opened,
                number=numbers[opened.element],
                sign=sign,
                decided=next(decided, None),
                is_open=opened.fan_out in stories[case].fan_outs,
                branches=_branches(stories, opened),
                taken=frozenset(map(CaseId, taken)),
            )


def _sign(tools: Tools, unit: Unit, version: VersionId, element: str) -> Countersign | None:
    """How a step is signed, by the diagram of its own case: a called process has another."""
    model = tools.engine.learn(version, tools.shelf.sources(unit, version))
    step = model.steps.get(element)
    return step.sign if step else None


def _branches(stories: Mapping[CaseId, Story], opened: f.FanOutOpened) -> tuple[CaseId, ...]:
    places = {
        case: story.began.index or 0
        for case, story in stories.items()
        if story.began is not None and story.began.fan_out == opened.fan_out
    }
    return tuple(sorted(places, key=places.__getitem__))
