"""What the API takes: bodies and queries, field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marshmallow import Schema, ValidationError, fields, validate

from server.domain.county_time import YEARS
from server.domain.feel import FeelLimit, FeelSyntaxError, compile_expression
from server.domain.ids import PersonId
from server.domain.reading.asking import LONGEST_ADDRESS
from server.domain.reading.inbox import DEADLINES, URGENCIES, VIEWS
from server.services.acts.scene import Given
from server.web.api.wording import Both

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

MOST_AT_ONCE = 100
LONGEST_KEPT = 366 * 24 * 3600
MOST_VERSIONS = 2**31 - 1


def of_our_years(day: date) -> None:
    """Refuses a day or moment that nobody means."""
    if day.year not in YEARS:
        raise ValidationError("Not a valid date.")


class SignInIn(Schema):
    """Account and password."""

    login = fields.Str(required=True, validate=validate.Length(max=200))
    password = fields.Str(required=True, validate=validate.Length(max=1000))


class StartIn(Schema):
    """The answer to a start form."""

    values = fields.Dict(keys=fields.Str(), load_default=dict)
    body = fields.Str(load_default=None, allow_none=True)


class CompleteIn(Schema):
    """The answer to a piece of work, and the draft that it was typed upon."""

    values = fields.Dict(keys=fields.Str(), load_default=dict)
    choice = fields.Str(load_default=None, allow_none=True)
    revision = fields.Int(load_default=None, allow_none=True, strict=True)
    draft_at = fields.AwareDateTime(allow_none=True)


class DraftIn(Schema):
    """What was typed so far, and upon which draft."""

    values = fields.Dict(keys=fields.Str(), required=True)
    draft_at = fields.AwareDateTime(allow_none=True)


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


class GivenIn(Schema):
    """What an act asks for; each act says which of it."""

    people = fields.List(
        fields.UUID(), load_default=list, validate=validate.Length(max=MOST_AT_ONCE)
    )
    targets = fields.List(
        fields.Str(), load_default=list, validate=validate.Length(max=MOST_AT_ONCE)
    )
    order = fields.List(fields.Str(), load_default=list, validate=validate.Length(max=MOST_AT_ONCE))
    way = fields.Str(load_default="")
    choice = fields.Str(load_default=None, allow_none=True)
    until = fields.Date(load_default=None, allow_none=True, validate=of_our_years)
    text = fields.Str(load_default="")
    reason = fields.Str(load_default="")


class BatchIn(GivenIn):
    """One act on many pieces of work: what it asks for, or the answer to their form."""

    items = fields.List(
        fields.UUID(), required=True, validate=validate.Length(min=1, max=MOST_AT_ONCE)
    )
    act = fields.Str(
        required=True, validate=validate.OneOf(["claim", "complete", "dispatch", "hand_over"])
    )
    values = fields.Dict(keys=fields.Str(), load_default=dict)


class LookAsked(Schema):
    """Whose people are offered, where those of any body may be chosen."""

    body = fields.Str(load_default=None, validate=validate.Length(max=100))


class AnswerIn(Schema):
    """The answer to a question: an opinion, and agreement or not where a signature is wanted."""

    text = fields.Str(load_default="")
    verdict = fields.Str(load_default="", validate=validate.OneOf(["", "agree", "disagree"]))


class RemarkIn(Schema):
    """A remark of who has read something."""

    text = fields.Str(load_default="")


class AsidesAsked(Schema):
    """Which part of what is asked of you."""

    tab = fields.Str(load_default="all", validate=validate.OneOf(["all", "read", "answer", "over"]))
    cursor = fields.Str(load_default=None)


def given_in(said: Mapping[str, Any]) -> Given:
    """What was handed in for an act, as the services take it."""
    people = tuple(PersonId(person) for person in said["people"])
    return Given(
        people=people,
        targets=tuple(said["targets"]),
        order=tuple(said["order"]),
        way=said["way"],
        choice=said["choice"] or None,
        until=said["until"],
        text=said["text"],
        reason=said["reason"],
    )


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

    view = fields.Str(load_default=VIEWS[0], validate=validate.OneOf(VIEWS))
    search = fields.Str(load_default="", validate=validate.Length(max=100))
    process = fields.Str(load_default=None)
    step = fields.Str(load_default="")
    deadline = fields.Str(load_default="", validate=validate.OneOf(("", *DEADLINES)))
    due_from = fields.Date(load_default=None, validate=of_our_years)
    due_until = fields.Date(load_default=None, validate=of_our_years)
    body = fields.Str(load_default=None)
    holder = fields.Str(load_default="")
    urgency = fields.Str(load_default="", validate=validate.OneOf(("", *URGENCIES)))
    from_body = fields.Str(load_default=None)
    columns = fields.Str(load_default="", validate=validate.Length(max=LONGEST_ADDRESS))
    cursor = fields.Str(load_default=None)
    limit = fields.Int(load_default=20, validate=validate.Range(min=1, max=MOST_AT_ONCE))


class CasesAsked(Schema):
    """Which list of cases."""

    list = fields.Str(load_default="started", validate=validate.OneOf(["started", "done"]))
    cursor = fields.Str(load_default=None)


class PastAsked(Schema):
    """Which moment."""

    at = fields.AwareDateTime(required=True, validate=of_our_years)


class JournalAsked(Schema):
    """Which part of a journal."""

    after = fields.Int(load_default=0, validate=validate.Range(min=0))
    limit = fields.Int(load_default=100, validate=validate.Range(min=1, max=1000))
