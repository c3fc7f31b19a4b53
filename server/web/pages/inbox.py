"""The inbox, its figures, and the lists of one's own cases."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from typing import TYPE_CHECKING
from uuid import UUID

from flask import Blueprint, Response, jsonify, redirect, render_template, request

from server.domain.ids import BodyId, ProcessKey
from server.domain.reading import InboxQuery
from server.services import finding
from server.web.addresses import link
from server.web.context import actor, tools
from server.web.gate import needs

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from server.domain.reading import CasePage, NoticePage

inbox = Blueprint("inbox", __name__)


@inbox.get("/inbox")
@needs()
def page() -> ResponseReturnValue:
    """Shows the actor's open work."""
    query = _query()
    found = finding.inbox(tools(), actor(), query)
    counts = finding.inbox_counts(tools(), actor())
    return render_template(
        "inbox/page.html",
        page=found,
        counts=counts,
        badge=counts.badge,
        choices=finding.inbox_choices(tools()),
        query=query,
        done=_case(request.args.get("done", "")),
        is_narrowed=_is_narrowed(query),
        rows_href=_address("inbox_rows", query, query.cursor),
        previous_href=_address("inbox", query, found.previous) if found.previous else None,
        next_href=_address("inbox", query, found.next) if found.next else None,
    )


@inbox.get("/inbox/rows")
@needs()
def rows() -> ResponseReturnValue:
    """Only the rows, for a page that is already open."""
    query = _query()
    found = finding.inbox(tools(), actor(), query)
    return render_template("inbox/rows.html", page=found, is_narrowed=_is_narrowed(query))


@inbox.get("/counts")
@needs()
def counts() -> ResponseReturnValue:
    """The figures of the frame; unchanged ones cost no body."""
    response: Response = jsonify(asdict(finding.inbox_counts(tools(), actor())))
    response.set_etag(hashlib.sha256(response.get_data()).hexdigest()[:16])
    response.headers["Cache-Control"] = "no-cache"
    return response.make_conditional(request)


@inbox.get("/mine")
@needs()
def mine() -> ResponseReturnValue:
    """Cases that the actor started."""
    search, after = _asked()
    return _cases("mine", finding.started(tools(), actor(), after, search), search)


@inbox.get("/done")
@needs()
def done() -> ResponseReturnValue:
    """Cases in which the actor completed something."""
    search, after = _asked()
    return _cases("done", finding.done(tools(), actor(), after, search), search)


@inbox.get("/cases")
@needs("oversee")
def oversee() -> ResponseReturnValue:
    """Every case of the county, for those who oversee it."""
    search, after = _asked()
    return _cases("all", finding.all_cases(tools(), actor(), after, search=search), search)


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
    """The actor has seen what was told so far."""
    finding.saw_notices(tools(), actor())
    return redirect(link("notices"), 303)


def _asked() -> tuple[str, str | None]:
    """The words looked for, and the place in the list."""
    return request.args.get("q", "").strip(), request.args.get("after") or None


def _cases(kind: str, found: CasePage, search: str) -> ResponseReturnValue:
    turning = _turning(kind, found, q=search)
    return render_template("cases.html", kind=kind, page=found, search=search, **turning)


def _turning(place: str, found: CasePage | NoticePage, **values: str) -> dict[str, str | None]:
    """Where the page before and the page after are."""
    return {
        "previous_href": link(place, **values, after=found.previous) if found.previous else None,
        "next_href": link(place, **values, after=found.next) if found.next else None,
    }


def _query() -> InboxQuery:
    args = request.args
    return InboxQuery(
        tab=args.get("tab", "all"),
        search=args.get("q", "").strip(),
        process=ProcessKey(args["process"]) if args.get("process") else None,
        deadline=args.get("due", ""),
        from_body=BodyId(args["from"]) if args.get("from") else None,
        cursor=args.get("after") or None,
    )


def _is_narrowed(query: InboxQuery) -> bool:
    """Whether only a part is asked for: none of it is not the same as no work."""
    return query != InboxQuery(cursor=query.cursor)


def _address(place: str, query: InboxQuery, after: str | None) -> str:
    named = {"from": query.from_body or ""}
    return link(
        place,
        tab=query.tab if query.tab != "all" else "",
        q=query.search,
        process=query.process or "",
        due=query.deadline,
        after=after or "",
        **named,
    )


def _case(given: str) -> UUID | None:
    """The case that was just moved on, to be confirmed; nothing for a mangled address."""
    try:
        return UUID(given)
    except ValueError:
        return None
