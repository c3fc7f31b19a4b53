"""What the API takes about registers."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from server.domain.registers import MOST_ENTRIES, ProposalStage, Register
from server.web.api.taken import of_our_years


class LineIn(Schema):
    """One entry, in the words of the county's files."""

    register = fields.Enum(Register, by_value=True, required=True)
    cells = fields.Dict(keys=fields.Str(), values=fields.Str(), required=True)


class LinesIn(Schema):
    """Entries to be looked at, as they would count at once or from a day to come."""

    effective = fields.Date(load_default=None, allow_none=True, validate=of_our_years)
    lines = fields.List(
        fields.Nested(LineIn), required=True, validate=validate.Length(min=1, max=MOST_ENTRIES)
    )


class SheetAsked(Schema):
    """When the rows of a workbook would count."""

    effective = fields.Date(load_default=None, allow_none=True, validate=of_our_years)


class EnterIn(LinesIn):
    """Entries to be entered: all of them, or those without faults."""

    reason = fields.Str(load_default="")
    only_good = fields.Bool(load_default=False)


class RegisterAsked(Schema):
    """Which part of a register."""

    search = fields.Str(load_default="")
    within = fields.Str(load_default="")
    ended = fields.Bool(load_default=False)
    after = fields.Str(load_default="")
    limit = fields.Int(load_default=50, validate=validate.Range(min=1, max=200))


class ProposalsAsked(Schema):
    """Which proposals."""

    stage = fields.Enum(ProposalStage, by_value=True, load_default=ProposalStage.OPEN)
    after = fields.UUID(load_default=None)


class WithdrawIn(Schema):
    """A reason, wanted where two had agreed."""

    reason = fields.Str(load_default="")


class WhyIn(Schema):
    """A reason."""

    reason = fields.Str(required=True)


class LeavingIn(Schema):
    """How somebody leaves."""

    last_day = fields.Date(required=True, validate=of_our_years)
    successors = fields.Dict(keys=fields.Str(), values=fields.Str(), load_default=dict)
    reason = fields.Str(load_default="")
