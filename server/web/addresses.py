"""Where things are: pages and templates name a place, only this file knows its address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, quote, urlencode, urlsplit

from flask import jsonify, redirect, request

from server.web.context import is_page, site, wants_json

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

# Browsers read a backslash as a slash and leave out tabs and line ends: "/\t/x" would lead away.
_OURS = re.compile(r"/(?![/\\])[^\x00-\x20\\]*")
PLACES = {
    "inbox": "/inbox",
    "inbox_rows": "/inbox/rows",
    "inbox_batch": "/inbox/batch",
    "inbox_export": "/inbox/export",
    "views": "/inbox/views",
    "view_counts": "/inbox/views/counts",
    "view_save": "/inbox/views",
    "view_change": "/inbox/views/{view}",
    "view_drop": "/inbox/views/{view}/drop",
    "search": "/search",
    "counts": "/counts",
    "done": "/done",
    "mine": "/mine",
    "notices": "/notices",
    "bells": "/bells",
    "notice": "/notices/{notice}",
    "mail_choice": "/me/mail",
    "mails": "/admin/mails",
    "mail_retry": "/admin/mails/{mail}/retry",
    "notices_read": "/notices/read",
    "task": "/work/{item}",
    "task_clock": "/work/{item}/clock",
    "task_urging": "/work/{item}/urging",
    "task_print": "/work/{item}/print",
    "task_complete": "/work/{item}",
    "task_draft": "/work/{item}/draft",
    "task_claim": "/work/{item}/claim",
    "task_release": "/work/{item}/release",
    "task_act": "/work/{item}/acts/{act}",
    "asides": "/asides",
    "aside": "/asides/{aside}",
    "aside_answer": "/asides/{aside}/answer",
    "aside_show": "/asides/{aside}/personal-data",
    "aside_read": "/asides/{aside}/read",
    "aside_withdraw": "/asides/{aside}/withdraw",
    "upload": "/documents",
    "document": "/documents/{document}",
    "document_remove": "/documents/{document}/remove",
    "start": "/start",
    "start_form": "/start/{process}",
    "start_case": "/start/{process}",
    "all": "/cases",
    "cases_export": "/cases/export",
    "case": "/cases/{case}",
    "case_print": "/cases/{case}/print",
    "case_decisions": "/cases/{case}/decisions",
    "case_show": "/cases/{case}/personal-data",
    "case_act": "/cases/{case}/acts/{act}",
    "case_retry": "/cases/{case}/retry",
    "members_add": "/fan-outs/{fan_out}/members",
    "member_take": "/members/{branch}/take",
    "case_diagram": "/cases/{case}/diagram",
    "incidents": "/incidents",
    "incident_retry": "/incidents/{incident}/retry",
    "incident_correct": "/incidents/{incident}/correct",
    "incident_skip": "/incidents/{incident}/skip",
    "incident_agree": "/incidents/{incident}/agree",
    "incident_withdraw": "/incidents/{incident}/withdraw",
    "calendar": "/calendar",
    "feeds": "/me/feeds",
    "feed_revoke": "/me/feeds/{feed}/revoke",
    "feed": "/feeds/{secret}.ics",
    "candidates": "/candidates",
    "candidates_export": "/candidates/export",
    "recounts": "/recounts",
    "processes": "/processes",
    "process_people": "/processes/{process}/people",
    "separations": "/separations",
    "organisation": "/organisation",
    "substitutes": "/me/substitutes",
    "substitute_end": "/me/substitutes/{substitution}/end",
    "act_by": "/me/post",
    "administration": "/admin",
    "register": "/admin/{register}",
    "register_file": "/admin/{register}.xlsx",
    "entry_new": "/admin/{register}/new",
    "entry": "/admin/{register}/{key}",
    "hook": "/admin/hooks/{hook}/calls",
    "hook_key": "/admin/hooks/{hook}/key",
    "hook_try": "/admin/hooks/{hook}/try",
    "hook_retry": "/admin/hooks/{hook}/calls/{call}/retry",
    "papers": "/admin/papers",
    "roles": "/admin/roles",
    "proposals": "/admin/proposals",
    "proposal": "/admin/proposals/{proposal}",
    "proposal_agree": "/admin/proposals/{proposal}/agree",
    "proposal_refuse": "/admin/proposals/{proposal}/refuse",
    "proposal_withdraw": "/admin/proposals/{proposal}/withdraw",
    "sheets": "/admin/sheets",
    "sheet_anew": "/admin/proposals/{proposal}.xlsx",
    "sheets_enter": "/admin/sheets/enter",
    "leaving": "/admin/persons/{login}/leaving",
    "sign_in": "/sign-in",
    "sign_out": "/sign-out",
    "language": "/language",
    "kept": "/kept",
    "manifest": "/app.webmanifest",
    "worker": "/service-worker.js",
}


def link(place: str, /, **values: object) -> str:
    """The address of a place; values that aren't part of the path go into the query.

    ``KeyError`` where there is no such place, or a part of its path is missing.
    """
    address, query = PLACES[place], {}
    for name, value in values.items():
        if f"{{{name}}}" in address:
            address = address.replace(f"{{{name}}}", quote(str(value)))
        elif value not in (None, ""):
            query[name] = str(value)
    if "{" in address:
        raise KeyError(address)
    return f"{address}?{urlencode(query)}" if query else address


def feed_address(secret: str) -> str:
    """The whole address of a calendar, for programs elsewhere."""
    return site() + link("feed", secret=secret)


def onward(address: str) -> ResponseReturnValue:
    """The answer to an act that was carried out; script can't see where a redirect leads."""
    return jsonify(location=address) if wants_json() else redirect(address, 303)


def is_ours(address: str) -> bool:
    """Whether an address given by a browser stays on this site."""
    return _OURS.fullmatch(address) is not None


def parts_of(address: str) -> SplitResult:
    """The parts of an address given by a browser; of one that nobody can read, empty ones."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def on_site(address: str, otherwise: str = "") -> str:
    """An address given by a browser where it stays on this site; else another one, or the inbox."""
    return address if is_ours(address) else otherwise or link("inbox")


def here() -> str:
    """What is being looked at, to come back to: of an act, which can't be opened, the page it was sent from."""
    asked = request.full_path.rstrip("?")
    if request.method == "GET":
        return asked
    sent_from = parts_of(request.referrer or "")
    page = sent_from._replace(scheme="", netloc="").geturl()
    pages = (page, asked) if sent_from.netloc == request.host else (asked,)
    return next((each for each in pages if is_ours(each) and is_page(each)), link("inbox"))
