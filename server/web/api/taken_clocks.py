"""What the API takes about clocks."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from server.domain.feeds import Whose
from server.domain.reading import CANDIDATE_STATES
from server.web.api.taken import MOST_AT_ONCE, of_our_years


class CandidatesAsked(Schema):
    """Which part of the late work that may be circulated."""

    state = fields.Str(load_default=CANDIDATE_STATES[0], validate=validate.OneOf(CANDIDATE_STATES))
    since = fields.Date(load_default=None, validate=of_our_years)
    until = fields.Date(load_default=None, validate=of_our_years)
    body = fields.Str(load_default=None)
    cursor = fields.Str(load_default=None)
    limit = fields.Int(load_default=20, validate=validate.Range(min=1, max=MOST_AT_ONCE))


class FeedIn(Schema):
    """A calendar to subscribe to."""

    whose = fields.Str(required=True, validate=validate.OneOf([each.value for each in Whose]))
