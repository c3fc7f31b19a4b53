"""What the API takes and gives, field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
from marshmallow import Schema, fields, validate

from server.domain.values import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_AT_ONCE = 100


class Anything(fields.Field[Any]):
    """Any JSON value; numbers, days and moments of the house as JSON writes them."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        del attr, obj, kwargs
        return plain(value)


class FormJson(fields.Field[Any]):
    """A form as the form-js JSON that it is."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        del attr, obj, kwargs
        return orjson.loads(value) if value else None


class MarksField(fields.Field[Any]):
    """Ids of diagram elements, sorted."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        del attr, obj, kwargs
        return sorted(value)


# --- in ---------------------------------------------------------------------------------------


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
    revision = fields.Int(load_default=None, allow_none=True, strict=True)


class ActIn(Schema):
    """Nothing but the act itself."""


class FilesIn(Schema):
    """The files of a process, by name, as text."""

    files = fields.Dict(keys=fields.Str(), values=fields.Str(), required=True)


class InboxAsked(Schema):
    """Which part of the inbox."""

    tab = fields.Str(
        load_default="all",
        validate=validate.OneOf(["all", "unclaimed", "mine", "late", "today"]),
    )
    search = fields.Str(load_default="", validate=validate.Length(max=100))
    process = fields.Str(load_default=None)
    deadline = fields.Str(load_default="", validate=validate.Length(max=20))
    from_body = fields.Str(load_default=None)
    cursor = fields.Str(load_default=None)
    limit = fields.Int(load_default=20, validate=validate.Range(min=1, max=MOST_AT_ONCE))


class CasesAsked(Schema):
    """Which list of cases."""

    list = fields.Str(load_default="started", validate=validate.OneOf(["started", "done"]))
    cursor = fields.Str(load_default=None)


class JournalAsked(Schema):
    """Which part of a journal."""

    after = fields.Int(load_default=0, validate=validate.Range(min=0))
    limit = fields.Int(load_default=100, validate=validate.Range(min=1, max=1000))


# --- out --------------------------------------------------------------------------------------


class SeatOut(Schema):
    """A post held today."""

    post = fields.Str()
    title = fields.Str()
    title_en = fields.Str()
    body = fields.Str()
    body_name = fields.Str()
    body_name_en = fields.Str()
    roles = MarksField()


class PersonOut(Schema):
    """Who is signed in."""

    id = fields.UUID(attribute="person")
    login = fields.Str()
    name = fields.Str()
    seats = fields.List(fields.Nested(SeatOut))


class TokenOut(Schema):
    """A bearer token; shown once."""

    token = fields.Str(attribute="secret")
    expires_at = fields.AwareDateTime(attribute="until")


class DeadlineOut(Schema):
    """Until when, and how that looks now."""

    due = fields.AwareDateTime(allow_none=True)
    lamp = fields.Str(attribute="lamp.value")
    amount = fields.Int()
    unit = fields.Str()


class ProcessOut(Schema):
    """A process in its newest version."""

    key = fields.Str()
    title = fields.Str()
    title_en = fields.Str()
    law = fields.List(fields.Str())
    owner = fields.Str()
    version = fields.Int()
    steps = fields.Int()


class StartFormOut(Schema):
    """A process with its start form and the lists that it lets choose from."""

    process = fields.Nested(ProcessOut, attribute="card")
    form = FormJson(allow_none=True)
    values = Anything()
    diagram = fields.Function(lambda page: page.diagram.decode())


class WarningOut(Schema):
    """Something in a file that works, but perhaps not as meant."""

    element = fields.Str()
    sentence = fields.Str()
    sentence_en = fields.Str()
    line = fields.Int(allow_none=True)


class DeployedOut(Schema):
    """What became of a deployment."""

    key = fields.Str(attribute="version.key")
    version = fields.Int(attribute="version.number")
    digest = fields.Str(attribute="version.digest")
    is_new = fields.Bool()
    warnings = fields.List(fields.Nested(WarningOut))


class StartedOut(Schema):
    """The case that was started."""

    case = fields.UUID()
    number = fields.Str()


class CompletedOut(Schema):
    """The work that was done, and the case that goes on."""

    item = fields.UUID()
    case = fields.UUID()


class SavedOut(Schema):
    """When the draft was kept."""

    saved_at = fields.AwareDateTime()


class WorkItemOut(Schema):
    """One piece of work in the inbox."""

    id = fields.UUID(attribute="item")
    case = fields.UUID()
    number = fields.Str()
    title = fields.Str()
    process = fields.Str()
    process_title = fields.Str()
    process_title_en = fields.Str()
    step = fields.Str()
    urgency = fields.Str()
    from_body = fields.Str()
    from_body_en = fields.Str()
    body = fields.Str()
    body_en = fields.Str()
    holder = fields.Str()
    is_mine = fields.Bool()
    is_unread = fields.Bool()
    offered_at = fields.AwareDateTime()
    deadline = fields.Nested(DeadlineOut)


class CountsOut(Schema):
    """Figures over the inbox; more than ``cap`` are counted as one more than it."""

    open = fields.Int()
    late = fields.Int()
    today = fields.Int()
    unclaimed = fields.Int()
    mine = fields.Int()
    cap = fields.Int()


class InboxOut(Schema):
    """One page of the inbox."""

    items = fields.List(fields.Nested(WorkItemOut), attribute="rows")
    counts = fields.Nested(CountsOut)
    next = fields.Str(allow_none=True)
    previous = fields.Str(allow_none=True)


class DocumentOut(Schema):
    """An attached file."""

    id = fields.UUID(attribute="document")
    reference = fields.Function(lambda row: f"doc:{row.document}")
    item = fields.UUID()
    name = fields.Str()
    size = fields.Int()
    media_type = fields.Str()
    sha256 = fields.Str()
    by = fields.Str()
    at = fields.AwareDateTime()


class ChoiceOut(Schema):
    """A decision open to whoever completes the work."""

    flow = fields.Str()
    name = fields.Str()


class ProgressOut(Schema):
    """One line of the progress of a case."""

    element = fields.Str()
    name = fields.Str()
    state = fields.Str()
    who = fields.Str()
    at = fields.AwareDateTime(allow_none=True)
    note = fields.Str()


class TaskOut(Schema):
    """A piece of work with its form and all that is known."""

    id = fields.UUID(attribute="row.item")
    row = fields.Nested(WorkItemOut)
    state = fields.Str()
    element = fields.Str()
    revision = fields.Int()
    form = FormJson(allow_none=True)
    values = Anything()
    draft_at = fields.AwareDateTime(allow_none=True)
    choices = fields.List(fields.Nested(ChoiceOut))
    law = fields.Str()
    instructions = fields.Str()
    progress = fields.List(fields.Nested(ProgressOut))
    documents = fields.List(fields.Nested(DocumentOut))
    received = fields.List(fields.Nested(DocumentOut))
    may_claim = fields.Bool()
    may_complete = fields.Bool()
    may_give_back = fields.Bool()


class CaseRowOut(Schema):
    """One case in a list."""

    id = fields.UUID(attribute="case")
    number = fields.Str()
    title = fields.Str()
    process_title = fields.Str()
    process_title_en = fields.Str()
    status = fields.Str()
    now = fields.Str()
    with_whom = fields.Str()
    started_at = fields.AwareDateTime()
    touched_at = fields.AwareDateTime()
    deadline = fields.Nested(DeadlineOut)


class CasesOut(Schema):
    """One page of cases."""

    items = fields.List(fields.Nested(CaseRowOut), attribute="rows")
    next = fields.Str(allow_none=True)


class HoldingOut(Schema):
    """Who has the case now."""

    item = fields.UUID()
    element = fields.Str()
    step = fields.Str()
    body = fields.Str()
    body_en = fields.Str()
    post = fields.Str()
    holder = fields.Str()
    since = fields.AwareDateTime()
    deadline = fields.Nested(DeadlineOut)


class HappeningOut(Schema):
    """One thing that happened, in words."""

    seq = fields.Int()
    at = fields.AwareDateTime()
    sentence = fields.Str()
    sentence_en = fields.Str()
    who = fields.Str()
    kind = fields.Str()
    element = fields.Str()
    branch = fields.Str()


class CaseOut(Schema):
    """Where a case is, who has it, until when, and what happened."""

    id = fields.UUID(attribute="case")
    number = fields.Str()
    title = fields.Str()
    process = fields.Str()
    process_title = fields.Str()
    process_title_en = fields.Str()
    version = fields.Int()
    status = fields.Str()
    started_at = fields.AwareDateTime()
    started_by = fields.Str()
    from_body = fields.Str()
    ended_at = fields.AwareDateTime(allow_none=True)
    urgency = fields.Str()
    revision = fields.Int()
    done = MarksField(attribute="marks.done")
    now = MarksField(attribute="marks.now")
    late = MarksField(attribute="marks.late")
    flows = MarksField(attribute="marks.flows")
    holdings = fields.List(fields.Nested(HoldingOut))
    happenings = fields.List(fields.Nested(HappeningOut))
    documents = fields.List(fields.Nested(DocumentOut))
    digest = fields.Str()
    is_verified = fields.Bool()


class JournalLineOut(Schema):
    """One journal entry with its facts."""

    seq = fields.Int()
    at = fields.AwareDateTime()
    person = fields.Str(allow_none=True)
    facts = fields.Function(lambda line: [_fact(*fact) for fact in line.facts])
    digest = fields.Str()


class ProblemOut(Schema):
    """Why something was refused (RFC 9457)."""

    type = fields.Str()
    title = fields.Str()
    status = fields.Int()
    detail = fields.Str()
    code = fields.Str()
    errors = fields.List(fields.Dict())


def _fact(name: str, members: Mapping[str, object]) -> dict[str, Any]:
    return {"fact": name, **plain(members)}

