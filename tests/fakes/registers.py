"""The registers, in memory; what administrators do to them is tested over the real store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.reading.registers import LooseEnds, RegisterPage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from server.domain.ids import BodyId, ItemId, LeavingId, PersonId, ProposalId
    from server.domain.people import Holding, Person
    from server.domain.reading.proposals import ProposalRow
    from server.domain.reading.registers import (
        HeldWork,
        LeavingRow,
        OpenWork,
        Orphan,
        RegisterQuery,
    )
    from server.domain.registers import ProposalStage, Register
    from server.domain.values import Values
    from tests.fakes.state import State


class FakeRegisterBook:
    """Persons and holdings; nothing open, nothing proposed."""

    def __init__(self, state: State) -> None:
        self._state = state

    def hold(self) -> None:
        """Nobody else is there."""

    def persons(self) -> tuple[Person, ...]:
        """All persons."""
        return tuple(self._state.persons.values())

    def holdings(self) -> tuple[Holding, ...]:
        """Who holds which post."""
        return tuple(self._state.holdings)

    def keep_former(self, register: Register, key: str, until: date, entry: Values) -> None:
        """Forgets it: no picture of the fakes looks back."""

    def page(self, query: RegisterQuery, day: date) -> RegisterPage:
        """An empty page."""
        del query, day
        return RegisterPage(rows=(), next=None)

    def open_work(
        self, desks: Iterable[tuple[BodyId, str]]
    ) -> Mapping[tuple[BodyId, str], OpenWork]:
        """Nothing lies open."""
        del desks
        return {}

    def proposal(self, proposal: ProposalId) -> ProposalRow | None:
        """Nothing was proposed."""
        del proposal
        return None

    def proposals(
        self, stage: ProposalStage, *, after: ProposalId | None, limit: int
    ) -> tuple[ProposalRow, ...]:
        """Nothing was proposed."""
        del stage, after, limit
        return ()

    def ahead(self, until: date | None = None) -> tuple[ProposalRow, ...]:
        """Nothing waits for its day."""
        del until
        return ()

    def take_due(self, now: datetime) -> bool:
        """Nothing waits for its day."""
        del now
        return False

    def next_due(self, now: datetime) -> ProposalRow | None:
        """Nothing waits for its day."""
        del now
        return None


class FakeLeavingBook:
    """Nobody leaves."""

    def __init__(self, state: State) -> None:
        self._state = state

    def find(self, leaving: LeavingId) -> LeavingRow | None:
        """Nobody left."""
        del leaving
        return None

    def of_person(self, person: PersonId) -> tuple[LeavingRow, ...]:
        """Nobody left."""
        del person
        return ()

    def due(self, day: date) -> tuple[LeavingId, ...]:
        """Nobody left."""
        del day
        return ()

    def count_held(self, person: PersonId) -> int:
        """How much a person holds."""
        return sum(item.holder == person for item in self._state.items.values())

    def held(self, person: PersonId, limit: int) -> tuple[HeldWork, ...]:
        """Nothing to hand on."""
        del person, limit
        return ()

    def left_behind(self, day: date, limit: int) -> tuple[tuple[ItemId, PersonId], ...]:
        """Nobody's time is over."""
        del day, limit
        return ()

    def of_ended_bodies(self, day: date, limit: int) -> tuple[Orphan, ...]:
        """No body is over."""
        del day, limit
        return ()

    def count_handed(self, leaving: LeavingId, *, handed: int, returned: int) -> None:
        """Nothing was handed on."""

    def loose_ends(self, person: PersonId) -> LooseEnds:
        """Nothing else."""
        del person
        return LooseEnds(drafts=0, sessions=0, tokens=0)

    def sign_out_everywhere(self, person: PersonId) -> None:
        """Ends all sessions."""
        for session in [s for s, (whose, _) in self._state.sessions.items() if whose == person]:
            del self._state.sessions[session]
