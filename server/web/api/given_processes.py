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


class StepApartOut(Schema):
    """A step of the newest version of a process, or how a case of it is started."""

    process = fields.Str()
    title = fields.Str()
    title_en = fields.Str()
    step = fields.Str()
    step_en = fields.Str()


class DutiesApartOut(Schema):
    """Two duties that the house keeps apart in whatever process."""

    first = fields.Function(lambda one: one.first[0])
    first_en = fields.Function(lambda one: one.first[1])
    second = fields.Function(lambda one: one.second[0])
    second_en = fields.Function(lambda one: one.second[1])
    of_bodies = fields.Bool()
    source = fields.Function(lambda one: one.source[0])
    source_en = fields.Function(lambda one: one.source[1])
    first_steps = fields.List(fields.Nested(StepApartOut))
    second_steps = fields.List(fields.Nested(StepApartOut))


class DrawnApartOut(Schema):
    """What one diagram keeps apart beyond that."""

    step = fields.Nested(StepApartOut)
    kept_apart = fields.Function(lambda one: [zh for zh, _ in one.others])
    kept_apart_en = fields.Function(lambda one: [en for _, en in one.others])


class FourEyesOut(Schema):
    """An act that takes two persons."""

    name = fields.Function(lambda one: one.act[0])
    name_en = fields.Function(lambda one: one.act[1])
    who = fields.Function(lambda one: one.apart[0])
    who_en = fields.Function(lambda one: one.apart[1])
    source = fields.Function(lambda one: one.source[0])
    source_en = fields.Function(lambda one: one.source[1])


class SeparationsOut(Schema):
    """Everything that one person, or one body, may not do both of."""

    duties = fields.List(fields.Nested(DutiesApartOut))
    drawn = fields.List(fields.Nested(DrawnApartOut))
    four_eyes = fields.List(fields.Nested(FourEyesOut))
