"""Processes as the API gives them."""

from __future__ import annotations

from marshmallow import Schema, fields

from server.web.api.given import Anything, ChangeOut, FormJson, ToldOut


class ProcessOut(Schema):
    """A process in its newest version."""

    key = fields.Str()
    title = fields.Str()
    title_en = fields.Str()
    law = fields.List(fields.Str())
    owner = fields.Str()
    owner_en = fields.Str()
    version = fields.Int()
    steps = fields.Int()


class StartFormOut(Schema):
    """A process with its start form and the lists that it lets choose from."""

    process = fields.Nested(ProcessOut, attribute="card")
    form = FormJson(allow_none=True)
    values = Anything()
    diagram = fields.Function(lambda page: page.card.diagram.decode())


class PoolOut(Schema):
    """Another process of the same file."""

    key = fields.Str()
    version = fields.Int(attribute="number")


class ChangesOut(Schema):
    """What the import changed in the newest version of a process."""

    key = fields.Str(attribute="version.key")
    version = fields.Int(attribute="version.number")
    changes = fields.List(fields.Nested(ChangeOut))


class CheckedOut(Schema):
    """What would become of a deployment."""

    keys = fields.List(fields.Str())
    warnings = fields.List(fields.Nested(ToldOut))
    changes = fields.List(fields.Nested(ChangeOut))


class DeployedOut(Schema):
    """What became of a deployment."""

    key = fields.Str(attribute="version.key")
    version = fields.Int(attribute="version.number")
    digest = fields.Str(attribute="version.digest")
    is_new = fields.Bool()
    pools = fields.List(fields.Nested(PoolOut))
    warnings = fields.List(fields.Nested(ToldOut))
    changes = fields.List(fields.Nested(ChangeOut))


class StartedOut(Schema):
    """The case that was started."""

    case = fields.UUID()
    number = fields.Str()
