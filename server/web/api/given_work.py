"""Work as the API gives it."""

from __future__ import annotations

from marshmallow import Schema, fields

from server.web.api.given import Anything, DeadlineOut, FormJson, MembershipOut, StepOfCaseOut
from server.web.api.given_acts import ActOut
from server.web.api.given_asides import AsideOut


class CompletedOut(Schema):
    """The work that was done, and the case that goes on."""

    item = fields.UUID()
    case = fields.UUID()


class SavedOut(Schema):
    """When the draft was kept."""

    saved_at = fields.AwareDateTime()


class ColumnOut(Schema):
    """A column from the business data."""

    path = fields.Str()
    name = fields.Str()
    name_en = fields.Str()


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
    more_time = fields.Str()
    more_time_en = fields.Str()
    may_open = fields.Bool()
    waits_for = fields.Str()
    waits_for_en = fields.Str()
    shown = fields.Function(lambda row: {path: list(said) for path, said in row.shown.items()})


class CountsOut(Schema):
    """Figures over the inbox; more than ``cap`` are counted as one more than it."""

    open = fields.Int()
    late = fields.Int()
    today = fields.Int()
    unclaimed = fields.Int()
    mine = fields.Int()
    unit = fields.Int()
    climbed = fields.Int()
    extensions = fields.Int()
    notices = fields.Int()
    asides = fields.Int()
    cap = fields.Int()


class InboxOut(Schema):
    """One page of the inbox."""

    items = fields.List(fields.Nested(WorkItemOut), attribute="rows")
    counts = fields.Nested(CountsOut)
    next = fields.Str(allow_none=True)
    previous = fields.Str(allow_none=True)
    is_cut = fields.Bool()


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
    is_hidden = fields.Bool()


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
    round = fields.Int()


class ReturnedOut(Schema):
    """By whom and why work was returned to this step."""

    by = fields.Str()
    by_en = fields.Str()
    at = fields.AwareDateTime()
    reason = fields.Str()
    straight = fields.Bool()


class AssignmentOut(Schema):
    """Why a piece of work lies with whoever asks."""

    body_name = fields.Str(attribute="body")
    body_name_en = fields.Str(attribute="body_en")
    role = fields.Str()
    post_title = fields.Str(attribute="post")
    post_title_en = fields.Str(attribute="post_en")
    since = fields.Date(allow_none=True)
    absent_name = fields.Str(attribute="absent")
    absent_name_en = fields.Str(attribute="absent_en")
    lender = fields.Str()
    lender_en = fields.Str()
    until = fields.Date(allow_none=True)
    lane = fields.Str()
    lane_en = fields.Str()
    org = fields.Str()
    is_by_lane = fields.Bool()
    clock = fields.Str()
    kept_apart = fields.Function(lambda why: [zh for zh, _ in why.apart])
    kept_apart_en = fields.Function(lambda why: [en for _, en in why.apart])


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
    acts = fields.List(fields.Nested(ActOut))
    assignment = fields.Nested(AssignmentOut, allow_none=True)
    against = fields.Function(lambda task: task.against and task.against[0])
    against_en = fields.Function(lambda task: task.against and task.against[1])
    asides = fields.List(fields.Nested(AsideOut))
    officers = fields.Int()
    returned = fields.Nested(ReturnedOut, allow_none=True)


class AsidePageOut(Schema):
    """A question, with the form and the files of the work it is about, and nothing else of the matter."""

    aside = fields.Nested(AsideOut, attribute="line")
    is_mine_to_answer = fields.Bool()
    choice = fields.Nested(ChoiceOut, allow_none=True)
    row = fields.Nested(WorkItemOut, attribute="task.row")
    form = FormJson(attribute="task.form", allow_none=True)
    values = Anything(attribute="task.values")
    documents = fields.List(fields.Nested(DocumentOut), attribute="task.documents")
    received = fields.List(fields.Nested(DocumentOut), attribute="task.received")
    hides = fields.Bool()
