"""The book of registers: who and what there is, how it was called before, and what was proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from server.domain.ids import BodyId, ItemId, LeavingId, PersonId, ProposalId
    from server.domain.people import Holding, Person
    from server.domain.reading.proposals import ProposalRow
    from server.domain.reading.registers import (
        HeldWork,
        LeavingRow,
        LooseEnds,
        OpenWork,
        Orphan,
        RegisterPage,
        RegisterQuery,
    )
    from server.domain.registers import ProposalStage, Register
    from server.domain.values import Values


class RegisterBook(Protocol):
    """The registers as administrators keep them."""

    def hold(self) -> None:
        """Let nobody else change the registers until this transaction is over."""

    def persons(self) -> tuple[Person, ...]:
        """All persons."""

    def holdings(self) -> tuple[Holding, ...]:
        """Who holds, held and will hold which post."""

    def keep_former(self, register: Register, key: str, until: date, entry: Values) -> None:
        """Keep how an entry was until (and with) a day; what was kept for that day stays."""

    def page(self, query: RegisterQuery, day: date) -> RegisterPage:
        """A page of a register, by key."""

    def open_work(
        self, desks: Iterable[tuple[BodyId, str]]
    ) -> Mapping[tuple[BodyId, str], OpenWork]:
        """What lies open on each of these desks, with the numbers of a few cases; none is left out."""

    def proposal(self, proposal: ProposalId) -> ProposalRow | None:
        """A proposal, whatever became of it."""

    def proposals(
        self, stage: ProposalStage, *, after: ProposalId | None, limit: int
    ) -> tuple[ProposalRow, ...]:
        """Proposals of a stage; newest first."""

    def ahead(self, until: date | None = None) -> tuple[ProposalRow, ...]:
        """Those that wait for their day, until (and with) this day, in their order; None: all."""

    def take_due(self, now: datetime) -> bool:
        """Whether there are any whose day has come; they are left to a job for half a minute."""

    def next_due(self, now: datetime) -> ProposalRow | None:
        """The first of those whose day has come."""


class LeavingBook(Protocol):
    """Persons who leave office, and what they still hold."""

    def find(self, leaving: LeavingId) -> LeavingRow | None:
        """One leaving."""

    def of_person(self, person: PersonId) -> tuple[LeavingRow, ...]:
        """All leavings of a person, the latest first."""

    def due(self, day: date) -> tuple[LeavingId, ...]:
        """Those whose last day is before this day and that are not carried out."""

    def count_held(self, person: PersonId) -> int:
        """How many pieces of work a person holds."""

    def held(self, person: PersonId, limit: int) -> tuple[HeldWork, ...]:
        """What a person holds, by id."""

    def left_behind(self, day: date, limit: int) -> tuple[tuple[ItemId, PersonId], ...]:
        """Open work whose holder's time at its desk is over, with the holder; not of who leaves office."""

    def of_ended_bodies(self, day: date, limit: int) -> tuple[Orphan, ...]:
        """Open work of bodies that are over and belonged to another one."""

    def count_handed(self, leaving: LeavingId, *, handed: int, returned: int) -> None:
        """Add to what was handed on so far."""

    def loose_ends(self, person: PersonId) -> LooseEnds:
        """What else a person leaves behind."""

    def sign_out_everywhere(self, person: PersonId) -> None:
        """End all sessions and tokens of a person."""
