"""A history as its journals tell it: what was done, to be done again, and what was waited for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from server.domain import facts as f
from server.domain.ids import CaseId, SubjectId, Token
from server.domain.replay import fold
from server.engine.state import restore
from tests.engine.player import FakeWorld

if TYPE_CHECKING:
    from uuid import UUID

    from server.domain.journal import Entry
    from server.domain.ports import Unit
    from tests.features.matter import Matter

Path = tuple[tuple[str, int], ...]
"""A branch by its fan-outs from the top: the token of each, and the place in it."""
UUIDS = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")


class Act(NamedTuple):
    """What moved a case: work done, a moment come, a message or signal heard."""

    kind: str
    path: Path = ()
    token: str = ""
    choice: str | None = None
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The journals of a matter, branches and all."""

    entries: dict[UUID, tuple[Entry, ...]]

    @classmethod
    def of(cls, matter: Matter) -> Told:
        """As they are written now."""
        with matter.world.tools.unit() as unit:
            return cls(
                entries={
                    case: unit.journal.entries(SubjectId(CaseId(case))) for case in matter.family
                }
            )

    def facts(self, case: UUID) -> list[f.Fact]:
        """All that happened to one case."""
        return [fact for entry in self.entries[case] for fact in entry.facts]

    @property
    def all_facts(self) -> list[tuple[UUID, f.Fact]]:
        """All that happened, case by case."""
        return [(case, fact) for case in self.entries for fact in self.facts(case)]

    def tokens(self) -> dict[str, str]:
        """The waiting place of every item, timer and fan-out, by its id."""
        found = {}
        for _, fact in self.all_facts:
            match fact:
                case f.WorkOffered():
                    found[str(fact.item)] = fact.token
                case f.TimerSet():
                    found[str(fact.timer)] = fact.token
                case f.FanOutOpened():
                    found[str(fact.fan_out)] = fact.token
        return found

    def path(self, case: UUID) -> Path:
        """Where a case lies in its matter."""
        [started] = [fact for fact in self.facts(case) if isinstance(fact, f.CaseStarted)]
        if started.parent is None:
            return ()
        place = (self.tokens()[str(started.fan_out)], started.index or 0)
        return (*self.path(started.parent), place)

    def acts(self) -> list[Act]:
        """What moved the cases, as far as the journals tell; of each case in its order."""
        tokens = self.tokens()
        found = []
        for case, fact in self.all_facts:
            match fact:
                case f.WorkCompleted():
                    place = (self.path(case), tokens[str(fact.item)])
                    found.append(Act("work", *place, choice=fact.choice))
                case f.TimerFired():
                    found.append(Act("timer", self.path(case), tokens[str(fact.timer)]))
                case f.MessageHeard():
                    found.append(Act(fact.kind, name=fact.name))
        return found

    def written(self) -> list[tuple[Path, list[str]]]:
        """The journals word by word, but for names that are given anew each time."""
        names: dict[str, str] = {}
        by_path = sorted((self.path(case), case) for case in self.entries)
        return [
            (
                path,
                [
                    UUIDS.sub(
                        lambda found: names.setdefault(found[0], f"#{len(names)}"), entry.text
                    )
                    for entry in self.entries[case]
                ],
            )
            for path, case in by_path
        ]

    def waited_for(self, case: UUID) -> set[tuple[str, str]]:
        """The waiting places that the facts of one case leave open: token and element."""
        story, tokens = fold(self.facts(case)), self.tokens()
        open_work = ((tokens[str(item)], story.offered[item].element) for item in story.open_work)
        rest = {**story.timers, **story.fan_outs}
        others = ((tokens[str(key)], element) for key, element in rest.items())
        return {*open_work, *others, *story.listening.items()}


def restored(matter: Matter, unit: Unit, case: UUID) -> set[tuple[str, str]] | None:
    """The waiting places of what the engine restores for a case; None when it keeps nothing."""
    held = unit.cases.hold(CaseId(case))
    if not held.saved:
        return None
    diagram = matter.world.tools.engine._diagrams[held.version]  # type: ignore[attr-defined]  # the engine's own
    run = restore(diagram, held.saved, data=held.data, outer=held.outer, world=FakeWorld())
    return {(Token(task.id), task.task_spec.bpmn_id) for task in run.tasks.values() if task.told}
