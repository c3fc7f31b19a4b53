"""Notices that also come by mail: what a person chooses, when a mail is due, how often it is tried."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from server.domain.errors import AnswerWrong, Fault
from server.domain.facts import MailChosen
from server.domain.notice_groups import GROUPS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from server.domain.ids import CaseId, MailId, PersonId
    from server.domain.workdays import Calendar

GATHERING = timedelta(minutes=3)
"""How long a first notice waits for others, so that they come as one mail."""
KEPT = timedelta(days=90)
"""How long it can be looked up what became of a mail."""
LONGEST_ADDRESS = 254
"""RFC 5321, 4.5.3.1.3, without the angle brackets."""
_ADDRESS = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+"
    r"[A-Za-z]{2,63}"
)
"""As browsers check it, with a name of a domain that has a dot."""
WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=6),
    timedelta(hours=12),
    timedelta(hours=24),
)
"""After each failed try; after the last there is no other, some two days after the first."""


MORNING = time(9, 0)
"""When mail that waited for a working day goes out, in the county's time."""


class Rhythm(StrEnum):
    """How often somebody wants mail."""

    AT_ONCE = "at_once"
    TWICE = "twice"
    DAILY = "daily"


HOURS = {Rhythm.TWICE: (MORNING, time(14, 30)), Rhythm.DAILY: (MORNING,)}
"""When digests go out, in the county's time."""


class MailState(StrEnum):
    """How far a mail is."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


class Taken(StrEnum):
    """What the mail server made of a mail."""

    SENT = "sent"
    LATER = "later"
    """Not now: it may take it another time."""
    AWAY = "away"
    """It can't be spoken with: the others need not be tried now."""
    NEVER = "never"
    """It won't take this mail."""
    NO_SUCH_ADDRESS = "no_such_address"
    """It won't take any mail for this address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What the mail server answered."""

    taken: Taken
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail as it is handed to the mail server."""

    id: MailId
    to: str
    subject: str
    text: str
    html: str
    choices: str
    """Where its reader chooses what comes by mail."""
    thread: CaseId | None = None
    """The matter that it is about: mails about one stand together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailChoice:
    """Which notices come to a person by mail too, where to, and when."""

    address: str = ""
    """Empty: none do."""
    groups: frozenset[str] = frozenset({"given", "due", "asked", "standing_in", "house"})
    rhythm: Rhythm = Rhythm.AT_ONCE
    quiet_from: str = "20:00"
    """``HH:MM``; empty with ``quiet_to``: no hour is quiet."""
    quiet_to: str = "08:00"
    workdays: bool = True
    """Whether mail comes on working days only."""
    language: str = "zh"


def choose(person: PersonId, choice: MailChoice, digest: str) -> MailChosen:
    """The choice, if it can be kept to; ``digest`` is that of the address, which is typed."""
    faults = tuple(_faults(choice))
    if faults:
        raise AnswerWrong(faults)
    return MailChosen(
        person=person,
        groups=tuple(sorted(choice.groups)),
        rhythm=choice.rhythm.value,
        quiet_from=choice.quiet_from,
        quiet_to=choice.quiet_to,
        workdays=choice.workdays,
        language=choice.language,
        digest=digest,
    )


def is_address(text: str) -> bool:
    """Whether mail can be sent to it."""
    return len(text) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(text) is not None


def _faults(choice: MailChoice) -> Iterator[Fault]:
    if choice.address and not is_address(choice.address):
        yield Fault(
            field="address",
            zh="这不是可用的邮箱地址，请按 name@example.gov.cn 的样子填写，或留空。",
            en="This is no address for mail. Write it as in name@example.gov.cn, or leave it empty.",
        )
    if choice.groups - GROUPS.keys():
        yield Fault(field="groups", zh="请从列表中选择。", en="Choose from the list.")
    for field, given in (("quiet_from", choice.quiet_from), ("quiet_to", choice.quiet_to)):
        if given and _time(given) is None:
            yield Fault(
                field=field, zh="请填时刻，例如 20:00。", en="Write a time of day, as in 20:00."
            )
    if bool(choice.quiet_from) != bool(choice.quiet_to):
        yield Fault(
            field="quiet_to",
            zh="免打扰时段的起止请都填写，或都留空。",
            en="Say both when the quiet hours begin and when they end, or leave both empty.",
        )


def due(choice: MailChoice, now: datetime, calendar: Calendar) -> datetime:
    """When a notice told now goes out by mail: at the person's rhythm, and never in quiet hours."""
    hours = HOURS.get(choice.rhythm)
    if hours is None:
        return _out_of_quiet(choice, now + GATHERING, calendar)
    local = calendar.local(now)
    moments = (
        datetime.combine(local.date() + timedelta(days=day), hour, local.tzinfo)
        for day in (0, 1)
        for hour in hours
    )
    return _out_of_quiet(choice, next(each for each in moments if each > local), calendar)


def _out_of_quiet(choice: MailChoice, moment: datetime, calendar: Calendar) -> datetime:
    """The first moment from this one on that is in no quiet hour and, if so chosen, on a working day."""
    local = calendar.local(moment)
    begin, end = _time(choice.quiet_from), _time(choice.quiet_to)
    while True:
        if begin and end and _within(local.time(), begin, end):
            day = local.date() + timedelta(days=local.time() >= end)
            local = datetime.combine(day, end, local.tzinfo)
        elif choice.workdays and not calendar.is_working(local.date()):
            local = datetime.combine(local.date() + timedelta(days=1), MORNING, local.tzinfo)
        else:
            return local.astimezone(UTC)


def _within(moment: time, begin: time, end: time) -> bool:
    if begin <= end:
        return begin <= moment < end
    return moment >= begin or moment < end


def _time(text: str) -> time | None:
    try:
        return datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007  # a time of day has no zone
    except ValueError:
        return None


def again_at(tries: int, now: datetime) -> datetime | None:
    """When a mail that failed so often is tried again; None: no more."""
    return now + WAITS[tries - 1] if tries <= len(WAITS) else None
