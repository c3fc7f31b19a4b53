"""What the API takes about hooks."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from server.domain.calling import CallState


class CallsAsked(Schema):
    """Which calls."""

    state = fields.Str(
        load_default=None, validate=validate.OneOf([each.value for each in CallState])
    )
    after = fields.UUID(load_default=None)
