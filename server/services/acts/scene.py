"""What an act has before it: the work or the case, who stands before it and how, and what was handed in."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeVar

from server.domain.amending import step_of
from server.services.separating import barred

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from server.domain.acts import Standing
    from server.domain.ids import BodyId, CaseId, PersonId
    from server.domain.people import Actor
    from server.domain.ports import CaseFile, CaseProposal, HeldCase, Unit
    from server.domain.process import Model, Step
    from server.domain.reading import Question
    from server.domain.values import Words
    from server.domain.work import WorkItem
    from server.services.county import County
    from server.services.running import Run
    from server.services.separating import Barred


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What was handed in for an act, under the names of ``Asks``."""

    people: tuple[PersonId, ...] = ()
    targets: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    """Of people and targets; empty: persons first, then bodies, as they were chosen."""
    way: str = ""
    choice: str | None = None
    until: date | None = None
    text: str = ""
    reason: str = ""
    foreseen: str = ""
    """The mark of what was foretold, of an act that waited for the network; empty: it didn't wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting(ABC):
    """Somebody who stands before something."""

    run: Run
    actor: Actor
    standings: frozenset[Standing]

    @property
    @abstractmethod
    def root(self) -> CaseId:
        """The matter that it belongs to."""

    @property
    def unit(self) -> Unit:
        """The transaction."""
        return self.run.unit

    @property
    def county(self) -> County:
        """The county in force."""
        return self.run.county

    @property
    def today(self) -> date:
        """The day in the county."""
        return self.run.record.today

    def kept(self, text: str) -> str:
        """The digest of typed text, which lies in the contents of the matter; empty for none."""
        return self._said("text", text)

    def kept_reason(self, reason: str) -> str:
        """The digest of why something is done, as the history tells it; empty for none."""
        return self._said("reason", reason)

    def _said(self, name: str, words: str) -> str:
        return self.run.record.content(self.root, {name: words}) if words else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene(Setting):
    """A piece of work as somebody stands before it."""

    item: WorkItem
    body: BodyId | None = None
    """Whose people are looked at; None: those of the body that has the work."""
    chosen: tuple[PersonId, ...] = ()
    """Who was chosen already, from whatever body."""

    @property
    def looked_at(self) -> BodyId:
        """The body whose people may be chosen on the page; whoever chooses goes from body to body."""
        return self.body or self.item.body

    @property
    def root(self) -> CaseId:
        """The matter that it belongs to."""
        return self.item.root

    @property
    def step(self) -> Step:
        """What the diagram says of the work."""
        return step_of(self.model, self.item)

    @property
    def model(self) -> Model:
        """The diagram that the work comes from."""
        tools, version = self.run.tools, self.unit.cases.find(self.item.case).version
        return tools.engine.learn(version, tools.shelf.sources(self.unit, version))

    def barred(self, persons: Mapping[PersonId, Words]) -> Mapping[PersonId, Barred]:
        """Who of these may not do the work, and why."""
        model = self.model
        step = step_of(model, self.item)
        return barred(self.unit, model, step, self.item, persons, self.today)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseScene(Setting):
    """A whole case as somebody stands before it."""

    case: CaseFile
    work: tuple[WorkItem, ...]
    """Its open work, branches and all."""
    proposal: CaseProposal | None
    family: Mapping[CaseId, HeldCase] = field(default_factory=dict)
    """The case and its branches, locked; nothing while it is only looked at."""

    @property
    def root(self) -> CaseId:
        """The case itself."""
        return self.case.root


Before_contra = TypeVar("Before_contra", bound=Setting, contravariant=True)


class Deed(Protocol[Before_contra]):
    """One act: what it asks for, what will follow, and how it is done."""

    def ask(self, scene: Before_contra) -> tuple[Question, ...]:
        """What it asks for; what may be chosen now."""

    def foresee(self, scene: Before_contra) -> tuple[Words, ...]:
        """What will happen to whom, said before the click."""

    def do(self, scene: Before_contra, held: HeldCase, given: Given) -> None:
        """Carry it out, the case being locked; what was given is among what was asked for."""
