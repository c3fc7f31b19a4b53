"""What the API takes about mail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marshmallow import Schema, fields, validate

from server.domain.mailing import LONGEST_ADDRESS, MailChoice, MailState, Rhythm
from server.domain.notice_groups import GROUPS

if TYPE_CHECKING:
    from collections.abc import Mapping

USUAL = MailChoice()
A_TIME = validate.Length(max=5)


class MailChoiceIn(Schema):
    """Which notices come by mail too, where to and when; what is left out is as usual."""

    address = fields.Str(load_default="", validate=validate.Length(max=LONGEST_ADDRESS))
    groups = fields.List(
        fields.Str(validate=validate.OneOf(list(GROUPS))),
        load_default=lambda: sorted(USUAL.groups),
    )
    rhythm = fields.Str(
        load_default=USUAL.rhythm.value, validate=validate.OneOf([each.value for each in Rhythm])
    )
    quiet_from = fields.Str(load_default=USUAL.quiet_from, validate=A_TIME)
    quiet_to = fields.Str(load_default=USUAL.quiet_to, validate=A_TIME)
    workdays = fields.Bool(load_default=True)
    language = fields.Str(load_default="zh", validate=validate.OneOf(["zh", "en"]))


class MailsAsked(Schema):
    """Which mails."""

    state = fields.Str(
        load_default=None, validate=validate.OneOf([each.value for each in MailState])
    )
    after = fields.UUID(load_default=None)


def choice_in(said: Mapping[str, Any]) -> MailChoice:
    """What was chosen, as the service takes it."""
    given = {"groups": frozenset(said["groups"]), "rhythm": Rhythm(said["rhythm"])}
    return MailChoice(**{**said, **given})
