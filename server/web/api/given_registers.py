"""Registers, proposals and leavings, as the API gives them."""

from __future__ import annotations

from marshmallow import Schema, fields


class RegisterRowOut(Schema):
    """One entry in the list of a register."""

    key = fields.Str()
    name = fields.Str()
    name_en = fields.Str()
    within = fields.Str()
    within_en = fields.Str()
    roles = fields.List(fields.Str())
    valid_from = fields.Date(allow_none=True)
    valid_to = fields.Date(allow_none=True)
    is_over = fields.Bool()
    light = fields.Str()


class RegisterPageOut(Schema):
    """A page of a register."""

    items = fields.List(fields.Nested(RegisterRowOut), attribute="rows")
    next = fields.Str(allow_none=True)


class CellOut(Schema):
    """One cell of an entry, before and after."""

    column = fields.Str()
    was = fields.Str(attribute="before")
    becomes = fields.Str(attribute="after")


class RecordedOut(Schema):
    """One thing that happened to an entry."""

    at = fields.AwareDateTime()
    who = fields.Str()
    who_en = fields.Str()
    sentence = fields.Str(attribute="zh")
    sentence_en = fields.Str(attribute="en")
    cells = fields.List(fields.Nested(CellOut))
    proposal = fields.UUID(allow_none=True)


class PlannedOut(Schema):
    """What will become of an entry on a day to come."""

    proposal = fields.UUID()
    effective = fields.Date()
    ahead = fields.Date(allow_none=True)
    cells = fields.List(fields.Nested(CellOut))


class EntryOut(Schema):
    """One entry of a register, in the words of the county's files, with its history."""

    register = fields.Str()
    key = fields.Str()
    cells = fields.Dict(keys=fields.Str(), values=fields.Str())
    is_sensitive = fields.Bool()
    history = fields.List(fields.Nested(RecordedOut))
    planned = fields.List(fields.Nested(PlannedOut))


class LineFaultOut(Schema):
    """What is wrong with a line, and what to do."""

    field = fields.Str()
    message = fields.Str(attribute="zh")
    message_en = fields.Str(attribute="sentence_en")


class LookedAtLineOut(Schema):
    """What becomes of one line."""

    register = fields.Str(attribute="line.register")
    line = fields.Int(attribute="line.number")
    key = fields.Str()
    state = fields.Str()
    errors = fields.List(fields.Nested(LineFaultOut), attribute="faults")


class LookedAtOut(Schema):
    """What lines would change; nothing is written."""

    for_two = fields.Bool()
    ahead = fields.Date(allow_none=True)
    lines = fields.List(fields.Nested(LookedAtLineOut))


class EnteredOut(Schema):
    """What became of lines that were entered."""

    changed = fields.Int()
    left_out = fields.Int()
    proposal = fields.UUID(allow_none=True)


class RegisterProposalRowOut(Schema):
    """Changes that were proposed, and what became of them."""

    id = fields.UUID()
    at = fields.AwareDateTime()
    who = fields.Str()
    who_en = fields.Str()
    count = fields.Int()
    state = fields.Str()
    effective = fields.Date(allow_none=True)
    ahead = fields.Date(allow_none=True)


class EntryFaultOut(Schema):
    """What stood against changes when their day came."""

    register = fields.Str()
    key = fields.Str()
    column = fields.Str()
    message = fields.Str(attribute="zh")
    message_en = fields.Str(attribute="en")


class TouchedDeskOut(Schema):
    """A desk that changes touch."""

    body = fields.Str()
    body_en = fields.Str()
    role = fields.Str()
    open = fields.Int(attribute="open.count")


class EntryChangeOut(Schema):
    """What becomes of one entry."""

    register = fields.Str()
    key = fields.Str()
    is_new = fields.Bool()
    cells = fields.List(fields.Nested(CellOut))


class AgreedOut(Schema):
    """Who agreed to changes, and when."""

    at = fields.AwareDateTime()
    who = fields.Str()
    who_en = fields.Str()


class RegisterProposalOut(Schema):
    """A proposal with all its changes."""

    row = fields.Nested(RegisterProposalRowOut)
    changes = fields.List(fields.Nested(EntryChangeOut))
    reason = fields.Str(attribute="why")
    answer = fields.Str(attribute="why_not")
    may_agree = fields.Bool(attribute="may_decide")
    may_withdraw = fields.Bool()
    agreed = fields.Nested(AgreedOut, allow_none=True)
    errors = fields.List(fields.Nested(EntryFaultOut), attribute="faults")
    touched = fields.List(fields.Nested(TouchedDeskOut))


class LeavingOut(Schema):
    """A leaving that was arranged."""

    id = fields.UUID()
    last_day = fields.Date()
    handed = fields.Int()
    returned = fields.Int()
    done_at = fields.AwareDateTime(allow_none=True)


class LeaverOut(Schema):
    """What is open with a person who leaves."""

    login = fields.Str()
    open = fields.Int(attribute="count")
    leavings = fields.List(fields.Nested(LeavingOut))
