"""What the API takes about people: who stands in for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marshmallow import Schema, fields, validate

from server.domain.ids import PostId, ProcessKey
from server.services.standing_in import Wanted
from server.web.api.taken import of_our_years

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_NAME = 200


class SubstitutionIn(Schema):
    """Who is to stand in for whom, when, for what and why."""

    post = fields.Str(required=True, validate=validate.Length(max=LONGEST_NAME))
    substitute = fields.Str(required=True, validate=validate.Length(max=LONGEST_NAME))
    valid_from = fields.Date(required=True, validate=of_our_years)
    valid_to = fields.Date(required=True, validate=of_our_years)
    reason = fields.Str(required=True)
    absent = fields.Str(load_default=None, allow_none=True)
    processes = fields.List(fields.Str(), load_default=list)


class PeopleAsked(Schema):
    """If which body began it."""

    body = fields.Str(load_default=None)


class SubstitutionsAsked(Schema):
    """Which substitutions."""

    list = fields.Str(load_default="mine", validate=validate.OneOf(["mine", "all"]))
    after = fields.UUID(load_default=None)


def wanted_in(said: Mapping[str, Any]) -> Wanted:
    """What was asked for, as the service takes it."""
    return Wanted(
        post=PostId(said["post"]),
        substitute=said["substitute"],
        valid_from=said["valid_from"],
        valid_to=said["valid_to"],
        reason=said["reason"],
        absent=said["absent"],
        processes=frozenset(map(ProcessKey, said["processes"])),
    )
