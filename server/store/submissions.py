"""Answers that were given in and wait for those who sign after their holder."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from server.domain.ids import PersonId, PostId
from server.domain.submission import Submission
from server.store.base import Base, Id


class SubmissionRow(Base):
    """What was given in for a piece of work; it goes when it is signed, or comes back."""

    __tablename__ = "submissions"
    item: Mapped[Id] = mapped_column(ForeignKey("work_items.id"))
    at: Mapped[datetime]
    person: Mapped[UUID]
    behalf: Mapped[UUID | None]
    post: Mapped[str]
    digest: Mapped[str]
    choice: Mapped[str | None]


FROM_SIGNERS = """LEFT JOIN LATERAL (
    SELECT string_agg(coalesce(q.name, h.name || '负责人'), '、' ORDER BY a.id) AS names,
      string_agg(coalesce(q.name_en, q.name, 'head of ' || coalesce(h.name_en, h.name)), ', ' ORDER BY a.id) AS names_en
    FROM submissions u JOIN asides a ON a.item = u.item AND a.kind = 'sign_after' AND a.state = 'open'
      LEFT JOIN persons q ON q.id = a.person LEFT JOIN bodies h ON h.id = a.body
    WHERE u.item = w.id) signer ON true"""
"""Who is asked to sign what was given in, as ``Aside.whom`` says it."""


def submission(given: Any) -> Submission | None:
    """A row read as JSON with its work, as the services know it."""
    if given is None:
        return None
    return Submission(
        at=datetime.fromisoformat(given["at"]),
        person=PersonId(UUID(given["person"])),
        behalf=PersonId(UUID(given["behalf"])) if given["behalf"] else None,
        post=PostId(given["post"]),
        digest=given["digest"],
        choice=given["choice"],
    )
