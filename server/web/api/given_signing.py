"""How several sign a step, as the API gives it."""

from __future__ import annotations

from marshmallow import Schema, fields

from server.web.api.given import MembershipOut


class SignerOut(Schema):
    """One who signs, or was asked to."""

    branch = fields.UUID()
    body = fields.Str()
    body_en = fields.Str()
    name = fields.Str()
    name_en = fields.Str()
    state = fields.Str()
    opinion = fields.Str()
    weight = fields.Int()
    is_chair = fields.Bool()
    may_veto = fields.Bool()
    at = fields.AwareDateTime(allow_none=True)
    member = fields.Nested(MembershipOut, allow_none=True)


class TalliedOut(Schema):
    """How a vote stands, in weights."""

    asked = fields.Int()
    given = fields.Int()
    agreed = fields.Int(allow_none=True)
    refused = fields.Int(allow_none=True)
    abstained = fields.Int(allow_none=True)
    needed = fields.Int(allow_none=True)


class SigningOut(Schema):
    """One round of a step that several sign."""

    fan_out = fields.UUID()
    element = fields.Str()
    step = fields.Str()
    step_en = fields.Str()
    round = fields.Int()
    rule = fields.Str()
    rule_en = fields.Str()
    is_open = fields.Bool()
    passed = fields.Bool(allow_none=True)
    outcome = fields.Str()
    outcome_en = fields.Str()
    is_secret = fields.Bool()
    tallied = fields.Nested(TalliedOut, allow_none=True)
    signers = fields.List(fields.Nested(SignerOut))
