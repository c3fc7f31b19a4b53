"""Decisions as the API gives them."""

from __future__ import annotations

from marshmallow import Schema, fields

from server.web.api.given import Anything, ToldOut


class DecisionVersionOut(Schema):
    """Decision models in one version."""

    key = fields.Str()
    version = fields.Int(attribute="number")
    digest = fields.Str()


class DecisionInputOut(Schema):
    """A value that has to be given."""

    name = fields.Str()
    type = fields.Str()


class DecidableOut(Schema):
    """A decision or decision service that may be asked."""

    file = fields.Str()
    id = fields.Str()
    name = fields.Str()
    kind = fields.Str()
    inputs = fields.List(fields.Nested(DecisionInputOut))


class DecisionsOut(Schema):
    """Decision models in one version, with what may be asked."""

    key = fields.Str(attribute="version.key")
    version = fields.Int(attribute="version.number")
    digest = fields.Str(attribute="version.digest")
    decisions = fields.List(fields.Nested(DecidableOut), attribute="models.decidables")
    warnings = fields.List(fields.Nested(ToldOut), attribute="models.warnings")


class DecisionsPublishedOut(Schema):
    """What became of a deployment."""

    key = fields.Str(attribute="shown.version.key")
    version = fields.Int(attribute="shown.version.number")
    digest = fields.Str(attribute="shown.version.digest")
    decisions = fields.List(fields.Nested(DecidableOut), attribute="shown.models.decidables")
    warnings = fields.List(fields.Nested(ToldOut), attribute="shown.models.warnings")
    is_new = fields.Bool()


class MatchOut(Schema):
    """Which rules of a table matched, counted from 1."""

    decision = fields.Str()
    table = fields.Str()
    rules = fields.List(fields.Int())
    rule_ids = fields.List(fields.Str())
    inputs = Anything()


class NoticeOut(Schema):
    """Why something became null."""

    line = fields.Int()
    sentence = fields.Str(attribute="message_zh")
    sentence_en = fields.Str(attribute="message_en")


class EvaluatedOut(Schema):
    """What was decided, and why."""

    decision = fields.Str(attribute="decided.decision")
    version = fields.Int(attribute="version.number")
    outputs = Anything(attribute="decided.outputs")
    outputs_feel = fields.Str(attribute="decided.outputs_feel")
    matches = fields.List(fields.Nested(MatchOut), attribute="decided.matches")
    inputs = Anything(attribute="decided.inputs")
    notices = fields.List(fields.Nested(NoticeOut), attribute="decided.notices")
    violations = fields.List(fields.Nested(ToldOut), attribute="decided.violations")
