"""Notices, journals for programs, and names of persons."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from server.domain.facts import Fact
from server.domain.ids import CaseId, NoticeId, SubjectId
from server.domain.people import Actor
from server.domain.reading import JournalLine, NoticePage, NoticeRow
from server.store.journal import entry
from server.store.views.cursors import Mark, begin, directed, part
from server.store.views.desks import DESK, desks_of, of_process, process_of, within
from server.store.views.manner import Manner
from server.store.wire import Wire

PAGE = 50

COLUMNS = "n.id, n.kind, n.case_id, n.at, n.item, n.name, n.version, n.element"
NOTICES = f"""WITH {DESK}, ear AS (
  SELECT * FROM desk UNION SELECT NULL, role, NULL FROM desk WHERE process IS NULL),
told AS (
  SELECT n.* FROM ear d CROSS JOIN LATERAL (
    SELECT {COLUMNS} FROM notices n
    WHERE n.role = d.role AND n.body IS NOT DISTINCT FROM d.body AND n.id {{beyond}} %(mark)s
      {of_process(process_of("n.case_id"))}
    ORDER BY n.id {{way}} LIMIT %(many)s) n
  UNION ALL (
    SELECT {COLUMNS} FROM notices n WHERE n.person = %(me)s AND n.id {{beyond}} %(mark)s
    ORDER BY n.id {{way}} LIMIT %(many)s))
SELECT {COLUMNS}, coalesce(nullif(said.name, ''), n.name) AS name_en, c.root, r.number, r.title,
  s.title AS process_title, s.title_en AS process_title_en,
  n.id <= coalesce(p.told_until, %(first)s) AS is_read
FROM told n LEFT JOIN cases c ON c.id = n.case_id LEFT JOIN cases r ON r.id = c.root
  LEFT JOIN persons p ON p.id = %(me)s LEFT JOIN work_items w ON w.id = n.item
  LEFT JOIN english_words said ON said.version = coalesce(n.version, c.version)
    AND said.element = coalesce(n.element, w.element)
  LEFT JOIN sources s ON s.version = coalesce(r.version, n.version)
ORDER BY n.id {{way}} LIMIT %(many)s"""  # noqa: S608  # texts of ours
SEE = """UPDATE persons SET told_until = %(notice)s
WHERE id = %(me)s AND (told_until IS NULL OR told_until < %(notice)s)"""
JOURNAL = """SELECT subject, seq, at, person, facts, digest FROM journal
WHERE subject = %(subject)s AND seq > %(cursor)s ORDER BY seq LIMIT %(limit)s"""
NAMES = "SELECT id, name, name_en FROM persons WHERE id = ANY(%(persons)s)"
FIRST = UUID(int=0)


def notices(wire: Wire, manner: Manner, actor: Actor, cursor: str | None) -> NoticePage:
    """What was told to the actor, newest first."""
    values = {
        **desks_of(actor),
        "me": actor.person,
        "first": FIRST,
        "many": PAGE + 1,
    }

    def find(mark: Mark | None) -> Sequence[Any]:
        text = within(NOTICES, in_part=bool(actor.desks_in_part))
        return wire.all(directed(text, mark), values | {"mark": begin(mark).id})

    found = part(find, cursor, PAGE, lambda row: Mark(at=row.at, id=row.id))
    return NoticePage(
        rows=tuple(_notice(row, manner) for row in found.rows),
        next=found.next,
        previous=found.previous,
    )


def _notice(row: Any, manner: Manner) -> NoticeRow:
    sentence, sentence_en = manner.words_of(row.kind, row.name, row.name_en)
    return NoticeRow(
        id=str(row.id),
        kind=row.kind,
        sentence=sentence,
        sentence_en=sentence_en,
        case=row.root and CaseId(row.root),
        number=row.number or "",
        title=row.title or "",
        process_title=row.process_title or "",
        process_title_en=row.process_title_en or "",
        at=row.at,
        is_read=row.is_read,
    )


def journal(wire: Wire, subject: SubjectId, cursor: int, limit: int) -> tuple[JournalLine, ...]:
    """Journal entries after one, for programs."""
    values = {"subject": subject, "cursor": cursor, "limit": limit}
    return tuple(_journal_line(row) for row in wire.all(JOURNAL, values))


def _journal_line(row: Any) -> JournalLine:
    return JournalLine(
        seq=row.seq,
        at=row.at,
        person=str(row.person) if row.person else None,
        facts=tuple((type(fact).__name__, _named(fact)) for fact in entry(row).facts),
        digest=row.digest.hex(),
    )


def _named(fact: Fact) -> Mapping[str, object]:
    return {field.name: _plain(getattr(fact, field.name)) for field in fields(fact)}


def _plain(value: object) -> object:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def names_of(wire: Wire, persons: Iterable[UUID]) -> Mapping[UUID, tuple[str, str]]:
    """Display names of persons, Chinese and English."""
    return {
        row.id: (row.name, row.name_en) for row in wire.all(NAMES, {"persons": list(set(persons))})
    }


def saw_notices(wire: Wire, actor: Actor, upto: NoticeId) -> None:
    """Notices up to this one are no longer new to the actor."""
    wire.ask(SEE, {"me": actor.person, "notice": upto})
