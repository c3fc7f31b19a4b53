"""What the page of separated duties shows: each separation, and where it holds now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from server.domain.ids import ProcessKey
    from server.domain.separation import FourEyes
    from server.domain.values import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class StepApart:
    """A step of the newest version of a process, or how a case of it is started."""

    process: ProcessKey
    title: str
    title_en: str
    step: str
    step_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DutiesApart:
    """A separation that the house keeps in whatever process."""

    first: Words
    second: Words
    of_bodies: bool
    source: Words
    first_steps: tuple[StepApart, ...]
    second_steps: tuple[StepApart, ...]

    @property
    def holds_now(self) -> bool:
        """Whether any process has steps of both."""
        return bool(self.first_steps and self.second_steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnApart:
    """What one diagram keeps apart beyond that."""

    step: StepApart
    others: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeparationsPage:
    """Everything that one person, or one body, may not do both of."""

    duties: tuple[DutiesApart, ...]
    drawn: tuple[DrawnApart, ...]
    four_eyes: tuple[FourEyes, ...]
