"""Cases and their journals as the API gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marshmallow import Schema, fields

from server.domain.values import plain
from server.web.api.given import DeadlineOut, MembershipOut, Sorted
from server.web.api.given_acts import ActOut
from server.web.api.given_incidents import IncidentOut
from server.web.api.given_work import DocumentOut

if TYPE_CHECKING:
    from collections.abc import Mapping


class CaseRowOut(Schema):
    """One case in a list."""

    id = fields.UUID(attribute="case")
    number = fields.Str()
    title = fields.Str()
    process_title = fields.Str()
    process_title_en = fields.Str()
    status = fields.Str()
    now = fields.Str()
    now_en = fields.Str()
    with_whom = fields.Str()
    with_whom_en = fields.Str()
    started_at = fields.AwareDateTime()
    touched_at = fields.AwareDateTime()
    deadline = fields.Nested(DeadlineOut)
    shown = fields.Dict()


class CasesOut(Schema):
    """One page of cases."""

    items = fields.List(fields.Nested(CaseRowOut), attribute="rows")
    next = fields.Str(allow_none=True)


class FoundOut(CasesOut):
    """Matters found by one look; there may be more though the page isn't full."""


class HoldingOut(Schema):
    """Who has the case now."""

    item = fields.UUID()
    element = fields.Str()
    step = fields.Str()
    step_en = fields.Str()
    body = fields.Str()
    body_en = fields.Str()
    post = fields.Str()
    holder = fields.Str()
    holder_en = fields.Str()
    since = fields.AwareDateTime()
    deadline = fields.Nested(DeadlineOut)
    member = fields.Nested(MembershipOut, allow_none=True)
    is_signed = fields.Bool()
    waits_for = fields.Str()
    waits_for_en = fields.Str()
    acts = fields.List(fields.Nested(ActOut))


class HappeningOut(Schema):
    """One thing that happened, in words."""

    seq = fields.Int()
    at = fields.AwareDateTime()
    sentence = fields.Str()
    sentence_en = fields.Str()
    who = fields.Str()
    who_en = fields.Str()
    kind = fields.Str()
    element = fields.Str()
    branch = fields.Str()
    branch_en = fields.Str()
    member = fields.Nested(MembershipOut, allow_none=True)


class MemberOut(Schema):
    """One branch of a step under way."""

    branch = fields.UUID()
    index = fields.Int()
    body = fields.Str()
    body_en = fields.Str()
    is_open = fields.Bool()
    member = fields.Nested(MembershipOut, allow_none=True)


class MembersOut(Schema):
    """A step under way whose members you may change."""

    fan_out = fields.UUID()
    element = fields.Str()
    step = fields.Str()
    step_en = fields.Str()
    members = fields.List(fields.Nested(MemberOut))


class AddedOut(Schema):
    """The branches of those who joined, in the order given."""

    branches = fields.List(fields.UUID())


class RetriedOut(Schema):
    """How many steps went through."""

    steps = fields.Int()


class HeardOut(Schema):
    """The cases that heard a message or signal, or began by it; or that it is kept."""

    moved = fields.List(fields.UUID())
    started = fields.List(fields.UUID())
    kept = fields.Bool()


class StandstillOut(Schema):
    """Why a case stands still, since when, by whom, and until when."""

    ground = fields.Str()
    ground_en = fields.Str()
    since = fields.AwareDateTime()
    by = fields.Str()
    by_en = fields.Str()
    until = fields.AwareDateTime(allow_none=True)


class LookOut(Schema):
    """That somebody from outside looked at a case, or had its personal data shown."""

    at = fields.AwareDateTime()
    who = fields.Str()
    who_en = fields.Str()
    body = fields.Str()
    body_en = fields.Str()
    by = fields.Str()
    by_en = fields.Str()
    reason = fields.Str()


class LeapOut(Schema):
    """Where the case went on by no flow that is drawn."""

    kind = fields.Str()
    from_element = fields.Str()
    from_step = fields.Str()
    from_step_en = fields.Str()
    element = fields.Str()
    step = fields.Str()
    step_en = fields.Str()
    round = fields.Int()
    at = fields.AwareDateTime()
    who = fields.Str()
    who_en = fields.Str()


class CaseOut(Schema):
    """Where a case is, who has it, until when, and what happened."""

    id = fields.UUID(attribute="case")
    number = fields.Str()
    title = fields.Str()
    process = fields.Str()
    process_title = fields.Str()
    process_title_en = fields.Str()
    version = fields.Int()
    status = fields.Str()
    started_at = fields.AwareDateTime()
    started_by = fields.Str()
    started_by_en = fields.Str()
    from_body = fields.Str()
    from_body_en = fields.Str()
    ended_at = fields.AwareDateTime(allow_none=True)
    urgency = fields.Str()
    revision = fields.Int()
    done = Sorted(fields.Str(), attribute="marks.done")
    now = Sorted(fields.Str(), attribute="marks.now")
    late = Sorted(fields.Str(), attribute="marks.late")
    stuck = Sorted(fields.Str(), attribute="marks.stuck")
    flows = Sorted(fields.Str(), attribute="marks.flows")
    leaps = fields.List(fields.Nested(LeapOut), attribute="marks.leaps")
    holdings = fields.List(fields.Nested(HoldingOut))
    happenings = fields.List(fields.Nested(HappeningOut))
    documents = fields.List(fields.Nested(DocumentOut))
    incidents = fields.List(fields.Nested(IncidentOut))
    several = fields.List(fields.Nested(MembersOut))
    acts = fields.List(fields.Nested(ActOut))
    standstill = fields.Nested(StandstillOut, allow_none=True)
    looks = fields.List(fields.Nested(LookOut))
    hides = fields.Bool()
    digest = fields.Str()
    is_verified = fields.Bool()


class PastHoldingOut(Schema):
    """Who had the case then."""

    element = fields.Str()
    step = fields.Str()
    step_en = fields.Str()
    body = fields.Str()
    body_en = fields.Str()
    holder = fields.Str()
    holder_en = fields.Str()


class CasePastOut(Schema):
    """How a case stood at a moment."""

    id = fields.UUID(attribute="case")
    number = fields.Str()
    at = fields.AwareDateTime()
    status = fields.Str()
    done = Sorted(fields.Str(), attribute="marks.done")
    now = Sorted(fields.Str(), attribute="marks.now")
    late = Sorted(fields.Str(), attribute="marks.late")
    stuck = Sorted(fields.Str(), attribute="marks.stuck")
    flows = Sorted(fields.Str(), attribute="marks.flows")
    leaps = fields.List(fields.Nested(LeapOut), attribute="marks.leaps")
    holdings = fields.List(fields.Nested(PastHoldingOut))
    happenings = fields.List(fields.Nested(HappeningOut))


class BrokenOut(Schema):
    """A journal that doesn't fit, and its first entry that doesn't."""

    subject = fields.Function(lambda pair: pair[0])
    seq = fields.Function(lambda pair: pair[1])


class VerdictOut(Schema):
    """What a recomputation of all journals found."""

    is_sound = fields.Bool()
    journals = fields.Int()
    entries = fields.Int()
    broken = fields.List(fields.Nested(BrokenOut))
    apart = fields.List(fields.Str())
    """Cases whose tables say something else than their journal."""


class JournalLineOut(Schema):
    """One journal entry with its facts."""

    seq = fields.Int()
    at = fields.AwareDateTime()
    person = fields.Str(allow_none=True)
    facts = fields.Function(lambda line: [_fact(*fact) for fact in line.facts])
    digest = fields.Str()


def _fact(name: str, members: Mapping[str, object]) -> dict[str, Any]:
    return {"fact": name, **plain(members)}
