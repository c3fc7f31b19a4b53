"""Saved views as the API gives them."""

from __future__ import annotations

from marshmallow import Schema, fields


class SavedViewOut(Schema):
    """A part of the inbox that somebody comes back to."""

    id = fields.UUID()
    name = fields.Str()
    query = fields.Str()
    position = fields.Int()
    is_default = fields.Bool()
    body = fields.Str(allow_none=True)
    owner = fields.Str()
    owner_en = fields.Str()
    may_change = fields.Bool()
    count = fields.Int(allow_none=True)
