"""Who is signed in, and tokens."""

from __future__ import annotations

from marshmallow import Schema, fields

from server.web.api.given import Sorted


class BehalfOut(Schema):
    """For whom a post is stood in for, until when and for what."""

    name = fields.Str()
    name_en = fields.Str()
    until = fields.Date()
    processes = Sorted(fields.Str())


class SeatOut(Schema):
    """A post held today, or stood in for."""

    key = fields.Str()

    post = fields.Str()
    title = fields.Str()
    title_en = fields.Str()
    body = fields.Str()
    body_name = fields.Str()
    body_name_en = fields.Str()
    roles = Sorted(fields.Str())
    since = fields.Date(allow_none=True)
    until = fields.Date(allow_none=True)
    lender = fields.Str()
    lender_en = fields.Str()
    behalf_of = fields.Nested(BehalfOut, allow_none=True)


class PersonOut(Schema):
    """Who is signed in."""

    id = fields.UUID(attribute="person")
    login = fields.Str()
    name = fields.Str()
    name_en = fields.Str()
    seats = fields.List(fields.Nested(SeatOut))
    aside = fields.List(fields.Nested(SeatOut))


class SubstitutionOut(Schema):
    """Somebody stands in for the holder of a post."""

    id = fields.UUID()
    absent = fields.UUID()
    absent_name = fields.Str()
    absent_name_en = fields.Str()
    substitute = fields.UUID()
    substitute_name = fields.Str()
    substitute_name_en = fields.Str()
    post = fields.Str()
    title = fields.Str()
    title_en = fields.Str()
    body = fields.Str()
    body_en = fields.Str()
    valid_from = fields.Date()
    valid_to = fields.Date()
    processes = fields.List(fields.Str())
    reason = fields.Str()


class SubstitutionsOut(Schema):
    """One page of substitutions."""

    items = fields.List(fields.Nested(SubstitutionOut), attribute="rows")
    next = fields.UUID(allow_none=True)


class MadeOut(Schema):
    """What was made."""

    id = fields.UUID()


class TokenOut(Schema):
    """A bearer token; shown once."""

    token = fields.Str(attribute="secret")
    expires_at = fields.AwareDateTime(attribute="until")


class DeskHolderOut(Schema):
    """Somebody who has the work of a desk."""

    name = fields.Str()
    name_en = fields.Str()
    title = fields.Str()
    title_en = fields.Str()
    absent_name = fields.Str(attribute="absent")
    absent_name_en = fields.Str(attribute="absent_en")


class PreviewStepOut(Schema):
    """Who would get one step."""

    element = fields.Str()
    name = fields.Str()
    name_en = fields.Str()
    lane = fields.Str()
    lane_en = fields.Str()
    org = fields.Str()
    role = fields.Str()
    body_name = fields.Str(attribute="body")
    body_name_en = fields.Str(attribute="body_en")
    is_known = fields.Bool()
    holders = fields.List(fields.Nested(DeskHolderOut))


class PreviewOut(Schema):
    """Who would get the steps of a process today."""

    process = fields.Str()
    title = fields.Str()
    title_en = fields.Str()
    body = fields.Str(allow_none=True)
    steps = fields.List(fields.Nested(PreviewStepOut))


class VacancyOut(Schema):
    """A desk with open work where nobody holds a post."""

    body = fields.Str()
    body_name = fields.Str(attribute="name")
    body_name_en = fields.Str(attribute="name_en")
    role = fields.Str()
    since = fields.AwareDateTime(attribute="at")
    open = fields.Int()
