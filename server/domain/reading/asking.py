"""A part of the inbox as it stands in an address: what people keep, share and send each other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from server.domain.county_time import day_in
from server.domain.ids import BodyId, ProcessKey
from server.domain.reading.inbox import DEADLINES, MOST_COLUMNS, URGENCIES, VIEWS, InboxQuery
from server.domain.reading.matters import MatterQuery

if TYPE_CHECKING:
    from collections.abc import Mapping

    from server.domain.reading.matters import MatterList

LONGEST_ADDRESS = 500
_PATH = re.compile(r"\w+(\.\w+)*")
"""What a column from the business data is called: the path of a field."""


def asked(given: Mapping[str, str]) -> InboxQuery:
    """What is asked for; a word that nobody knows asks for nothing."""
    return InboxQuery(
        view=_one_of(VIEWS, given.get("view", "")) or VIEWS[0],
        search=given.get("q", "").strip(),
        process=ProcessKey(given["process"]) if given.get("process") else None,
        step=given.get("step", "") if given.get("process") else "",
        deadline=_one_of(DEADLINES, given.get("due", "")),
        due_from=day_in(given.get("since", "")),
        due_until=day_in(given.get("until", "")),
        body=BodyId(given["body"]) if given.get("body") else None,
        from_body=BodyId(given["from"]) if given.get("from") else None,
        holder=given.get("holder", ""),
        urgency=_one_of(URGENCIES, given.get("urgency", "")),
        columns=columns_asked(given),
        cursor=given.get("after") or None,
    )


def asked_by(address: str) -> InboxQuery:
    """The same, out of the query of an address."""
    return asked(dict(parse_qsl(address)))


def said(query: InboxQuery) -> dict[str, str]:
    """The query by the names that addresses use, without what asks for nothing; place and limit left out."""
    everything = {
        "view": query.view if query.view != VIEWS[0] else "",
        "q": query.search,
        "process": query.process or "",
        "step": query.step,
        "due": query.deadline,
        "since": query.due_from.isoformat() if query.due_from else "",
        "until": query.due_until.isoformat() if query.due_until else "",
        "body": query.body or "",
        "from": query.from_body or "",
        "holder": query.holder,
        "urgency": query.urgency,
        "cols": ",".join(query.columns),
    }
    return {name: value for name, value in everything.items() if value}


def address_of(query: InboxQuery) -> str:
    """The query as it stands in an address."""
    return urlencode(said(query))


def matters_asked(listed: MatterList, given: Mapping[str, str]) -> MatterQuery:
    """What is asked for of a list of matters."""
    return MatterQuery(list=listed, search=given.get("q", "").strip(), columns=columns_asked(given))


def matters_said(query: MatterQuery) -> dict[str, str]:
    """The same by the names that addresses use; the list itself has an address of its own."""
    everything = {"q": query.search, "cols": ",".join(query.columns)}
    return {name: value for name, value in everything.items() if value}


def address_of_matters(query: MatterQuery) -> str:
    """The same as it stands in an address."""
    return urlencode(matters_said(query))


def columns_asked(given: Mapping[str, str]) -> tuple[str, ...]:
    """The columns, as an address lists them or as the fields of a form do, one for each place."""
    listed = given.get("cols", "").split(",")
    placed = (given.get(f"col{place}", "") for place in range(1, MOST_COLUMNS + 1))
    chosen = (path for path in (*placed, *listed) if _PATH.fullmatch(path))
    return tuple(dict.fromkeys(chosen))[:MOST_COLUMNS]


def _one_of(known: tuple[str, ...], word: str) -> str:
    return word if word in known else ""
