"""What of mails is shown: a person's choice, and how far each mail is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from server.domain.ids import BodyId, CaseId, ItemId, MailId, PersonId, ProcessKey
    from server.domain.mailing import MailChoice, MailState
    from server.domain.people import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenMail:
    """Which notices come to a person by mail, and whether the mail server takes the address."""

    choice: MailChoice
    refused_at: datetime | None = None
    refusal: str = ""
    """What the mail server said of the address."""
    is_sent: bool = True
    """Whether this house sends mail at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailLine:
    """How far one mail is; what it says stays between the house and its reader."""

    id: MailId
    state: MailState
    made_at: datetime
    due: datetime | None
    """When it is tried next."""
    sent_at: datetime | None
    tries: int
    answer: str
    name: str
    name_en: str
    """Its reader."""
    number: str
    """Of the matter that it is about; empty where there are several, or none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailPage:
    """One page of mails, the newest first."""

    rows: tuple[MailLine, ...]
    next: MailId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldOf:
    """What a notice is about, and whom it reaches."""

    kind: str
    person: PersonId | None
    body: BodyId | None
    role: str | None
    root: CaseId | None
    item: ItemId | None
    """Work that is still open."""
    process: ProcessKey | None = None
    """Of its matter; none where it is about no matter."""

    def reaches(self, actor: Actor) -> bool:
        """Whether it was told to this person, or to a role that they have for its process."""
        if self.person is not None:
            return self.person == actor.person
        seats = (seat for seat in actor.seats if self.role in seat.roles)
        if self.body is None:
            return any(seat.is_whole for seat in seats)
        return any(seat.body == self.body and seat.serves(self.process) for seat in seats)
