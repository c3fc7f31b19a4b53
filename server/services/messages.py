"""Messages and signals on their way: what a job carries of them, how they are heard, and by whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from server.domain import facts as f
from server.domain.ids import CaseId, MessageId, SubjectId
from server.domain.moves import Deliver

if TYPE_CHECKING:
    from collections.abc import Mapping

    from server.domain.ids import Token
    from server.domain.ports import HeldCase, KeptMessage
    from server.domain.values import Values
    from server.services.recording import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What somebody outside sends."""

    name: str
    values: Values
    key: str = ""
    keep_for: timedelta | None = None
    """How long it is kept if nobody waits for it; None: as long as the settings say."""

    @property
    def particulars(self) -> tuple[object, ...]:
        """All that tells it from another."""
        return (self.name, self.key, self.values, self.keep_for)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A message or signal on its way to whoever listens for it."""

    source: UUID
    """In whose contents its values lie."""
    kind: str
    name: str
    key: str
    digest: str
    until: datetime
    """Until when it is kept if nobody waits for it."""
    by: CaseId | None = None
    """The case that threw it; a signal was heard there at once, in the step that threw it."""
    message: MessageId | None = None
    """Its own journal, when it was sent from outside or kept for a while."""

    @classmethod
    def of(cls, kept: KeptMessage) -> Sent:
        """A message that was kept until now."""
        return cls(
            source=kept.source,
            kind="message",
            name=kept.name,
            key=kept.key,
            digest=kept.digest,
            until=kept.until,
            message=kept.id,
        )

    @classmethod
    def read(cls, job: Mapping[str, str]) -> Sent:
        """What a job in the queue carries, or what an incident keeps."""
        by, message = job.get("by"), job.get("message")
        return cls(
            source=UUID(job["source"]),
            kind=job["kind"],
            name=job["name"],
            key=job["key"],
            digest=job["digest"],
            until=datetime.fromisoformat(job["until"]),
            by=CaseId(UUID(by)) if by else None,
            message=MessageId(UUID(message)) if message else None,
        )

    @property
    def job(self) -> dict[str, str]:
        """What a job in the queue is to carry."""
        known = {"by": self.by, "message": self.message}
        return {
            "source": self.source.hex,
            "kind": self.kind,
            "name": self.name,
            "key": self.key,
            "digest": self.digest,
            "until": self.until.isoformat(),
        } | {name: who.hex for name, who in known.items() if who}

    def heard(self, element: str, digest: str) -> f.MessageHeard:
        """What the journal of a case says of it; the digest is that of what it brought."""
        return f.MessageHeard(
            element=element,
            kind=self.kind,
            name=self.name,
            key=self.key,
            digest=digest,
            message=self.message,
        )

    def told(self, record: Record, fact: f.MessageGiven | f.MessageHeldBack) -> None:
        """Says in its own journal what became of it, if it has one."""
        if self.message is not None:
            record.of_subject(SubjectId(self.message), fact)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ear:
    """A place of a held case that listens."""

    held: HeldCase
    token: Token
    element: str

    def hear(self, record: Record, sent: Sent, values: Values) -> Deliver:
        """Lets it hear a message or signal, and gives the push by which the case goes on."""
        digest = record.content(self.held.root, values)
        ended = f.ListeningEnded(token=self.token)
        record.of_case(self.held, ended, sent.heard(self.element, digest))
        sent.told(record, f.MessageGiven(case=self.held.id))
        return Deliver(token=self.token, values=values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """Who heard a message or signal."""

    moved: tuple[CaseId, ...] = ()
    """Cases that went on by it."""
    started: tuple[CaseId, ...] = ()
    """Cases that began by it."""
    kept: bool = False
    """Nobody waited, so it is kept."""

    @classmethod
    def read(cls, answer: Mapping[str, Any]) -> Heard:
        """What was answered before."""
        return cls(
            moved=tuple(CaseId(UUID(case)) for case in answer["moved"]),
            started=tuple(CaseId(UUID(case)) for case in answer["started"]),
            kept=answer["kept"],
        )

    @property
    def answer(self) -> dict[str, Any]:
        """As an answer that is kept under a key."""
        return {
            "moved": [case.hex for case in self.moved],
            "started": [case.hex for case in self.started],
            "kept": self.kept,
        }

    def __add__(self, other: Heard) -> Heard:
        """All who heard, here and there."""
        return Heard(
            moved=self.moved + other.moved,
            started=self.started + other.started,
            kept=self.kept or other.kept,
        )
