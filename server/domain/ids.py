"""A type for each kind of identifier, so that one can't be taken for another."""

from __future__ import annotations

from typing import NewType
from uuid import UUID, uuid5

CaseId = NewType("CaseId", UUID)
"""One matter on its way through a process; also each branch of a fan-out and each called process."""

ItemId = NewType("ItemId", UUID)
"""One piece of work in an inbox."""

FanOutId = NewType("FanOutId", UUID)
"""One running multi-instance activity."""

TimerId = NewType("TimerId", UUID)
"""One moment that something waits for."""

StartId = NewType("StartId", UUID)
"""One start event of a deployed process that waits for something."""

MessageId = NewType("MessageId", UUID)
"""One message or signal with a journal of its own: sent from outside, or kept."""

IncidentId = NewType("IncidentId", UUID)
"""One failed push that waits to be mended."""

NoticeId = NewType("NoticeId", UUID)
"""One thing told to somebody."""

MailId = NewType("MailId", UUID)
"""One mail to one person, with one notice or several."""

CallId = NewType("CallId", UUID)
"""One event told to one hook."""

DocumentId = NewType("DocumentId", UUID)
"""One attached file."""

SubstitutionId = NewType("SubstitutionId", UUID)
"""One rule that somebody stands in for the holder of a post."""

LeavingId = NewType("LeavingId", UUID)
"""One person’s leaving office, with what they held."""

ProposalId = NewType("ProposalId", UUID)
"""Changes of the registers that wait for a second administrator."""

ViewId = NewType("ViewId", UUID)
"""One view of the inbox that somebody saved."""

PersonId = NewType("PersonId", UUID)
"""One human being; never a post."""

SubjectId = NewType("SubjectId", UUID)
"""Whatever has a journal of its own: a case, a process, a body, a person, a calendar year."""

AsideId = NewType("AsideId", UUID)
"""Something asked of one person or desk beside a piece of work."""

BodyId = NewType("BodyId", str)
"""One organisation of the county, by its short latin name: ``zjj``, ``buguan``."""

FeedId = NewType("FeedId", UUID)
"""A calendar that somebody may subscribe to."""

PostId = NewType("PostId", str)
"""One post in a body: ``zjj.head``."""

ProcessKey = NewType("ProcessKey", str)
"""One process, whatever its version: ``whistle``."""

ClockId = NewType("ClockId", str)
"""One row of the county's clock table: ``T41``."""

DecisionKey = NewType("DecisionKey", str)
"""Decision models that are deployed together, whatever their version: ``fees``."""

VersionId = NewType("VersionId", UUID)
"""One deployed version of one process, or of decision models."""

Token = NewType("Token", str)
"""One place where an instance waits; given by the engine, meaningful only with its case."""


def uuid_in(text: str) -> UUID | None:
    """An identifier as it is typed or sent; None for a mangled one."""
    try:
        return UUID(text)
    except ValueError:
        return None


NAMES = UUID("8f2d7d0e-4a5b-5c59-9d0b-6d7573746572")
"""The name space under which named things (processes, bodies, years) get a subject of their own."""


def subject_named(kind: str, name: str) -> SubjectId:
    """The journal subject of a thing that is known by a name, the same on every machine."""
    return SubjectId(uuid5(NAMES, f"{kind}/{name}"))
