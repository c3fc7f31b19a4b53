"""What is asked beside work, as the API gives it."""

from __future__ import annotations

from marshmallow import Schema, fields

from server.web.api.given import DeadlineOut


class AsideOut(Schema):
    """One question to one person, or to the head of one body, and what came of it."""

    id = fields.UUID(attribute="aside")
    item = fields.UUID()
    kind = fields.Str()
    kind_name = fields.Str()
    kind_name_en = fields.Str()
    state = fields.Str()
    blocks = fields.Bool()
    is_to_read = fields.Bool()
    wants_verdict = fields.Bool()
    whom = fields.Str()
    whom_en = fields.Str()
    asker = fields.Str()
    asker_en = fields.Str()
    asked_at = fields.AwareDateTime()
    deadline = fields.Nested(DeadlineOut)
    text = fields.Str()
    verdict = fields.Str()
    answer = fields.Str()
    answered_by = fields.Str(attribute="by")
    answered_by_en = fields.Str(attribute="by_en")
    over_at = fields.AwareDateTime(allow_none=True)
    may_call_off = fields.Bool()


class AsideRowOut(Schema):
    """An aside with the matter it belongs to; what was said is told of each by itself."""

    aside = fields.Nested(AsideOut, attribute="line")
    case = fields.UUID()
    number = fields.Str()
    title = fields.Str()
    process_title = fields.Str()
    process_title_en = fields.Str()
    step = fields.Str()
    step_en = fields.Str()


class AsideListOut(Schema):
    """One page of what is asked of you."""

    items = fields.List(fields.Nested(AsideRowOut), attribute="rows")
    next = fields.Str(allow_none=True)
    previous = fields.Str(allow_none=True)
