"""Gather what is due into mails, and carry them to the mail server.

Mails are taken for a while in one transaction, handed over outside of any, and what the server made
of each is written in a transaction of its own: who dies in between sends one mail a second time
(under the same Message-ID), and loses none.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from server.domain.ids import MailId
from server.domain.mail_words import compose
from server.domain.mailing import KEPT, Rhythm, Taken, again_at
from server.domain.ports import Queue
from server.services.repeating import again

if TYPE_CHECKING:
    from server.domain.mailing import Receipt
    from server.domain.ports import DueLine, MailDraft, Mailer
    from server.services.tools import Tools

JOB = "carry_mails"
PERSONS = 50
"""Whose lines one transaction gathers."""
A_BATCH = 10
"""Mails that are taken at once: few enough for a slow server within the time they are left alone."""


def sweep(tools: Tools) -> bool:
    """Defers the job that carries mails, if any is due and there is a mail server."""
    if tools.mailer is None:
        return False
    with tools.unit() as unit:
        if not unit.mails.has_due(tools.clock.now()):
            return False
        unit.defer(JOB, {}, key=JOB, queue=Queue.MAIL)
        unit.commit()
    return True


def carry(tools: Tools) -> int:
    """Gathers and sends all that is due, until nothing is or the server is away; gives how many."""
    while gather(tools):
        pass
    sent = 0
    while tools.mailer is not None:
        taken = _take(tools)
        receipts = _send(tools, tools.mailer, taken)
        sent += receipts.count(Taken.SENT)
        if not taken or Taken.AWAY in receipts:
            break
    return sent


@again
def gather(tools: Tools) -> int:
    """Makes mails of what is due, for some persons: one about each matter, or one with everything.

    What was read in the meantime is not sent. Gives how many lines are done with.
    """
    with tools.unit() as unit:
        now = tools.clock.now()
        lines = unit.mails.take_lines(now, PERSONS)
        if not lines:
            return 0
        read = [line for line in lines if line.is_read]
        if read:
            unit.mails.drop(read)
        rest = sorted((line for line in lines if not line.is_read), key=_together)
        for _, together in groupby(rest, key=_together):
            unit.mails.open(MailId(tools.ids.new()), now, tuple(together))
        unit.commit()
    return len(lines)


def _together(line: DueLine) -> tuple[str, str]:
    """Lines of which this is the same come as one mail."""
    is_alone = line.rhythm == Rhythm.AT_ONCE and line.root is not None
    return line.person.hex, str(line.root) if is_alone else ""


@again
def _take(tools: Tools) -> tuple[MailDraft, ...]:
    with tools.unit() as unit:
        drafts = unit.mails.take(tools.clock.now(), A_BATCH)
        for draft in drafts:
            if not _is_wanted(draft):
                unit.mails.forget(draft.id)
        unit.commit()
    return drafts


def _is_wanted(draft: MailDraft) -> bool:
    """Whether there is something to say, and somebody who wants to hear it."""
    return bool(draft.lines and draft.address)


def _send(tools: Tools, mailer: Mailer, taken: tuple[MailDraft, ...]) -> list[Taken]:
    drafts = {draft.id: draft for draft in taken if _is_wanted(draft)}
    seen: list[Taken] = []
    for mail, receipt in mailer.carry(compose(draft, mailer.site) for draft in drafts.values()):
        _settle(tools, drafts[mail.id], receipt, is_tried=Taken.AWAY not in seen)
        seen.append(receipt.taken)
    return seen


@again
def _settle(tools: Tools, draft: MailDraft, receipt: Receipt, *, is_tried: bool) -> None:
    """Writes what became of a mail; one that waited behind a server that is away was not tried."""
    now = tools.clock.now()
    tries = draft.tries + is_tried
    with tools.unit() as unit:
        until = again_at(max(tries, 1), now)
        if receipt.taken is Taken.SENT:
            unit.mails.sent(draft.id, now, receipt.answer)
        elif receipt.taken in {Taken.LATER, Taken.AWAY} and until is not None:
            unit.mails.put_off(draft.id, until, tries, receipt.answer)
        elif receipt.taken is Taken.NO_SUCH_ADDRESS and not unit.mails.refuse_address(
            draft, now, receipt.answer
        ):
            unit.mails.put_off(draft.id, now, 0, receipt.answer)  # it goes to the corrected one
        else:
            unit.mails.failed(draft.id, tries, receipt.answer)
        unit.commit()


def drop_old(tools: Tools) -> None:
    """Drops mails that nobody asks about any more."""
    with tools.unit() as unit:
        unit.mails.forget_before(tools.clock.now() - KEPT)
        unit.commit()
