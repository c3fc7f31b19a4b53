"""One act on many pieces of work, as the API gives it."""

from __future__ import annotations

from marshmallow import Schema, fields

from server.web.api.given import FormJson
from server.web.api.given_acts import QuestionOut
from server.web.api.given_work import ChoiceOut


class BatchRowOut(Schema):
    """What would become, or became, of one piece of work."""

    item = fields.UUID()
    is_done = fields.Function(lambda row: row.refusal is None)
    code = fields.Function(lambda row: row.refusal.code if row.refusal else "")
    sentence = fields.Function(lambda row: row.refusal.sentence("zh") if row.refusal else "")
    sentence_en = fields.Function(lambda row: row.refusal.sentence("en") if row.refusal else "")


class BatchOut(Schema):
    """One act on many pieces, before it is carried out."""

    rows = fields.List(fields.Nested(BatchRowOut))
    questions = fields.List(fields.Nested(QuestionOut))
    form = FormJson(allow_none=True)
    choices = fields.List(fields.Nested(ChoiceOut))
