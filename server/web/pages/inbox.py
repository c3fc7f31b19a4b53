"""The inbox, its figures, and the lists of one's own cases."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from typing import TYPE_CHECKING
from uuid import uuid4

from flask import Blueprint, Response, jsonify, redirect, render_template, request

from server.domain.access import led_bodies
from server.domain.errors import Invalid
from server.domain.ids import NoticeId, uuid_in
from server.domain.reading import InboxPage, InboxQuery, MatterList
from server.domain.reading.asking import (
    address_of,
    asked,
    asked_by,
    columns_asked,
    matters_asked,
    matters_said,
    said,
)
from server.services import exporting, finding, saving_views
from server.services.columns import chosen_of
from server.web.addresses import link
from server.web.context import actor, tools
from server.web.gate import needs
from server.web.narrowing import column_choices, narrowing, shareable, shown_views
from server.web.sheets import sheet_of, sheet_of_matters

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from server.domain.reading import CasePage, NoticePage

inbox = Blueprint("inbox", __name__)
KINDS = {MatterList.STARTED: "mine", MatterList.DONE: "done", MatterList.ALL: "all"}
"""Where each list of matters is."""
NOTHING = InboxPage(rows=(), next=None)


@inbox.get("/inbox")
@needs()
def page() -> ResponseReturnValue:
    """Shows open work: as the address says, or as the actor's default view does."""
    saved = saving_views.views(tools(), actor())
    default = next(
        (view for view in saved if view.is_default and view.person == actor().person), None
    )
    query = asked_by(default.query) if default and not request.args else asked(request.args)
    found = finding.inbox(tools(), actor(), query)
    counts = finding.inbox_counts(tools(), actor())
    return render_template(
        "inbox/page.html",
        page=found,
        counts=counts,
        badge=counts.badge,
        leads=bool(led_bodies(actor())),
        query=query,
        done=uuid_in(request.args.get("done", "")),
        is_narrowed=_is_narrowed(query),
        rows_href=_address("inbox_rows", query, query.cursor),
        previous_href=_address("inbox", query, found.previous) if found.previous else None,
        next_href=_address("inbox", query, found.next) if found.next else None,
        kept=address_of(query),
        act_key=f"view-{uuid4()}",
        **shown_views(saved, query),
        shareable=shareable(actor()),
        **narrowing(finding.inbox_choices(tools(), actor(), query.process), query),
    )


@inbox.get("/inbox/rows")
@needs()
def rows() -> ResponseReturnValue:
    """Only the rows, for a page that is already open."""
    query = asked(request.args)
    found = finding.inbox(tools(), actor(), query)
    offered = (
        finding.inbox_choices(tools(), actor(), query.process).columns if query.columns else ()
    )
    return render_template(
        "inbox/rows.html",
        page=found,
        query=query,
        columns=chosen_of(offered, query.columns),
        is_narrowed=_is_narrowed(query),
    )


@inbox.post("/inbox/export")
@needs()
def export() -> ResponseReturnValue:
    """What the list shows, as a sheet for Excel."""
    query = asked_by(request.form.get("query", ""))
    return sheet_of(exporting.inbox(tools(), actor(), query))


@inbox.post("/cases/export")
@needs()
def export_cases() -> ResponseReturnValue:
    """What a list of matters shows, as a sheet for Excel."""
    listed = request.form.get("list", "")
    if listed not in set(MatterList):
        raise Invalid
    query = matters_asked(MatterList(listed), request.form)
    return sheet_of_matters(exporting.matters(tools(), actor(), query))


@inbox.get("/search")
@needs()
def search() -> ResponseReturnValue:
    """Work and matters with some words in them, as far as the actor may see them."""
    words, after = _asked()
    chosen = columns_asked(request.args)
    mine = InboxQuery(search=words, columns=chosen, limit=5)
    found = finding.search(tools(), actor(), words, after)
    asked_again = {"q": words, "cols": ",".join(chosen)}
    return render_template(
        "search.html",
        search=words,
        work=finding.inbox(tools(), actor(), mine) if words and not after else NOTHING,
        page=found,
        first_href=link("search", **asked_again) if after else None,
        next_href=link("search", **asked_again, after=found.next) if found.next else None,
        **column_choices(finding.columns(tools(), actor()), chosen),
    )


@inbox.get("/counts")
@needs()
def counts() -> ResponseReturnValue:
    """The figures of the frame; unchanged ones cost no body."""
    response: Response = jsonify(asdict(finding.inbox_counts(tools(), actor())))
    response.set_etag(hashlib.sha256(response.get_data()).hexdigest()[:16])
    response.headers["Cache-Control"] = "private, no-cache"
    return response.make_conditional(request)


@inbox.get("/mine")
@needs()
def mine() -> ResponseReturnValue:
    """Cases that the actor started."""
    search, after = _asked()
    return _cases(MatterList.STARTED, finding.started(tools(), actor(), after, search))


@inbox.get("/done")
@needs()
def done() -> ResponseReturnValue:
    """Cases in which the actor completed something."""
    search, after = _asked()
    return _cases(MatterList.DONE, finding.done(tools(), actor(), after, search))


@inbox.get("/cases")
@needs("oversee")
def oversee() -> ResponseReturnValue:
    """Every case of the county, for those who oversee it."""
    search, after = _asked()
    return _cases(MatterList.ALL, finding.all_cases(tools(), actor(), after, search=search))


@inbox.get("/notices")
@needs()
def notices() -> ResponseReturnValue:
    """What was told to the actor."""
    _, after = _asked()
    found = finding.notices(tools(), actor(), after)
    return render_template("notices.html", page=found, **_turning("notices", found))


@inbox.post("/notices/read")
@needs()
def notices_read() -> ResponseReturnValue:
    """The actor has seen what the page showed."""
    upto = uuid_in(request.form.get("upto", ""))
    if upto is not None:
        finding.saw_notices(tools(), actor(), NoticeId(upto))
    return redirect(link("notices"), 303)


def _asked() -> tuple[str, str | None]:
    """The words looked for, and the place in the list."""
    return request.args.get("q", "").strip(), request.args.get("after") or None


def _cases(listed: MatterList, found: CasePage) -> ResponseReturnValue:
    query, kind = matters_asked(listed, request.args), KINDS[listed]
    counts = None if listed is MatterList.ALL else finding.inbox_counts(tools(), actor())
    return render_template(
        "cases.html",
        kind=kind,
        page=found,
        query=query,
        counts=counts,
        leads=bool(led_bodies(actor())),
        **_turning(kind, found, **matters_said(query)),
        **column_choices(finding.columns(tools(), actor()), query.columns),
        **({} if counts is None else {"badge": counts.badge}),
    )


def _turning(place: str, found: CasePage | NoticePage, **values: str) -> dict[str, str | None]:
    """Where the page before and the page after are."""
    return {
        "previous_href": link(place, **values, after=found.previous) if found.previous else None,
        "next_href": link(place, **values, after=found.next) if found.next else None,
    }


def _is_narrowed(query: InboxQuery) -> bool:
    """Whether only a part is asked for: none of it is not the same as no work."""
    return query != InboxQuery(cursor=query.cursor, columns=query.columns)


def _address(place: str, query: InboxQuery, after: str | None = None) -> str:
    return link(place, **said(query), after=after or "")
