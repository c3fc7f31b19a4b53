"""Proposals of changes to the registers, as pages show them: before and after, whom they touch."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from server.domain.ids import PersonId, ProposalId
    from server.domain.reading.registers import OpenWork
    from server.domain.registers import Register
    from server.domain.values import Values


def day_ahead(effective: date | None, today: date) -> date | None:
    """The day to come from which changes hold, or would; None: they wait for none, or it has come."""
    return effective if effective is not None and effective > today else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalRow:
    """Changes that were proposed, and what became of them."""

    id: ProposalId
    at: datetime
    person: PersonId
    who: str
    who_en: str
    digest: str
    count: int
    state: str
    """``open``, ``agreed``, ``refused`` or ``withdrawn``; for a day to come: ``waiting``, then ``made`` or ``failed``."""
    decided_at: datetime | None = None
    decided_by: str = ""
    decided_by_en: str = ""
    reason: str | None = None
    """Digest of why it was refused or taken back, or of what stood against it."""
    effective: date | None = None
    """The day that was named when they were proposed; None: as soon as they are agreed to."""
    ahead: date | None = None
    """That day while it is still to come, for who reads; None where none was named, or it has come."""

    @property
    def is_late(self) -> bool:
        """Whether the day came before two had agreed: then they hold as soon as they are agreed to."""
        return self.effective is not None and not self.ahead and self.state in {"open", "agreed"}

    def on(self, today: date) -> ProposalRow:
        """As it is read on a day."""
        return replace(self, ahead=day_ahead(self.effective, today))


@dataclass(frozen=True, slots=True, kw_only=True)
class CellChange:
    """One cell of an entry, before and after."""

    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryChange:
    """What becomes, or became, of one entry."""

    register: Register
    key: str
    is_new: bool
    cells: tuple[CellChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFault:
    """What stands against a change on the day for which it waited, and what to do."""

    register: Register
    key: str
    column: str
    zh: str
    en: str

    def as_values(self) -> Values:
        """As it is kept."""
        return asdict(self) | {"register": self.register.value}


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchedDesk:
    """A desk that changes touch: who sits there, and what is open there."""

    body: str
    body_en: str
    role: str
    persons: tuple[tuple[str, str], ...]
    """Chinese and English names."""
    open: OpenWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """Who agreed to changes as the second administrator, and when."""

    at: datetime
    who: str
    who_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalPage:
    """A proposal with all its changes, for one who looks at it."""

    row: ProposalRow
    changes: tuple[EntryChange, ...]
    why: str
    why_not: str
    may_decide: bool
    may_withdraw: bool
    """Whether the reader may take it back: their own, or one that waits for a day still to come."""
    agreed: Agreed | None = None
    """Who agreed to it, also when it was taken back afterwards."""
    faults: tuple[EntryFault, ...] = ()
    """What stood against it when its day came."""
    touched: tuple[TouchedDesk, ...] = ()
    """Whom it touches, as long as it isn't made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What will become of an entry on a day to come."""

    proposal: ProposalId
    effective: date
    ahead: date | None
    """That day while it is still to come; None while they are just being made."""
    cells: tuple[CellChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What two agreed on for a day to come and a chart of that day does not show yet."""

    proposal: ProposalId
    effective: date
    count: int
    """How many changes the proposal has, also of what no chart shows."""
    changes: tuple[EntryChange, ...]
    """Those that a chart will show."""
