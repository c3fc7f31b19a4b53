"""What the API gives everywhere."""

from __future__ import annotations

from typing import Any

import orjson
from marshmallow import Schema, fields

from server.domain.values import plain


class Anything(fields.Field[Any]):
    """Any JSON value; numbers, days and moments of the house as JSON writes them."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        del attr, obj, kwargs
        return plain(value)


class FormJson(fields.Field[Any]):
    """A form as the form-js JSON that it is."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        del attr, obj, kwargs
        return orjson.loads(value) if value else None


class Sorted(fields.List[Any]):
    """Words in no order of their own, sorted."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        return super()._serialize(sorted(value), attr, obj, **kwargs)


class DeadlineOut(Schema):
    """Until when, and how that looks now."""

    due = fields.AwareDateTime(allow_none=True)
    lamp = fields.Str(attribute="lamp.value")
    amount = fields.Int()
    unit = fields.Str()
    provisional = fields.Bool()


class MembershipOut(Schema):
    """Which member of a step of many a piece of work belongs to."""

    index = fields.Int()
    count = fields.Int()
    value = fields.Str()
    value_en = fields.Str()


class ToldOut(Schema):
    """What is told of one place in a file: what is wrong, or works but perhaps not as meant."""

    element = fields.Str()
    sentence = fields.Str()
    sentence_en = fields.Str()
    line = fields.Int(allow_none=True)


class ChangeOut(ToldOut):
    """What the import changed at one element of a diagram drawn in another tool, or would change."""

    was = fields.Str()
    now = fields.Str()


class FaultOut(Schema):
    """What is wrong with one field."""

    field = fields.Str()
    message = fields.Str()


class ProblemOut(Schema):
    """Why something was refused (RFC 9457)."""

    type = fields.Str()
    title = fields.Str()
    status = fields.Int()
    detail = fields.Str()
    code = fields.Str()
    message = fields.Str()
    location = fields.Str()
    number = fields.Str()
    errors = fields.List(fields.Nested(FaultOut))
    problems = fields.List(fields.Nested(ToldOut))
    changes = fields.List(fields.Nested(ChangeOut))
    element = fields.Str()
    step = fields.Str()
    step_en = fields.Str()
    values = fields.Dict(keys=fields.Str())
    draft_at = fields.AwareDateTime()


class StepOfCaseOut(Schema):
    """A step, with the case and the process that it belongs to."""

    case = fields.UUID()
    number = fields.Str()
    title = fields.Str()
    process = fields.Str()
    process_title = fields.Str()
    process_title_en = fields.Str()
    step = fields.Str()
    step_en = fields.Str()
