"""What failed, as the API gives it."""

from __future__ import annotations

from marshmallow import Schema, fields

from server.web.api.given import StepOfCaseOut


class ProposedOut(Schema):
    """What somebody proposed instead of a failing element."""

    who = fields.Str()
    who_en = fields.Str()
    at = fields.AwareDateTime()
    values = fields.Dict()
    flow = fields.Str()
    reason = fields.Str()
    is_void = fields.Bool()
    may_agree = fields.Bool()
    may_withdraw = fields.Bool()


class FlowOut(Schema):
    """A flow that leads on from a failing element."""

    id = fields.Str(attribute="flow")
    name = fields.Str()
    name_en = fields.Str()


class MendingOut(Schema):
    """Why a step failed: for administrators."""

    cause = fields.Str()
    cause_en = fields.Str()
    read = fields.Dict()
    given = fields.Dict()
    who = fields.Str()
    who_en = fields.Str()
    proposal = fields.Nested(ProposedOut, allow_none=True)
    flows = fields.List(fields.Nested(FlowOut))


class IncidentOut(Schema):
    """What failed and since when; why, for those who may mend it."""

    id = fields.UUID()
    element = fields.Str()
    step = fields.Str()
    step_en = fields.Str()
    since = fields.AwareDateTime()
    mending = fields.Nested(MendingOut, allow_none=True)


class IncidentOfOut(IncidentOut):
    """An incident with the matter it belongs to."""

    case = fields.UUID(allow_none=True)


class IncidentRowOut(StepOfCaseOut):
    """One incident in the list of the county."""

    id = fields.UUID(attribute="incident")
    since = fields.AwareDateTime()
    element = fields.Str()
    case = fields.UUID(allow_none=True)
    cause = fields.Str()
    cause_en = fields.Str()
    is_proposed = fields.Bool()
