"""The book of mails: whom notices reach, what goes out now, and what became of it."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from server.domain.ids import CaseId, MailId, NoticeId, PersonId
from server.domain.mailing import MailChoice, MailState, Rhythm
from server.domain.ports import DueLine, MailDraft, NoticeLine, Told
from server.domain.reading import ChosenMail, MailLine, MailPage, ToldOf
from server.store.gathered import Gathered
from server.store.holders import ON_DAY, POST_ON_DAY
from server.store.values import unpacked
from server.store.wire import Wire

LEASE = timedelta(minutes=15)
"""How long a mail is left to whoever took it; who died with it sends it no sooner than that again."""
PAGE = 50

ADDRESS = """LEFT JOIN LATERAL (SELECT x.content FROM contents x
  WHERE x.subject = m.person AND x.digest = decode(m.digest, 'hex') LIMIT 1) x ON true"""
CHOICE = f"SELECT m.*, x.content FROM mail_choices m {ADDRESS} WHERE m.person = %(person)s"  # noqa: S608  # texts of ours
TOLD = f"""WITH told AS (
  SELECT n.id, n.kind, n.person, n.body, n.role, v.process
  FROM notices n LEFT JOIN cases c ON c.id = n.case_id LEFT JOIN cases r ON r.id = c.root
    LEFT JOIN versions v ON v.id = r.version
  WHERE n.id = ANY(%(notices)s::uuid[])),
reached AS (
  SELECT id, kind, person FROM told WHERE person IS NOT NULL
  UNION
  SELECT n.id, n.kind, w.person FROM told n
    JOIN posts o ON n.role = ANY(o.roles) AND (n.body IS NULL OR o.body = n.body) AND {POST_ON_DAY}
    JOIN holdings h ON h.post = o.id AND {ON_DAY.format("h")}
    CROSS JOIN LATERAL (SELECT h.person
      UNION ALL SELECT t.substitute FROM substitutions t
      WHERE t.absent = h.person AND t.post = h.post AND t.ended_at IS NULL
        AND {ON_DAY.format("t")} AND (t.processes = '{{}}'
          OR n.body IS NOT NULL AND n.process = ANY(t.processes))) w)
SELECT r.id AS notice, r.kind, m.*, x.content FROM reached r
  JOIN mail_choices m ON m.person = r.person {ADDRESS}
WHERE m.refused_at IS NULL"""  # noqa: S608  # texts of ours
TOLD_OF = """SELECT n.kind, n.person, n.body, n.role, c.root, w.id AS item, v.process
FROM notices n LEFT JOIN cases c ON c.id = n.case_id LEFT JOIN cases r ON r.id = c.root
  LEFT JOIN versions v ON v.id = r.version
  LEFT JOIN work_items w ON w.id = n.item AND w.state = 'open'
WHERE n.id = %(notice)s"""
PUT = """INSERT INTO mail_lines (notice, person, due)
SELECT * FROM unnest(%(notices)s::uuid[], %(persons)s::uuid[], %(dues)s::timestamptz[])
ON CONFLICT DO NOTHING"""
HAS_DUE = """SELECT EXISTS (SELECT FROM mail_lines WHERE due <= %(now)s)
  OR EXISTS (SELECT FROM mails WHERE due <= %(now)s) AS has"""
TAKE_LINES = """SELECT l.notice, l.person, r.id AS root, m.rhythm,
  coalesce(l.notice <= p.told_until, false) AS is_read
FROM mail_lines l JOIN notices n ON n.id = l.notice JOIN persons p ON p.id = l.person
  JOIN mail_choices m ON m.person = l.person
  LEFT JOIN cases c ON c.id = n.case_id LEFT JOIN cases r ON r.id = c.root
WHERE l.due IS NOT NULL AND l.person = ANY(ARRAY(
  SELECT person FROM mail_lines WHERE due <= %(now)s
  GROUP BY person ORDER BY min(due) LIMIT %(persons)s))
ORDER BY l.person, l.notice FOR UPDATE OF l SKIP LOCKED"""
DROP = """DELETE FROM mail_lines l USING unnest(%(notices)s::uuid[], %(persons)s::uuid[])
  AS g (notice, person) WHERE l.notice = g.notice AND l.person = g.person"""
OPEN = """WITH made AS (
  INSERT INTO mails (id, made_at, due, tries, person, root, state, answer)
  VALUES (%(mail)s, %(now)s, %(now)s, 0, %(person)s, %(root)s, 'waiting', ''))
UPDATE mail_lines SET mail = %(mail)s, due = NULL
WHERE person = %(person)s AND notice = ANY(%(notices)s::uuid[])"""
TAKE = f"""WITH taken AS (
  UPDATE mails SET due = %(lease)s WHERE id = ANY(ARRAY(
    SELECT id FROM mails WHERE due <= %(now)s ORDER BY due, id LIMIT %(limit)s
    FOR UPDATE SKIP LOCKED)) RETURNING id, tries, person, root)
SELECT t.id, t.tries, t.person, t.root, m.language, m.refused_at, m.digest, x.content, l.notice, n.kind,
  n.name, coalesce(nullif(said.name, ''), n.name) AS name_en, coalesce(r.number, '') AS number
FROM taken t JOIN persons p ON p.id = t.person JOIN mail_choices m ON m.person = t.person {ADDRESS}
  LEFT JOIN mail_lines l ON l.mail = t.id AND coalesce(l.notice > p.told_until, true)
  LEFT JOIN notices n ON n.id = l.notice
  LEFT JOIN cases c ON c.id = n.case_id LEFT JOIN cases r ON r.id = c.root
  LEFT JOIN work_items w ON w.id = n.item
  LEFT JOIN english_words said ON said.version = coalesce(n.version, c.version)
    AND said.element = coalesce(n.element, w.element)
ORDER BY t.id, l.notice"""  # noqa: S608  # texts of ours
SENT = """WITH done AS (DELETE FROM mail_lines WHERE mail = %(mail)s)
UPDATE mails SET due = NULL, sent_at = %(now)s, tries = tries + 1, state = 'sent',
  answer = %(answer)s WHERE id = %(mail)s"""
PUT_OFF = """UPDATE mails SET due = %(due)s, tries = %(tries)s, state = %(state)s,
  answer = %(answer)s WHERE id = %(mail)s"""
FORGET = "DELETE FROM mails WHERE id = %(mail)s"
REFUSE = """UPDATE mail_choices SET refused_at = %(now)s, refusal = %(answer)s
WHERE person = %(person)s AND digest = %(digest)s RETURNING person"""
RETRY = """WITH named AS (SELECT id, person FROM mails WHERE id = %(mail)s AND state <> 'sent'),
anew AS (UPDATE mail_choices m SET refused_at = NULL, refusal = '' FROM named
  WHERE m.person = named.person)
UPDATE mails SET due = %(now)s, state = 'waiting' FROM named WHERE mails.id = named.id
RETURNING mails.id"""
LISTED = """SELECT m.*, p.name, p.name_en, coalesce(r.number, '') AS number
FROM mails m JOIN persons p ON p.id = m.person LEFT JOIN cases r ON r.id = m.root
WHERE (%(state)s::text IS NULL OR m.state = %(state)s)
  AND (%(after)s::uuid IS NULL OR m.id < %(after)s)
ORDER BY m.id DESC LIMIT %(many)s"""
FORGET_BEFORE = "DELETE FROM mails WHERE made_at < %(moment)s"


class SqlMailBook:
    """Who wants which notices by mail, and the mails."""

    def __init__(self, wire: Wire, gathered: Gathered) -> None:
        """Read through the wire, after what is gathered was written."""
        self._wire = wire
        self._gathered = gathered

    def choice(self, person: PersonId) -> ChosenMail | None:
        """What a person chose; None: nothing yet."""
        row = self._wire.one(CHOICE, {"person": person})
        if row is None:
            return None
        return ChosenMail(choice=_choice(row), refused_at=row.refused_at, refusal=row.refusal)

    def told(self, notices: Iterable[NoticeId], day: date) -> tuple[Told, ...]:
        """Whom these notices reach on a day, of those who want mail at all."""
        rows = self._wire.all(TOLD, {"notices": list(notices), "day": day})
        return tuple(
            Told(
                notice=NoticeId(row.notice),
                kind=row.kind,
                person=PersonId(row.person),
                choice=_choice(row),
            )
            for row in rows
        )

    def told_of(self, notice: NoticeId) -> ToldOf | None:
        """What a notice is about, and whom it reaches."""
        row = self._wire.one(TOLD_OF, {"notice": notice})
        return None if row is None else ToldOf(**row._asdict())

    def put(self, lines: Iterable[tuple[Told, datetime]]) -> None:
        """Let each go out at its moment."""
        given = list(lines)
        values = {
            "notices": [told.notice for told, _ in given],
            "persons": [told.person for told, _ in given],
            "dues": [due for _, due in given],
        }
        self._wire.ask(PUT, values)

    def has_due(self, now: datetime) -> bool:
        """Whether anything goes out now."""
        return bool(self._wire.one(HAS_DUE, {"now": now}).has)

    def take_lines(self, now: datetime, persons: int) -> tuple[DueLine, ...]:
        """Lock all that waits for these many persons of whom something is due, the earliest first."""
        rows = self._wire.all(TAKE_LINES, {"now": now, "persons": persons})
        return tuple(
            DueLine(
                notice=NoticeId(row.notice),
                person=PersonId(row.person),
                root=row.root and CaseId(row.root),
                rhythm=row.rhythm,
                is_read=row.is_read,
            )
            for row in rows
        )

    def drop(self, lines: Iterable[DueLine]) -> None:
        """Send these no more."""
        given = list(lines)
        values = {
            "notices": [line.notice for line in given],
            "persons": [line.person for line in given],
        }
        self._wire.ask(DROP, values)

    def open(self, mail: MailId, now: datetime, lines: Iterable[DueLine]) -> None:
        """Put these lines of one person into a mail that is due now."""
        given = list(lines)
        roots = {line.root for line in given}
        values = {
            "mail": mail,
            "now": now,
            "person": given[0].person,
            "root": roots.pop() if len(roots) == 1 else None,
            "notices": [line.notice for line in given],
        }
        self._wire.ask(OPEN, values)

    def take(self, now: datetime, limit: int) -> tuple[MailDraft, ...]:
        """The mails that are due, the earliest first, each left for a while to whoever took it."""
        rows = self._wire.all(TAKE, {"now": now, "lease": now + LEASE, "limit": limit})
        by_mail: dict[Any, list[Any]] = {}
        for row in rows:
            by_mail.setdefault(row.id, []).append(row)
        return tuple(map(_draft, by_mail.values()))

    def sent(self, mail: MailId, now: datetime, answer: str) -> None:
        """It is on its way, and its lines are done."""
        self._wire.ask(SENT, {"mail": mail, "now": now, "answer": answer})

    def put_off(self, mail: MailId, until: datetime, tries: int, answer: str) -> None:
        """It is tried again at that moment."""
        values = {"mail": mail, "due": until, "tries": tries, "answer": answer}
        self._wire.ask(PUT_OFF, values | {"state": MailState.WAITING.value})

    def failed(self, mail: MailId, tries: int, answer: str) -> None:
        """It is not tried again by itself."""
        values = {"mail": mail, "due": None, "tries": tries, "answer": answer}
        self._wire.ask(PUT_OFF, values | {"state": MailState.FAILED.value})

    def forget(self, mail: MailId) -> None:
        """It is not needed any more."""
        self._wire.ask(FORGET, {"mail": mail})

    def refuse_address(self, draft: MailDraft, now: datetime, answer: str) -> bool:
        """No mail goes to this address of a person until they choose anew; False when they have."""
        values = {"person": draft.person, "digest": draft.digest, "now": now, "answer": answer}
        return self._wire.one(REFUSE, values) is not None

    def retry(self, mail: MailId, now: datetime) -> bool:
        """Try one now that is not sent yet; whether there is one."""
        return self._wire.one(RETRY, {"mail": mail, "now": now}) is not None

    def listed(self, state: MailState | None, after: MailId | None) -> MailPage:
        """The mails, the newest first; of one state, where one is named."""
        values = {"state": state and state.value, "after": after, "many": PAGE + 1}
        rows = self._wire.all(LISTED, values)
        return MailPage(
            rows=tuple(map(_line, rows[:PAGE])),
            next=MailId(rows[PAGE - 1].id) if len(rows) > PAGE else None,
        )

    def forget_before(self, moment: datetime) -> None:
        """Drop mails that were made before then."""
        self._wire.ask(FORGET_BEFORE, {"moment": moment})


def _address(row: Any) -> str:
    """What was typed as the address; nothing where it was erased."""
    return str(unpacked(row.content).get("address", "")) if row.content else ""


def _choice(row: Any) -> MailChoice:
    return MailChoice(
        address=_address(row),
        groups=frozenset(row.groups),
        rhythm=Rhythm(row.rhythm),
        quiet_from=row.quiet_from,
        quiet_to=row.quiet_to,
        workdays=row.workdays,
        language=row.language,
    )


def _draft(rows: list[Any]) -> MailDraft:
    first = rows[0]
    return MailDraft(
        id=MailId(first.id),
        tries=first.tries,
        person=PersonId(first.person),
        address="" if first.refused_at else _address(first),
        digest=first.digest,
        language=first.language,
        root=first.root and CaseId(first.root),
        lines=tuple(
            NoticeLine(
                notice=NoticeId(row.notice),
                kind=row.kind,
                name=row.name,
                name_en=row.name_en,
                number=row.number,
            )
            for row in rows
            if row.notice is not None
        ),
    )


def _line(row: Any) -> MailLine:
    return MailLine(
        id=MailId(row.id),
        state=MailState(row.state),
        made_at=row.made_at,
        due=row.due,
        sent_at=row.sent_at,
        tries=row.tries,
        answer=row.answer,
        name=row.name,
        name_en=row.name_en,
        number=row.number,
    )
