"""Where things are: pages and templates name a place, only this file knows its address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from flask import jsonify, redirect

from server.web.context import wants_json

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

# Browsers read a backslash as a slash and leave out tabs and line ends: "/\t/x" would lead away.
_OURS = re.compile(r"/(?![/\\])[^\x00-\x20\\]*")
PLACES = {
    "inbox": "/inbox",
    "inbox_rows": "/inbox/rows",
    "counts": "/counts",
    "done": "/done",
    "mine": "/mine",
    "notices": "/notices",
    "notices_read": "/notices/read",
    "task": "/work/{item}",
    "task_complete": "/work/{item}",
    "task_draft": "/work/{item}/draft",
    "task_claim": "/work/{item}/claim",
    "task_release": "/work/{item}/release",
    "upload": "/documents",
    "document": "/documents/{document}",
    "document_remove": "/documents/{document}/remove",
    "start": "/start",
    "start_form": "/start/{process}",
    "start_case": "/start/{process}",
    "all": "/cases",
    "case": "/cases/{case}",
    "case_decisions": "/cases/{case}/decisions",
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
    "processes": "/processes",
    "organisation": "/organisation",
    "sign_in": "/sign-in",
    "sign_out": "/sign-out",
    "language": "/language",
}


def link(place: str, /, **values: object) -> str:
    """The address of a place; values that aren't part of the path go into the query."""
    pattern = PLACES[place]
    path = {name: value for name, value in values.items() if f"{{{name}}}" in pattern}
    query = {
        name: str(value)
        for name, value in values.items()
        if name not in path and value not in (None, "")
    }
    address = pattern.format_map({name: quote(str(value)) for name, value in path.items()})
    return f"{address}?{urlencode(query)}" if query else address


def onward(address: str) -> ResponseReturnValue:
    """The answer to an act that was carried out; script can't see where a redirect leads."""
    return jsonify(location=address) if wants_json() else redirect(address, 303)


def is_ours(address: str) -> bool:
    """Whether an address given by a browser stays on this site."""
    return _OURS.fullmatch(address) is not None
