"""Clocks as the API gives them."""

from __future__ import annotations

from datetime import timedelta

from marshmallow import Schema, fields

from server.web.api.given import DeadlineOut


class ClockDayOut(Schema):
    """One day on the way of a clock."""

    day = fields.Date()
    day_kind = fields.Str(attribute="kind.value")
    part = fields.Str(attribute="part.value")
    number = fields.Int(allow_none=True, attribute="number")
    minutes = fields.Function(
        lambda day: None if day.time is None else day.time // timedelta(minutes=1)
    )
    holiday = fields.Str(attribute="holiday.name", dump_default="")
    holiday_en = fields.Str(attribute="holiday.name_en", dump_default="")
    is_known = fields.Bool()


class RungOut(Schema):
    """One rung of the ladder of a clock."""

    rung = fields.Str(attribute="rung.value")
    at = fields.AwareDateTime()
    body = fields.Str()
    body_en = fields.Str()
    role = fields.Str()


class PauseOut(Schema):
    """A stretch in which a clock stood still."""

    began_at = fields.AwareDateTime(attribute="begin")
    ended_at = fields.AwareDateTime(allow_none=True, attribute="end")
    ground = fields.Str()
    ground_en = fields.Str()


class ClockOut(Schema):
    """Why a piece of work is due when it is."""

    clock = fields.Str(attribute="name")
    step = fields.Str(attribute="told.clock.step.zh")
    step_en = fields.Str(attribute="told.clock.step.en")
    starts = fields.Str(attribute="told.clock.starts.zh")
    starts_en = fields.Str(attribute="told.clock.starts.en")
    source = fields.Str(attribute="told.clock.source")
    basis = fields.Str(attribute="told.clock.basis.value")
    since = fields.AwareDateTime(attribute="told.start")
    due = fields.AwareDateTime()
    provisional = fields.Bool(attribute="row.deadline.provisional")
    extended = fields.Int(attribute="told.respite.extended")
    pauses = fields.List(fields.Nested(PauseOut), attribute="told.respite.pauses")
    is_rolled = fields.Bool(attribute="told.is_rolled")
    reckoned_due = fields.AwareDateTime(attribute="told.due")
    days = fields.List(fields.Nested(ClockDayOut), attribute="told.days")
    rungs = fields.List(fields.Nested(RungOut))


class UrgingOut(Schema):
    """What is urged in writing, and what its head says will be done."""

    number = fields.Str(attribute="clock.row.number")
    title = fields.Str(attribute="clock.row.title")
    step = fields.Str(attribute="clock.row.step")
    body = fields.Str(attribute="clock.row.body")
    body_en = fields.Str(attribute="clock.row.body_en")
    due = fields.AwareDateTime(attribute="clock.due")
    source = fields.Str(attribute="clock.told.clock.source")
    at = fields.AwareDateTime(attribute="issued_at")
    answered_at = fields.AwareDateTime(allow_none=True, attribute="answer.at", dump_default=None)
    answered_by = fields.Str(attribute="answer.name", dump_default="")
    done_by = fields.AwareDateTime(allow_none=True, attribute="answer.until", dump_default=None)
    text = fields.Str()


class RecountOut(Schema):
    """How far open deadlines are reckoned anew by one paper."""

    paper_kind = fields.Str(attribute="kind")
    name = fields.Str()
    at = fields.AwareDateTime()
    ended_at = fields.AwareDateTime(allow_none=True)
    seen = fields.Int()
    changed = fields.Int(attribute="moved")


class RecountsOut(Schema):
    """Every paper by which deadlines were reckoned anew."""

    items = fields.List(fields.Nested(RecountOut))


class CandidateDecisionOut(Schema):
    """What the supervising office decided the last time."""

    at = fields.AwareDateTime()
    by = fields.Str(attribute="name")
    by_en = fields.Str(attribute="name_en")
    reason = fields.Str()


class CandidateOut(Schema):
    """Late work that may be circulated."""

    item = fields.UUID()
    case = fields.UUID()
    number = fields.Str()
    title = fields.Str()
    process_title = fields.Str()
    process_title_en = fields.Str()
    step = fields.Str()
    step_en = fields.Str()
    body = fields.Str()
    body_en = fields.Str()
    holder = fields.Str()
    holder_en = fields.Str()
    clock = fields.Str()
    source = fields.Str(attribute="law")
    deadline = fields.Nested(DeadlineOut)
    done_at = fields.AwareDateTime(allow_none=True)
    listed_at = fields.AwareDateTime()
    answered_at = fields.AwareDateTime(allow_none=True, attribute="answer.at", dump_default=None)
    answered_by = fields.Str(attribute="answer.name", dump_default="")
    done_by = fields.AwareDateTime(allow_none=True, attribute="answer.until", dump_default=None)
    text = fields.Str()
    state = fields.Str(attribute="state.value")
    decision = fields.Nested(CandidateDecisionOut, allow_none=True)
    may_decide = fields.Bool()


class CandidatesOut(Schema):
    """One page of late work that may be circulated."""

    items = fields.List(fields.Nested(CandidateOut), attribute="rows")
    next = fields.Str(allow_none=True)
    previous = fields.Str(allow_none=True)


class FeedOut(Schema):
    """A calendar that you may subscribe to."""

    id = fields.UUID()
    whose = fields.Str(attribute="whose.value")
    language = fields.Str()
    made_at = fields.AwareDateTime()


class FeedMadeOut(Schema):
    """A calendar that was just made."""

    id = fields.UUID(attribute="feed")
    address = fields.Str(allow_none=True)
