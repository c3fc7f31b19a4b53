"""What the API takes to search, to save views and to export lists."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from server.domain.reading import MatterList
from server.domain.reading.asking import LONGEST_ADDRESS
from server.web.api.taken import MOST_AT_ONCE


class SearchAsked(Schema):
    """Words that a matter must have."""

    search = fields.Str(required=True, validate=validate.Length(min=1, max=100))
    cursor = fields.Str(load_default=None)
    limit = fields.Int(load_default=20, validate=validate.Range(min=1, max=MOST_AT_ONCE))


class ExportIn(Schema):
    """What part of the inbox, as its address says it: ``view=unit&due=late``."""

    query = fields.Str(load_default="", validate=validate.Length(max=LONGEST_ADDRESS))


class MattersExportIn(Schema):
    """Which list of matters, and what of it."""

    list = fields.Str(required=True, validate=validate.OneOf([*MatterList]))
    search = fields.Str(load_default="", validate=validate.Length(max=100))
    columns = fields.Str(load_default="", validate=validate.Length(max=LONGEST_ADDRESS))


class ViewIn(ExportIn):
    """A view to be saved."""

    name = fields.Str(required=True)
    is_default = fields.Bool(load_default=False)
    body = fields.Str(load_default=None, allow_none=True)
    position = fields.Int(load_default=None, allow_none=True, validate=validate.Range(min=0))


class ViewChangeIn(Schema):
    """What is to be otherwise of a view; what is left out stays as it is."""

    name = fields.Str(load_default=None, allow_none=True)
    query = fields.Str(
        load_default=None, allow_none=True, validate=validate.Length(max=LONGEST_ADDRESS)
    )
    is_default = fields.Bool(load_default=None, allow_none=True)
    body = fields.Str(load_default=None, allow_none=True)
    position = fields.Int(load_default=None, allow_none=True, validate=validate.Range(min=0))
