"""Late work that may be circulated (通报候选): what the supervising office decides by."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from server.domain.county_time import start_of
from server.domain.ids import BodyId, CaseId, ItemId
from server.domain.ladder import CandidateState, UrgeAnswer
from server.domain.reading import CandidatePage, CandidateQuery, CandidateRow, Decision
from server.store.processes import SPOKEN, STEP_EN
from server.store.values import unpacked
from server.store.views.cursors import Mark, begin, directed, part
from server.store.views.manner import Manner
from server.store.wire import Wire


def _content(digest: str) -> str:
    """What was typed under a digest of the matter."""
    return f"""(SELECT t.content FROM contents t WHERE t.subject = r.id
    AND t.digest = decode({digest}, 'hex') AND t.content IS NOT NULL LIMIT 1)"""  # noqa: S608  # texts of ours


LINES = f"""SELECT k.item, k.at, k.state, k.office, k.decided_at, coalesce(d.name, '') AS decider,
  coalesce(d.name_en, '') AS decider_en, {_content("k.digest")} AS reason, r.id AS root, r.number, r.title,
  s.title AS process_title, s.title_en AS process_title_en, w.name, {STEP_EN} AS name_en,
  w.due, w.done_at, w.clock, coalesce(p.name, '') AS holder, coalesce(p.name_en, '') AS holder_en,
  coalesce(b.name, w.body) AS body, coalesce(b.name_en, w.body) AS body_en,
  u.at AS answered_at, u.until, u.digest, coalesce(h.name, '') AS head,
  coalesce(h.name_en, '') AS head_en, {_content("u.digest")} AS answer
FROM page JOIN candidates k ON k.item = page.item JOIN work_items w ON w.id = k.item
  JOIN cases c ON c.id = w.case_id JOIN cases r ON r.id = c.root
  JOIN versions v ON v.id = r.version JOIN sources s ON s.version = v.id
  LEFT JOIN persons d ON d.id = k.person LEFT JOIN persons p ON p.id = w.holder
  LEFT JOIN bodies b ON b.id = w.body LEFT JOIN urge_answers u ON u.item = k.item
  LEFT JOIN persons h ON h.id = u.person {SPOKEN}"""  # noqa: S608  # texts of ours
PAGE = f"""WITH page AS MATERIALIZED (
  SELECT k.item, k.at FROM candidates k{{whose}}
  WHERE k.office = ANY(%(offices)s){{narrowed}}
    AND (k.at, k.item) {{beyond}} (%(mark_at)s::timestamptz, %(mark_id)s::uuid)
  ORDER BY k.at {{way}}, k.item {{way}} LIMIT %(many)s)
{LINES} ORDER BY k.at {{way}}, k.item {{way}}"""  # noqa: S608  # texts of ours
OF_BODY = " JOIN work_items w ON w.id = k.item AND w.body = %(body)s"


def candidates(
    wire: Wire, manner: Manner, offices: Sequence[BodyId], query: CandidateQuery, now: datetime
) -> CandidatePage:
    """A page of late work that may be circulated, the newest first."""
    text = PAGE.replace("{whose}", OF_BODY if query.body else "")
    text = text.replace("{narrowed}", _narrowed(query))
    values = {
        "offices": list(offices),
        "state": query.state,
        "body": query.body,
        "since": query.since and start_of(query.since),
        "until": query.until and start_of(query.until + timedelta(days=1)),
        "many": query.limit + 1,
    }

    def find(mark: Mark | None) -> Sequence[Any]:
        place = begin(mark)
        return wire.all(directed(text, mark), values | {"mark_id": place.id, "mark_at": place.at})

    found = part(find, query.cursor, query.limit, lambda row: Mark(at=row.at, id=row.item))
    return CandidatePage(
        rows=tuple(_row(row, manner, now) for row in found.rows),
        next=found.next,
        previous=found.previous,
    )


def _narrowed(query: CandidateQuery) -> str:
    wanted = (
        (query.state in set(CandidateState), " AND k.state = %(state)s"),
        (query.since, " AND k.at >= %(since)s"),
        (query.until, " AND k.at < %(until)s"),
    )
    return "".join(text for is_asked, text in wanted if is_asked)


def _row(row: Any, manner: Manner, now: datetime) -> CandidateRow:
    """How late it is was settled when it was over; no calendar to come can move that."""
    is_provisional = False
    return CandidateRow(
        item=ItemId(row.item),
        case=CaseId(row.root),
        number=row.number or "",
        title=row.title or "",
        process_title=row.process_title,
        process_title_en=row.process_title_en,
        step=row.name,
        step_en=row.name_en,
        body=row.body,
        body_en=row.body_en,
        holder=row.holder,
        holder_en=row.holder_en,
        clock=row.clock or "",
        listed_at=row.at,
        done_at=row.done_at,
        deadline=manner.deadline_of(row.due, row.done_at or now, is_provisional),
        state=CandidateState(row.state),
        decision=_decision(row),
        answer=_answer(row),
        text=_text(row.answer, "text"),
        office=BodyId(row.office),
    )


def _decision(row: Any) -> Decision | None:
    if row.decided_at is None:
        return None
    return Decision(
        at=row.decided_at,
        name=row.decider,
        name_en=row.decider_en,
        reason=_text(row.reason, "reason"),
    )


def _answer(row: Any) -> UrgeAnswer | None:
    if row.answered_at is None:
        return None
    return UrgeAnswer(
        at=row.answered_at,
        until=row.until,
        name=row.head,
        name_en=row.head_en,
        digest=row.digest,
    )


def _text(kept: bytes | None, name: str) -> str:
    return str(unpacked(kept).get(name, ""))
