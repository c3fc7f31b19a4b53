"""Work as the API gives it."""

from __future__ import annotations

from marshmallow import Schema, fields

from server.web.api.given import Anything, DeadlineOut, FormJson, MembershipOut, StepOfCaseOut


class CompletedOut(Schema):
    """The work that was done, and the case that goes on."""

    item = fields.UUID()
    case = fields.UUID()


class SavedOut(Schema):
    """When the draft was kept."""

    saved_at = fields.AwareDateTime()


class WorkItemOut(StepOfCaseOut):
    """One piece of work in the inbox."""

    id = fields.UUID(attribute="item")
    urgency = fields.Str()
    from_body = fields.Str()
    from_body_en = fields.Str()
    body = fields.Str()
    body_en = fields.Str()
    holder = fields.Str()
    holder_en = fields.Str()
    is_mine = fields.Bool()
    is_unread = fields.Bool()
    offered_at = fields.AwareDateTime()
    deadline = fields.Nested(DeadlineOut)
    member = fields.Nested(MembershipOut, allow_none=True)


class CountsOut(Schema):
    """Figures over the inbox; more than ``cap`` are counted as one more than it."""

    open = fields.Int()
    late = fields.Int()
    today = fields.Int()
    unclaimed = fields.Int()
    mine = fields.Int()
    notices = fields.Int()
    cap = fields.Int()


class InboxOut(Schema):
    """One page of the inbox."""

    items = fields.List(fields.Nested(WorkItemOut), attribute="rows")
    counts = fields.Nested(CountsOut)
    next = fields.Str(allow_none=True)
    previous = fields.Str(allow_none=True)


class DocumentOut(Schema):
    """An attached file."""

    id = fields.UUID(attribute="document")
    reference = fields.Function(lambda row: f"doc:{row.document}")
    item = fields.UUID()
    name = fields.Str()
    size = fields.Int()
    media_type = fields.Str()
    sha256 = fields.Str()
    by = fields.Str()
    by_en = fields.Str()
    at = fields.AwareDateTime()


class ChoiceOut(Schema):
    """A decision open to whoever completes the work."""

    flow = fields.Str()
    name = fields.Str()
    name_en = fields.Str()


class ProgressOut(Schema):
    """One line of the progress of a case."""

    element = fields.Str()
    name = fields.Str()
    name_en = fields.Str()
    state = fields.Str()
    who = fields.Str()
    who_en = fields.Str()
    at = fields.AwareDateTime(allow_none=True)
    note = fields.Str()


class TaskOut(Schema):
    """A piece of work with its form and all that is known."""

    id = fields.UUID(attribute="row.item")
    row = fields.Nested(WorkItemOut)
    state = fields.Str()
    element = fields.Str()
    revision = fields.Int()
    form = FormJson(allow_none=True)
    values = Anything()
    draft_at = fields.AwareDateTime(allow_none=True)
    choices = fields.List(fields.Nested(ChoiceOut))
    law = fields.Str()
    instructions = fields.Str()
    instructions_en = fields.Str()
    progress = fields.List(fields.Nested(ProgressOut))
    documents = fields.List(fields.Nested(DocumentOut))
    received = fields.List(fields.Nested(DocumentOut))
    may_claim = fields.Bool()
    may_complete = fields.Bool()
    may_give_back = fields.Bool()
