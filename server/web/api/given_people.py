"""Who is signed in, and tokens."""

from __future__ import annotations

from marshmallow import Schema, fields

from server.web.api.given import Sorted


class SeatOut(Schema):
    """A post held today."""

    post = fields.Str()
    title = fields.Str()
    title_en = fields.Str()
    body = fields.Str()
    body_name = fields.Str()
    body_name_en = fields.Str()
    roles = Sorted(fields.Str())


class PersonOut(Schema):
    """Who is signed in."""

    id = fields.UUID(attribute="person")
    login = fields.Str()
    name = fields.Str()
    name_en = fields.Str()
    seats = fields.List(fields.Nested(SeatOut))


class TokenOut(Schema):
    """A bearer token; shown once."""

    token = fields.Str(attribute="secret")
    expires_at = fields.AwareDateTime(attribute="until")
