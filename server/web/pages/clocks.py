"""The pages of clocks: why a piece of work is due when it is."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID  # noqa: TC003  # the converter reads it

from flask import Blueprint, render_template, request

from server.domain.county_time import day_of
from server.domain.ids import ItemId
from server.domain.workdays import months_after
from server.services import months, reckoning, recounting, urging_sheets
from server.web.calendars import month_of, months_of
from server.web.clock_words import steps_of
from server.web.context import actor, tools
from server.web.gate import needs

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

clocks = Blueprint("clocks", __name__)
_MONTH = re.compile(r"2[0-9]{3}-(0[1-9]|1[0-2])")


@clocks.get("/calendar")
@needs()
def calendar() -> ResponseReturnValue:
    """Shows what is due in a month."""
    today = day_of(tools().clock.now())
    first, mine = _month(request.args.get("month", ""), today), request.args.get("whose") == "mine"
    month = months.due_month(tools(), actor(), first, mine=mine)
    return render_template(
        "calendar.html",
        month=month,
        table=month_of(first, month.days),
        mine=mine,
        whose="mine" if mine else "",
        today=today,
        at=f"{first:%Y-%m}",
        before=f"{months_after(first, -1):%Y-%m}",
        after=f"{months_after(first, 1):%Y-%m}",
    )


def _month(written: str, today: date) -> date:
    """The first day of a month as the address names it; of this month where it names none."""
    if not _MONTH.fullmatch(written):
        return today.replace(day=1)
    return date.fromisoformat(f"{written}-01")


@clocks.get("/recounts")
@needs("administer")
def recounts() -> ResponseReturnValue:
    """Shows how far open deadlines are reckoned anew by papers that took effect."""
    return render_template("recounts.html", rows=recounting.progress(tools(), actor()))


@clocks.get("/work/<uuid:item>/clock")
@needs()
def why(item: UUID) -> ResponseReturnValue:
    """Shows how the due moment of a piece of work was found, day by day."""
    found = reckoning.clock_of(tools(), actor(), ItemId(item))
    drawn = months_of({each.day: each for each in found.told.days})
    return render_template("clock.html", clock=found, months=drawn, steps=steps_of(found.told))


@clocks.get("/work/<uuid:item>/urging")
@needs()
def urging(item: UUID) -> ResponseReturnValue:
    """Shows what is urged in writing, as a document to be printed."""
    sheet = urging_sheets.sheet_of(tools(), actor(), ItemId(item))
    return render_template("urging.html", sheet=sheet)
