"""Acts as the API gives them."""

from __future__ import annotations

from marshmallow import Schema, fields


class ActOut(Schema):
    """An act that you may carry out now."""

    act = fields.Str()
    name = fields.Str()
    name_en = fields.Str()
    does = fields.Str()
    does_en = fields.Str()


class ActOptionOut(Schema):
    """One answer to choose."""

    value = fields.Str()
    name = fields.Str()
    name_en = fields.Str()


class QuestionOut(Schema):
    """One thing that an act asks for; without options it is typed."""

    asks = fields.Str()
    name = fields.Str()
    name_en = fields.Str()
    options = fields.List(fields.Nested(ActOptionOut))
    is_required = fields.Bool()
    is_many = fields.Bool()
    has_more = fields.Bool()


class SentenceOut(Schema):
    """One sentence in both languages."""

    sentence = fields.Function(lambda pair: pair[0])
    sentence_en = fields.Function(lambda pair: pair[1])


class ActPageOut(Schema):
    """An act before it is carried out: what it asks for, and what will happen."""

    offer = fields.Nested(ActOut)
    item = fields.UUID(allow_none=True)
    case = fields.UUID()
    title = fields.Str()
    number = fields.Str()
    step = fields.Str()
    step_en = fields.Str()
    questions = fields.List(fields.Nested(QuestionOut))
    foreseen = fields.List(fields.Nested(SentenceOut))
    body = fields.Str()
    bodies = fields.List(fields.Nested(ActOptionOut))
