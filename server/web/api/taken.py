"""What the API takes: bodies and queries, field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marshmallow import Schema, ValidationError, fields, validate

from server.domain.feel import FeelLimit, FeelSyntaxError, compile_expression
from server.web.api.wording import Both

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_AT_ONCE = 100
LONGEST_KEPT = 366 * 24 * 3600
MOST_VERSIONS = 2**31 - 1


class SignInIn(Schema):
    """Account and password."""

    login = fields.Str(required=True, validate=validate.Length(max=200))
    password = fields.Str(required=True, validate=validate.Length(max=1000))


class StartIn(Schema):
    """The answer to a start form."""

    values = fields.Dict(keys=fields.Str(), load_default=dict)
    body = fields.Str(load_default=None, allow_none=True)


class CompleteIn(Schema):
    """The answer to a piece of work."""

    values = fields.Dict(keys=fields.Str(), load_default=dict)
    choice = fields.Str(load_default=None, allow_none=True)
    revision = fields.Int(load_default=None, allow_none=True, strict=True)


class DraftIn(Schema):
    """What was typed so far."""

    values = fields.Dict(keys=fields.Str(), required=True)


class CorrectIn(Schema):
    """New values by name, and why."""

    values = fields.Dict(keys=fields.Str(), required=True)
    reason = fields.Str(required=True)
    retry = fields.Bool(load_default=False)


class SkipIn(Schema):
    """What stands in place of a failing element, and why."""

    values = fields.Dict(keys=fields.Str(), load_default=dict)
    flow = fields.Str(load_default=None, allow_none=True)
    reason = fields.Str(required=True)


class IncidentsAsked(Schema):
    """Which incidents."""

    process = fields.Str(load_default=None)
    after = fields.UUID(load_default=None)
    limit = fields.Int(load_default=50, validate=validate.Range(min=1, max=MOST_AT_ONCE))


class ActIn(Schema):
    """Nothing but the act itself."""


class MembersIn(Schema):
    """Who is to join a step: any values, as its collection holds them."""

    members = fields.List(
        fields.Raw(allow_none=True),
        required=True,
        validate=validate.Length(min=1, max=MOST_AT_ONCE),
    )


class ModeAsked(Schema):
    """What becomes of a file that is not understood as it is: refused, or changed as the answer tells."""

    mode = fields.Str(load_default="strict", validate=validate.OneOf(["strict", "lenient"]))


class FilesIn(ModeAsked):
    """The files of a process, by name, as text; and what becomes of a diagram of another tool."""

    files = fields.Dict(keys=fields.Str(), values=fields.Str(), required=True)


class DiagramAsked(Schema):
    """Which diagram: as it was handed in, or as it runs."""

    form = fields.Str(load_default="changed", validate=validate.OneOf(["original", "changed"]))


class DecisionsIn(ModeAsked):
    """Decision models that are read together: files by name, as text."""

    key = fields.Str(
        required=True, validate=validate.Regexp(r"\w[\w.-]{0,99}\Z", error="Not a usable key.")
    )
    files = fields.Dict(
        keys=fields.Str(
            validate=validate.Regexp(r"[^\x00-\x1f/]{1,200}\Z", error="Not a usable name.")
        ),
        values=fields.Str(),
        required=True,
    )
    lenient = fields.Bool(
        load_default=False, metadata={"deprecated": True, "description": "Say mode: lenient."}
    )


class FeelValue(fields.Field[Any]):
    """A value written in FEEL, which can say what JSON can't: ``@"2026-11-22"`` is a date."""

    def _deserialize(
        self,
        value: object,
        attr: str | None,  # noqa: ARG002  # the library's signature
        data: Mapping[str, Any] | None,  # noqa: ARG002
        **_: object,
    ) -> Any:
        try:
            return compile_expression(str(value)).evaluate({})
        except (FeelSyntaxError, FeelLimit) as error:
            zh, en = f"FEEL 有误：{error.message_zh}。", f"FEEL is wrong: {error.message_en}."
            raise ValidationError([Both(zh, en)]) from error


class EvaluateIn(Schema):
    """What is asked, and by which inputs: as JSON, or each written in FEEL."""

    decision = fields.Str(load_default=None, allow_none=True)
    inputs = fields.Dict(keys=fields.Str(), load_default=dict)
    inputs_feel = fields.Dict(keys=fields.Str(), values=FeelValue(), load_default=dict)
    version = fields.Int(
        load_default=None,
        allow_none=True,
        strict=True,
        validate=validate.Range(min=1, max=MOST_VERSIONS),
    )
    strict = fields.Bool(load_default=False)


class SignalIn(Schema):
    """A signal and what it brings."""

    name = fields.Str(
        required=True, validate=validate.Regexp(r"(?s)\S.{0,199}\Z", error="Not a usable message.")
    )
    values = fields.Dict(keys=fields.Str(), load_default=dict)


class MessageIn(SignalIn):
    """A message, for whom, and how many seconds it is kept if nobody waits for it."""

    key = fields.Str(load_default="", validate=validate.Length(max=1000))
    ttl = fields.Int(
        load_default=None,
        allow_none=True,
        strict=True,
        validate=validate.Range(min=0, max=LONGEST_KEPT),
    )


class InboxAsked(Schema):
    """Which part of the inbox."""

    tab = fields.Str(
        load_default="all",
        validate=validate.OneOf(["all", "unclaimed", "mine", "late", "today"]),
    )
    search = fields.Str(load_default="", validate=validate.Length(max=100))
    process = fields.Str(load_default=None)
    deadline = fields.Str(
        load_default="",
        validate=validate.OneOf(["", "late", "today", "good", "week", "none"]),
    )
    from_body = fields.Str(load_default=None)
    cursor = fields.Str(load_default=None)
    limit = fields.Int(load_default=20, validate=validate.Range(min=1, max=MOST_AT_ONCE))


class CasesAsked(Schema):
    """Which list of cases."""

    list = fields.Str(load_default="started", validate=validate.OneOf(["started", "done"]))
    cursor = fields.Str(load_default=None)


class PastAsked(Schema):
    """Which moment."""

    at = fields.AwareDateTime(required=True)


class JournalAsked(Schema):
    """Which part of a journal."""

    after = fields.Int(load_default=0, validate=validate.Range(min=0))
    limit = fields.Int(load_default=100, validate=validate.Range(min=1, max=1000))
