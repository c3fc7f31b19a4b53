"""What the API gives of mail."""

from __future__ import annotations

from marshmallow import Schema, fields

from server.web.api.given import Sorted


class MailChoiceOut(Schema):
    """Which notices come by mail too, where to and when."""

    address = fields.Str(attribute="choice.address")
    groups = Sorted(fields.Str(), attribute="choice.groups")
    rhythm = fields.Str(attribute="choice.rhythm")
    quiet_from = fields.Str(attribute="choice.quiet_from")
    quiet_to = fields.Str(attribute="choice.quiet_to")
    workdays = fields.Bool(attribute="choice.workdays")
    language = fields.Str(attribute="choice.language")
    refused_at = fields.AwareDateTime(allow_none=True)
    refusal = fields.Str()
    is_sent = fields.Bool()


class MailOut(Schema):
    """How far one mail is."""

    id = fields.UUID()
    state = fields.Str()
    made_at = fields.AwareDateTime()
    due = fields.AwareDateTime(allow_none=True)
    sent_at = fields.AwareDateTime(allow_none=True)
    tries = fields.Int()
    answer = fields.Str()
    name = fields.Str()
    name_en = fields.Str()
    number = fields.Str()


class MailsOut(Schema):
    """One page of mails."""

    items = fields.List(fields.Nested(MailOut), attribute="rows")
    next = fields.UUID(allow_none=True)
