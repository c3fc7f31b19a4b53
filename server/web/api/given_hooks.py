"""What the API gives of hooks."""

from __future__ import annotations

from marshmallow import Schema, fields


class CallOut(Schema):
    """One event, as it was told to one hook."""

    id = fields.UUID()
    kind = fields.Str()
    state = fields.Str()
    at = fields.AwareDateTime()
    due = fields.AwareDateTime(allow_none=True)
    sent_at = fields.AwareDateTime(allow_none=True)
    tries = fields.Int()
    status = fields.Int(allow_none=True)
    answer = fields.Str()
    case = fields.UUID(allow_none=True)
    number = fields.Str()


class CallsOut(Schema):
    """One page of what a hook was told."""

    items = fields.List(fields.Nested(CallOut), attribute="rows")
    next = fields.UUID(allow_none=True)


class HookOut(Schema):
    """How a hook stands, with what it was told."""

    id = fields.Str()
    name = fields.Str()
    address = fields.Str()
    state = fields.Str()
    print = fields.Str()
    former_until = fields.AwareDateTime(allow_none=True)
    failing_since = fields.AwareDateTime(allow_none=True)
    rests_until = fields.AwareDateTime(allow_none=True)
    calls = fields.Nested(CallsOut)


class HookKeyOut(Schema):
    """A key, told once."""

    key = fields.Str()


class TrialOut(Schema):
    """The call that only shows whether events come through."""

    call = fields.UUID()
