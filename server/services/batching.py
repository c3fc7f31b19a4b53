"""The same act on many pieces of work (批量): looked at together, carried out one by one.

Each piece is an act of its own, under a key of its own: one that is refused holds up no other,
and a repeat of the whole does nothing twice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from server.domain import work
from server.domain.acts import Act
from server.domain.amending import step_of
from server.domain.errors import NoSuchWork, NotAlike, Refusal, TooManyAtOnce
from server.domain.ids import ItemId
from server.domain.reading import Batch, BatchRow
from server.domain.rights import check
from server.services import acting, working
from server.services.acts.scene import Given
from server.services.acts.standing import stage_of
from server.services.translating import spoken_form
from server.services.working import Answer

if TYPE_CHECKING:
    from server.domain.ids import VersionId
    from server.domain.people import Actor
    from server.domain.ports import Unit
    from server.domain.work import WorkItem
    from server.services.tools import Tools

MOST = 100
"""Pieces of work at once; whoever has more does them in several goes."""
AnswerTo = Callable[[ItemId], Answer]
"""The answer to one of them: the same for all, but that each has its own copy of a file."""


class BatchAct(StrEnum):
    """What can be done to many pieces of work at once."""

    CLAIM = "claim"
    COMPLETE = "complete"
    DISPATCH = Act.DISPATCH.value
    HAND_OVER = Act.HAND_OVER.value


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchGiven:
    """What was handed in for all of them: an answer to their form, or what an act asks for."""

    answer_to: AnswerTo = field(default=lambda _: Answer(values={}))
    given: Given = field(default_factory=Given)


class Many:
    """Pieces of work on which one person wants one act."""

    def __init__(
        self, tools: Tools, actor: Actor, act: BatchAct, items: tuple[ItemId, ...]
    ) -> None:
        if not 0 < len(items) <= MOST:
            raise TooManyAtOnce(most=MOST)
        self.act = act
        self.items = tuple(dict.fromkeys(items))
        self._tools = tools
        self._actor = actor

    def look(self, language: str = "zh") -> Batch:
        """What would become of each piece, and what is asked for once for all of them."""
        with self._tools.unit() as unit:
            self._tools.shelf.county(unit)
            kind = self._kind(unit)
            rows = tuple(
                self._row(unit, item, self._obstacle(unit, item, kind)) for item in self.items
            )
            able = next((row.item for row in rows if row.refusal is None), None)
            item = unit.work.find(able) if able else None
            return self._asking(unit, item, rows, language) if item else Batch(rows=rows)

    def only(self, *items: ItemId) -> Many:
        """The same act on some of them."""
        return Many(self._tools, self._actor, self.act, items)

    def form(self, language: str = "zh") -> bytes | None:
        """What is answered once for all of them, if they are to be completed.

        It is told also where none can be completed any more: a repeat is read as it was the first time.
        """
        with self._tools.unit() as unit:
            first = unit.work.find(self.items[0])
            if first is None or self.act is not BatchAct.COMPLETE:
                return None
            return self._form_of(unit, first, language)

    def carry_out(self, given: BatchGiven, request_key: str) -> tuple[BatchRow, ...]:
        """Carries the act out on each piece by itself; what became of each."""
        with self._tools.unit() as unit:
            kind = self._kind(unit)
        outcomes = [(item, self._done(item, given, kind, request_key)) for item in self.items]
        with self._tools.unit() as unit:
            self._tools.shelf.county(unit)
            return tuple(self._row(unit, item, refusal) for item, refusal in outcomes)

    # --- one of them --------------------------------------------------------------------------

    def _done(
        self, item: ItemId, given: BatchGiven, kind: tuple[VersionId, str] | None, request_key: str
    ) -> Refusal | None:
        tools, actor, key = self._tools, self._actor, f"{request_key}/{item}"
        try:
            match self.act:
                case BatchAct.CLAIM:
                    working.claim(tools, actor, item, key)
                case BatchAct.COMPLETE:
                    with tools.unit() as unit:
                        self._check_alike(unit, self._found(unit, item), kind)
                    answer = replace(given.answer_to(item), is_for_many=True)
                    working.complete(tools, actor, item, answer, key)
                case _:
                    acting.act(tools, actor, item, Act(self.act), given.given, key)
        except Refusal as refusal:
            return refusal
        return None

    def _obstacle(
        self, unit: Unit, number: ItemId, kind: tuple[VersionId, str] | None
    ) -> Refusal | None:
        """Why the act could not be carried out on a piece now."""
        try:
            item = self._found(unit, number)
            match self.act:
                case BatchAct.CLAIM:
                    work.claim(item, self._actor)
                case BatchAct.COMPLETE:
                    work.check_doer(item, self._actor)
                    self._check_alike(unit, item, kind)
                case _:
                    scene = acting.scene(self._tools, self._actor, unit, item)
                    check(Act(self.act), scene.standings, stage_of(item))
                    acting.questions(scene, Act(self.act))
        except Refusal as refusal:
            return refusal
        return None

    def _asking(
        self, unit: Unit, item: WorkItem, rows: tuple[BatchRow, ...], language: str
    ) -> Batch:
        match self.act:
            case BatchAct.CLAIM:
                return Batch(rows=rows)
            case BatchAct.COMPLETE:
                version = unit.cases.find(item.case).version
                sources = self._tools.shelf.sources(unit, version)
                step = step_of(self._tools.engine.learn(version, sources), item)
                form = self._form_of(unit, item, language)
                return Batch(rows=rows, form=form, choices=step.choices)
            case _:
                scene = acting.scene(self._tools, self._actor, unit, item)
                return Batch(rows=rows, questions=acting.questions(scene, Act(self.act)))

    def _form_of(self, unit: Unit, item: WorkItem, language: str) -> bytes | None:
        sources = self._tools.shelf.sources(unit, unit.cases.find(item.case).version)
        return spoken_form(sources, item.form, language)

    def _kind(self, unit: Unit) -> tuple[VersionId, str] | None:
        """What has to be the same for work that is completed together: diagram and step of the first."""
        first = unit.work.find(self.items[0])
        return (unit.cases.find(first.case).version, first.element) if first else None

    def _check_alike(self, unit: Unit, item: WorkItem, kind: tuple[VersionId, str] | None) -> None:
        if (unit.cases.find(item.case).version, item.element) != kind:
            raise NotAlike

    @staticmethod
    def _found(unit: Unit, number: ItemId) -> WorkItem:
        item = unit.work.find(number)
        if item is None:
            raise NoSuchWork
        return item

    def _row(self, unit: Unit, item: ItemId, refusal: Refusal | None) -> BatchRow:
        """A piece as lists show it; of what isn't theirs nothing is told."""
        told = unit.views.row(self._actor, item, self._tools.clock.now())
        is_hidden = told is None or isinstance(refusal, NoSuchWork)
        return BatchRow(item=item, row=None if is_hidden else told, refusal=refusal)
