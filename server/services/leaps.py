"""Where a matter went on by no flow that is drawn: back, to another step, or after its end; told from its journals."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.reading import Leap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from server.domain.ids import CaseId
    from server.domain.journal import Entry
    from server.services.matters import Told

Way = tuple[str, str, str]
"""Its kind, the element that was left (empty where nothing was open), and the one at which it went on."""


def leaps_of(told: Told) -> tuple[Leap, ...]:
    """All of them, the oldest first."""
    return tuple(_leaps(told, _Course(told)))


def _leaps(told: Told, course: _Course) -> Iterator[Leap]:
    for case, entry in _in_order(told):
        for fact in entry.facts:
            way = course.way(case, fact)
            if way is None:
                continue
            kind, source, target = way
            who, who_en = told.person(getattr(fact, "person", None))
            step, step_en = told.names.element(target)
            left, left_en = told.names.element(source)
            yield Leap(
                kind=kind,
                from_element=source,
                from_step=left,
                from_step_en=left_en,
                element=target,
                step=step,
                step_en=step_en,
                round=course.begun[target] + 1,
                at=entry.at,
                who=who,
                who_en=who_en,
            )


def _in_order(told: Told) -> list[tuple[CaseId, Entry]]:
    """What is written of the matter and its branches; a called process is drawn elsewhere."""
    drawn = {
        case
        for case, story in told.stories.items()
        if story.began is not None and story.began.version == told.file.version
    }
    found = [(case, entry) for case in drawn for entry in told.journals[case]]
    # What leads out of a branch comes before what it opens around it.
    return sorted(found, key=lambda each: (each[1].at, each[0] == told.root, each[1].seq))


class _Course:
    """How far the matter had come when something was written of it."""

    def __init__(self, told: Told) -> None:
        self._items = told.names.items
        self._several = {
            fact.element
            for entries in told.journals.values()
            for entry in entries
            for fact in entry.facts
            if isinstance(fact, f.FanOutOpened)
        }
        self._ended: dict[CaseId, str] = {}
        self.begun = Counter(told.model.starts)
        """How often each step was begun; the start was taken once."""

    def way(self, case: CaseId, fact: f.Fact) -> Way | None:
        """From where to where this fact led; None where the flow went on."""
        match fact:
            case f.FanOutOpened():
                self.begun[fact.element] += 1
            case f.WorkOffered() if fact.element not in self._several:
                self.begun[fact.element] += 1
            case f.CaseFinished():
                self._ended[case] = fact.element
            case f.CaseReopened():
                return "reopened", self._ended.get(case, ""), fact.element
            case _:
                return self._moved(fact)
        return None

    def _moved(self, fact: f.Fact) -> Way | None:
        match fact:
            case f.WorkReturned():
                kind = "straight" if fact.straight else "returned"
                return kind, self._items[fact.item].element, fact.element
            case f.WorkTakenBack() if fact.element:
                return "taken_back", fact.element, self._items[fact.item].element
            case f.CaseJumped():
                return "jumped", self._items[fact.item].element, fact.element
            case _:
                return None
