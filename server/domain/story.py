"""How a case stands, and a case as its facts tell it so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from server.domain.ladder import Rung

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from server.domain import facts as f


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one case stands: what the tables must say of it too."""

    status: str
    """``running``, ``suspended``, ``finished``, ``withdrawn``, ``terminated``, ``voided``; ``none`` before."""
    open_work: Mapping[UUID, UUID | None]
    """Open items and who holds each."""
    timers: frozenset[UUID]
    fan_outs: frozenset[UUID]
    listening: frozenset[str]
    """Tokens that wait for messages."""
    incidents: Mapping[UUID, UUID | None]
    """Failed steps, and who proposed to pass over each."""
    asides: frozenset[UUID] = frozenset()
    """What is asked beside the work, and neither answered nor read."""
    proposed: tuple[str, UUID] | None = None
    """Which act is proposed for the whole case, and by whom, while a second person is waited for."""
    submitted: frozenset[UUID] = frozenset()
    """Open items whose answer is given in and waits for signatures."""


@dataclass(slots=True)
class Story:
    """A case as its facts tell it so far; grows fact by fact."""

    status: str = "none"
    began: f.CaseStarted | None = None
    offered: dict[UUID, f.WorkOffered] = field(default_factory=dict)
    """Every item ever offered."""
    open_work: dict[UUID, UUID | None] = field(default_factory=dict)
    rungs: dict[UUID, str] = field(default_factory=dict)
    """The highest rung of the ladder that each open item reached."""
    timers: dict[UUID, str] = field(default_factory=dict)
    """Waiting timers and the element each belongs to."""
    fan_outs: dict[UUID, str] = field(default_factory=dict)
    listening: dict[str, str] = field(default_factory=dict)
    incidents: dict[UUID, UUID | None] = field(default_factory=dict)
    asides: dict[UUID, UUID] = field(default_factory=dict)
    """Open ones, and the item of each."""
    proposed: tuple[str, UUID] | None = None
    submitted: set[UUID] = field(default_factory=set)
    """Open items whose answer is given in."""
    failed: dict[UUID, str] = field(default_factory=dict)
    """Open incidents and the element of each."""
    passed: dict[str, int] = field(default_factory=dict)
    """Elements and flows in the order first passed, and how often."""

    @property
    def standing(self) -> Standing:
        """The part that the tables keep too."""
        return Standing(
            status=self.status,
            open_work=dict(self.open_work),
            timers=frozenset(self.timers),
            fan_outs=frozenset(self.fan_outs),
            listening=frozenset(self.listening),
            incidents=dict(self.incidents),
            asides=frozenset(self.asides),
            proposed=self.proposed,
            submitted=frozenset(self.submitted),
        )

    @property
    def now(self) -> frozenset[str]:
        """Ids of the elements where it waits for persons or branches."""
        work = (self.offered[item].element for item in self.open_work)
        return frozenset([*work, *self.fan_outs.values()])

    @property
    def stuck(self) -> frozenset[str]:
        """Ids of the elements that failed and wait for administrators."""
        return frozenset(self.failed.values())

    @property
    def late(self) -> frozenset[str]:
        """Ids of the elements whose work has passed its clock."""
        return frozenset(
            self.offered[item].element
            for item, rung in self.rungs.items()
            if item in self.open_work and Rung(rung).is_breach
        )
